"""Reads counts and days of the month, in digits and in words."""

from taskora_api.language.tokens import Kind, Line
from taskora_api.language.words import NUMBER_BY_WORD, ORDINAL_BY_WORD

DAYS_IN_A_MONTH_MAX = 31
_TENS = {
    **{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    **{"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
}
_HUNDREDS = {"hundred", "thousand", "million"}
_ORDINALS = ORDINAL_BY_WORD | {
    **{"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15},
    **{"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19},
    **{"twentieth": 20, "thirtieth": 30},
}
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_ONE_DIGIT_MAX = 9


def read_count(line: Line, at: int) -> tuple[int, int] | None:
    """Read how many: "3", "three", "twenty-one", "a", "a couple of"; and where that ends."""
    if line.word(at) in {"a", "an"}:
        return read_couple(line, at + 1) or (1, at + 1)
    digits = line.number(at)
    if digits is not None:
        return digits, at + 1
    return read_couple(line, at) or read_cardinal(line, at)


def read_couple(line: Line, at: int) -> tuple[int, int] | None:
    """Read "couple of" and, as it is said, "couple"."""
    if line.word(at) != "couple":
        return None
    return 2, at + (2 if line.word(at + 1) == "of" else 1)


def read_cardinal(line: Line, at: int) -> tuple[int, int] | None:
    """Read a number in words, up to ninety-nine."""
    word = line.word(at)
    if word in _TENS:
        unit_at = at + 2 if line.word(at + 1) == "-" else at + 1
        unit = NUMBER_BY_WORD.get(line.word(unit_at), _ONE_DIGIT_MAX + 1)
        return (
            (_TENS[word] + unit, unit_at + 1) if unit <= _ONE_DIGIT_MAX else (_TENS[word], at + 1)
        )
    return (NUMBER_BY_WORD[word], at + 1) if word in NUMBER_BY_WORD else None


def read_ordinal(line: Line, at: int) -> tuple[int, int] | None:
    """Read a day of the month as an ordinal: "5th", "fifth", "twenty-first"."""
    number = line.number(at, digits_max=2)
    if number is not None:
        is_ordinal = line.touches(at + 1) and line.word(at + 1) in _ORDINAL_ENDINGS
        return _day(number, at + 2) if is_ordinal else None
    word = line.word(at)
    if word in {"twenty", "thirty"}:
        unit_at = at + 2 if line.word(at + 1) == "-" else at + 1
        unit = ORDINAL_BY_WORD.get(line.word(unit_at), _ONE_DIGIT_MAX + 1)
        return _day(_TENS[word] + unit, unit_at + 1) if unit <= _ONE_DIGIT_MAX else None
    return _day(_ORDINALS[word], at + 1) if word in _ORDINALS else None


def read_day_number(line: Line, at: int) -> tuple[int, int] | None:
    """Read a day of the month beside a month: an ordinal, digits, or a number in words."""
    ordinal = read_ordinal(line, at)
    if ordinal is not None:
        return ordinal
    digits = line.number(at, digits_max=2)
    if digits is not None:
        return _day(digits, at + 1)
    cardinal = read_cardinal(line, at)
    return _day(*cardinal) if cardinal is not None else None


def is_number(line: Line, at: int) -> bool:
    """Say whether a token is a number, in digits or as a word."""
    return line.kind(at) is Kind.NUMBER or line.word(at) in {*NUMBER_BY_WORD, *_TENS, *_HUNDREDS}


def _day(number: int, end: int) -> tuple[int, int] | None:
    return (number, end) if 1 <= number <= DAYS_IN_A_MONTH_MAX else None

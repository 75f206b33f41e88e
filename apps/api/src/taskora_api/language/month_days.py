"""Reads a day of a month: "24 December", "Dec 24th, 2027", "the 5th of next month"."""

from datetime import date

from taskora_api.language import calendar_rules as rules
from taskora_api.language.clock_times import clock_end
from taskora_api.language.number_words import read_day_number, read_ordinal
from taskora_api.language.readings import Form, Reading, longest
from taskora_api.language.tokens import Kind, Line
from taskora_api.language.words import MONTH_BY_WORD

# Words of the language: "march 5 miles", "it may 2 of us".
_UNCLEAR_MONTHS = {"march", "mar", "may"}
# How far a year of two digits may be when a word follows, which could be what is counted:
# "26 Feb 27 review" names a year, "24 December 12 eggs" does not.
_COUNTED_YEARS_MAX = 3
_YEAR_MIN = 1900
_PLURALS = {"people", "children", "men", "women", "kids", "euro", "kg", "km", "percent", "sheep"}


def read_month_day(line: Line, at: int, today: date) -> Reading | None:
    """Read a day of a named month, or of this or the next one."""
    return longest(
        _day_first(line, at, today), _month_first(line, at, today), _of_month(line, at, today)
    )


def read_day_of_month(line: Line, at: int, today: date) -> Reading | None:
    """Read "the 5th", which is that day of the next month that has it."""
    start = at + 1 if line.word(at) == "the" else at
    ordinal = read_ordinal(line, start)
    if ordinal is None:
        return None
    day, end = ordinal
    # "on the first" could be of anything.
    is_in_digits = line.kind(start) is Kind.NUMBER
    value = rules.on_day_of_month(today, day) if is_in_digits else None
    return Reading(end, value, Form.AFTER_PREPOSITION) if is_in_digits else None


def _day_first(line: Line, at: int, today: date) -> Reading | None:
    start = at + 1 if line.word(at) == "the" else at
    read = read_day_number(line, start)
    if read is None:
        return None
    day, month_at = read
    is_ordinal = read_ordinal(line, start) is not None
    if is_ordinal and line.word(month_at) == "day":
        month_at += 1
    if line.word(month_at) == "of" or (line.word(month_at) == "." and line.touches(month_at)):
        month_at += 1
    if line.word(month_at) not in MONTH_BY_WORD:
        return None
    is_in_words = line.kind(start) is Kind.WORD
    if is_in_words and not is_ordinal and line.word(month_at) in _UNCLEAR_MONTHS:
        return None
    return _with_year(line, month_at + 1, today, (MONTH_BY_WORD[line.word(month_at)], day), at)


def _month_first(line: Line, at: int, today: date) -> Reading | None:
    month = MONTH_BY_WORD.get(line.word(at))
    if month is None:
        return None
    start = at + 2 if line.word(at + 1) == "." and line.touches(at + 1) else at + 1
    start = start + 1 if line.word(start) == "the" else start
    # "march five" and "may two": words after these months count something.
    if line.word(at) in _UNCLEAR_MONTHS and line.kind(start) is not Kind.NUMBER:
        start_read = read_ordinal(line, start)
    else:
        start_read = read_day_number(line, start)
    if start_read is None or (clock_end(line, start) or 0) > start_read[1]:
        return None
    day, end = start_read
    return _with_year(line, end, today, (month, day), at)


def _with_year(
    line: Line, end: int, today: date, month_day: tuple[int, int], start: int
) -> Reading | None:
    """Read on with the year, if one is said."""
    month, day = month_day
    year, year_end = _read_year(line, end, today)
    if year_end > end:
        value = rules.on_day(today, month, day, year) if year is not None else None
        return Reading(year_end, value, Form.FULL)
    words = {line.word(at) for at in range(start, end)}
    has_ordinal = any(read_ordinal(line, at) for at in range(start, end))
    form = Form.AT_THE_END if words & _UNCLEAR_MONTHS and not has_ordinal else Form.CLEAR
    return Reading(end, rules.on_day(today, month, day, None), form)


def _read_year(line: Line, at: int, today: date) -> tuple[int | None, int]:
    """Read ", 2027", "in 2028", "'27", "27" or "next year"; no year ends where it would begin.

    A year that is said but cannot be read is None, with the end of its words.
    """
    which = line.word(at + 1) if line.word(at) == "of" else line.word(at)
    which_end = at + 2 if line.word(at) == "of" else at + 1
    if line.word(which_end) == "year" and which in {"this", "next", "last", "the"}:
        year = {"this": today.year, "next": today.year + 1}.get(which)
        return year, which_end + 1
    if line.word(at) == "(" and line.word(at + 2) == ")" and line.number(at + 1) is not None:
        year, end = _year_in_figures(line, at + 1, today)
        return year, end + 1
    return _year_in_figures(line, at, today)


def _year_in_figures(line: Line, at: int, today: date) -> tuple[int | None, int]:
    """Read the figures of a year, as `_read_year` does."""
    start = at + 1 if line.word(at) in {",", "in", "of"} else at
    is_marked = line.word(start) == "'"
    start += is_marked
    if line.kind(start) is not Kind.NUMBER or clock_end(line, start) is not None:
        return None, at
    digits = line.word(start)
    if len(digits) == rules.YEAR_DIGITS:
        # "24 December 1800" is a time of day for some, and no due date for anybody.
        return (int(digits) if int(digits) >= _YEAR_MIN else None), start + 1
    if len(digits) != rules.SHORT_YEAR_DIGITS or (start > at and not is_marked):
        return None, at
    year = rules.full_year(digits, today)
    if year is None or (line.touches(start + 1) and line.kind(start + 1) is Kind.WORD):
        return None, start + 1
    is_counted = not is_marked and line.kind(start + 1) is Kind.WORD
    if is_counted and _is_plural(line.word(start + 1)):
        return None, start + 1
    latest = _COUNTED_YEARS_MAX if is_counted else rules.SHORT_YEAR_FUTURE_MAX
    return (year if year - today.year <= latest else None), start + 1


def _is_plural(word: str) -> bool:
    """Say whether a word is what many things are called: "5 December 26 guests" has no year."""
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")))


def _of_month(line: Line, at: int, today: date) -> Reading | None:
    """Read "the 15th day of next month" and "the last day of the month"."""
    start = at + 1 if line.word(at) == "the" else at
    is_last = line.has(start, "last", "day")
    ordinal = (0, start + 1) if is_last else read_ordinal(line, start)
    if ordinal is None:
        return None
    day, of_at = ordinal
    of_at = of_at + 1 if line.word(of_at) == "day" else of_at
    if line.word(of_at) != "of":
        return None
    month_at = of_at + 1
    if line.word(month_at) in MONTH_BY_WORD and is_last:
        return _last_of(line, month_at, today)
    which = line.word(month_at) if line.word(month_at) in {"this", "next", "the"} else ""
    if not which or line.word(month_at + 1) != "month":
        return None
    return Reading(month_at + 2, _day_of(today, which, day), Form.CLEAR)


def _last_of(line: Line, month_at: int, today: date) -> Reading:
    """Read the last day of a named month."""
    month = MONTH_BY_WORD[line.word(month_at)]
    year, end = _read_year(line, month_at + 1, today)
    if end > month_at + 1:
        value = None if year is None else rules.end_of_month(date(year, month, 1))
        return Reading(end, value, Form.FULL)
    return Reading(
        month_at + 1, rules.end_of_month(today, rules.months_until(today, month)), Form.CLEAR
    )


def _day_of(today: date, which: str, day: int) -> date | None:
    """Find a day of this or the next month; 0 is its last one. What is past is no due date."""
    if which == "the" and day:
        return rules.on_day_of_month(today, day)
    ahead = 1 if which == "next" else 0
    last = rules.end_of_month(today, ahead)
    if day > last.day:
        return None
    value = last.replace(day=day or last.day)
    return value if value >= today else None

"""Finds the due date in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taskora_api.language.date_patterns import PATTERNS, Place, Reader
from taskora_api.language.quotes import QUOTED

YEAR_MAX = 2999

_PUNCTUATION = " \t\r\n.,;:!?-\u2013\u2014"
_CLOCK_TIME = re.compile(r"\s*at\s+\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|o'clock)?\W*", re.IGNORECASE)


@dataclass(frozen=True)
class DatePhrase:
    """A date, and the part of the text that says it."""

    start: int
    end: int
    value: date
    is_deadline: bool = False


def find_date(text: str, today: date, start: int = 0) -> DatePhrase | None:
    """Find the due date after `start`: the last one said, outside quotation marks."""
    found: list[DatePhrase] = []
    for phrase in sorted(_candidates(text, today, start), key=_longest_first):
        if all(phrase.end <= other.start or phrase.start >= other.end for other in found):
            found.append(phrase)
    return max(found, key=lambda phrase: phrase.start, default=None)


def read_date(text: str, today: date) -> date | None:
    """Read a text that is a date and nothing else."""
    phrase = find_date(text, today)
    if phrase is None:
        return None
    rest = text[: phrase.start] + text[phrase.end :]
    return phrase.value if not rest.strip(_PUNCTUATION) else None


def _longest_first(phrase: DatePhrase) -> tuple[int, int]:
    return (phrase.start - phrase.end, -phrase.start)


def _candidates(text: str, today: date, start: int) -> Iterator[DatePhrase]:
    quoted = [match.span() for match in QUOTED.finditer(text)]
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(text, start):
            if any(begin < match.end() and match.start() < end for begin, end in quoted):
                continue
            if not _is_in_place(text, start, match, pattern.place):
                continue
            value = _read(pattern.read, match, today)
            if value is not None and value.year <= YEAR_MAX:
                preposition = (match["preposition"] or "").lower().split()
                is_deadline = bool({"by", "before", "until", "till"} & set(preposition))
                yield DatePhrase(match.start(), match.end(), value, is_deadline)


def _read(read: Reader, match: re.Match[str], today: date) -> date | None:
    """Read a match; "in 9999 years" is no date that anybody can keep."""
    try:
        return read(match, today)
    except (OverflowError, ValueError):
        return None


def _is_in_place(text: str, start: int, match: re.Match[str], place: Place) -> bool:
    if place is Place.ANYWHERE or match["preposition"]:
        return True
    if place is Place.AFTER_PREPOSITION:
        return False
    rest = text[match.end() :]
    is_at_end = not rest.strip(_PUNCTUATION) or _CLOCK_TIME.fullmatch(rest) is not None
    is_at_start = not text[start : match.start()].strip(_PUNCTUATION)
    return is_at_end or (place is Place.AT_AN_EDGE and is_at_start)

"""Finds times of day, which are no part of a date yet and stay in the title."""

from taskora_api.language.number_words import read_count
from taskora_api.language.tokens import Line
from taskora_api.language.words import NUMBER_BY_WORD

_HOURS_MAX = 24
_MINUTES_MAX = 59
_MONTHS_MAX = 12
_NAMED = {"noon", "midnight", "midday", "lunchtime"}
_BEFORE = {"at", "around", "about", "by", "before", "after", "from", "until", "till", "@", "~"}
_AT = {"at", "@"}
_RANGE = {"-", "\u2013", "\u2014", "to", "until", "till"}
_HOURS = {
    *("hour", "hours", "hr", "hrs", "h", "minute", "minutes", "min", "mins", "second", "seconds"),
}
_HALVES = {"half", "quarter"}
_DAY_PARTS = {"morning", "afternoon", "evening"}


def clock_end(line: Line, at: int) -> int | None:
    """Find where a time ends: "at 5", "5pm", "17:00", "from 5 to 6pm", "noon"; None for no time."""
    if line.word(at) == "in":
        return _waiting_end(line, at + 1)
    first = at + 1 if line.word(at) in _BEFORE else at
    end = _range_end(line, first) or _time_end(line, first)
    if end is None and line.word(at) in _AT:
        end = _hour_end(line, first)
    return end


def clocks_end(line: Line, at: int) -> int:
    """Find where the times end that follow one another from a place on, which may be no time."""
    while (end := clock_end(line, at)) is not None:
        at = end
    return at


def times_end(line: Line, at: int) -> int:
    """Find where times and parts of the day end that follow one another: "in the evening at 8"."""
    while True:
        end = clocks_end(line, at)
        if line.has(end, "in", "the") and line.word(end + 2) in _DAY_PARTS:
            end += 3
        if end == at:
            return end
        at = end


def _waiting_end(line: Line, at: int) -> int | None:
    """Find the end of "in 2 hours" and "in half an hour"."""
    start = at + 1 if line.word(at) == "half" else at
    count = read_count(line, start)
    return count[1] + 1 if count is not None and line.word(count[1]) in _HOURS else None


def _range_end(line: Line, at: int) -> int | None:
    """Find the end of "5-6pm", whose first hour needs no mark."""
    first = _time_end(line, at) or _hour_end(line, at)
    if first is None or line.word(first) not in _RANGE:
        return None
    return _time_end(line, first + 1)


def _time_end(line: Line, at: int) -> int | None:
    """Find the end of a time that says so."""
    if line.word(at) in _NAMED:
        return at + 1
    if line.word(at) in _HALVES and line.word(at + 1) in {"past", "to"}:
        return _spoken_hour_end(line, at + 2)
    hour = _hour_end(line, at)
    if hour is None:
        return None
    minutes = _minutes_end(line, hour)
    suffix = _suffix_end(line, minutes or hour)
    if suffix is not None or minutes is None:
        return suffix
    # "10.12" could be a date.
    is_month = line.word(hour) == "." and 1 <= int(line.word(hour + 1)) <= _MONTHS_MAX
    return None if is_month else minutes


def _hour_end(line: Line, at: int) -> int | None:
    number = line.number(at, digits_max=2)
    if number is None or number > _HOURS_MAX or (line.touches(at + 1) and line.word(at + 1) == "/"):
        return None
    return at + 1


def _spoken_hour_end(line: Line, at: int) -> int | None:
    return at + 1 if line.word(at) in NUMBER_BY_WORD else _hour_end(line, at)


def _minutes_end(line: Line, at: int) -> int | None:
    if line.word(at) not in {":", ".", "h"} or not (line.touches(at) and line.touches(at + 1)):
        return None
    minutes = line.number(at + 1, digits_max=2)
    is_whole = minutes is not None and len(line.word(at + 1)) == 2  # noqa: PLR2004 - digits.
    return at + 2 if is_whole and minutes is not None and minutes <= _MINUTES_MAX else None


def _suffix_end(line: Line, at: int) -> int | None:
    """Find the end of "pm", "p.m.", "h" and "o'clock"."""
    if line.word(at) in {"am", "pm", "h", "hrs", "o'clock", "oclock", "uhr"}:
        return at + 1
    if line.word(at) in {"a", "p"} and line.has(at + 1, ".", "m"):
        return at + 4 if line.word(at + 3) == "." else at + 3
    return None

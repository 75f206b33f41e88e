"""Reads periods, of which one day is meant: "next week", "this weekend", "end of the month"."""

from datetime import date

from taskora_api.language import calendar_rules as rules
from taskora_api.language.day_names import read_named_day, read_weekday
from taskora_api.language.month_days import read_day_of_month
from taskora_api.language.readings import Form, Reading
from taskora_api.language.tokens import Line
from taskora_api.language.words import MONTH_BY_WORD, PAST_WORDS, UNITS, WEEKDAY_BY_WORD

_ENDS = {"end": True, "start": False, "beginning": False}
_SHORT_ENDS = {"eod": "day", "eow": "week", "eom": "month", "eoy": "year"}
_PERIODS = {"week", "month", "year"}
_WEEKS = {"week", "week's"}
_JOINTS = {"on", ","}
_NEXT_MAX = 3


def read_period(line: Line, at: int, today: date) -> Reading | None:
    """Read a period, or its end."""
    return _edge(line, at, today) or _short_end(line, at, today) or _coming(line, at, today)


def _coming(line: Line, at: int, today: date) -> Reading | None:
    """Read "next month", "week after next" and "this weekend"."""
    start = at + 1 if line.word(at) == "the" else at
    if line.has(start + 1, "after", "next") and line.word(start) in _PERIODS:
        return Reading(start + 3, _start_of(today, line.word(start), 2), Form.CLEAR)
    if line.word(start) == "weekend" and start > at:
        return Reading(start + 1, _weekend(today, "the"), Form.NAME)
    word_at = at
    while line.word(word_at) == "next" and word_at - at < _NEXT_MAX:
        word_at += 1
    ahead = word_at - at
    if ahead:
        return _next(line, word_at, today, ahead)
    which, unit = line.word(at), line.word(at + 1)
    if unit == "weekend" and which in {"this", "coming"}:
        return Reading(at + 2, _weekend(today, which), Form.NAME)
    if which in PAST_WORDS and unit in {*UNITS, "weekend", "week's"}:
        end = _weekday_within(line, at + 2, today, 0)
        return Reading(end.end if end else at + 2, None, Form.NAME)
    is_this_week = which == "this" and unit in _WEEKS
    return _weekday_within(line, at + 2, today, 0) if is_this_week else None


def _next(line: Line, at: int, today: date, ahead: int) -> Reading | None:
    unit = line.word(at)
    if unit == "weekend":
        return Reading(at + 1, rules.in_week(today, ahead, rules.SATURDAY), Form.NAME)
    within = _within(line, at, today, ahead)
    if within is not None or unit not in _PERIODS:
        return within
    return Reading(at + 1, _start_of(today, unit, ahead), Form.NAME)


def _within(line: Line, at: int, today: date, ahead: int) -> Reading | None:
    """Read the day after a period: "next week tuesday", "next month on the 7th"."""
    if line.word(at) in _WEEKS:
        return _weekday_within(line, at + 1, today, ahead)
    if line.word(at) != "month":
        return None
    day = read_day_of_month(line, at + 2 if line.word(at + 1) in _JOINTS else at + 1, today)
    if day is None or day.value is None:
        return day
    first = rules.first_of_month(today, ahead)
    value = rules.on_day_of_month(first, day.value.day)
    is_there = value is not None and value.month == first.month
    return Reading(day.end, value if is_there else None, Form.CLEAR)


def _weekday_within(line: Line, at: int, today: date, ahead: int) -> Reading | None:
    """Read the weekday after a week: "next week on friday", "this week monday"."""
    start = at + 1 if line.word(at) in _JOINTS else at
    weekday = WEEKDAY_BY_WORD.get(line.word(start))
    if weekday is None:
        return None
    value = rules.in_week(today, ahead, weekday)
    return Reading(start + 1, value if value >= today else None, Form.CLEAR)


def _start_of(today: date, unit: str, ahead: int) -> date:
    match unit:
        case "week":
            return rules.monday_of(today, ahead)
        case "month":
            return rules.first_of_month(today, ahead)
        case _:
            return date(today.year + ahead, 1, 1)


def _end_of(today: date, unit: str, ahead: int) -> date:
    match unit:
        case "day":
            return today
        case "week":
            return rules.in_week(today, ahead, rules.SUNDAY)
        case "month":
            return rules.end_of_month(today, ahead)
        case _:
            return date(today.year + ahead, rules.MONTHS_IN_A_YEAR, 31)


def _weekend(today: date, which: str) -> date:
    """On a Sunday, "this weekend" is today."""
    is_running = today.weekday() == rules.SUNDAY and which != "coming"
    return today if is_running else rules.this(today, rules.SATURDAY)


def _edge(line: Line, at: int, today: date) -> Reading | None:
    """Read "the end of next month", "start of december" and "end of day friday"."""
    start = at + 1 if line.word(at) == "the" else at
    is_end = _ENDS.get(line.word(start))
    if is_end is None or line.word(start + 1) != "of":
        return None
    which_at = start + 2
    has_which = line.word(which_at) in {"the", "this", "next"} | PAST_WORDS
    unit_at = which_at + has_which
    unit = line.word(unit_at)
    if unit in MONTH_BY_WORD:
        ahead = rules.months_until(today, MONTH_BY_WORD[unit])
        value = rules.end_of_month(today, ahead) if is_end else rules.first_of_month(today, ahead)
        is_read = not has_which and value >= today and line.number(unit_at + 1) is None
        return Reading(unit_at + 1, value if is_read else None, Form.CLEAR)
    if unit == "day":
        return _end_of_day(line, unit_at + 1, today) if is_end else None
    if unit not in _PERIODS:
        return None
    ahead = {"next": 1}.get(line.word(which_at), 0)
    is_past = line.word(which_at) in PAST_WORDS
    value = _end_of(today, unit, ahead) if is_end else _start_of(today, unit, ahead)
    return Reading(unit_at + 1, value if value >= today and not is_past else None, Form.CLEAR)


def _short_end(line: Line, at: int, today: date) -> Reading | None:
    """Read the short forms of offices: "eod", "eom"."""
    unit = _SHORT_ENDS.get(line.word(at))
    if unit is None:
        return None
    if unit == "day":
        return _end_of_day(line, at + 1, today)
    return Reading(at + 1, _end_of(today, unit, 0), Form.CLEAR)


def _end_of_day(line: Line, at: int, today: date) -> Reading:
    """Read which day ends, which is today when nothing is said."""
    start = at + 1 if line.word(at) in {"on", ",", "of"} else at
    day = read_named_day(line, start, today) or read_weekday(line, start, today, is_day_first=None)
    return Reading(day.end, day.value, Form.CLEAR) if day else Reading(at, today, Form.CLEAR)

"""Reads days by their names: "tomorrow", "next friday", "tuesday of next week", "Mon 30 Nov"."""

from datetime import date, timedelta

from taskora_api.language import calendar_rules as rules
from taskora_api.language.clock_times import clock_end
from taskora_api.language.month_days import read_month_day
from taskora_api.language.number_words import is_number, read_count, read_ordinal
from taskora_api.language.numeric_dates import read_numeric
from taskora_api.language.readings import Form, Reading, longest
from taskora_api.language.tokens import Kind, Line
from taskora_api.language.words import (
    MONTH_BY_WORD,
    PAST_WORDS,
    TOMORROW_WORDS,
    UNITS,
    WEEKDAY_BY_WORD,
)

_TODAY_WORDS = {"today", "tonight"}
_THIS_DAY_PARTS = {"morning", "afternoon", "evening"}
_SHORT_WEEKDAYS = {"sat", "sun", "wed"}
_NEXT_MAX = 3


def read_named_day(line: Line, at: int, today: date) -> Reading | None:
    """Read a day that is counted from today by its name."""
    word = line.word(at)
    if word in _TODAY_WORDS:
        return Reading(at + 1, today, Form.NAME)
    if word in TOMORROW_WORDS:
        return Reading(at + 1, today + timedelta(days=1), Form.NAME)
    if word == "yesterday":
        return Reading(at + 1, None, Form.NAME)
    if word == "this" and line.word(at + 1) in _THIS_DAY_PARTS:
        return Reading(at + 2, today, Form.CLEAR)
    start = at + 1 if word == "the" else at
    if line.has(start, "day", "after") and line.word(start + 2) in TOMORROW_WORDS:
        return Reading(start + 3, today + timedelta(days=2), Form.CLEAR)
    return None


def read_weekday(line: Line, at: int, today: date, *, is_day_first: bool | None) -> Reading | None:
    """Read a weekday with all that is said about which one it is."""
    name_at, modifiers = _modifiers(line, at)
    weekday = WEEKDAY_BY_WORD.get(line.word(name_at))
    if weekday is None:
        return None
    end = name_at + 1
    dated = _dated(line, end, today, weekday, is_day_first=is_day_first)
    if dated is not None:
        # "this friday 24 Dec" says it twice, and both must be right.
        is_agreed = not modifiers or dated.value == _modified(today, weekday, modifiers)
        return dated if is_agreed else Reading(dated.end, None, dated.form)
    in_week = _in_week(line, end, today, weekday)
    if in_week is not None:
        return Reading(in_week.end, None, in_week.form) if modifiers else in_week
    if is_number(line, end) and clock_end(line, end) is None:
        return Reading(end + 1, None, Form.CLEAR)
    if not modifiers:
        is_short = line.word(name_at) in _SHORT_WEEKDAYS
        form = Form.AFTER_PREPOSITION if is_short else Form.NAME
        return Reading(end, rules.following(today, weekday), form)
    return Reading(end, _modified(today, weekday, modifiers), Form.CLEAR)


def _modifiers(line: Line, at: int) -> tuple[int, list[str]]:
    """Collect "next", "this coming" and their like before a weekday."""
    end = at
    while end - at < _NEXT_MAX and line.word(end) in (
        {"next", "this", "coming", "upcoming", "following"} | PAST_WORDS
    ):
        end += 1
    return end, [line.word(place) for place in range(at, end)]


def _modified(today: date, weekday: int, modifiers: list[str]) -> date | None:
    if set(modifiers) == {"next"}:
        return rules.in_week(today, len(modifiers), weekday)
    if set(modifiers) <= {"this", "coming", "upcoming"}:
        return rules.this(today, weekday)
    return None


def _dated(
    line: Line, at: int, today: date, weekday: int, *, is_day_first: bool | None
) -> Reading | None:
    """Read the date after a weekday. One that is not of this weekday is a slip: no date at all."""
    is_bracketed = line.word(at) == "("
    start = at + 1 if line.word(at) in {",", ".", "("} else at
    read = longest(
        read_month_day(line, start, today),
        read_numeric(line, start, today, is_day_first=is_day_first),
    )
    if read is None:
        return _with_day_number(line, at, today, weekday)
    end = read.end
    if is_bracketed:
        if line.word(end) != ")":
            return None
        end += 1
    is_right = read.value is not None and read.value.weekday() == weekday
    form = Form.FULL if read.form is Form.FULL else Form.CLEAR
    return Reading(end, read.value if is_right else None, form)


def _with_day_number(line: Line, at: int, today: date, weekday: int) -> Reading | None:
    """Read "the 13th" after "friday"."""
    start = at + 1 if line.word(at) == "," else at
    start = start + 1 if line.word(start) == "the" else start
    ordinal = read_ordinal(line, start)
    if ordinal is None:
        return None
    day, end = ordinal
    return Reading(end, rules.on_weekday_of_month(today, day, weekday), Form.NAME)


def _in_week(line: Line, at: int, today: date, weekday: int) -> Reading | None:
    """Read the week, or whatever else, that a weekday is said to be in."""
    start = at + 1 if line.word(at) in {"of", "in"} else at
    which, unit = line.word(start), line.word(start + 1)
    if which == "the" and unit in {"next", "this", "last", "week", "month", "year"}:
        return _in_week_named(line, start + 1, today, weekday)
    if which in {"next", "this", "coming"} | PAST_WORDS:
        return _in_week_named(line, start, today, weekday)
    if line.word(at) == "week":
        return Reading(at + 1, rules.following(today, weekday) + timedelta(weeks=1), Form.NAME)
    if line.word(at) == "in":
        count = read_count(line, at + 1)
        if count is not None and line.word(count[1]) in UNITS:
            return Reading(count[1] + 1, None, Form.CLEAR)
        if line.word(at + 1) in MONTH_BY_WORD or line.number(at + 1) is not None:
            return Reading(at + 2, None, Form.CLEAR)
    return None


def _in_week_named(line: Line, at: int, today: date, weekday: int) -> Reading | None:
    which, unit = line.word(at), line.word(at + 1)
    if unit in {"week", "wk"} and which in {"next", "this"}:
        ahead = 1 if which == "next" else 0
        value = rules.in_week(today, ahead, weekday)
        return Reading(at + 2, value if value >= today else None, Form.CLEAR)
    is_period = unit in UNITS or line.kind(at + 1) is not Kind.WORD
    return Reading(at + 2 if unit in UNITS else at + 1, None, Form.CLEAR) if is_period else None

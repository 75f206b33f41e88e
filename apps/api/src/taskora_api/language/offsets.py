"""Reads what is counted from a day: "in 3 days", "two weeks from friday", "a week today"."""

from collections.abc import Callable
from datetime import date

from taskora_api.language import calendar_rules as rules
from taskora_api.language.number_words import read_count
from taskora_api.language.readings import Form, Reading
from taskora_api.language.tokens import Line
from taskora_api.language.words import UNITS, WEEKDAY_BY_WORD

ReadDay = Callable[[Line, int, date], Reading | None]

_IN = {"in", "within"}
_FROM = {"from", "after"}
_VAGUE = {"few", "several", "some", "many"}
_PAST = {"ago", "earlier", "old", "later", "before", "prior", "previously"}
_WEEKS = {"week", "fortnight"}
_LONG = {"month", "year"}
_SPANS_MAX = 4

Spans = list[tuple[int, str]]


def read_offset(line: Line, at: int, today: date, read_day: ReadDay) -> Reading | None:
    """Read a distance and the day it is counted from; `read_day` reads that day."""
    is_in = line.word(at) in _IN
    start = at + 1 if is_in else at
    vague_end = _vague_end(line, start)
    if vague_end is not None:
        return Reading(vague_end, None, Form.CLEAR)
    spans, end = _read_spans(line, start)
    if not spans:
        return _day_beside(line, at, today, read_day)
    if is_in:
        end = _time_end(line, end)
    anchored = _anchored(line, end, today, spans, read_day)
    if anchored is not None:
        # "in two weeks on friday" names one day twice, and the two need not agree.
        is_unambiguous = not is_in or line.word(end) in _FROM
        return anchored if is_unambiguous else Reading(anchored.end, None, anchored.form)
    if line.has(end, "and", "a", "half"):
        return Reading(end + 3, None, Form.CLEAR)
    return Reading(end, _moved(today, spans), Form.CLEAR) if is_in else None


def _read_spans(line: Line, at: int) -> tuple[Spans, int]:
    """Read "2 weeks", and "1 month and 3 days"."""
    spans: Spans = []
    end = at
    while len(spans) < _SPANS_MAX:
        start = end + 1 if spans and line.word(end) in {"and", ","} else end
        count = read_count(line, start)
        if count is None or line.word(count[1]).removesuffix("'s") not in UNITS:
            break
        spans.append((count[0], UNITS[line.word(count[1]).removesuffix("'s")]))
        end = count[1] + 1
    return spans, end


def _time_end(line: Line, at: int) -> int:
    """Take in the last word of "in two weeks' time"."""
    start = at + 1 if line.word(at) == "'" else at
    return start + 1 if line.word(start) == "time" else at


def _vague_end(line: Line, at: int) -> int | None:
    """Find the end of "a few days", "the next 3 weeks" and "2-3 days", which are no day."""
    start = at + 1 if line.word(at) in {"a", "the"} else at
    if line.word(start) in {"next", "coming"} and start > at:
        count = read_count(line, start + 1)
        return count[1] + 1 if count is not None and line.word(count[1]) in UNITS else None
    if (
        line.word(start) in _VAGUE
        and line.word(start + 1) in UNITS
        and line.word(start) != "couple"
    ):
        return start + 2
    if line.word(at + 1) in {"-", "\u2013"} and line.number(at) is not None:
        count = read_count(line, at + 2)
        return count[1] + 1 if count is not None and line.word(count[1]) in UNITS else None
    return None


def _anchored(line: Line, at: int, today: date, spans: Spans, read_day: ReadDay) -> Reading | None:
    """Read the day that a distance is counted from."""
    word = line.word(at)
    if word in _FROM and line.word(at + 1) == "now":
        return Reading(at + 2, _moved(today, spans), Form.CLEAR)
    if word in _FROM or word == "before":
        day = read_day(line, at + 1, today)
        if day is None:
            return Reading(at + 1, None, Form.CLEAR)
        sign = -1 if word == "before" else 1
        value = _moved(day.value, spans, sign) if day.value is not None else None
        is_future = value is not None and value >= today
        return Reading(day.end, value if is_future else None, Form.CLEAR)
    if word in _PAST:
        return Reading(at + 1, None, Form.CLEAR)
    return _counted_on(line, at, today, spans, read_day)


def _counted_on(
    line: Line, at: int, today: date, spans: Spans, read_day: ReadDay
) -> Reading | None:
    """Read "a week today" and "two weeks on friday", which count from that day.

    "3 days tomorrow" is how long, and "a month on friday" could be anything: no day at all.
    """
    day = read_day(line, at + 1 if line.word(at) == "on" else at, today)
    if day is None:
        return None
    units = {unit for _, unit in spans}
    is_weekday = line.word(day.end - 1) in WEEKDAY_BY_WORD
    is_idiom = units <= _WEEKS or (units <= _LONG and not is_weekday)
    is_name = day.form in {Form.NAME, Form.AFTER_PREPOSITION}
    value = _moved(day.value, spans) if is_idiom and is_name and day.value else None
    return Reading(day.end, value, Form.CLEAR)


def _day_beside(line: Line, at: int, today: date, read_day: ReadDay) -> Reading | None:
    """Read "the day after friday" and "the week before 5 May"."""
    start = at + 1 if line.word(at) == "the" else at
    unit = UNITS.get(line.word(start))
    if unit not in {"day", "week"} or line.word(start + 1) not in {"after", "before"}:
        return None
    return _anchored(line, start + 1, today, [(1, unit)], read_day)


def _moved(day: date, spans: Spans, sign: int = 1) -> date:
    for count, unit in spans:
        day = rules.in_units(day, sign * count, unit)
    return day

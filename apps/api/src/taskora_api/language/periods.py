"""Reads the days that a list is asked for: a day, a week, a month, or the days from or to one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from taskora_api.grammar.days import first_of_month, first_of_week, last_of_month
from taskora_api.language.dates import find_date, read_date
from taskora_api.language.habits import habits
from taskora_api.language.words import (
    COUNT_BY_WORD,
    MONTH_BY_WORD,
    WEEKDAY_BY_WORD,
    any_of,
    count_of,
)

DAYS_IN_A_WEEK = 7
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
JOINTS_MAX = 3

# Without ASCII, "\u017fix" would match "six", and then be in no table.
_FLAGS = re.IGNORECASE | re.ASCII
_AHEAD = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_MY_DAY = re.compile(r"\b(?:my|this)\s+day\b", _FLAGS)
_WHICH = rf"(?:the\s+)?(?P<which>{'|'.join(_AHEAD)})"
_SPAN = re.compile(rf"\b(?:{_WHICH}|my)\s+(?P<unit>week|weekend|month|year)\b", _FLAGS)
_FEW = re.compile(
    rf"\b(?:in\s+|over\s+|for\s+|within\s+)?{_WHICH}\s+"
    rf"(?P<count>\d{{1,3}}|{any_of(COUNT_BY_WORD)}|few)\s+(?P<unit>days?|weeks?)\b",
    _FLAGS,
)
# "may" is a month only where a word before it says so.
_MONTH = re.compile(
    rf"\b(?:(?:in|for|during|of)\s+(?:(?P<which>last|this|next)\s+)?|(?P<alone>last|this|next)\s+)"
    rf"(?P<month>{any_of(MONTH_BY_WORD)})\b(?:\s+(?P<year>\d{{4}}))?(?!\s*\d)",
    _FLAGS,
)
_YESTERDAY = re.compile(r"\byesterday\b", _FLAGS)
_DAY_AGO = re.compile(
    r"\b(?:(?:on\s+)?last\s+|on\s+|(?:on\s+)?this\s+)?"
    r"(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    _FLAGS,
)
_FROM_DAY = re.compile(r"\b(?:(?P<open>after|since|starting)|from)\s*$", _FLAGS)
_BEFORE = re.compile(r"\bbefore\b", _FLAGS)
_BETWEEN = re.compile(r"\b(?:between|from)\s+", _FLAGS)
_TO = re.compile(r"\s+(?:and|to|until|till|through)\s+", _FLAGS)
# "from friday on" is open at its end, "from tomorrow" as words of a group is that day alone.
_ONWARDS = re.compile(r"\s*(?:on(?:wards?)?|and\s+later)\b", _FLAGS)
_FEW_DAYS = 3


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, either of which may be open, and where the text says so."""

    start: int
    end: int
    first: date | None
    last: date | None


def find_period(text: str, today: date, *, is_past: bool = False) -> Period | None:
    """Find the days that are asked about; what was done is asked about in days that are past."""
    readers: list[Callable[[str, date, bool], Period | None]] = [
        _between,
        _few,
        _span,
        _my_day,
        _yesterday,
    ]
    readers += [_weekday_ago] if is_past else []
    for read in (*readers, _day, _month):
        try:
            period = read(text, today, is_past)
        except (OverflowError, ValueError):
            # "in the year 9999" ends after the last date that there is.
            return None
        if period is not None:
            return period
    return None


def without(text: str, period: Period) -> str:
    """Leave the words of the period out."""
    return text[: period.start] + " " + text[period.end :]


def _few(text: str, today: date, _is_past: bool) -> Period | None:
    match = _FEW.search(text)
    if match is None:
        return None
    count = _FEW_DAYS if match["count"].lower() == "few" else count_of(match["count"])
    days = count * (DAYS_IN_A_WEEK if match["unit"][0] in "wW" else 1)
    is_back = _AHEAD[match["which"].lower()] < 0
    first, last = (-days, 0) if is_back else (0, days)
    return Period(*match.span(), today + timedelta(days=first), today + timedelta(days=last))


def _span(text: str, today: date, _is_past: bool) -> Period | None:
    """A week begins as the person has it, a weekend is Saturday and Sunday."""
    match = _SPAN.search(text)
    if match is None:
        return None
    ahead = _AHEAD[(match["which"] or "this").lower()]
    unit = match["unit"].lower()
    if unit == "week":
        first = first_of_week(today, ahead, habits().week_start)
        return Period(*match.span(), first, first + timedelta(days=DAYS_IN_A_WEEK - 1))
    if unit == "weekend":
        monday = first_of_week(today, ahead, MONDAY)
        saturday, sunday = (monday + timedelta(days=day) for day in (SATURDAY, SUNDAY))
        return Period(*match.span(), saturday, sunday)
    if unit == "month":
        return Period(*match.span(), first_of_month(today, ahead), last_of_month(today, ahead))
    year = today.year + ahead
    return Period(*match.span(), date(year, 1, 1), date(year, 12, 31))


def _my_day(text: str, today: date, _is_past: bool) -> Period | None:
    match = _MY_DAY.search(text)
    return Period(*match.span(), today, today) if match else None


def _yesterday(text: str, today: date, _is_past: bool) -> Period | None:
    """A day to ask about, but none to be due on, so it is no date of the grammar."""
    match = _YESTERDAY.search(text)
    yesterday = today - timedelta(days=1)
    return Period(*match.span(), yesterday, yesterday) if match else None


def _weekday_ago(text: str, today: date, _is_past: bool) -> Period | None:
    match = _DAY_AGO.search(text)
    if match is None:
        return None
    back = (today.weekday() - WEEKDAY_BY_WORD[match["day"].lower()]) % DAYS_IN_A_WEEK
    day = today - timedelta(days=back)
    return Period(*match.span(), day, day)


def _between(text: str, today: date, _is_past: bool) -> Period | None:
    """Read "between monday and friday", "from december 1 to december 15"."""
    start = _BETWEEN.search(text)
    if start is None:
        return None
    for joint in islice(_TO.finditer(text, start.end()), JOINTS_MAX):
        first = read_date(text[start.end() : joint.start()], today)
        last = find_date(text[joint.end() :], today)
        if first is not None and last is not None and last.start == 0:
            return Period(start.start(), joint.end() + last.end, first, last.value)
    return None


def _day(text: str, today: date, _is_past: bool) -> Period | None:
    phrase = find_date(text, today)
    if phrase is None:
        return None
    onwards = _ONWARDS.match(text, phrase.end)
    before = _FROM_DAY.search(text[: phrase.start])
    if before is not None and (onwards is not None or before["open"] is not None):
        after = before["open"] is not None and before["open"].lower() == "after"
        first = phrase.value + timedelta(days=1 if after else 0)
        end = onwards.end() if onwards is not None else phrase.end
        return Period(before.start(), end, first, None)
    if _BEFORE.search(text, phrase.start, phrase.end):
        return Period(phrase.start, phrase.end, None, phrase.value - timedelta(days=1))
    first_day = None if phrase.is_deadline else phrase.value
    return Period(phrase.start, phrase.end, first_day, phrase.value)


def _month(text: str, today: date, is_past: bool) -> Period | None:
    match = _MONTH.search(text)
    if match is None:
        return None
    month = MONTH_BY_WORD[match["month"].lower()]
    which = (match["which"] or match["alone"] or "").lower()
    year = (
        int(match["year"]) if match["year"] else _year_of(month, today, is_past or which == "last")
    )
    first = date(year, month, 1)
    return Period(*match.span(), first, last_of_month(first))


def _year_of(month: int, today: date, is_past: bool) -> int:
    """The month of this year, or the nearest one that is still to come, or that is gone."""
    if is_past:
        return today.year if month <= today.month else today.year - 1
    return today.year if month >= today.month else today.year + 1

"""The ways to write a date, each with the place in a text where it may be taken for one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from taskora_api.language import calendar_rules as rules
from taskora_api.language.words import (
    COUNT_BY_WORD,
    MONTH_BY_WORD,
    WEEKDAY_BY_WORD,
    any_of,
    count_of,
)

Reader = Callable[[re.Match[str], date], date | None]


class Place(Enum):
    """How much a text must insist before words count as a date: "get some sun" is no Sunday."""

    ANYWHERE = auto()
    AT_AN_EDGE = auto()
    AT_THE_END = auto()
    AFTER_PREPOSITION = auto()


@dataclass(frozen=True)
class DatePattern:
    """One way to write a date. A preposition makes every place good enough."""

    regex: re.Pattern[str]
    place: Place
    read: Reader


_PREPOSITION = r"(?P<preposition>(?:(?:due|by|on|before|until|till|for)\s+){1,2})?"
_NUMBER = rf"(?:\d{{1,4}}|{any_of(COUNT_BY_WORD)})"
_UNIT = r"(?:days?|weeks?|months?|years?)"
_SHORT_WEEKDAYS = {"sat", "sun", "wed"}
_CLEAR_WEEKDAYS = any_of({w: i for w, i in WEEKDAY_BY_WORD.items() if w not in _SHORT_WEEKDAYS})
_ALL_WEEKDAYS = any_of(WEEKDAY_BY_WORD)
_UNCLEAR_MONTHS = {"march": 3, "mar": 3, "may": 5}
_CLEAR_MONTHS = any_of({w: i for w, i in MONTH_BY_WORD.items() if w not in _UNCLEAR_MONTHS})
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4})(?![\d:]))?"
# Neither a part of a longer word or number, nor "every monday", nor "today's".
_BEFORE = r"(?<![\w/.\-])(?<!every )(?<!each )"
_AFTER = r"(?![\w/\-]|['\u2019]\w|[.:]\d)"


def _pattern(place: Place, body: str, read: Reader) -> DatePattern:
    regex = re.compile(_BEFORE + _PREPOSITION + body + _AFTER, re.IGNORECASE)
    return DatePattern(regex, place, read)


def _month_day(match: re.Match[str], today: date) -> date | None:
    month = MONTH_BY_WORD[match["month"].lower()]
    return rules.on_day(today, month, int(match["day"]), rules.full_year(match["year"]))


def _numeric(match: re.Match[str], today: date) -> date | None:
    return rules.on_day(
        today, int(match["month"]), int(match["day"]), rules.full_year(match["year"])
    )


def _slashes(match: re.Match[str], today: date) -> date | None:
    """With slashes the month comes first, as in the United States, unless it cannot be one."""
    month, day = int(match["first"]), int(match["second"])
    if month > rules.MONTHS_IN_A_YEAR:
        month, day = day, month
    return rules.on_day(today, month, day, rules.full_year(match["year"]))


def _weekday(match: re.Match[str]) -> int:
    return WEEKDAY_BY_WORD[match["weekday"].lower()]


def _next_period(match: re.Match[str], today: date) -> date:
    match match["unit"].lower():
        case "week":
            return rules.monday_of(today, 1)
        case "month":
            return rules.first_of_month(today, 1)
        case _:
            return date(today.year + 1, 1, 1)


def _end_of_period(match: re.Match[str], today: date) -> date:
    ahead = 1 if (match["which"] or "").lower() == "next" else 0
    match match["unit"].lower():
        case "week":
            return rules.monday_of(today, ahead) + timedelta(days=rules.SUNDAY)
        case "month":
            return rules.end_of_month(today, ahead)
        case _:
            return date(today.year + ahead, 12, 31)


def _weekend(match: re.Match[str], today: date) -> date:
    """On a Sunday, "this weekend" is today."""
    if match["which"].lower() == "next":
        return rules.next_weeks(today, rules.SATURDAY)
    return today if today.weekday() == rules.SUNDAY else rules.this(today, rules.SATURDAY)


_MONTH_FORMS = (
    r"(?:the\s+)?{day}\s+(?:of\s+)?(?P<month>{months}){year}",
    r"(?P<month>{months})\.?\s+{day}{year}",
)


def _month_patterns(place: Place, months: str) -> list[DatePattern]:
    forms = (form.format(day=_DAY, months=months, year=_YEAR) for form in _MONTH_FORMS)
    return [_pattern(place, form, _month_day) for form in forms]


PATTERNS: tuple[DatePattern, ...] = (
    _pattern(Place.ANYWHERE, r"(?:today|tonight)", lambda _, today: today),
    _pattern(Place.ANYWHERE, r"(?:tomorrow|tmrw|tmr)", lambda _, today: today + timedelta(days=1)),
    _pattern(
        Place.ANYWHERE,
        r"(?:the\s+)?day\s+after\s+tomorrow",
        lambda _, today: today + timedelta(days=2),
    ),
    _pattern(
        Place.ANYWHERE,
        rf"(?:in|within)\s+(?P<count>{_NUMBER})\s+(?P<unit>{_UNIT})",
        lambda match, today: rules.in_units(today, count_of(match["count"]), match["unit"]),
    ),
    _pattern(
        Place.ANYWHERE,
        rf"(?P<count>{_NUMBER})\s+(?P<unit>{_UNIT})\s+from\s+(?:now|today)",
        lambda match, today: rules.in_units(today, count_of(match["count"]), match["unit"]),
    ),
    _pattern(
        Place.ANYWHERE,
        rf"next\s+(?P<weekday>{_ALL_WEEKDAYS})",
        lambda match, today: rules.next_weeks(today, _weekday(match)),
    ),
    _pattern(
        Place.ANYWHERE,
        rf"(?:this|coming|this\s+coming)\s+(?P<weekday>{_ALL_WEEKDAYS})",
        lambda match, today: rules.this(today, _weekday(match)),
    ),
    _pattern(Place.ANYWHERE, r"next\s+(?P<unit>week|month|year)", _next_period),
    _pattern(Place.ANYWHERE, r"(?P<which>this|next|the)\s+weekend", _weekend),
    _pattern(
        Place.ANYWHERE,
        r"(?:(?:at|by)\s+)?(?:the\s+)?end\s+of\s+(?:(?P<which>the|this|next)\s+)?"
        r"(?P<unit>week|month|year)",
        _end_of_period,
    ),
    _pattern(
        Place.AT_AN_EDGE,
        rf"(?P<weekday>{_CLEAR_WEEKDAYS})",
        lambda match, today: rules.following(today, _weekday(match)),
    ),
    _pattern(
        Place.AFTER_PREPOSITION,
        rf"(?P<weekday>{_ALL_WEEKDAYS})",
        lambda match, today: rules.following(today, _weekday(match)),
    ),
    *_month_patterns(Place.ANYWHERE, _CLEAR_MONTHS),
    *_month_patterns(Place.AT_THE_END, any_of(_UNCLEAR_MONTHS)),
    _pattern(Place.ANYWHERE, r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _numeric),
    _pattern(
        Place.ANYWHERE,
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})",
        _numeric,
    ),
    _pattern(Place.AT_AN_EDGE, r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?!))?", _numeric),
    _pattern(
        Place.AFTER_PREPOSITION,
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?P<year>(?!))?",
        _numeric,
    ),
    _pattern(
        Place.ANYWHERE,
        r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d{2})",
        _slashes,
    ),
    _pattern(
        Place.AT_THE_END,
        r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?P<year>(?!))?",
        _slashes,
    ),
    _pattern(
        Place.AFTER_PREPOSITION,
        r"the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)",
        lambda match, today: rules.on_day_of_month(today, int(match["day"])),
    ),
)

"""English phrases for when something recurs, such as Todoist's "every! 3 weeks at 20:00".

A phrase is read as a whole or not at all: what is left over makes it unreadable, because half of a
phrase is another rule.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from taskora_api.exchange.moments import read_day, read_time
from taskora_api.exchange.rules import clamped
from taskora_api.language.dates import read_date
from taskora_api.language.words import MONTH_BY_WORD, NUMBER_BY_WORD, ORDINAL_BY_WORD, any_of
from taskora_api.language.words import WEEKDAY_BY_WORD as WEEKDAYS
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Weekday

TEXT_LENGTH_MAX = 200
_UNITS = {
    "day": (Frequency.DAILY, 1),
    "week": (Frequency.WEEKLY, 1),
    "fortnight": (Frequency.WEEKLY, 2),
    "month": (Frequency.MONTHLY, 1),
    "quarter": (Frequency.MONTHLY, 3),
    "year": (Frequency.YEARLY, 1),
}
_ADVERBS = {
    "daily": "every day",
    "everyday": "every day",
    "weekly": "every week",
    "fortnightly": "every fortnight",
    "monthly": "every month",
    "quarterly": "every quarter",
    "yearly": "every year",
    "annually": "every year",
    "weekdays": "every weekday",
}
_WORKDAYS = tuple(DayOfWeek(day) for day in (Weekday.MO, Weekday.TU, Weekday.WE)) + tuple(
    DayOfWeek(day) for day in (Weekday.TH, Weekday.FR)
)
_DAY = rf"(?:{any_of(WEEKDAYS)})s?"
_MONTH = rf"(?:{any_of(MONTH_BY_WORD)})"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{any_of(ORDINAL_BY_WORD)}|last)"
_DATE = r"\d{1,2}(?:st|nd|rd|th)?"
_AND = r"(?: ?, ?(?:and )?| and )"
_OF_MONTH = r"(?: (?:of|in) (?:the|each|every) month)?"
_COUNT = rf"(\d{{1,3}}|other|{_ORDINAL}|{any_of(NUMBER_BY_WORD)})"

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[t ](\d{2}:\d{2}(?::\d{2})?))?")
_HEAD = re.compile(r"(every|after|each)(!?) (.+)")
_START = re.compile(r" (?:starting|from)(?: on)? (.+?)(?= (?:until|ending|at) |$)")
_UNTIL = re.compile(r" (?:until|ending)(?: on)? (.+?)(?= (?:starting|from|at) |$)")
_CLOCK = re.compile(
    r"(?: at| @)? ?\b(\d{1,2})(?::(\d{2}))? ?(am|pm)?(?= (?:starting|from|until)|$)"
)
_PERIOD = re.compile(rf"(?:{_COUNT} )?({'|'.join(_UNITS)})s?(?: on (.+))?")
_WEEKLY = re.compile(rf"(other )?({_DAY}(?:{_AND}{_DAY})*)")
_NTH_DAY = re.compile(rf"({_ORDINAL}) ({_DAY}|weekday|workday|day){_OF_MONTH}")
_MONTH_DAYS = re.compile(rf"(?:the )?{_DATE}(?:{_AND}{_DATE})*")
_YEAR_DAY = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})|({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?)"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says: the rule, the date from which it counts, and the time of day."""

    rule: Rule
    start: date
    due_time: time | None = None


def is_recurring(text: str) -> bool:
    """Say whether a phrase is meant to recur, readable or not."""
    first = next(iter(text.casefold().split()), "")
    return first.rstrip("!") in {"every", "after", "each"} or first in _ADVERBS


def read_once(
    text: str, today: date, *, is_english: bool = True
) -> tuple[date, time | None] | None:
    """Read a date that does not recur, perhaps with a time of day: in ISO 8601, or in English."""
    folded = " ".join(text.casefold().split())
    if len(folded) > TEXT_LENGTH_MAX:
        return None
    moment = _ISO.fullmatch(folded)
    if moment is not None:
        day, clock = read_day(moment[1]), read_time(moment[2]) if moment[2] else None
        return None if day is None or (moment[2] and clock is None) else (day, clock)
    if not is_english:
        return None
    clock, rest = _clock(f" {folded}")
    found = _date(rest.strip(), today)
    return None if found is None else (found, clock)


def read_phrase(text: str, today: date) -> Phrase | None:
    """Read a phrase that recurs; a rule without a start counts from `today`. None if unreadable."""
    if len(text) > TEXT_LENGTH_MAX:
        return None
    folded = " ".join(text.casefold().split())
    first, _, others = folded.partition(" ")
    folded = " ".join(part for part in (_ADVERBS.get(first, first), others) if part)
    start_text, folded = _taken(_START, folded)
    until_text, folded = _taken(_UNTIL, folded)
    clock, folded = _clock(folded)
    head = _HEAD.fullmatch(folded)
    start, until = _date(start_text, today), _date(until_text, today)
    if head is None or (start_text and start is None) or (until_text and until is None):
        return None
    begin = today if start is None else start
    try:
        rule = _rule(head[3])
        if rule is None:
            return None
        is_completion = bool(head[2]) or head[1] == "after"
        anchor = Anchor.COMPLETION if is_completion else Anchor.DUE
        return Phrase(replace(clamped(rule, begin), until=until, anchor=anchor), begin, clock)
    except RecurrenceError:
        return None


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return ("", text) if found is None else (found[1], text[: found.start()] + text[found.end() :])


def _date(text: str, today: date) -> date | None:
    return read_day(text) or read_date(text, today) if text else None


def _clock(text: str) -> tuple[time | None, str]:
    """Take a time of day off a phrase; a bare number is one only after "at"."""
    found = _CLOCK.search(text)
    if found is None or not (found[2] or found[3] or "at" in found[0] or "@" in found[0]):
        return None, text
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] is not None and not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a clock face.
        return None, text
    if found[3] is not None:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    try:
        return time(hour, minute), (text[: found.start()] + text[found.end() :]).rstrip()
    except ValueError:
        return None, text


def _rule(text: str) -> Rule | None:
    for pattern, read in (
        (_PERIOD, _read_period),
        (_WEEKLY, _read_weekly),
        (_NTH_DAY, _read_nth_day),
        (_YEAR_DAY, _read_year_day),
        (_MONTH_DAYS, _read_month_days),
    ):
        found = pattern.fullmatch(text)
        if found is not None:
            return read(found)
    if text in {"workday", "weekday"}:
        return Rule(frequency=Frequency.WEEKLY, weekdays=_WORKDAYS)
    return None


def _read_period(found: re.Match[str]) -> Rule | None:
    frequency, factor = _UNITS[found[2]]
    if found[1] == "last":
        return Rule(frequency=Frequency.MONTHLY, month_days=(-1,)) if found[2] == "day" else None
    if found[1] in {"first", "1st"}:
        return Rule(frequency=Frequency.MONTHLY, month_days=(1,)) if found[2] == "day" else None
    rule = Rule(frequency=frequency, interval=(_number(found[1]) if found[1] else 1) * factor)
    if found[3] is None:
        return rule
    return _on(rule, found[3])


def _on(rule: Rule, text: str) -> Rule | None:
    days = _MONTH_DAYS.fullmatch(text)
    if rule.frequency is Frequency.MONTHLY and days is not None:
        return replace(rule, month_days=_month_days(days))
    if rule.frequency is Frequency.WEEKLY and re.fullmatch(rf"{_DAY}(?:{_AND}{_DAY})*", text):
        return replace(rule, weekdays=_weekdays(text))
    return None


def _read_weekly(found: re.Match[str]) -> Rule:
    return Rule(
        frequency=Frequency.WEEKLY, interval=2 if found[1] else 1, weekdays=_weekdays(found[2])
    )


def _read_nth_day(found: re.Match[str]) -> Rule:
    number = _number(found[1])
    if found[2] in {"weekday", "workday"}:
        return Rule(frequency=Frequency.MONTHLY, weekdays=_WORKDAYS, positions=(number,))
    if found[2] == "day":
        return Rule(frequency=Frequency.MONTHLY, month_days=(number,))
    return Rule(frequency=Frequency.MONTHLY, weekdays=(DayOfWeek(_weekday(found[2]), number),))


def _read_month_days(found: re.Match[str]) -> Rule:
    return Rule(frequency=Frequency.MONTHLY, month_days=_month_days(found))


def _read_year_day(found: re.Match[str]) -> Rule:
    day, month = int(found[1] or found[4]), MONTH_BY_WORD[found[2] or found[3]]
    return Rule(frequency=Frequency.YEARLY, months=(month,), month_days=(day,))


def _month_days(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(_number(each) for each in re.split(_AND, found[0].removeprefix("the ")))


def _weekdays(text: str) -> tuple[DayOfWeek, ...]:
    return tuple(DayOfWeek(_weekday(each)) for each in re.split(_AND, text))


def _weekday(text: str) -> Weekday:
    return Weekday(WEEKDAYS[text] if text in WEEKDAYS else WEEKDAYS[text.removesuffix("s")])


def _number(text: str) -> int:
    if text in {"last", "other"}:
        return -1 if text == "last" else 2
    if text in ORDINAL_BY_WORD:
        return ORDINAL_BY_WORD[text]
    if text in NUMBER_BY_WORD:
        return NUMBER_BY_WORD[text]
    return int(re.sub(r"\D", "", text))

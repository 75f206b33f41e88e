"""From a rule to a phrase that Todoist and `phrases` read as the same rule, where there is one."""

from datetime import time

from taskora_api.exchange.phrases import Phrase, read_phrase
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Weekday

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_UNITS = {
    Frequency.DAILY: "day",
    Frequency.WEEKLY: "week",
    Frequency.MONTHLY: "month",
    Frequency.YEARLY: "year",
}
_WORKDAYS = {DayOfWeek(Weekday(number)) for number in range(5)}


def write_phrase(series: Series, due_time: time | None) -> str | None:
    """Write a phrase with start and time of day, or None where no phrase says exactly this.

    What is written is read again before it is given, so it cannot be another rule.
    """
    body = _body(series.rule)
    if body is None:
        return None
    head = "every!" if series.rule.anchor is Anchor.COMPLETION else "every"
    clock = "" if due_time is None else f" at {due_time:%H:%M}"
    until = "" if series.rule.until is None else f" until {series.rule.until}"
    text = f"{head} {body}{clock} starting {series.start}{until}"
    wanted = Phrase(series.rule, series.start, due_time)
    return text if read_phrase(text, series.start) == wanted else None


def _body(rule: Rule) -> str | None:
    if not (rule.months or rule.month_days or rule.weekdays):
        unit = _UNITS[rule.frequency]
        return unit if rule.interval == 1 else f"{rule.interval} {unit}s"
    match rule.frequency:
        case Frequency.WEEKLY:
            return _weekly(rule)
        case Frequency.MONTHLY:
            return _monthly(rule)
        case Frequency.YEARLY if len(rule.months) == len(rule.month_days) == 1:
            return f"{rule.month_days[0]} {_MONTHS[rule.months[0] - 1]}"
        case _:
            return None


def _weekly(rule: Rule) -> str | None:
    if set(rule.weekdays) == _WORKDAYS and rule.interval == 1:
        return "workday"
    days = ", ".join(_DAYS[day.weekday] for day in rule.weekdays)
    return {1: days, 2: f"other {days}"}.get(rule.interval)


def _monthly(rule: Rule) -> str | None:
    if set(rule.weekdays) == _WORKDAYS and len(rule.positions) == 1:
        ordinal = _ORDINALS.get(rule.positions[0])
        return None if ordinal is None else f"{ordinal} workday"
    if len(rule.weekdays) == 1 and not rule.month_days:
        ordinal = _ORDINALS.get(rule.weekdays[0].ordinal)
        return None if ordinal is None else f"{ordinal} {_DAYS[rule.weekdays[0].weekday]}"
    if rule.month_days == (-1,):
        return "last day"
    if rule.weekdays or not rule.month_days or rule.month_days[0] < 0:
        return None
    return ", ".join(f"{day}{_suffix(day)}" for day in rule.month_days)


def _suffix(day: int) -> str:
    is_teen = 10 < day < 20  # noqa: PLR2004 - eleventh to nineteenth.
    return "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")

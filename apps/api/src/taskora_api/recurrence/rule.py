"""A recurrence rule as an immutable value that is valid whenever it exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Skip, Weekday

INTERVAL_MAX = 999
COUNT_MAX = 9999
MONTH_MAX = 12
MONTH_DAY_MAX = 31
POSITION_MAX = 366
ORDINAL_MAX = {Frequency.MONTHLY: 5, Frequency.YEARLY: 53}
# What a task may be due on; a rule gives no date outside.
CALENDAR_FIRST = date(1900, 1, 1)
CALENDAR_LAST = date(2999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A RRULE of the subset, and from which day it counts.

    `months` are 1 to 12; `month_days` 1 to 31, or -31 to -1 from the end of the month; `positions`
    is BYSETPOS, 1 to 366 or negative. Lists are kept sorted and without repeats, so rules that
    mean the same in these parts are equal. `until` is the last date, itself included. A rule with
    neither `count` nor `until` never ends.

    Raises `RecurrenceError`: VALUE for what is out of range, CONFLICT for parts that RFC 5545
    section 3.3.10 forbids together.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[DayOfWeek, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: Weekday = Weekday.MO
    skip: Skip = Skip.OMIT
    anchor: Anchor = Anchor.DUE

    def __post_init__(self) -> None:
        for name in ("months", "month_days", "weekdays", "positions"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        _check_values(self)
        _check_weekdays(self)
        _check_conflicts(self)


def check_date(name: str, day: date) -> None:
    """Refuse a date that no task can be due on."""
    if not CALENDAR_FIRST <= day <= CALENDAR_LAST:
        raise RecurrenceError(
            Code.VALUE, f"{name} is {day}, and has to be from {CALENDAR_FIRST} to {CALENDAR_LAST}"
        )


def _check_values(rule: Rule) -> None:
    _check_range("INTERVAL", [rule.interval], INTERVAL_MAX)
    _check_range("BYMONTH", rule.months, MONTH_MAX)
    _check_range("BYMONTHDAY", map(abs, rule.month_days), MONTH_DAY_MAX)
    _check_range("BYSETPOS", map(abs, rule.positions), POSITION_MAX)
    if rule.count is not None:
        _check_range("COUNT", [rule.count], COUNT_MAX)
    if rule.until is not None:
        check_date("UNTIL", rule.until)


def _check_range(name: str, values: Iterable[int], largest: int) -> None:
    for value in values:
        if not 1 <= value <= largest:
            raise RecurrenceError(
                Code.VALUE, f"{name} is {value}, and has to be from 1 to {largest}"
            )


def _check_weekdays(rule: Rule) -> None:
    ordinals = [abs(day.ordinal) for day in rule.weekdays if day.ordinal != 0]
    if not ordinals:
        return
    frequency = Frequency.MONTHLY if rule.months else rule.frequency
    if rule.frequency not in ORDINAL_MAX:
        raise RecurrenceError(
            Code.CONFLICT, f"BYDAY has an ordinal, which FREQ={rule.frequency} cannot have"
        )
    _check_range("an ordinal of BYDAY", ordinals, ORDINAL_MAX[frequency])


def _check_conflicts(rule: Rule) -> None:
    if rule.count is not None and rule.until is not None:
        raise RecurrenceError(Code.CONFLICT, "COUNT and UNTIL stand in one rule")
    if rule.frequency is Frequency.WEEKLY and rule.month_days:
        raise RecurrenceError(Code.CONFLICT, "BYMONTHDAY stands in a rule with FREQ=WEEKLY")
    if rule.positions and not (rule.months or rule.month_days or rule.weekdays):
        raise RecurrenceError(
            Code.CONFLICT, "BYSETPOS stands in a rule without another BY part to choose from"
        )

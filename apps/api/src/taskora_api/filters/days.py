"""Days of a person's own calendar, and the instants at which they begin."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from taskora_api.filters.context import Context
from taskora_api.filters.nodes import Day, Shift
from taskora_api.filters.vocabulary import Base, Comparison, Unit

# The zones of two people are never further apart, also with the offsets of the 19th century.
ZONES_APART = timedelta(days=2)
DAYS_IN_A_WEEK = 7
MONTHS_IN_A_YEAR = 12
LONGEST_MONTH = 31
# Outside of what a task can have, and far enough from where calendars of programs end.
_FIRST = date(2, 1, 1)
_LAST = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `start` up to but without `end`; None is no limit."""

    start: date | None
    end: date | None

    def has(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def instants(self, zone: ZoneInfo) -> "Instants":
        """Give the same time in a zone: from the beginning of a day to that of another one."""
        return Instants(
            None if self.start is None else beginning(self.start, zone),
            None if self.end is None else beginning(self.end, zone),
        )


@dataclass(frozen=True, slots=True)
class Instants:
    """The time from `start` up to but without `end`; None is no limit."""

    start: datetime | None
    end: datetime | None

    def has(self, moment: datetime) -> bool:
        """Say whether a moment is within."""
        return (self.start is None or self.start <= moment) and (
            self.end is None or moment < self.end
        )


def beginning(day: date, zone: ZoneInfo) -> datetime:
    """Give the instant at which a day begins in a zone, in UTC.

    Where the clocks jump over midnight it is the instant of the jump.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def days_of(comparison: Comparison, day: Day, context: Context) -> Days:
    """Give the days that stand so to a day or period, as seen from a context."""
    first, last = period_of(day, context)
    after = _clamped(last.toordinal() + 1)
    match comparison:
        case Comparison.EQUAL:
            return Days(first, after)
        case Comparison.BEFORE:
            return Days(None, first)
        case Comparison.UNTIL:
            return Days(None, after)
        case Comparison.AFTER:
            return Days(after, None)
        case Comparison.SINCE:
            return Days(first, None)


def period_of(day: Day, context: Context) -> tuple[date, date]:
    """Give the first and the last day that a day or period of a filter stands for.

    A shift moves the day from which a period is found: `month-1m` is the whole month before.
    """
    base = day.base if isinstance(day.base, date) else context.today
    if day.base is Base.TOMORROW:
        base = _clamped(base.toordinal() + 1)
    elif day.base is Base.YESTERDAY:
        base = _clamped(base.toordinal() - 1)
    shifted = base if day.shift is None else _shifted(base, day.shift)
    return _around(day.base, shifted, context.week_start)


def _around(base: date | Base, day: date, week_start: int) -> tuple[date, date]:
    match base:
        case Base.WEEK:
            first = day.toordinal() - (day.weekday() - week_start) % DAYS_IN_A_WEEK
            return _clamped(first), _clamped(first + DAYS_IN_A_WEEK - 1)
        case Base.MONTH:
            return day.replace(day=1), _in_month(day.year, day.month, LONGEST_MONTH)
        case Base.YEAR:
            return day.replace(month=1, day=1), date(day.year, MONTHS_IN_A_YEAR, LONGEST_MONTH)
        case _:
            return day, day


def _shifted(day: date, shift: Shift) -> date:
    match shift.unit:
        case Unit.DAY:
            return _clamped(day.toordinal() + shift.amount)
        case Unit.WEEK:
            return _clamped(day.toordinal() + shift.amount * DAYS_IN_A_WEEK)
        case Unit.MONTH:
            return _in_later_month(day, shift.amount)
        case Unit.YEAR:
            return _in_later_month(day, shift.amount * MONTHS_IN_A_YEAR)


def _in_later_month(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    if year < _FIRST.year:
        return _FIRST
    return _LAST if year > _LAST.year else _in_month(year, month + 1, day.day)


def _in_month(year: int, month: int, day: int) -> date:
    """Give a day of a month, or its last one where it is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _clamped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, _FIRST.toordinal()), _LAST.toordinal()))

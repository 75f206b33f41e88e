"""What the dates of a to-do say together: one reading for CalDAV and for files."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.moments import Moment
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Weekday
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.wall_clock import WallClock

ReadRule = Callable[..., Rule]
# Each month has this day.
_LAST_COMMON_DAY = 28


def read_due(
    start: Moment | None, due: Moment | None, length: timedelta | None, *, recurs: bool
) -> Moment | None:
    """Give when a to-do is due: by DUE, by DTSTART and DURATION, or by the DTSTART of a rule."""
    if due is None and start is not None and length is not None:
        return start.plus(length)
    return start if due is None and recurs else due


def read_series(
    text: str,
    *,
    start: Moment | None,
    due: Moment,
    skipped: Iterable[Moment] = (),
    anchor: Anchor = Anchor.DUE,
    read: ReadRule = read_rule,
) -> Series:
    """Read a RRULE and its EXDATE as a series of due dates.

    RFC 5545 counts rule, UNTIL and EXDATE from DTSTART; programs that know due dates alone count
    from DUE. It is the former wherever the rule gives the start, and then each date is due as many
    days later as the first one. `start` is none where it says the same as DUE.

    Raises `RecurrenceError` as `read` and `Series` do, and `CalendarError` RULE for a rule whose
    dates cannot be said as due dates.
    """
    counted = due if start is None else start
    rule = read(text.strip(), anchor=anchor, clock=_clock(counted) or _clock(due))
    later = due.day - counted.day
    if later and not _gives(rule, counted.day):
        counted, later = due, timedelta()
        rule = read(text.strip(), anchor=anchor, clock=_clock(due))
    days = frozenset(_day_for(each, counted) for each in skipped)
    if not later:
        return Series(rule=rule, start=due.day, skipped=days)
    try:
        moved = _later(rule, due.day, later)
        return Series(rule=moved, start=due.day, skipped=frozenset(day + later for day in days))
    except OverflowError:
        raise CalendarError(Code.RULE, "RRULE or EXDATE leads out of the calendar") from None


def _clock(moment: Moment) -> WallClock | None:
    return None if moment.at is None else WallClock(moment.at, moment.zone)


def _gives(rule: Rule, day: date) -> bool:
    return next(walk(replace(rule, until=None), day, day, day), None) is not None


def _day_for(moment: Moment, counted: Moment) -> date:
    """Give the date in the zone of the series: a time in UTC can be of the day before or after."""
    is_elsewhere = None not in {moment.zone, counted.zone} and moment.zone != counted.zone
    if moment.at is None or counted.zone is None or not is_elsewhere:
        return moment.day
    instant = WallClock(moment.at, moment.zone).instant(moment.day)
    return instant.astimezone(ZoneInfo(counted.zone)).date()


def _later(rule: Rule, due: date, later: timedelta) -> Rule:
    """Give the rule of the dates that come so many days later, the first of them on `due`."""
    moved = replace(rule, until=None if rule.until is None else rule.until + later)
    is_by_week = rule.frequency in {Frequency.DAILY, Frequency.WEEKLY}
    if is_by_week and not (rule.months or rule.month_days or rule.positions):
        return replace(
            moved,
            weekdays=tuple(
                DayOfWeek(day)
                for day in sorted({_weekday(each.weekday, later) for each in rule.weekdays})
            ),
            # The weeks that INTERVAL counts move along.
            week_start=_weekday(rule.week_start, later)
            if rule.frequency is Frequency.WEEKLY and rule.interval > 1
            else rule.week_start,
        )
    days = tuple(day + later.days for day in rule.month_days)
    is_common = all(
        0 < min(pair) and max(pair) <= _LAST_COMMON_DAY
        for pair in zip(rule.month_days, days, strict=True)
    )
    if days and is_common and not (rule.weekdays or rule.positions):
        return replace(moved, month_days=days)
    if _gives(rule, due):
        return moved
    raise CalendarError(
        Code.RULE, "RRULE counts from DTSTART, and DUE is on a day that it does not give"
    )


def _weekday(day: Weekday, later: timedelta) -> Weekday:
    return Weekday((day + later.days) % len(Weekday))

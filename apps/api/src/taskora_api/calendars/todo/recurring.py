"""The rule that a program sees beside the open occurrence, which is all it knows of a series."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import DayOfWeek, Frequency, Weekday
from taskora_api.recurrence.walk import walk

ONE_DAY = timedelta(days=1)


def original_of(series: Series, due: date) -> date:
    """Give the date by which the series knows the occurrence that is due on a date."""
    moved = [each.original for each in series.moved if each.due == due]
    return min(moved, default=due)


def open_rule(task: CalendarTask) -> Rule | None:
    """Give the rule as it counts from the open occurrence.

    COUNT is what is left, the open one included. A day that the rule takes from the start of its
    series is written out where the open one lies on another day, as 28 February does of the 31st.
    """
    if task.recurrence is None or task.due_on is None:
        return None
    series = task.recurrence
    rule = _from(series.rule, series.start, task.due_on)
    if rule.count is None:
        return rule
    return replace(rule, count=max(1, rule.count - _past(series, original_of(series, task.due_on))))


def open_skips(task: CalendarTask) -> frozenset[date]:
    """Give the dates from the open occurrence on that were skipped."""
    if task.recurrence is None or task.due_on is None:
        return frozenset()
    first = original_of(task.recurrence, task.due_on)
    return frozenset(day for day in task.recurrence.skipped if day >= first)


def occurrences_left(task: CalendarTask, since: date, last: date) -> Iterator[date]:
    """Give the dates of the series after the open occurrence, in a range, in their order.

    It ends early where the rule cannot be followed that far.
    """
    series = task.recurrence
    if series is None or task.due_on is None:
        return
    first = max(since, original_of(series, task.due_on) + ONE_DAY)
    try:
        for day in walk(series.rule, series.start, first, last):
            if day not in series.skipped and not series.is_paused(day):
                yield day
    except RecurrenceError:
        return


def _past(series: Series, original: date) -> int:
    try:
        return sum(1 for _ in walk(series.rule, series.start, series.start, original - ONE_DAY))
    except RecurrenceError:
        return 0


def _from(rule: Rule, start: date, due: date) -> Rule:
    has_days = bool(rule.weekdays or rule.month_days)
    if has_days or rule.frequency is Frequency.DAILY:
        return rule
    if rule.frequency is Frequency.WEEKLY:
        if start.weekday() == due.weekday():
            return rule
        return replace(rule, weekdays=(DayOfWeek(Weekday(start.weekday())),))
    months = rule.months
    if rule.frequency is Frequency.YEARLY and not months and start.month != due.month:
        months = (start.month,)
    if start.day == due.day and months == rule.months:
        return rule
    if rule.frequency is Frequency.YEARLY and not months:
        months = (start.month,)
    return replace(rule, months=months, month_days=(start.day,))

"""The dates that a rule gives within one period.

This is the table of RFC 5545 section 3.3.10 for the four frequencies of the subset: each BY part
either adds dates to a period or leaves dates out. The order is that of RFC 7529 section 4.1:
months, days of the month, SKIP, weekdays, set positions.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from taskora_api.recurrence.month_days import day_of_month, days_in, is_month_day
from taskora_api.recurrence.periods import DAYS_IN_A_WEEK, MONTHS_IN_A_YEAR
from taskora_api.recurrence.rule import MONTH_DAY_MAX, Rule
from taskora_api.recurrence.vocabulary import DayOfWeek, Frequency


def dates_in_period(rule: Rule, start: date, first: date) -> list[date]:
    """Give the dates of the period that begins on `first`, in order, each once.

    A part that is missing comes from `start`: its weekday, day of the month, or month and day.
    COUNT, UNTIL and the start itself are not applied here: a set position counts within the whole
    period.
    """
    dates = sorted(set(_chosen(rule, start, first)))
    if not rule.positions:
        return dates
    size = len(dates)
    indexes = {place - 1 if place > 0 else size + place for place in rule.positions}
    return [dates[index] for index in sorted(indexes) if 0 <= index < size]


def days_tried(rule: Rule) -> int:
    """How many days one period of a rule tries at most, 1 where its days are not listed."""
    is_listed = rule.month_days or rule.weekdays
    if not is_listed or rule.frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        return 1
    is_yearly = rule.frequency is Frequency.YEARLY
    months = (len(rule.months) or MONTHS_IN_A_YEAR) if is_yearly else 1
    return months * (len(rule.month_days) or MONTH_DAY_MAX)


def _chosen(rule: Rule, start: date, first: date) -> Iterable[date]:
    match rule.frequency:
        case Frequency.DAILY:
            return [first] if _is_day(rule, first) else []
        case Frequency.WEEKLY:
            return _in_week(rule, start, first)
        case Frequency.MONTHLY:
            return _in_months(rule, start, first.year, [first.month])
        case Frequency.YEARLY:
            return _in_year(rule, start, first.year)


def _is_day(rule: Rule, day: date) -> bool:
    if rule.month_days and not is_month_day(day, rule.month_days):
        return False
    return _is_month(rule, day.month) and _is_weekday(rule, day)


def _is_month(rule: Rule, month: int) -> bool:
    return not rule.months or month in rule.months


def _in_week(rule: Rule, start: date, first: date) -> Iterator[date]:
    wanted = {int(day.weekday) for day in rule.weekdays} or {start.weekday()}
    for offset in range(DAYS_IN_A_WEEK):
        day = first + timedelta(days=offset)
        if day.weekday() in wanted and _is_month(rule, day.month):
            yield day


def _in_year(rule: Rule, start: date, year: int) -> Iterable[date]:
    if rule.months:
        return _in_months(rule, start, year, rule.months)
    if rule.month_days:
        return _in_months(rule, start, year, range(1, MONTHS_IN_A_YEAR + 1))
    if rule.weekdays:
        return _weekdays_between(date(year, 1, 1), date(year, 12, 31), rule.weekdays)
    return _in_months(rule, start, year, [start.month])


def _in_months(rule: Rule, start: date, year: int, months: Iterable[int]) -> Iterator[date]:
    for month in months:
        if not _is_month(rule, month):
            continue
        if rule.weekdays and not rule.month_days:
            last = date(year, month, days_in(year, month))
            yield from _weekdays_between(last.replace(day=1), last, rule.weekdays)
            continue
        for number in rule.month_days or (start.day,):
            day = day_of_month(year, month, number, rule.skip)
            if day is not None and _is_weekday(rule, day):
                yield day


def _is_weekday(rule: Rule, day: date) -> bool:
    """Say whether BYDAY keeps a date of other parts; an ordinal counts in its month or year."""
    if not rule.weekdays:
        return True
    if rule.frequency is Frequency.YEARLY and not rule.months:
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    else:
        first, last = day.replace(day=1), day.replace(day=days_in(day.year, day.month))
    from_first = (day - first).days // DAYS_IN_A_WEEK + 1
    from_last = -((last - day).days // DAYS_IN_A_WEEK) - 1
    return any(
        entry.weekday == day.weekday() and entry.ordinal in {0, from_first, from_last}
        for entry in rule.weekdays
    )


def _weekdays_between(first: date, last: date, wanted: Iterable[DayOfWeek]) -> Iterator[date]:
    """Give the days of BYDAY between two dates, both included, with repeats and out of order."""
    for entry in wanted:
        begin = first + timedelta(days=(entry.weekday - first.weekday()) % DAYS_IN_A_WEEK)
        total = (last - begin).days // DAYS_IN_A_WEEK + 1
        if entry.ordinal == 0:
            places: Iterable[int] = range(total)
        else:
            places = [entry.ordinal - 1 if entry.ordinal > 0 else total + entry.ordinal]
        yield from (begin + timedelta(weeks=place) for place in places if 0 <= place < total)

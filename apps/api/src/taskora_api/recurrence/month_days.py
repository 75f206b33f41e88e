"""Days of a month by number, and what becomes of one that the month does not have."""

import calendar
from datetime import date, timedelta

from taskora_api.recurrence.vocabulary import Skip

ONE_DAY = timedelta(days=1)


def days_in(year: int, month: int) -> int:
    """Count the days of a month, 28 to 31."""
    return calendar.monthrange(year, month)[1]


def day_of_month(year: int, month: int, number: int, skip: Skip) -> date | None:
    """Find day `number` of a month, counted from its end if negative.

    A day that the month does not have is decided by `skip` (RFC 7529 section 4.1): None, the last
    day before it or the first day after it. The 31st of April lies after April, so that is the 30th
    or the 1st of May; day -31 lies before April, so that is the 31st of March or the 1st of April.
    """
    length = days_in(year, month)
    first = date(year, month, 1)
    if abs(number) <= length:
        return first + timedelta(days=number - 1 if number > 0 else length + number)
    if skip is Skip.OMIT:
        return None
    after = first + timedelta(days=length) if number > 0 else first
    return after if skip is Skip.FORWARD else after - ONE_DAY


def is_month_day(day: date, numbers: tuple[int, ...]) -> bool:
    """Say whether a date is one of these days of its month, from the start or the end."""
    return day.day in numbers or day.day - days_in(day.year, day.month) - 1 in numbers

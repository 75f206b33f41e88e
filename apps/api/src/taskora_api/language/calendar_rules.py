"""Arithmetic on dates. Where plain words leave a choice, it is made here and said here."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS_IN_A_YEAR = 12
LEAP_YEAR_SEARCH_YEARS = 8
# This month and the two after it.
NAMED_BY_WEEKDAY_MONTHS = 3
YEAR_DIGITS = 4
SHORT_YEAR_DIGITS = 2
SHORT_YEAR_FUTURE_MAX = 20
SUNDAY = 6
SATURDAY = 5


def following(today: date, weekday: int) -> date:
    """A bare weekday is the next such day after today, so on a Friday "friday" is in a week."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def this(today: date, weekday: int) -> date:
    """Find the next such day, with today counting: "this friday"."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def monday_of(today: date, weeks_ahead: int = 0) -> date:
    """Weeks begin on Monday."""
    return today + timedelta(days=7 * weeks_ahead - today.weekday())


def in_week(today: date, weeks_ahead: int, weekday: int) -> date:
    """Find a day of another week; "next friday" is 1 ahead, however near that is."""
    return monday_of(today, weeks_ahead) + timedelta(days=weekday)


def end_of_month(today: date, months_ahead: int = 0) -> date:
    first = first_of_month(today, months_ahead)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def first_of_month(today: date, months_ahead: int) -> date:
    months = today.year * MONTHS_IN_A_YEAR + today.month - 1 + months_ahead
    return date(months // MONTHS_IN_A_YEAR, months % MONTHS_IN_A_YEAR + 1, 1)


def months_until(today: date, month: int) -> int:
    """Count the months until the next one of this name; the running one is 0 away."""
    return (month - today.month) % MONTHS_IN_A_YEAR


def add_months(today: date, months: int) -> date:
    """A month after the 31st is the last day of a shorter month."""
    last = end_of_month(today, months)
    return last.replace(day=min(today.day, last.day))


def in_units(today: date, count: int, unit: str) -> date:
    """Count from today in a unit of `words.UNITS`."""
    match unit:
        case "day":
            return today + timedelta(days=count)
        case "week":
            return today + timedelta(weeks=count)
        case "fortnight":
            return today + timedelta(weeks=2 * count)
        case "month":
            return add_months(today, count)
        case _:
            return add_months(today, MONTHS_IN_A_YEAR * count)


def on_day(today: date, month: int, day: int, year: int | None) -> date | None:
    """Without a year it is the next such day, today included."""
    if year is not None:
        return _valid(year, month, day)
    for candidate_year in range(today.year, today.year + LEAP_YEAR_SEARCH_YEARS + 1):
        candidate = _valid(candidate_year, month, day)
        if candidate is not None and candidate >= today:
            return candidate
    return None


def on_day_of_month(today: date, day: int) -> date | None:
    """Find the next month that has this day: "on the 31st"."""
    return next(_days_of_months(today, day, MONTHS_IN_A_YEAR), None)


def on_weekday_of_month(today: date, day: int, weekday: int) -> date | None:
    """Find the next day that is both: "friday the 11th".

    One that is months away is rather a slip in one of the two, so it is none.
    """
    days = _days_of_months(today, day, NAMED_BY_WEEKDAY_MONTHS)
    return next((found for found in days if found.weekday() == weekday), None)


def _days_of_months(today: date, day: int, months: int) -> Iterator[date]:
    """Give this day of the running month and those after it, where it exists and is not past."""
    for months_ahead in range(months):
        first = first_of_month(today, months_ahead)
        found = _valid(first.year, first.month, day)
        if found is not None and found >= today:
            yield found


def full_year(digits: str, today: date) -> int | None:
    """Read a year; one of two digits is of the years to come, where a due date can be."""
    if len(digits) == YEAR_DIGITS:
        return int(digits)
    year = today.year - today.year % 100 + int(digits)
    is_near = 0 <= year - today.year <= SHORT_YEAR_FUTURE_MAX
    return year if len(digits) == SHORT_YEAR_DIGITS and is_near else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

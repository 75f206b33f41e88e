"""Arithmetic on days of the calendar."""

from datetime import date, timedelta

DAYS_IN_A_WEEK = 7
MONTHS_IN_A_YEAR = 12
WORKDAYS_IN_A_WEEK = 5
_FRIDAY = 4
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def valid(year: int, month: int, day: int) -> date | None:
    """Make a day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def first_of_month(today: date, ahead: int = 0) -> date:
    """Find the first day of the month that is so many months ahead."""
    months = today.year * MONTHS_IN_A_YEAR + today.month - 1 + ahead
    return date(months // MONTHS_IN_A_YEAR, months % MONTHS_IN_A_YEAR + 1, 1)


def last_of_month(today: date, ahead: int = 0) -> date:
    """Find the last day of the month that is so many months ahead."""
    return first_of_month(today, ahead + 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """A month after the 31st is the last day of a shorter month."""
    last = last_of_month(day, months)
    return last.replace(day=min(day.day, last.day))


def first_of_week(today: date, ahead: int, week_start: int) -> date:
    """Find the day on which the week begins that is so many weeks ahead."""
    back = (today.weekday() - week_start) % DAYS_IN_A_WEEK
    return today + timedelta(days=DAYS_IN_A_WEEK * ahead - back)


def in_week(today: date, ahead: int, weekday: int, week_start: int) -> date:
    """Find a weekday of the week that is so many weeks ahead."""
    return on_or_after(first_of_week(today, ahead, week_start), weekday)


def on_or_after(day: date, weekday: int) -> date:
    """Find the first such weekday from a day on."""
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_A_WEEK)


def on_or_before(day: date, weekday: int) -> date:
    """Find the last such weekday up to a day."""
    return day - timedelta(days=(day.weekday() - weekday) % DAYS_IN_A_WEEK)


def easter(year: int) -> date:
    """Find Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % DAYS_IN_A_WEEK
    month = (golden + 11 * epact + 22 * weekday) // 451
    days = epact + weekday - 7 * month + 114
    return date(year, days // 31, days % 31 + 1)


def moved(day: date, count: int, unit: str) -> date:
    """Count on from a day; a negative count goes back.

    Raises:
        OverflowError, ValueError: the day would be outside of the years 1 to 9999.
    """
    if unit in _DAYS_OF:
        return day + timedelta(days=_DAYS_OF[unit] * count)
    if unit in _MONTHS_OF:
        return add_months(day, _MONTHS_OF[unit] * count)
    return _workdays(day, count)


def _workdays(day: date, count: int) -> date:
    """Count the days from Monday to Friday; those of a weekend count from its beginning."""
    if count == 0:
        return day
    step = 1 if count > 0 else -1
    if day.weekday() > _FRIDAY:
        day = on_or_before(day, _FRIDAY) if step > 0 else on_or_after(day, 0)
    weeks, rest = divmod(abs(count), WORKDAYS_IN_A_WEEK)
    day += timedelta(weeks=step * weeks)
    for _ in range(rest):
        day += timedelta(days=step)
        if day.weekday() > _FRIDAY:
            day += timedelta(days=2 * step)
    return day

"""Pausing a series for some days, and resuming it.

A pause moves nothing: what falls into it is not due and is not made up for, and after it the rule
goes on as if it had not been.
"""

from dataclasses import replace
from datetime import date

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.rule import check_date
from taskora_api.recurrence.series import Pause, Series


def pause(series: Series, start: date, resumed: date | None = None) -> Series:
    """Make nothing due from `start` on, until the day before `resumed` or until it is resumed.

    Raises `RecurrenceError`: PAUSED where another pause has one of these days, VALUE for a pause
    that is resumed before it has begun, or begins where no task can be due.
    """
    check_date("the first day of a pause", start)
    if resumed is not None and resumed <= start:
        raise RecurrenceError(Code.VALUE, f"a pause from {start} cannot be over on {resumed}")
    for other in series.pauses:
        ends_before = other.resumed is not None and other.resumed <= start
        begins_after = resumed is not None and resumed <= other.start
        if not (ends_before or begins_after):
            raise RecurrenceError(Code.PAUSED, f"the series is paused from {other.start} on")
    return replace(series, pauses=series.pauses | {Pause(start, resumed)})


def resume(series: Series, on: date) -> Series:
    """End the pause that a day lies in: this day is the first that something can be due on again.

    A pause that ends on its first day is removed. Raises `RecurrenceError` NOT_PAUSED where no
    pause has that day.
    """
    found = next((each for each in series.pauses if each.covers(on)), None)
    if found is None:
        raise RecurrenceError(Code.NOT_PAUSED, f"the series is not paused on {on}")
    shortened = {Pause(found.start, on)} if found.start < on else set()
    return replace(series, pauses=(series.pauses - {found}) | shortened)

"""What a series gives: the next occurrence after a date, and those that are due in a range."""

from collections.abc import Iterator
from datetime import date, timedelta

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.rule import CALENDAR_LAST, check_date
from taskora_api.recurrence.series import Occurrence, Series
from taskora_api.recurrence.walk import walk

ONE_DAY = timedelta(days=1)


def is_occurrence(series: Series, original: date) -> bool:
    """Say whether the rule gives this date and it was not skipped; a pause does not count here."""
    if original in series.skipped or original < series.earliest:
        return False
    return next(walk(series.rule, series.start, original, original), None) is not None


def require_occurrence(series: Series, original: date) -> None:
    """Refuse a date that is no occurrence, with `RecurrenceError` NOT_AN_OCCURRENCE."""
    if not is_occurrence(series, original):
        raise RecurrenceError(
            Code.NOT_AN_OCCURRENCE,
            f"the series has no occurrence whose original date is {original}",
        )


def first_occurrence(series: Series) -> Occurrence | None:
    """Give the first occurrence: the first match on or after the start, which may be the start."""
    return next(occurrences_after(series, series.earliest - ONE_DAY), None)


def next_occurrence(series: Series, after: date) -> Occurrence | None:
    """Give the first occurrence whose original date is after a date, or None.

    None says that there is no more: COUNT or UNTIL has ended it, or a pause without an end has
    begun. Raises `RecurrenceError` as `walk` does.
    """
    return next(occurrences_after(series, after), None)


def occurrences_after(
    series: Series, after: date, last: date | None = None
) -> Iterator[Occurrence]:
    """Give the occurrences whose original dates are after a date, in the order of these dates.

    With `last` they end there. Raises `RecurrenceError` as `walk` does.
    """
    since = max(min(after, CALENDAR_LAST) + ONE_DAY, series.earliest)
    due = {moved.original: moved.due for moved in series.moved}
    ends = [] if last is None else [last]
    if series.paused_since is not None:
        # Nothing comes after an open pause has begun, but for what was moved out of it.
        ends.append(max([series.paused_since - ONE_DAY, *due]))
    for original in walk(series.rule, series.start, since, min(ends, default=None)):
        found = Occurrence(original, due.get(original, original))
        if original not in series.skipped and not series.is_paused(found.due):
            yield found


def occurrences_between(series: Series, first: date, last: date) -> list[Occurrence]:
    """Give the occurrences that are due from `first` to `last`, both included, by their due dates.

    An occurrence that was moved out of the range is not among them, one that was moved in is.
    Raises `RecurrenceError`: TOO_MANY_STEPS for a range that is too long, VALUE for one that ends
    where no task can be due.
    """
    check_date("the first day of the range", first)
    check_date("the last day of the range", last)
    moved = [each.original for each in series.moved if first <= each.due <= last]
    since, until = min([first, *moved]), max([last, *moved])
    near = occurrences_after(series, since - ONE_DAY, until)
    found = [occurrence for occurrence in near if first <= occurrence.due <= last]
    return sorted(found, key=lambda each: (each.due, each.original))

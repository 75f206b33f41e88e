"""The recurrence of a file as that of a task, whose open occurrence has to be named."""

from datetime import date, timedelta

from taskora_api.exchange import documents
from taskora_api.recurrence.editing import move_one
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.occurrences import first_occurrence, is_occurrence, next_occurrence
from taskora_api.recurrence.series import Occurrence, Series
from taskora_api.tasks.recurrence_schemas import Recurrence
from taskora_api.tasks.recurring import written

ONE_DAY = timedelta(days=1)
Begun = tuple[Recurrence, date]


def begun(given: documents.Recurrence, due: date | None) -> Begun | None:
    """Give the recurrence of a task, and when it is due; None if the rule never gives a date.

    A due date that the rule does not give is the next occurrence, moved.
    """
    try:
        series, open_one = _open(given.series, due)
    except RecurrenceError:
        return None
    if open_one is None:
        return None
    return written(series, open_one, catch_up=given.catch_up), open_one.due


def _open(series: Series, due: date | None) -> tuple[Series, Occurrence | None]:
    if due is None:
        return series, first_occurrence(series)
    originals = [each.original for each in series.moved if each.due == due]
    is_moved_away = any(each.original == due != each.due for each in series.moved)
    if not is_moved_away and is_occurrence(series, due):
        originals.append(due)
    if originals:
        return series, Occurrence(min(originals), due)
    following = next_occurrence(series, due - ONE_DAY)
    if following is None:
        # The rule is over: this is the last one, wherever it was moved from.
        return series, Occurrence(due, due)
    return move_one(series, following.original, due), Occurrence(following.original, due)

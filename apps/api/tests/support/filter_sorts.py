"""Sort orders that Hypothesis makes up, and what Python's own sorting makes of them."""

from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import Any

from hypothesis import strategies as st

from support.filter_tables import MadeTask
from taskora_api.filters.columns import ATTRIBUTES
from taskora_api.filters.context import Context
from taskora_api.filters.sorting import KEYS_MAX, NULLABLE, Direction, Key, Nulls, Sort, SortTerm
from taskora_api.filters.vocabulary import Field
from taskora_api.recurrence.wall_clock import WallClock


def _term(key: Key) -> st.SearchStrategy[SortTerm]:
    nulls = st.sampled_from(Nulls) if key in NULLABLE else st.just(Nulls.LAST)
    return st.builds(SortTerm, st.just(key), st.sampled_from(Direction), nulls)


sorts = (
    st.lists(st.sampled_from(Key), unique=True, max_size=KEYS_MAX)
    .flatmap(lambda keys: st.tuples(*map(_term, keys)))
    .map(Sort)
)


def in_order(tasks: list[MadeTask], sort: Sort, context: Context) -> list[MadeTask]:
    """Sort tasks key by key, from the last to the first: Python keeps the order of equals."""
    found = sorted(tasks, key=lambda task: task.id)
    for term in reversed(sort.terms):
        values = {task.id: _value(task, term.key, context) for task in found}
        there = [(values[task.id], task) for task in found if values[task.id] is not None]
        missing = [task for task in found if values[task.id] is None]
        there.sort(key=itemgetter(0), reverse=term.direction is Direction.DESCENDING)
        known = [task for _, task in there]
        found = missing + known if term.nulls is Nulls.FIRST else known + missing
    return found


def _value(task: MadeTask, key: Key, context: Context) -> Any:  # noqa: ANN401 - of any key.
    return _due(task, context) if key is Key.DUE else getattr(task, ATTRIBUTES[Field(key)])


def _due(task: MadeTask, context: Context) -> datetime | None:
    if task.due_on is None:
        return None
    if task.due_time is None:
        return datetime.combine(task.due_on + timedelta(days=1), time()) - timedelta(microseconds=1)
    if task.due_zone is None:
        return datetime.combine(task.due_on, task.due_time)
    moment = WallClock(task.due_time, task.due_zone).instant(task.due_on)
    return moment.astimezone(context.zone).replace(tzinfo=None)

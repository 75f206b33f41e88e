"""A filter on one task, in Python: what `compiling` says of a row, said of an object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import singledispatchmethod
from typing import Any, Protocol

from taskora_api.filters.columns import ATTRIBUTES
from taskora_api.filters.compiling import rule_beginning
from taskora_api.filters.context import Context
from taskora_api.filters.days import Days, days_of
from taskora_api.filters.nodes import (
    And,
    Compare,
    Contains,
    Day,
    Equals,
    Everything,
    Filter,
    Has,
    Identity,
    Is,
    Not,
    OnDay,
    Or,
    Recurs,
    Refers,
    Similar,
    Tagged,
    Text,
)
from taskora_api.filters.slips import is_like, tokens_of
from taskora_api.filters.text_matching import text_contains, text_equals
from taskora_api.filters.vocabulary import INSTANTS, OPERATORS, Base, Comparison, Field, Flag
from taskora_api.recurrence.wall_clock import WallClock


class FilteredTask(Protocol):
    """What a filter reads of a task: the columns of the table, and what others are to it.

    The other columns are attributes of the same names, which `columns.ATTRIBUTES` lists. The last
    three follow from relations, as `relations.related` has it.
    """

    @property
    def title(self) -> str: ...
    @property
    def notes(self) -> str: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def due_time(self) -> time | None: ...
    @property
    def due_zone(self) -> str | None: ...
    @property
    def recurrence(self) -> Mapping[str, Any] | None: ...
    @property
    def completed_at(self) -> datetime | None: ...
    @property
    def is_blocked(self) -> bool: ...
    @property
    def is_blocking(self) -> bool: ...
    @property
    def is_duplicate(self) -> bool: ...


def matches(tree: Filter, task: FilteredTask, context: Context) -> bool:
    """Say whether a task is one of a filter. Raises `FilterError` NAME_UNKNOWN."""
    return _Matcher(task, context).holds(tree)


@dataclass(frozen=True)
class _Matcher:
    task: FilteredTask
    context: Context

    @singledispatchmethod
    def holds(self, tree: Filter) -> bool:
        raise TypeError(type(tree))

    @holds.register
    def _(self, _tree: Everything) -> bool:
        return True

    # Each part is asked, also where the first one decides: an unknown name is an error anyway.
    @holds.register
    def _(self, tree: And) -> bool:
        held = [self.holds(part) for part in tree.parts]
        return all(held)

    @holds.register
    def _(self, tree: Or) -> bool:
        held = [self.holds(part) for part in tree.parts]
        return any(held)

    @holds.register
    def _(self, tree: Not) -> bool:
        return not self.holds(tree.part)

    @holds.register
    def _(self, tree: Text) -> bool:
        texts = (self.task.title, self.task.notes)
        return any(text_contains(text, tree.text) for text in texts)

    @holds.register
    def _(self, tree: Similar) -> bool:
        texts = (self.task.title, self.task.notes)
        return all(
            any(text_contains(text, token) for text in texts) or is_like(token, self.task.title)
            for token in tokens_of(tree.text)
        )

    @holds.register
    def _(self, tree: Contains) -> bool:
        return text_contains(self._value(tree.field), tree.text)

    @holds.register
    def _(self, tree: Equals) -> bool:
        value = self._value(tree.field)
        return value is not None and text_equals(value, tree.text)

    @holds.register
    def _(self, tree: Tagged) -> bool:
        return any(text_equals(tag, tree.tag) for tag in self.task.tags)

    @holds.register
    def _(self, tree: OnDay) -> bool:
        return self._is_on(tree.field, days_of(tree.comparison, tree.day, self.context))

    @holds.register
    def _(self, tree: Compare) -> bool:
        value = self._value(tree.field)
        return value is not None and bool(OPERATORS[tree.comparison](value, tree.value))

    @holds.register
    def _(self, tree: Refers) -> bool:
        return self._value(tree.field) in self.context.directory.ids_of(tree)

    @holds.register
    def _(self, tree: Identity) -> bool:
        return bool(self._value(tree.field) == tree.id)

    @holds.register
    def _(self, tree: Recurs) -> bool:
        recurrence = self.task.recurrence or {}
        return str(recurrence.get("rule", "")).startswith(rule_beginning(tree))

    @holds.register
    def _(self, tree: Has) -> bool:
        value = self._value(tree.field)
        is_empty = tree.field in {Field.NOTES, Field.PRIORITY, Field.TAG} and not value
        return value is not None and not is_empty

    @holds.register
    def _(self, tree: Is) -> bool:
        match tree.flag:
            case Flag.OVERDUE:
                days = days_of(Comparison.BEFORE, Day(Base.TODAY), self.context)
                return self.task.completed_at is None and self._is_on(Field.DUE, days)
            case Flag.BLOCKED:
                return self.task.is_blocked
            case Flag.BLOCKING:
                return self.task.is_blocking
            case Flag.DUPLICATE:
                return self.task.is_duplicate

    def _value(self, field: Field) -> Any:  # noqa: ANN401 - of any field.
        return getattr(self.task, ATTRIBUTES[field])

    def _is_on(self, field: Field, days: Days) -> bool:
        value = self._value(field)
        if value is None:
            return False
        if field in INSTANTS:
            return days.instants(self.context.zone).has(value)
        if field is Field.DUE and self.task.due_time is not None and self.task.due_zone is not None:
            moment = (
                WallClock(self.task.due_time, self.task.due_zone).instant(value).astimezone(UTC)
            )
            return days.instants(self.context.zone).has(moment)
        return days.has(value)

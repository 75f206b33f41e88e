"""From a filter to a condition of SQL.

Each condition is true or false and never NULL, so that "not" leaves nothing out. What a person has
typed is a bound parameter everywhere, and days are bound as dates or instants: neither the zone of
the session nor that of the server counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    true,
)
from sqlalchemy import Text as TextType

from taskora_api.filters.columns import TaskColumns
from taskora_api.filters.context import Context
from taskora_api.filters.days import ZONES_APART, Days, days_of
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
from taskora_api.filters.relations import Tables, related
from taskora_api.filters.slips import tokens_of
from taskora_api.filters.terms import has_slip
from taskora_api.filters.text_matching import contains, equals
from taskora_api.filters.vocabulary import INSTANTS, OPERATORS, Base, Comparison, Field, Flag

Condition = ColumnElement[bool]


def compile_filter(tree: Filter, tables: Tables, context: Context) -> Condition:
    """Make the condition that holds for the tasks of a filter, whoever's they are.

    It narrows what a query selects and opens nothing: the query names its spaces, and leaves the
    trash out unless `asks_for_trash`. Raises `FilterError` NAME_UNKNOWN.
    """
    return _Compiler(tables, tables.columns, context).condition(tree)


@dataclass(frozen=True)
class _Compiler:
    tables: Tables
    columns: TaskColumns
    context: Context

    @singledispatchmethod
    def condition(self, tree: Filter) -> Condition:
        raise TypeError(type(tree))

    @condition.register
    def _(self, _tree: Everything) -> Condition:
        return true()

    @condition.register
    def _(self, tree: And) -> Condition:
        return and_(*map(self.condition, tree.parts))

    @condition.register
    def _(self, tree: Or) -> Condition:
        return or_(*map(self.condition, tree.parts))

    @condition.register
    def _(self, tree: Not) -> Condition:
        return not_(self.condition(tree.part))

    @condition.register
    def _(self, tree: Text) -> Condition:
        return or_(contains(self.columns.title, tree.text), contains(self.columns.notes, tree.text))

    @condition.register
    def _(self, tree: Similar) -> Condition:
        own = self.columns
        return and_(
            true(),
            *(
                or_(
                    contains(own.title, token),
                    contains(own.notes, token),
                    has_slip(token, self.tables.terms, own.id, self.tables.space),
                )
                for token in tokens_of(tree.text)
            ),
        )

    @condition.register
    def _(self, tree: Contains) -> Condition:
        return contains(self.columns.column(tree.field), tree.text)

    @condition.register
    def _(self, tree: Equals) -> Condition:
        column = self.columns.column(tree.field)
        return _known(column, equals(column, tree.text))

    @condition.register
    def _(self, tree: Tagged) -> Condition:
        tag = func.unnest(self.columns.tags, type_=TextType()).column_valued()
        return exists().where(equals(tag, tree.tag))

    @condition.register
    def _(self, tree: OnDay) -> Condition:
        return self._on_days(tree.field, days_of(tree.comparison, tree.day, self.context))

    @condition.register
    def _(self, tree: Compare) -> Condition:
        column = self.columns.column(tree.field)
        compared = OPERATORS[tree.comparison](column, literal(tree.value, column.type))
        return _known(column, compared)

    @condition.register
    def _(self, tree: Refers) -> Condition:
        column = self.columns.column(tree.field)
        ids = self.context.directory.ids_of(tree)
        return _known(column, column.in_(sorted(ids, key=str))) if ids else false()

    @condition.register
    def _(self, tree: Identity) -> Condition:
        column = self.columns.column(tree.field)
        return _known(column, column == tree.id)

    @condition.register
    def _(self, tree: Recurs) -> Condition:
        rule = self.columns.recurrence["rule"].astext
        begins = rule.startswith(rule_beginning(tree), autoescape=True)
        return _known(self.columns.recurrence, func.coalesce(begins, false()))

    @condition.register
    def _(self, tree: Has) -> Condition:
        return self._has(tree.field)

    @condition.register
    def _(self, tree: Is) -> Condition:
        if tree.flag is not Flag.OVERDUE:
            return related(tree.flag, self.tables)
        days = days_of(Comparison.BEFORE, Day(Base.TODAY), self.context)
        return and_(self.columns.completed_at.is_(None), self._on_days(Field.DUE, days))

    def _has(self, field: Field) -> Condition:
        column = self.columns.column(field)
        match field:
            case Field.NOTES:
                return column != ""
            case Field.PRIORITY:
                return column > 0
            case Field.TAG:
                return func.cardinality(column) > 0
            case _:
                return column.is_not(None)

    def _on_days(self, field: Field, days: Days) -> Condition:
        column = self.columns.column(field)
        if field is Field.DUE:
            return self._due(days)
        if field in INSTANTS:
            instants = days.instants(self.context.zone)
            return _between(column, instants.start, instants.end)
        return _between(column, days.start, days.end)

    def _due(self, days: Days) -> Condition:
        """A time in a zone of its own may be on another day here; any other day is as it is.

        The first condition says nothing of its own: it is a range of dates for an index.
        """
        instants = days.instants(self.context.zone)
        has_zone = and_(self.columns.due_time.is_not(None), self.columns.due_zone.is_not(None))
        return and_(
            _between(
                self.columns.due_on,
                None if days.start is None else days.start - ZONES_APART,
                None if days.end is None else days.end + ZONES_APART,
            ),
            or_(
                and_(not_(has_zone), *_limits(self.columns.due_on, days.start, days.end)),
                and_(has_zone, *_limits(self.columns.due_instant, instants.start, instants.end)),
            ),
        )


def rule_beginning(tree: Recurs) -> str:
    """Give how the RRULE of a frequency begins: `recurrence.writing` has FREQ first."""
    return f"FREQ={tree.frequency.value.upper()}"


def _known(column: ColumnElement[Any], condition: Condition) -> Condition:
    return and_(column.is_not(None), condition)


def _between(column: ColumnElement[Any], start: object, end: object) -> Condition:
    return _known(column, and_(*_limits(column, start, end)))


def _limits(column: ColumnElement[Any], start: object, end: object) -> Iterator[Condition]:
    if start is not None:
        yield column >= literal(start, column.type)
    if end is not None:
        yield column < literal(end, column.type)

"""The parts of a sorted list that an index has each in one piece: what has a value, and what not.

The first key of an order decides. Where it is a date in the person's zone, the index has the date
of the task, which is near it: so a part can be bounded by dates, once somebody knows how far down
the dates of one page go.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, literal

from taskora_api.filters.days import ZONES_APART
from taskora_api.filters.keyset import Order, SortPlace
from taskora_api.filters.sort_keys import expression_of
from taskora_api.filters.sorting import NULLABLE, Direction, Key, Nulls, Sort, SortTerm


@dataclass(frozen=True)
class Range:
    """A part of a list; what it is ordered by leaves out a key that nothing in it has."""

    order: Order
    conditions: tuple[ColumnElement[bool], ...]
    inner: Order

    @property
    def is_by_date(self) -> bool:
        """Say whether it is sorted by a date first, so that `within` bounds it."""
        return bool(self.inner.sort.terms) and self.inner.sort.terms[0].key is Key.DUE

    @property
    def is_falling(self) -> bool:
        """Say whether the largest is first."""
        return _is_falling(self.inner.sort.terms[0])

    def order_by(self) -> list[UnaryExpression[Any]]:
        """Give what a query of this part is ordered by."""
        return self.inner.order_by()

    def date_order(self) -> UnaryExpression[date]:
        """Give what finds the date that `within` takes: the last one of a page by dates alone."""
        due = self.order.columns.due_on
        return due.desc() if self.is_falling else due.asc()

    def within(self, last: date) -> "Range":
        """Bound it so that it has all of a page that ends at a date, as dates without zones are."""
        due, apart = self.order.columns.due_on, ZONES_APART * 2
        bound = (
            due >= literal(last - apart, due.type)
            if self.is_falling
            else due <= literal(last + apart, due.type)
        )
        return replace(self, conditions=(*self.conditions, bound))


def ranges(order: Order, place: SortPlace | None) -> list[Range]:
    """Give the parts of a list that come after a place, or all, in their order.

    Raises `InvalidCursorError` for a place of another order, zone, or form.
    """
    after = () if place is None else (order.after(place),)
    if not order.sort.terms:
        return [Range(order, after, order)]
    values = None if place is None else order.values_of(place)
    first = order.sort.terms[0]
    parts = _parts(order, first, values[0] if values else None, is_first=place is None)
    return [Range(order, (*after, condition), inner) for condition, inner in parts]


def _parts(
    order: Order, term: SortTerm, value: object, *, is_first: bool
) -> Iterator[tuple[ColumnElement[bool], Order]]:
    column = expression_of(term.key, order.columns, order.context)
    if term.key not in NULLABLE:
        yield (and_(True) if is_first else _from(term, column, value)), order
        return
    own = order.columns.due_on if term.key is Key.DUE else column
    rest = replace(order, sort=Sort(order.sort.terms[1:]))
    empty = (own.is_(None), rest)
    has_value: ColumnElement[bool] = own.is_not(None)
    if value is not None:
        near = _near(term, own, value) if term.key is Key.DUE else _from(term, column, value)
        has_value = and_(has_value, near)
    if term.nulls is Nulls.FIRST:
        if value is None:
            yield empty
        yield has_value, order
        return
    if is_first or value is not None:
        yield has_value, order
    yield empty


def _is_falling(term: SortTerm) -> bool:
    return term.direction is Direction.DESCENDING


def _from(term: SortTerm, column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    bound = literal(value, column.type)
    found: ColumnElement[bool] = column <= bound if _is_falling(term) else column >= bound
    return found


def _near(term: SortTerm, column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    assert isinstance(value, datetime), "a place has what its key is"  # noqa: S101
    day = value.date()
    return _from(term, column, day + ZONES_APART if _is_falling(term) else day - ZONES_APART)

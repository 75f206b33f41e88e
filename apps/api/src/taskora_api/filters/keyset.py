"""Pages of a sorted list: each begins after the place where the one before it ended.

A place is the values of a task's own keys, and its id. It says what comes after it whatever becomes
of other tasks, and of that task as well: nothing is counted, so nothing is given twice or left out.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import ColumnElement, FromClause, UnaryExpression, and_, false, literal, or_

from taskora_api.errors import InvalidCursorError
from taskora_api.filters.columns import TaskColumns
from taskora_api.filters.context import Context
from taskora_api.filters.sort_keys import VALUES, expression_of
from taskora_api.filters.sorting import (
    KEYS_MAX,
    NULLABLE,
    Direction,
    Nulls,
    Sort,
    SortTerm,
    write_sort,
)

_DIGEST_LENGTH = 16
_LABEL = "sort_{}"


class SortPlace(BaseModel):
    """Where a task stands in a sorted list; `paging` makes the text of a cursor of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: Annotated[str, Field(max_length=_DIGEST_LENGTH)]
    values: Annotated[tuple[str | int | None, ...], Field(max_length=KEYS_MAX)]
    id: UUID


@dataclass(frozen=True)
class Order:
    """A sort order on the columns of a table, for one person."""

    sort: Sort
    columns: TaskColumns
    context: Context

    def selected(self) -> list[ColumnElement[Any]]:
        """Give what a query selects beside its own columns, so that `place_of` can read it."""
        labelled: list[ColumnElement[Any]] = [
            expression.label(_LABEL.format(index))
            for index, expression in enumerate(self._expressions())
        ]
        return labelled

    def order_by(self) -> list[UnaryExpression[Any]]:
        """Give what a query is ordered by; no two tasks are equal in it."""
        ordered = [
            _directed(term, expression)
            for term, expression in zip(self.sort.terms, self._expressions(), strict=True)
        ]
        return [*ordered, self.columns.id.asc()]

    def order_by_selected(self, rows: FromClause) -> list[UnaryExpression[Any]]:
        """Give the same order for rows that have what `selected` added, and their ids."""
        columns = [rows.c[_LABEL.format(index)] for index in range(len(self.sort.terms))]
        pairs = zip(self.sort.terms, columns, strict=True)
        return [*(_directed(term, column) for term, column in pairs), rows.c.id.asc()]

    def place_of(self, row: Mapping[str, Any]) -> SortPlace:
        """Give the place of a row, by what `selected` has added to it and its id."""
        values = tuple(
            _written(term, row[_LABEL.format(index)]) for index, term in enumerate(self.sort.terms)
        )
        return SortPlace(order=self._digest(), values=values, id=row["id"])

    def after(self, place: SortPlace) -> ColumnElement[bool]:
        """Make the condition that holds for what comes after a place.

        Raises `InvalidCursorError` for a place of another order, zone, or form.
        """
        values = self.values_of(place)
        expressions = [*self._expressions(), self.columns.id]
        terms = [*self.sort.terms, None]
        found: list[ColumnElement[bool]] = []
        equal: list[ColumnElement[bool]] = []
        for term, expression, value in zip(terms, expressions, [*values, place.id], strict=True):
            found.append(and_(*equal, _is_later(term, expression, value)))
            equal.append(_is_equal(expression, value))
        return or_(*found)

    def _expressions(self) -> list[ColumnElement[Any]]:
        return [expression_of(term.key, self.columns, self.context) for term in self.sort.terms]

    def _digest(self) -> str:
        said = f"{write_sort(self.sort)} {self.context.zone.key}"
        return hashlib.sha256(said.encode()).hexdigest()[:_DIGEST_LENGTH]

    def values_of(self, place: SortPlace) -> Sequence[Any]:
        """Give the values of the keys at a place, as `after` takes them.

        Raises `InvalidCursorError` for a place of another order, zone, or form.
        """
        if place.order != self._digest() or len(place.values) != len(self.sort.terms):
            raise InvalidCursorError
        pairs = zip(self.sort.terms, place.values, strict=True)
        return [_read(term, value) for term, value in pairs]


def _written(term: SortTerm, value: object) -> str | int | None:
    if value is None:
        return None
    written: str | int = VALUES[term.key].dump_python(value, mode="json")
    return written


def _read(term: SortTerm, value: str | int | None) -> Any:  # noqa: ANN401 - of any key.
    if value is None and term.key in NULLABLE:
        return None
    try:
        return VALUES[term.key].validate_python(value)
    except ValidationError:
        raise InvalidCursorError from None


def _directed(term: SortTerm, expression: ColumnElement[Any]) -> UnaryExpression[Any]:
    is_falling = term.direction is Direction.DESCENDING
    directed = expression.desc() if is_falling else expression.asc()
    if term.key not in NULLABLE:
        return directed
    return directed.nulls_first() if term.nulls is Nulls.FIRST else directed.nulls_last()


def _is_equal(expression: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    if value is None:
        return expression.is_(None)
    return expression == literal(value, expression.type)


def _is_later(
    term: SortTerm | None, expression: ColumnElement[Any], value: object
) -> ColumnElement[bool]:
    """Say what stands behind a value of one key; the id, which has no term, is ascending."""
    nulls = Nulls.LAST if term is None else term.nulls
    if value is None:
        return expression.is_not(None) if nulls is Nulls.FIRST else false()
    bound = literal(value, expression.type)
    is_falling = term is not None and term.direction is Direction.DESCENDING
    later: ColumnElement[bool] = expression < bound if is_falling else expression > bound
    has_nulls_behind = term is not None and term.key in NULLABLE and nulls is Nulls.LAST
    return or_(later, expression.is_(None)) if has_nulls_behind else later

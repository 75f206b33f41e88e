"""The statements by which tasks are found. Each names the member who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Select,
    Table,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    text,
    true,
)
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import LateralFromClause

from taskora_api.filters.compiling import compile_filter
from taskora_api.filters.context import Context
from taskora_api.filters.keyset import Order
from taskora_api.filters.nodes import Filter
from taskora_api.filters.ranges import Range
from taskora_api.filters.relations import Tables
from taskora_api.filters.sort_keys import TITLE_LENGTH
from taskora_api.filters.sorting import Sort
from taskora_api.filters.terms import narrowing
from taskora_api.filters.text_matching import COLLATION
from taskora_api.filters.values import CALENDAR_FIRST
from taskora_api.finding.asked import Asked
from taskora_api.relations.models import RelationRecord
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks.models import TaskRecord, TermsRecord
from taskora_api.tasks.repository import among

Row = RowMapping

_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_RELATIONS: Table = RelationRecord.__table__  # type: ignore[attr-defined]
_TERMS: Table = TermsRecord.__table__  # type: ignore[attr-defined]
# By the names that filters have. What is deleted is in the trash, and no task of a list.
TASKS = select(
    *(c.label("created_by") if c.name == "owner_id" else c for c in _TABLE.c),
    cast(null(), DateTime(timezone=True)).label("deleted_at"),
).subquery("found")
COLUMNS = [column for column in TASKS.c if column.name not in {"sequence", "deleted_at"}]
_HEADING = [literal("").label("notes") if c.name == "notes" else c for c in COLUMNS]
_TITLE = [TASKS.c[name] for name in ("id", "title", "completed_at", "due_on", "created_at")]
_UTC = ZoneInfo("UTC")
# Where so many are found by their terms alone, their list is read in its order instead: a page of
# it is soon full.
CANDIDATES_MAX = 2000


@dataclass(frozen=True)
class Found:
    """The tasks of a filter in the spaces of a member."""

    mine: FromClause
    condition: ColumnElement[bool]
    order: Order

    @classmethod
    def of(cls, member_id: str, asked: Asked, context: Context) -> "Found":
        """Compile what is asked.

        Raises:
            FilterError: a name in it stands for nothing.
        """
        mine = spaces_of(member_id, asked.space_id).subquery("mine")
        tables = tables_of(TASKS, mine.c.space_id)
        condition = compile_filter(asked.tree, tables, context)
        return cls(mine, condition, Order(asked.sort, tables.columns, context))

    async def candidates(self, connection: AsyncConnection, tree: Filter) -> Sequence[UUID] | None:
        """Those that can be meant, by their terms; None where they may be any, or too many."""
        narrowed = narrowing(tree, _TERMS, self.mine.c.space_id)
        if narrowed is None:
            return None
        of_space = (
            select(_TERMS.c.task_id)
            .where(narrowed, _TERMS.c.space_id == self.mine.c.space_id)
            .limit(CANDIDATES_MAX + 1)
            .lateral("of_space")
        )
        statement = select(of_space.c.task_id).select_from(self.mine.join(of_space, true()))
        found = list((await connection.execute(statement.limit(CANDIDATES_MAX + 1))).scalars())
        return None if len(found) > CANDIDATES_MAX else found

    def narrowed(self, tree: Filter) -> list[ColumnElement[bool]]:
        """The condition that a task is among those that can be meant, where terms say which."""
        narrowed = narrowing(tree, _TERMS, self.mine.c.space_id)
        if narrowed is None:
            return []
        found = select(_TERMS.c.task_id).where(narrowed, _TERMS.c.space_id == self.mine.c.space_id)
        return [TASKS.c.id.in_(found.correlate(self.mine))]

    async def last_date(self, connection: AsyncConnection, part: Range, limit: int) -> date | None:
        """How far down the dates of a page go; None where there are not as many tasks."""
        dates = self._of_space([TASKS.c.due_on], part.conditions, [part.date_order()], limit)
        column = dates.c.due_on
        statement = (
            select(column)
            .select_from(self.mine.join(dates, true()))
            .order_by(column.desc() if part.is_falling else column.asc())
            .limit(1)
            .offset(limit - 1)
        )
        return (await connection.execute(statement)).scalar_one_or_none()

    async def page(
        self,
        connection: AsyncConnection,
        part: Range,
        limit: int,
        ids: Sequence[UUID] | None,
    ) -> Sequence[Row]:
        """The first tasks of a part of the list, or of those among some of them."""
        own = (*part.conditions, *([] if ids is None else [_among(ids)]))
        columns = [*COLUMNS, *self.order.selected()]
        rows = self._of_space(columns, own, part.order_by(), limit)
        statement = (
            select(*rows.c)
            .select_from(self.mine.join(rows, true()))
            .order_by(*self.order.order_by_selected(rows))
            .limit(limit)
        )
        return (await connection.execute(statement)).mappings().all()

    def ids(self, ids: Sequence[UUID] | None, limit: int) -> Select[Any]:
        """The first ids of all that are found and their spaces, in the order of ids."""
        own = [] if ids is None else [_among(ids)]
        columns = [TASKS.c.id, TASKS.c.space_id]
        rows = self._of_space(columns, own, [TASKS.c.id.asc()], limit)
        return (
            select(*rows.c)
            .select_from(self.mine.join(rows, true()))
            .order_by(rows.c.id)
            .limit(limit)
        )

    def headings(
        self,
        conditions: Sequence[ColumnElement[bool]],
        limit: int | None,
        *,
        is_reversed: bool = False,
    ) -> Select[Any]:
        """The first tasks without their notes, in the order of lists that say none.

        That is: open first, by due date with the undated last, then the newest. Without a limit it
        is all of them.
        """
        order = _from_the_end if is_reversed else _in_list_order
        rows = self._of_space(_HEADING, conditions, order(TASKS), limit)
        statement = select(*rows.c).select_from(self.mine.join(rows, true())).order_by(*order(rows))
        return statement if limit is None else statement.limit(limit)

    def titles(self, conditions: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
        """The ids, titles and ends of the first tasks, in the order of lists that say none."""
        rows = self._of_space(_TITLE, conditions, _in_list_order(TASKS), limit)
        return (
            select(rows.c.id, rows.c.title, rows.c.completed_at)
            .select_from(self.mine.join(rows, true()))
            .order_by(*_in_list_order(rows))
            .limit(limit)
        )

    def is_beyond(self, count: int) -> Select[Any]:
        """Whether there are more than so many, of which no more are met than that."""
        rows = self._of_space([literal(1).label("one")], [], [], count + 1)
        return select(func.count() > count).select_from(self.mine.join(rows, true()))

    def count(self, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
        """How many are found."""
        rows = self._of_space([TASKS.c.id], conditions, [], None)
        return select(func.count()).select_from(self.mine.join(rows, true()))

    def _of_space(
        self,
        columns: Sequence[ColumnElement[Any]],
        conditions: Sequence[ColumnElement[bool]],
        order_by: Sequence[ColumnElement[Any]],
        limit: int | None,
    ) -> LateralFromClause:
        """The tasks of one space: what is read of an index is in one piece of it."""
        statement = (
            select(*columns)
            .where(TASKS.c.space_id == self.mine.c.space_id, self.condition, *conditions)
            .order_by(*order_by)
        )
        return (statement if limit is None else statement.limit(limit)).lateral("of_space")


def tables_of(tasks: FromClause, space: ColumnElement[UUID]) -> Tables:
    """Give the tables that a filter on tasks reads, whose spaces are in a column."""
    return Tables(tasks, _RELATIONS, _TERMS, space)


def compile_plain(member_id: str, tree: Filter) -> Found:
    """Compile a filter in which there are no days and no names."""
    asked = Asked(tree=tree, sort=Sort(), zone=_UTC)
    return Found.of(member_id, asked, Context(today=CALENDAR_FIRST, zone=_UTC))


def with_title(title: str) -> list[ColumnElement[bool]]:
    """A condition that holds for the tasks of a title, in whatever case, by the index of titles.

    What differs in case alone lies together there: from the text in lower case, which is the first
    of them, to what begins with it and goes on.
    """
    beginning = literal(title[:TITLE_LENGTH], Text())
    column = func.left(TASKS.c.title, TITLE_LENGTH).collate(COLLATION)
    first, end = (
        func.lower(beginning.collate(COLLATION)),
        literal(f"{title[:TITLE_LENGTH]} ", Text()),
    )
    return [column >= first, column < end.collate(COLLATION)]


def _in_list_order(rows: FromClause) -> list[ColumnElement[Any]]:
    due = func.coalesce(rows.c.due_on, text("'infinity'::date"))
    return [rows.c.completed_at.is_not(None), due, rows.c.created_at.desc(), rows.c.id]


def _from_the_end(rows: FromClause) -> list[ColumnElement[Any]]:
    completed, due, _, own_id = _in_list_order(rows)
    return [completed.desc(), due.desc(), rows.c.created_at.asc(), own_id.desc()]


def _among(ids: Sequence[UUID]) -> ColumnElement[bool]:
    return among(ids, TASKS)

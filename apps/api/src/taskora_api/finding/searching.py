"""Pages of a search that says no order: the best tasks come first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.filters.compiling import compile_filter
from taskora_api.filters.nodes import Everything
from taskora_api.filters.terms import has_signs
from taskora_api.finding.asked import Asked, Search, decode_cursor, encode_cursor
from taskora_api.finding.best import BestFirst, NarrowedSource, Placed, PlainSource, values_of
from taskora_api.finding.directory import directory_for
from taskora_api.finding.places import RankedPlace
from taskora_api.finding.ranked import Also, Ranked
from taskora_api.finding.ranks import Form
from taskora_api.finding.statements import tables_of
from taskora_api.tasks.schemas import Task, TaskPage


async def search_page(
    database: Database,
    member_id: str,
    asked: Asked,
    now: datetime,
    *,
    limit: int,
    cursor: str | None,
) -> TaskPage:
    """One page; one task more than asked is read to know whether there are more.

    Raises:
        FilterError: a name in the filter stands for nothing.
        InvalidCursorError: the cursor is none of this search.
    """
    search = asked.search
    assert search is not None, "it was asked for a search"  # noqa: S101
    place = decode_cursor(asked, RankedPlace, cursor) if cursor is not None else None
    form = Form(tuple(map(has_signs, search.tokens)), search.status, asked.space_id is not None)
    values = values_of(member_id, asked.space_id, search.tokens)

    async def work(connection: AsyncConnection) -> list[Placed]:
        also = await _narrowed(connection, member_id, asked, search, now)
        source = NarrowedSource(connection, Ranked(form, also))
        return await BestFirst(source, values, place).page(limit + 1)

    if isinstance(search.among, Everything):
        rows = await BestFirst(PlainSource(database, form), values, place).page(limit + 1)
    else:
        rows = await database.read(work)
    items = [Task.model_validate(dict(row)) for _, row in rows[:limit]]
    if len(rows) <= limit:
        return TaskPage(items=items, next_cursor=None)
    last = RankedPlace.of(rows[limit - 1][0], items[-1])
    return TaskPage(items=items, next_cursor=encode_cursor(asked, last))


async def _narrowed(
    connection: AsyncConnection, member_id: str, asked: Asked, search: Search, now: datetime
) -> Also:
    """Compile what else is asked of the tasks of a search."""
    directory = await directory_for(connection, member_id, search.among, asked.space_id)
    context = asked.context(now, directory)

    def also(tasks: FromClause, space: ColumnElement[UUID]) -> ColumnElement[bool]:
        return compile_filter(search.among, tables_of(tasks, space), context)

    return also

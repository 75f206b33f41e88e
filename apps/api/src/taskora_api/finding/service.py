"""Pages of the tasks of a filter."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.filters.keyset import SortPlace
from taskora_api.filters.ranges import Range, ranges
from taskora_api.finding.asked import Asked, ListQuery, decode_cursor, encode_cursor
from taskora_api.finding.directory import directory_for
from taskora_api.finding.searching import search_page
from taskora_api.finding.statements import Found, Row
from taskora_api.tasks.schemas import Task, TaskPage
from taskora_api.wire import utc_now


class FindingService:
    """The use case. The member who asks is an argument, and comes from the token alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def list_tasks(
        self, member_id: str, query: ListQuery, limit: int, cursor: str | None = None
    ) -> TaskPage:
        """One page of a list; one task more than asked is read to know whether there are more.

        Raises:
            FilterError: the filter or the order is none, or a name stands for nothing.
            InvalidCursorError: the cursor is none of this list.
        """
        asked = query.read()
        now = self._clock()
        if asked.search is not None:
            return await search_page(
                self._database, member_id, asked, now, limit=limit, cursor=cursor
            )
        place = decode_cursor(asked, SortPlace, cursor) if cursor is not None else None

        async def work(connection: AsyncConnection) -> TaskPage:
            found = await compiled(connection, member_id, asked, now)
            rows = await _page(connection, found, asked, limit + 1, place)
            items = [Task.model_validate(dict(row)) for row in rows[:limit]]
            if len(rows) <= limit:
                return TaskPage(items=items, next_cursor=None)
            last = found.order.place_of(dict(rows[limit - 1]))
            return TaskPage(items=items, next_cursor=encode_cursor(asked, last))

        return await self._database.read(work)


async def compiled(
    connection: AsyncConnection, member_id: str, asked: Asked, now: datetime
) -> Found:
    """Read the names that a filter has, and compile it.

    Raises:
        FilterError: a name stands for nothing.
    """
    directory = await directory_for(connection, member_id, asked.tree, asked.space_id)
    return Found.of(member_id, asked, asked.context(now, directory))


async def _page(
    connection: AsyncConnection, found: Found, asked: Asked, limit: int, place: SortPlace | None
) -> list[Row]:
    ids = await found.candidates(connection, asked.tree)
    rows: list[Row] = []
    for part in ranges(found.order, place):
        left = limit - len(rows)
        if left > 0:
            bounded = part if ids is not None else await _bounded(connection, found, part, left)
            rows += await found.page(connection, bounded, left, ids)
    return rows


async def _bounded(connection: AsyncConnection, found: Found, part: Range, limit: int) -> Range:
    if not part.is_by_date:
        return part
    last = await found.last_date(connection, part, limit)
    return part if last is None else part.within(last)

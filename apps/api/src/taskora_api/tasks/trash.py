"""The trash: what was deleted lately, and taking it out again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Select, Table, and_, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import NotFoundError
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, entry_of
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Among, Stores
from taskora_api.ledger.writing import write
from taskora_api.paging import StoredInstant, decode_place, encode_place
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.models import TrashRecord
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.store import TaskStore
from taskora_api.wire import ResponseBody, utc_now

_TRASH: Table = TrashRecord.__table__  # type: ignore[attr-defined]
_STORE = TaskStore()


class TrashedTask(ResponseBody):
    """A task as it was when it was deleted."""

    task: Task
    deleted_by: str
    deleted_at: datetime


class TrashPage(ResponseBody):
    """Deleted tasks, the latest first, and the cursor of the next page."""

    items: list[TrashedTask]
    next_cursor: str | None


class _Place(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    deleted_at: StoredInstant
    id: UUID


class TrashService:
    """The use cases. The member who acts is an argument of each."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._clock = clock

    async def list_trash(self, member_id: str, limit: int, cursor: str | None = None) -> TrashPage:
        """What was deleted in the spaces of a member, the latest first.

        Raises:
            InvalidCursorError: the cursor is none of this list.
        """
        start = decode_place(_Place, cursor) if cursor is not None else None
        rows = await self._database.read(lambda c: _list(c, member_id, limit + 1, start))
        items = [_trashed(row) for row in rows[:limit]]
        last = rows[limit - 1] if len(rows) > limit else None
        return TrashPage(
            items=items,
            next_cursor=None
            if last is None
            else encode_place(_Place(deleted_at=last.deleted_at, id=last.id)),
        )

    async def restore(
        self, member_id: str, task_id: UUID, by: By, *, once: Once | None = None
    ) -> Changed:
        """Take a task out of the trash; what it names and is not there any more is left out.

        Raises:
            NotFoundError: it is not in the trash, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
        """

        async def work(connection: AsyncConnection) -> Changed:
            now = self._clock()
            row = (await connection.execute(_find(member_id, task_id))).one_or_none()
            if row is None:
                raise NotFoundError
            head = await hold_space(connection, member_id, row.space_id, now)
            row = (await connection.execute(_find(member_id, task_id))).one_or_none()
            if row is None:
                raise NotFoundError
            act = Act.of(member_id, by, now)
            state = _STORE.restore(row.state, row.space_id, act)
            state |= dict.fromkeys(await _gone(connection, row.space_id, task_id, state))
            task = Task.model_validate(state)
            change_id = await write(
                connection,
                self._stores,
                act,
                head,
                [entry_of(Entity.TASK, task_id, None, state)],
                description=Description(ChangeKind.ADDED, [task.title]),
            )
            return Changed([task], change_id)

        return await self._database.write(work, once)


async def _list(
    connection: AsyncConnection, member_id: str, limit: int, start: _Place | None
) -> list[Row[*tuple[Any, ...]]]:
    conditions: list[ColumnElement[bool]] = [_TRASH.c.space_id.in_(spaces_of(member_id))]
    if start is not None:
        earlier = _TRASH.c.deleted_at < start.deleted_at
        at_once = and_(_TRASH.c.deleted_at == start.deleted_at, _TRASH.c.id > start.id)
        conditions.append(or_(earlier, at_once))
    statement = (
        select(_TRASH)
        .where(*conditions)
        .order_by(_TRASH.c.deleted_at.desc(), _TRASH.c.id)
        .limit(limit)
    )
    return list((await connection.execute(statement)).all())


def _find(member_id: str, task_id: UUID) -> Select[Any]:
    return select(_TRASH).where(_TRASH.c.id == task_id, _TRASH.c.space_id.in_(spaces_of(member_id)))


async def _gone(
    connection: AsyncConnection, space_id: UUID, task_id: UUID, state: State
) -> frozenset[str]:
    """The fields that name what is not there any more, as undo of the deletion finds them."""
    among = Among(coming=frozenset({task_id}), going=frozenset(), touched=frozenset({task_id}))
    return (await _STORE.unmet(connection, space_id, {task_id: state}, among))[task_id]


def _trashed(row: Row[*tuple[Any, ...]]) -> TrashedTask:
    return TrashedTask(
        task=Task.model_validate({"space_id": row.space_id} | row.state),
        deleted_by=row.deleted_by,
        deleted_at=row.deleted_at,
    )

"""What can be asked of the ledger."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.database.engine import Database
from taskora_api.errors import NotFoundError
from taskora_api.ledger.entries import BASELINE, Actor, Entity, Entry
from taskora_api.ledger.replay import Replay
from taskora_api.ledger.repository import CHANGES, ENTRIES, HEADS, AnyRow, Spaces
from taskora_api.ledger.schemas import Activity, ActivityPage, PastState
from taskora_api.paging import decode_place, encode_place


class _Place(BaseModel):
    """The last entry of a page: the number of its change, and its place within that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    change: int = Field(ge=1)
    position: int = Field(ge=0)


class LedgerService:
    """The use cases. The spaces that a caller may see come from whoever calls."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_activity(
        self,
        spaces: Spaces,
        limit: int,
        cursor: str | None = None,
        entity_id: UUID | None = None,
        actor: Actor | None = None,
    ) -> ActivityPage:
        """What was done in some spaces, to one entity or from one place, the newest first.

        Raises:
            InvalidCursorError: the cursor is none of this list.
        """
        start = decode_place(_Place, cursor) if cursor is not None else None
        rows = await self._database.read(
            lambda c: _list_activity(
                c, spaces, limit + 1, start=start, entity_id=entity_id, actor=actor
            )
        )
        has_more = len(rows) > limit
        page = rows[:limit]
        last = page[-1] if has_more else None
        return ActivityPage(
            items=[_activity(row) for row in page],
            next_cursor=None
            if last is None
            else encode_place(_Place(change=last.number, position=last.position)),
        )

    async def state_at(
        self, spaces: Spaces, sequence: int, entity: Entity, entity_id: UUID | None = None
    ) -> PastState:
        """All entities of one kind in a space, or one of them, as they were right after an entry.

        `spaces` gives the one space, if the caller may see it.

        Raises:
            NotFoundError: there is no such space, or its ledger has no such entry.
        """

        async def work(connection: AsyncConnection) -> PastState:
            statement = select(HEADS.c.space_id, HEADS.c.sequence).where(
                HEADS.c.space_id.in_(spaces)
            )
            head = (await connection.execute(statement)).one_or_none()
            if head is None or sequence > head.sequence:
                raise NotFoundError
            return await _replay(connection, head.space_id, sequence, entity, entity_id)

        return await self._database.read(work)


async def _list_activity(
    connection: AsyncConnection,
    spaces: Spaces,
    limit: int,
    *,
    start: _Place | None,
    entity_id: UUID | None,
    actor: Actor | None,
) -> list[AnyRow]:
    """Merge what each space gives first; a change of many entries is read in part."""
    mine = spaces.subquery("mine")
    conditions: list[ColumnElement[bool]] = [CHANGES.c.kind != BASELINE]
    if start is not None:
        conditions.append(
            or_(
                CHANGES.c.sequence < start.change,
                and_(CHANGES.c.sequence == start.change, ENTRIES.c.position < start.position),
            )
        )
    if entity_id is not None:
        conditions.append(ENTRIES.c.task_id == entity_id)
    if actor is not None:
        conditions.append(CHANGES.c.actor == actor)
    of_space = (
        select(
            *(ENTRIES.c[name] for name in ENTRIES.c.keys() if name != "space_id"),  # noqa: SIM118
            *(CHANGES.c.owner_id, CHANGES.c.actor, CHANGES.c.tool, CHANGES.c.arguments),
            *(CHANGES.c.kind, CHANGES.c.undoes, CHANGES.c.created_at, CHANGES.c.space_id),
            *(CHANGES.c.undone_at, CHANGES.c.undone_by, CHANGES.c.action_id, CHANGES.c.count),
            CHANGES.c.sequence.label("number"),
        )
        .join(CHANGES, CHANGES.c.id == ENTRIES.c.change_id)
        .where(CHANGES.c.space_id == mine.c.space_id, *conditions)
        .order_by(CHANGES.c.sequence.desc(), ENTRIES.c.position.desc())
        .limit(limit)
        .lateral("of_space")
    )
    statement = (
        select(of_space)
        .select_from(mine.join(of_space, true()))
        .order_by(of_space.c.number.desc(), of_space.c.position.desc())
        .limit(limit)
    )
    return list((await connection.execute(statement)).all())


async def _replay(
    connection: AsyncConnection,
    space_id: UUID,
    sequence: int,
    entity: Entity,
    entity_id: UUID | None,
) -> PastState:
    of_one = () if entity_id is None else (ENTRIES.c.task_id == entity_id,)
    done = Replay()
    last, at = 0, None
    while last < sequence:
        statement = (
            select(ENTRIES, CHANGES.c.created_at)
            .join(CHANGES, CHANGES.c.id == ENTRIES.c.change_id)
            .where(
                ENTRIES.c.space_id == space_id,
                ENTRIES.c.sequence > last,
                ENTRIES.c.sequence <= sequence,
                *of_one,
            )
            .order_by(ENTRIES.c.sequence)
            .limit(CHUNK_SIZE)
        )
        rows = (await connection.execute(statement)).all()
        for row in rows:
            if row.entity == entity:
                entry = Entry(entity, row.task_id, row.before, row.after)
                done.do(entry, is_erased=row.erased_at is not None)
        if not rows:
            break
        last, at = rows[-1].sequence, rows[-1].created_at
    return PastState(
        space_id=space_id,
        sequence=sequence,
        at=at,
        entity=entity,
        items=sorted(done.states.values(), key=lambda state: str(state.get("created_at"))),
    )


def _activity(row: AnyRow) -> Activity:
    before, after = _different(row.before, row.after)
    return Activity(
        space_id=row.space_id,
        sequence=row.sequence,
        hash=None if row.hash is None else row.hash.hex(),
        change_id=row.change_id,
        # What an older program wrote has no action.
        action_id=row.action_id or row.change_id,
        change_count=row.count,
        kind=row.kind,
        undoes=row.undoes,
        member_id=row.owner_id,
        actor=row.actor,
        tool=row.tool,
        arguments=row.arguments,
        entity=row.entity,
        entity_id=row.task_id,
        title=_title(row.before, row.after),
        before=before,
        after=after,
        created_at=row.created_at,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        erased_at=row.erased_at,
    )


def _title(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str | None:
    """What tasks and what is made of them are called in their states."""
    state = {**(before or {}), **(after or {})}
    title = state.get("title", state.get("name"))
    return title if isinstance(title, str) else None


def _different(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Only what differs, where an entity was there before and after."""
    if before is None or after is None:
        return (
            None if before is None else dict(before),
            None if after is None else dict(after),
        )
    return {name: before.get(name) for name in after}, dict(after)

"""Every statement that reads the ledger, or marks a change in it as undone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, literal, or_, select, true, update
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.ledger.entries import BASELINE, Act, Actor, ChangeKind, Entity, Entry
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord

CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]

AnyRow = Row[*tuple[Any, ...]]
Spaces = Select[Any]


def _of(spaces: Spaces) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = CHANGES.c.space_id.in_(spaces)
    return condition


async def find_action(
    connection: AsyncConnection, spaces: Spaces, change_id: UUID
) -> Sequence[AnyRow]:
    """A change with all that were made together with it, in their order, if it may be seen.

    `is_seen` says of each whether it is in one of the spaces, too.
    """
    action = (
        select(CHANGES.c.action_id).where(CHANGES.c.id == change_id, _of(spaces)).scalar_subquery()
    )
    statement = (
        select(CHANGES, _of(spaces).label("is_seen"))
        .where(CHANGES.c.action_id == action)
        .where(CHANGES.c.kind != BASELINE)
        .order_by(CHANGES.c.sequence)
    )
    return (await connection.execute(statement)).all()


async def list_entries(connection: AsyncConnection, change_id: UUID) -> list[Entry]:
    """What a change did, in the order in which it was done; find the change first."""
    found: list[Entry] = []
    while True:
        statement = (
            select(ENTRIES)
            .where(ENTRIES.c.change_id == change_id, ENTRIES.c.position >= len(found))
            .order_by(ENTRIES.c.position)
            .limit(CHUNK_SIZE)
        )
        rows = (await connection.execute(statement)).all()
        found += [Entry(Entity(row.entity), row.task_id, row.before, row.after) for row in rows]
        if len(rows) < CHUNK_SIZE:
            return found


async def is_own(connection: AsyncConnection, change_ids: Sequence[UUID], member_id: str) -> bool:
    """Say whether changes are about a member's own reminders alone, which are of nobody else."""
    state = func.coalesce(ENTRIES.c.before, ENTRIES.c.after, type_=JSONB)
    is_other = or_(
        ENTRIES.c.entity != Entity.REMINDER,
        state["member_id"].astext.is_distinct_from(member_id),
    )
    statement = (
        select(ENTRIES.c.change_id).where(ENTRIES.c.change_id.in_(change_ids), is_other).limit(1)
    )
    return (await connection.execute(statement)).first() is None


async def list_latest(
    connection: AsyncConnection, spaces: Spaces, limit: int, before: int | None
) -> Sequence[AnyRow]:
    """The changes of some spaces, the newest first; each space's are read from its index."""
    conditions = [CHANGES.c.kind != BASELINE]
    if before is not None:
        conditions.append(CHANGES.c.sequence < before)
    return await _latest_of(connection, spaces, conditions, limit)


async def find_latest(
    connection: AsyncConnection,
    spaces: Spaces,
    member_id: str,
    actor: Actor | None,
    since: datetime,
) -> AnyRow | None:
    """The newest change of a member that still holds, and that is no undo itself."""
    conditions = [
        CHANGES.c.owner_id == member_id,
        CHANGES.c.created_at >= since,
        CHANGES.c.undone_at.is_(None),
        CHANGES.c.kind != ChangeKind.UNDONE,
    ]
    if actor is not None:
        conditions.append(CHANGES.c.actor == actor)
    found = await _latest_of(connection, spaces, conditions, 1)
    return found[0] if found else None


async def _latest_of(
    connection: AsyncConnection,
    spaces: Spaces,
    conditions: Iterable[ColumnElement[bool]],
    limit: int,
) -> Sequence[AnyRow]:
    mine = spaces.subquery("mine")
    of_space = (
        select(CHANGES, CHANGES.c.owner_id.label("member_id"))
        .where(CHANGES.c.space_id == mine.c.space_id, *conditions)
        .order_by(CHANGES.c.sequence.desc())
        .limit(limit)
        .lateral("of_space")
    )
    statement = (
        select(of_space)
        .select_from(mine.join(of_space, true()))
        .order_by(of_space.c.sequence.desc())
        .limit(limit)
    )
    return (await connection.execute(statement)).all()


async def revision_of(connection: AsyncConnection, spaces: Spaces) -> str:
    """A text that differs as soon as anything in some spaces has changed."""
    head = func.concat(HEADS.c.space_id, ":", HEADS.c.sequence)
    all_heads = func.string_agg(head, aggregate_order_by(literal(","), HEADS.c.space_id))
    statement = select(func.md5(all_heads)).where(HEADS.c.space_id.in_(spaces))
    return str((await connection.execute(statement)).scalar_one() or "0")


async def mark_undone(connection: AsyncConnection, act: Act, undone: AnyRow, undo_id: UUID) -> None:
    """Mark a change as undone; the one that it had undone itself holds again, and so on."""
    change: AnyRow | None = undone
    is_undone = True
    while change is not None:
        marks = {"undone_at": act.at, "undone_by": undo_id} if is_undone else _HOLDS
        await connection.execute(update(CHANGES).where(CHANGES.c.id == change.id).values(marks))
        is_undone = not is_undone
        change = await _find(connection, change.undoes) if change.undoes else None


_HOLDS: dict[str, Any] = {"undone_at": None, "undone_by": None}


async def _find(connection: AsyncConnection, change_id: UUID) -> AnyRow | None:
    statement = select(CHANGES).where(CHANGES.c.id == change_id)
    return (await connection.execute(statement)).one_or_none()

"""Every statement about changes: what was done, by whom, and whether it was undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE, chunks_of, in_turns
from taskora_api.tasks.change_schemas import TITLES_SHOWN, Act, Actor
from taskora_api.tasks.models import ChangeEntryRecord, ChangeRecord
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import ChangeKind, Transition, kind_of

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]

ChangeRow = Row[Any]

CHANGE_LIFETIME = timedelta(days=30)
# A change can hold many tasks, which go with it.
REMOVED_AT_ONCE = 20


def _owned(owner_id: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = _CHANGES.c.owner_id == owner_id
    return condition


async def record(
    connection: AsyncConnection,
    act: Act,
    change_id: UUID,
    transitions: Sequence[Transition],
    undoes: UUID | None = None,
) -> None:
    """Keep a change with the states of its tasks before and after."""
    change = ChangeRecord(
        id=change_id,
        owner_id=act.owner_id,
        actor=act.actor,
        kind=await _kind_of_all(transitions) if undoes is None else ChangeKind.UNDONE,
        count=len(transitions),
        titles=[transition.task.title for transition in transitions[:TITLES_SHOWN]],
        undoes=undoes,
        created_at=act.at,
    )
    await connection.execute(insert(_CHANGES).values(change.model_dump(exclude={"sequence"})))
    for chunk in chunks_of(range(len(transitions))):
        entries = [_entry(change_id, position, transitions[position]) for position in chunk]
        await connection.execute(insert(_ENTRIES), entries)


async def find(connection: AsyncConnection, owner_id: str, change_id: UUID) -> ChangeRow | None:
    """One change, if it is the owner's."""
    statement = select(_CHANGES).where(_owned(owner_id), _CHANGES.c.id == change_id)
    return (await connection.execute(statement)).one_or_none()


async def list_transitions(connection: AsyncConnection, change_id: UUID) -> list[Transition]:
    """What a change did, in the order in which it was done; find the change first."""
    found: list[Transition] = []
    columns = (_ENTRIES.c.before, _ENTRIES.c.after)
    while True:
        statement = (
            select(*columns)
            .where(_ENTRIES.c.change_id == change_id, _ENTRIES.c.position >= len(found))
            .order_by(_ENTRIES.c.position)
            .limit(CHUNK_SIZE)
        )
        rows = (await connection.execute(statement)).all()
        found += [_transition(row.before, row.after) for row in rows]
        if len(rows) < CHUNK_SIZE:
            return found


async def list_latest(
    connection: AsyncConnection, owner_id: str, limit: int, before: int | None
) -> Sequence[ChangeRow]:
    """The owner's changes, the newest first."""
    conditions = [_owned(owner_id)]
    if before is not None:
        conditions.append(_CHANGES.c.sequence < before)
    statement = (
        select(_CHANGES).where(*conditions).order_by(_CHANGES.c.sequence.desc()).limit(limit)
    )
    rows: Sequence[ChangeRow] = (await connection.execute(statement)).all()
    return rows


async def find_latest(
    connection: AsyncConnection, owner_id: str, actor: Actor | None, since: datetime
) -> ChangeRow | None:
    """The newest change that still holds, and that is no undo itself."""
    conditions = [
        _owned(owner_id),
        _CHANGES.c.created_at >= since,
        _CHANGES.c.undone_at.is_(None),
        _CHANGES.c.kind != ChangeKind.UNDONE,
    ]
    if actor is not None:
        conditions.append(_CHANGES.c.actor == actor)
    statement = select(_CHANGES).where(*conditions).order_by(_CHANGES.c.sequence.desc()).limit(1)
    return (await connection.execute(statement)).one_or_none()


async def revision_of(connection: AsyncConnection, owner_id: str) -> int:
    """A number that grows with every change, because changes of one owner never overlap."""
    statement = select(func.coalesce(func.max(_CHANGES.c.sequence), 0)).where(_owned(owner_id))
    return int((await connection.execute(statement)).scalar_one())


async def mark_undone(
    connection: AsyncConnection, act: Act, undone: ChangeRow, undo_id: UUID
) -> None:
    """Mark a change as undone; the one that it had undone itself holds again, and so on."""
    change: ChangeRow | None = undone
    is_undone = True
    while change is not None:
        marks = {"undone_at": act.at, "undone_by": undo_id} if is_undone else _HOLDS
        this = and_(_owned(act.owner_id), _CHANGES.c.id == change.id)
        await connection.execute(update(_CHANGES).where(this).values(marks))
        is_undone = not is_undone
        change = await find(connection, act.owner_id, change.undoes) if change.undoes else None


_HOLDS: dict[str, Any] = {"undone_at": None, "undone_by": None}


async def remove_old(connection: AsyncConnection, before: datetime) -> int:
    """Remove some changes that were made before a time, whoever they are of; say how many."""
    old = (
        select(_CHANGES.c.id)
        .where(_CHANGES.c.created_at < before)
        .limit(REMOVED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(_CHANGES).where(_CHANGES.c.id.in_(old)))).rowcount


async def _kind_of_all(transitions: Sequence[Transition]) -> ChangeKind:
    """Name what was done; a batch of which not all are alike was changed."""
    kinds = {kind_of(transition) async for transition in in_turns(transitions)}
    return kinds.pop() if len(kinds) == 1 else ChangeKind.CHANGED


def _entry(change_id: UUID, position: int, transition: Transition) -> dict[str, Any]:
    before, after = _state(transition.before), _state(transition.after)
    if before is not None and after is not None:
        after = {name: value for name, value in after.items() if before[name] != value}
    return {
        "change_id": change_id,
        "position": position,
        "task_id": transition.task.id,
        "before": before,
        "after": after,
    }


def _state(task: Task | None) -> dict[str, Any] | None:
    return None if task is None else task.model_dump(mode="json")


def _transition(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Transition:
    return Transition(
        None if before is None else Task.model_validate(before),
        None if after is None else Task.model_validate({**(before or {}), **after}),
    )

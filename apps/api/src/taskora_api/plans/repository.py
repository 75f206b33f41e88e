"""Every statement about plans."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    Table,
    Text,
    Uuid,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE, chunks_of
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, insert_rows
from taskora_api.ledger.chain import Texts
from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.keeping import written
from taskora_api.plans.models import PlannedChangeRecord, PlannedEntryRecord, PlanRecord
from taskora_api.plans.schemas import PLANS_MAX

_PLANS: Table = PlanRecord.__table__  # type: ignore[attr-defined]
_CHANGES: Table = PlannedChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = PlannedEntryRecord.__table__  # type: ignore[attr-defined]
_INSERT_ENTRIES = Statement(
    insert_rows(
        _ENTRIES,
        {"plan_id": "of_plan", "number": "of_change"},
        {
            "position": Integer(),
            "entity": Text(),
            "entity_id": Uuid(),
            "before": Text(),
            "after": Text(),
        },
    )
)

AnyRow = Row[Any]


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A change of one space, without its entries."""

    space_id: UUID
    kind: str
    titles: list[str]
    undoes: UUID | None = None


async def keep(connection: AsyncConnection, plan: PlanRecord) -> None:
    """Keep a plan, in the place of the oldest of its member's if there are too many."""
    newest = (
        select(_PLANS.c.id)
        .where(_PLANS.c.member_id == plan.member_id)
        .order_by(_PLANS.c.created_at.desc())
        .limit(PLANS_MAX - 1)
    )
    others = and_(_PLANS.c.member_id == plan.member_id, _PLANS.c.id.not_in(newest))
    await connection.execute(delete(_PLANS).where(others))
    await connection.execute(insert(_PLANS).values(plan.model_dump()))


async def keep_change(
    connection: AsyncConnection, plan_id: UUID, number: int, change: PlannedChange
) -> None:
    """Keep a change of a plan; its entries come next."""
    record = PlannedChangeRecord(
        plan_id=plan_id,
        number=number,
        space_id=change.space_id,
        kind=change.kind,
        titles=change.titles,
        undoes=change.undoes,
    )
    await connection.execute(insert(_CHANGES).values(record.model_dump()))


async def keep_entries(
    connection: AsyncConnection,
    plan_id: UUID,
    number: int,
    entries: Sequence[Entry],
    texts: Sequence[Texts] | None = None,
) -> None:
    """Keep all entries of a change of a plan; `texts` has their content if it was written."""
    if texts is None:
        texts = written(entries)
    for positions in chunks_of(range(len(entries))):
        values = {
            "of_plan": plan_id,
            "of_change": number,
            "position": list(positions),
            "entity": [entries[position].entity for position in positions],
            "entity_id": [entries[position].entity_id for position in positions],
            "before": [texts[position].before for position in positions],
            "after": [texts[position].after for position in positions],
        }
        await run(connection, _INSERT_ENTRIES, [values])


async def find(
    connection: AsyncConnection, member_id: str, plan_id: UUID, now: datetime
) -> AnyRow | None:
    """A plan of a member that has not expired."""
    statement = select(_PLANS).where(
        _PLANS.c.id == plan_id, _PLANS.c.member_id == member_id, _PLANS.c.expires_at > now
    )
    return (await connection.execute(statement)).one_or_none()


async def list_changes(connection: AsyncConnection, plan_id: UUID) -> Sequence[AnyRow]:
    """The changes of a plan, in their order."""
    statement = select(_CHANGES).where(_CHANGES.c.plan_id == plan_id).order_by(_CHANGES.c.number)
    return (await connection.execute(statement)).all()


async def only_adds(connection: AsyncConnection, plan_id: UUID, at_least: int) -> bool:
    """Say whether a plan adds at least so many things, and does nothing else."""
    is_other = _ENTRIES.c.before.is_not(None) | _ENTRIES.c.after.is_(None)
    statement = select(func.count(), func.count().filter(is_other).label("others")).where(
        _ENTRIES.c.plan_id == plan_id
    )
    found = (await connection.execute(statement)).one()
    return bool(found[0] >= at_least and found.others == 0)


async def read_entries(
    connection: AsyncConnection, plan_id: UUID, number: int
) -> AsyncIterator[list[Entry]]:
    """The entries of a change of a plan, in their order and in pieces."""
    last = -1
    while True:
        statement = (
            select(_ENTRIES)
            .where(
                _ENTRIES.c.plan_id == plan_id,
                _ENTRIES.c.number == number,
                _ENTRIES.c.position > last,
            )
            .order_by(_ENTRIES.c.position)
            .limit(CHUNK_SIZE)
        )
        rows = (await connection.execute(statement)).all()
        if not rows:
            return
        last = rows[-1].position
        yield [Entry(Entity(row.entity), row.entity_id, row.before, row.after) for row in rows]


async def mark_applied(
    connection: AsyncConnection, plan_id: UUID, now: datetime, change_id: UUID | None
) -> bool:
    """Note that a plan was applied, and forget what it was; False if that was done before."""
    this = and_(_PLANS.c.id == plan_id, _PLANS.c.applied_at.is_(None))
    values = {"applied_at": now, "change_id": change_id}
    marked = await connection.execute(update(_PLANS).where(this).values(values))
    await connection.execute(delete(_CHANGES).where(_CHANGES.c.plan_id == plan_id))
    return marked.rowcount > 0


async def remove_expired(connection: AsyncConnection, before: datetime) -> int:
    """Remove some plans that expired before a time; say how many."""
    old = (
        select(_PLANS.c.id)
        .where(_PLANS.c.expires_at < before)
        .limit(PLANS_MAX)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(_PLANS).where(_PLANS.c.id.in_(old)))).rowcount

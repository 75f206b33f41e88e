"""Whether a ledger is whole: its chain holds, and doing its entries again gives what is there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE, in_turns
from taskora_api.ledger.chain import BEGINNING, Sealed, Subject, content_digest, link
from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.recording import sealed_change
from taskora_api.ledger.replay import Replay
from taskora_api.ledger.repository import CHANGES, ENTRIES, HEADS, AnyRow
from taskora_api.ledger.stores import EntityStore, Stores

FAULTS_MAX = 100


@dataclass
class LedgerReport:
    """What was found in the ledger of one space; it is whole if there is no fault."""

    space_id: UUID
    entries: int = 0
    erased: int = 0
    # Entries of an older program, which the next change of the space seals.
    unsealed: int = 0
    entities: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, text: str) -> None:
        """Note a fault; of very many, the first are enough."""
        if len(self.faults) < FAULTS_MAX:
            self.faults.append(text)


async def list_ledgers(connection: AsyncConnection) -> list[UUID]:
    """The spaces that have a ledger."""
    statement = select(HEADS.c.space_id).order_by(HEADS.c.space_id)
    return list((await connection.execute(statement)).scalars())


async def verify_ledger(
    connection: AsyncConnection, space_id: UUID, stores: Stores
) -> LedgerReport:
    """Verify the ledger of one space, as it is in one snapshot of the database."""
    report = LedgerReport(space_id)
    unsealed = select(func.count()).where(
        ENTRIES.c.space_id == space_id, ENTRIES.c.sequence.is_(None)
    )
    report.unsealed = int((await connection.execute(unsealed)).scalar_one())
    await _verify_chain(connection, report)
    for entity, store in stores.items():
        await _verify_states(connection, report, entity, store)
    return report


async def _verify_chain(connection: AsyncConnection, report: LedgerReport) -> None:
    head = BEGINNING
    async for row in _in_order(connection, report.space_id):
        report.entries += 1
        if row.sequence != head.sequence + 1:
            report.fault(f"entry {head.sequence + 1} is missing: {row.sequence} comes next")
        before = Sealed(row.sequence - 1, head.hash, b"")
        subject = Subject(report.space_id, row.entity, row.task_id)
        if row.erased_at is not None:
            report.erased += 1
        elif content_digest((row.before, row.after)) != row.digest:
            report.fault(f"entry {row.sequence} does not hold what was sealed")
        if link(before, sealed_change(row), subject, row.digest) != row.hash:
            report.fault(f"entry {row.sequence} does not follow the one before it")
        head = Sealed(row.sequence, row.hash, row.digest)
    statement = select(HEADS.c.sequence, HEADS.c.hash).where(HEADS.c.space_id == report.space_id)
    last = (await connection.execute(statement)).one()
    if (last.sequence, last.hash) != (head.sequence, head.hash):
        report.fault(f"the ledger ends at {head.sequence} and ought to end at {last.sequence}")


async def _in_order(connection: AsyncConnection, space_id: UUID) -> AsyncIterator[AnyRow]:
    columns = (
        *(ENTRIES.c.sequence, ENTRIES.c.entity, ENTRIES.c.task_id, ENTRIES.c.before),
        *(ENTRIES.c.after, ENTRIES.c.digest, ENTRIES.c.hash, ENTRIES.c.erased_at, CHANGES.c.id),
        *(CHANGES.c.owner_id, CHANGES.c.actor, CHANGES.c.tool, CHANGES.c.arguments),
        *(CHANGES.c.undoes, CHANGES.c.created_at),
    )
    last = 0
    while True:
        statement = (
            select(*columns)
            .join(CHANGES, CHANGES.c.id == ENTRIES.c.change_id)
            .where(ENTRIES.c.space_id == space_id, ENTRIES.c.sequence > last)
            .order_by(ENTRIES.c.sequence)
            .limit(CHUNK_SIZE)
        )
        rows = (await connection.execute(statement)).all()
        async for row in in_turns(rows):
            yield row
        if len(rows) < CHUNK_SIZE:
            return
        last = rows[-1].sequence


async def _verify_states(
    connection: AsyncConnection, report: LedgerReport, entity: Entity, store: EntityStore
) -> None:
    """Compare each entity with what its entries give, some entities at a time."""
    async for ids in _entities(connection, report.space_id, entity):
        done = Replay()
        for row in await _entries_of(connection, report.space_id, entity, ids):
            entry = Entry(entity, row.task_id, row.before, row.after)
            done.do(entry, is_erased=row.erased_at is not None)
        current = await store.peek(connection, report.space_id, ids)
        for entity_id in ids:
            report.entities += 1
            key = (entity, entity_id)
            if key in done.unknown:
                continue
            if not _is_same(done.states.get(key), current.get(entity_id)):
                report.fault(f"{entity} {entity_id} is not as its entries leave it")


async def _entities(
    connection: AsyncConnection, space_id: UUID, entity: Entity
) -> AsyncIterator[list[UUID]]:
    last: UUID | None = None
    while True:
        conditions = [ENTRIES.c.space_id == space_id, ENTRIES.c.entity == entity]
        if last is not None:
            conditions.append(ENTRIES.c.task_id > last)
        statement = (
            select(ENTRIES.c.task_id)
            .where(*conditions)
            .distinct()
            .order_by(ENTRIES.c.task_id)
            .limit(CHUNK_SIZE)
        )
        ids = list((await connection.execute(statement)).scalars())
        if ids:
            yield ids
        if len(ids) < CHUNK_SIZE:
            return
        last = ids[-1]


async def _entries_of(
    connection: AsyncConnection, space_id: UUID, entity: Entity, ids: list[UUID]
) -> list[AnyRow]:
    """The entries about some entities, in their order; those that are not sealed yet come last."""
    statement = (
        select(ENTRIES.c.task_id, ENTRIES.c.before, ENTRIES.c.after, ENTRIES.c.erased_at)
        .join(CHANGES, CHANGES.c.id == ENTRIES.c.change_id)
        .where(
            ENTRIES.c.space_id == space_id,
            ENTRIES.c.entity == entity,
            ENTRIES.c.task_id.in_(ids),
        )
        .order_by(ENTRIES.c.sequence.nulls_last(), CHANGES.c.sequence, ENTRIES.c.position)
    )
    return list((await connection.execute(statement)).all())


def _is_same(replayed: dict[str, Any] | None, current: dict[str, Any] | None) -> bool:
    """An entry of an older program has fewer fields, which then say nothing."""
    if replayed is None or current is None:
        return replayed is current
    return all(current.get(name) == value for name, value in replayed.items())

"""Bringing entities to their next states, and recording that as one change."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.direct import run
from taskora_api.ledger.entries import Act, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description, record
from taskora_api.ledger.stores import Pending, Recorded, Stores


async def apply_and_record(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    entries: Sequence[Entry],
    *,
    change_id: UUID,
    description: Description,
    undoes: UUID | None = None,
    action_id: UUID | None = None,
) -> None:
    """Bring all entities to their next states, in the order of the entries, and keep the change."""
    pending = await _apply(connection, stores, act, head, entries)
    await record(
        connection,
        act,
        head,
        entries,
        change_id=change_id,
        description=description,
        undoes=undoes,
        action_id=action_id,
        pending=pending,
    )


async def add_recorded(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    entries: Sequence[Entry],
    *,
    change_id: UUID,
) -> None:
    """Write what is new, in the order of the entries, which the ledger has as a change already."""
    done = 0
    for entity, run_of_one in groupby(entries, key=lambda each: each.entity):
        group = list(run_of_one)
        recorded = Recorded(change_id, done, head.next_sequence + done)
        await stores[entity].add_recorded(connection, act, head, group, recorded)
        done += len(group)


async def _apply(
    connection: AsyncConnection, stores: Stores, act: Act, head: Head, entries: Sequence[Entry]
) -> Pending | None:
    done = 0
    for entity, run_of_one in groupby(entries, key=lambda each: each.entity):
        group = list(run_of_one)
        pending = await stores[entity].apply(
            connection, act, head, group, head.next_sequence + done
        )
        if pending is not None:
            if len(entries) == 1:
                return pending
            # What comes next may name it.
            await run(connection, pending.insert, [pending.values])
        done += len(group)
    return None

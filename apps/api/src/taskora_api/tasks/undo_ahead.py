"""Undo of many additions, found out before their space is held: others change it meanwhile.

What takes long of it reads. What was read holds as long as no entry since then is about one of the
things that go, or names one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger import repository as ledger
from taskora_api.ledger.entries import Act
from taskora_api.ledger.fitting import fitted
from taskora_api.ledger.outcomes import Outcome
from taskora_api.ledger.repository import ENTRIES
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.undoing import undone_additions
from taskora_api.spaces.ahead import find_sequence, named_in

# Fewer are read and taken back sooner than they are read twice.
AHEAD_MIN = 500
# So many entries since are gone through while the space is held; of more, all is read again.
SINCE_MAX = 2000


@dataclass(frozen=True, slots=True)
class FoundOut:
    """What an undo would do about each change, and how far the ledger had grown before."""

    space_id: UUID
    sequence: int
    outcomes: Mapping[UUID, list[Outcome]]


async def find_out(
    connection: AsyncConnection, stores: Stores, act: Act, action: Sequence[ledger.AnyRow]
) -> FoundOut | None:
    """Find out what undoing changes would do; None where there are few, or not additions alone."""
    spaces = {each.space_id for each in action}
    is_large = sum(each._mapping["count"] for each in action) >= AHEAD_MIN
    if len(spaces) != 1 or not is_large or any(each.undone_by is not None for each in action):
        return None
    (space_id,) = spaces
    sequence = await find_sequence(connection, space_id)
    if sequence is None:
        return None
    found: list[Outcome] = []
    counts: dict[UUID, int] = {}
    for change in reversed(action):
        # What was added is let go of change by change: it is as much again as what is there now.
        added = await ledger.list_entries(connection, change.id)
        if any(each.before is not None for each in added):
            return None
        counts[change.id] = len(added)
        found += await undone_additions(connection, stores, space_id, added)
    if len({each.entity_id for each in found}) != len(found):
        return None
    in_order = iter(await fitted(connection, stores, space_id, found, act))
    outcomes = {change_id: list(islice(in_order, count)) for change_id, count in counts.items()}
    return FoundOut(space_id, sequence, outcomes)


async def still_holds(connection: AsyncConnection, found: FoundOut) -> bool:
    """Say whether nobody has changed what was read; the space is held by now."""
    statement = (
        select(ENTRIES.c.task_id, ENTRIES.c.before, ENTRIES.c.after)
        .where(ENTRIES.c.space_id == found.space_id, ENTRIES.c.sequence > found.sequence)
        .limit(SINCE_MAX + 1)
    )
    rows = (await connection.execute(statement)).all()
    mine = {str(each.entity_id) for some in found.outcomes.values() for each in some}
    return len(rows) <= SINCE_MAX and mine.isdisjoint(
        each
        for row in rows
        for each in (str(row.task_id), *named_in(row.before), *named_in(row.after))
    )

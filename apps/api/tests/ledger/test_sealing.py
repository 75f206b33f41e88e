"""What was written while its space was not held is sealed by whoever holds the space next."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from support.ledger import verified
from support.tasks import Tasks
from taskora_api.database.engine import Database
from taskora_api.ledger.entries import Act, Actor, ChangeKind, Entity, Entry, Origin
from taskora_api.ledger.keeping import written
from taskora_api.ledger.recording import Description, change_of, record_unsealed
from taskora_api.ledger.repository import ENTRIES
from taskora_api.ledger.sealing import _AT_ONCE
from taskora_api.ledger.verification import FAULTS_MAX
from taskora_api.settings import Settings
from taskora_api.spaces.ahead import find_sequence

# One more than is read at once.
MANY = _AT_ONCE + 1


async def _write_unsealed(database: Database, person: str, space: UUID, count: int) -> UUID:
    """Write entries about tasks that no table has, so that no other state is of interest."""
    act = Act(person, Origin(Actor.IMPORT), datetime.now(UTC))
    change_id = uuid4()

    async def work(connection: AsyncConnection) -> None:
        entries = [Entry(Entity.TASK, uuid4(), None, {"title": str(at)}) for at in range(count)]
        change = change_of(
            act,
            space,
            count,
            change_id=change_id,
            description=Description(ChangeKind.ADDED, []),
        )
        assert await find_sequence(connection, space) is not None
        await record_unsealed(connection, change, entries, written(entries))

    await database.write(work)
    return change_id


async def _forget_digests(database: Database, change_id: UUID) -> None:
    """An older program has written none."""
    statement = update(ENTRIES).where(ENTRIES.c.change_id == change_id).values(digest=None)

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(statement)

    await database.write(work)


async def _places(database: Database, space: UUID) -> list[tuple[UUID, int, int | None]]:
    columns = (ENTRIES.c.change_id, ENTRIES.c.position, ENTRIES.c.sequence)
    statement = select(*columns).where(ENTRIES.c.space_id == space).order_by(ENTRIES.c.sequence)

    async def work(connection: AsyncConnection) -> list[tuple[UUID, int, int | None]]:
        return [(row[0], row[1], row[2]) for row in (await connection.execute(statement)).all()]

    return await database.read(work)


async def test_it_follows_in_the_order_in_which_it_was_begun(
    client: httpx2.AsyncClient,
    database: Database,
    settings: Settings,
    signed_in: dict[str, str],
    person: str,
) -> None:
    tasks = Tasks(client, signed_in)
    space = UUID((await tasks.add("before"))["spaceId"])
    many = await _write_unsealed(database, person, space, MANY)
    older = await _write_unsealed(database, person, space, 2)
    await _forget_digests(database, older)
    report = (await verified(settings))[str(space)]
    assert (report["entries"], report["unsealed"]) == (1, MANY + 2)

    await tasks.add("after")

    first, *sealed, last = await _places(database, space)
    expected = [*((many, at) for at in range(MANY)), (older, 0), (older, 1)]
    assert [(change, position) for change, position, _ in sealed] == expected
    assert [sequence for _, _, sequence in (first, *sealed, last)] == list(range(1, MANY + 5))
    report = (await verified(settings))[str(space)]
    assert (report["entries"], report["unsealed"]) == (MANY + 4, 0)
    # The chain holds; what no table has is named, of very many the first ones.
    assert all(fault.endswith("is not as its entries leave it") for fault in report["faults"])
    assert (report["entities"], len(report["faults"])) == (MANY + 4, FAULTS_MAX)

"""A ledger that was changed by anybody but the service is found out, and cannot be by accident."""

from typing import Any
from uuid import UUID

import asyncpg
import httpx2
import pytest

from support.ledger import verified
from support.tasks import Tasks
from taskora_api.settings import Settings
from taskora_api.spaces.personal import personal_space_id


@pytest.fixture
async def space(client: httpx2.AsyncClient, signed_in: dict[str, str], person: str) -> UUID:
    """The space of a person who has added, changed, completed, deleted and undone."""
    tasks = Tasks(client, signed_in)
    one = await tasks.add("a", notes="n", tags=["home", "garden"], priority="high")
    two = await tasks.add("b", dueOn="2030-01-01", dueTime="17:30", dueZone="Europe/Berlin")
    await tasks.call("PATCH", f"/{one['id']}", json={"completed": True})
    deleted = await tasks.call("DELETE", f"/{two['id']}")
    await tasks.undo(deleted)
    await tasks.add("c", recurrence={"rule": "FREQ=DAILY"}, dueOn="2030-01-01")
    return personal_space_id(person)


async def _run(settings: Settings, *statements: str) -> None:
    """Run statements as somebody who is above the triggers of the ledger."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        await connection.execute("SET session_replication_role = replica")
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_ledger_that_nobody_changed_is_whole(settings: Settings, space: UUID) -> None:
    report = (await verified(settings))[str(space)]
    assert report["whole"], report
    assert (report["entries"], report["entities"], report["unsealed"]) == (6, 3, 0)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            'UPDATE app.change_entries SET after = after || \'{{"title": "x"}}\' '
            "WHERE space_id = '{space}' AND sequence = 1",
            "entry 1 does not hold what was sealed",
        ),
        (
            "DELETE FROM app.change_entries WHERE space_id = '{space}' AND sequence = 3",
            "entry 3 is missing",
        ),
        (
            "DELETE FROM app.change_entries WHERE space_id = '{space}' AND sequence = 6",
            "the ledger ends at 5",
        ),
        (
            "UPDATE app.changes SET owner_id = 'mallory' WHERE id = (SELECT change_id FROM "
            "app.change_entries WHERE space_id = '{space}' AND sequence = 2)",
            "entry 2 does not follow",
        ),
        (
            "UPDATE app.tasks SET title = 'behind its back' WHERE space_id = '{space}' "
            "AND title = 'a'",
            "is not as its entries leave it",
        ),
        ("DELETE FROM app.tasks WHERE space_id = '{space}' AND title = 'a'", "is not as its"),
    ],
)
async def test_what_was_changed_behind_its_back_is_named(
    settings: Settings, space: UUID, statement: str, fault: str
) -> None:
    await _run(settings, statement.format(space=space))
    report = (await verified(settings))[str(space)]
    assert not report["whole"]
    assert any(fault in each for each in report["faults"]), report


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE app.change_entries SET after = NULL WHERE space_id = '{space}'",
        "UPDATE app.change_entries SET hash = '' WHERE space_id = '{space}'",
        "UPDATE app.change_entries SET sequence = sequence + 100 WHERE space_id = '{space}'",
        "DELETE FROM app.change_entries WHERE space_id = '{space}'",
    ],
)
async def test_the_database_refuses_to_change_what_is_sealed(
    settings: Settings, space: UUID, statement: str
) -> None:
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="never changed"):
            await connection.execute(statement.format(space=space))
    finally:
        await connection.close()
    assert (await verified(settings))[str(space)]["whole"]


async def test_the_chain_holds_without_content_that_was_erased(
    settings: Settings, space: UUID
) -> None:
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        await connection.execute(
            "UPDATE app.change_entries SET before = NULL, after = NULL, erased_at = now() "
            "WHERE space_id = $1 AND sequence = 1",
            space,
        )
    finally:
        await connection.close()
    report: dict[str, Any] = (await verified(settings))[str(space)]
    assert (report["whole"], report["erased"]) == (True, 1), report

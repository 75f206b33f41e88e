"""The database restarts under load: reads wait for it, writes are never done twice."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from support.postgres import Postgres, embedded_postgres
from taskora_api.database.engine import Database, create_engine
from taskora_api.errors import DatabaseUnavailableError
from taskora_api.ledger.entries import Actor
from taskora_api.migrate import migrate
from taskora_api.settings import DatabaseSettings
from taskora_api.tasks.schemas import NewTask, TaskStatus
from taskora_api.tasks.service import TaskService

RETRY_SECONDS = 5
OWNER = "owner"


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """A server that this module may stop."""
    with embedded_postgres() as server:
        yield server


@pytest.fixture
async def tasks(own_postgres: Postgres) -> AsyncIterator[TaskService]:
    """The use cases over that server."""
    settings = DatabaseSettings.model_validate({"database_url": own_postgres.url()})
    await migrate(settings)
    engine = create_engine(settings)
    yield TaskService(Database(engine, RETRY_SECONDS))
    await engine.dispose()


async def test_reads_during_a_restart_all_succeed(
    tasks: TaskService, own_postgres: Postgres
) -> None:
    await tasks.add_tasks(OWNER, [NewTask(title="kept")], Actor.WEB)
    await asyncio.gather(*(tasks.list_tasks(OWNER, TaskStatus.ALL, 10) for _ in range(8)))
    await asyncio.to_thread(own_postgres.stop)
    reads = [asyncio.create_task(tasks.list_tasks(OWNER, TaskStatus.ALL, 10)) for _ in range(8)]
    await asyncio.to_thread(own_postgres.start)
    pages = await asyncio.gather(*reads)
    assert all([task.title for task in page.items] == ["kept"] for page in pages)


async def test_a_write_on_a_connection_that_died_in_the_pool_is_done_once(
    tasks: TaskService, own_postgres: Postgres
) -> None:
    await asyncio.gather(*(tasks.list_tasks(OWNER, TaskStatus.ALL, 10) for _ in range(4)))
    await asyncio.to_thread(own_postgres.stop)
    await asyncio.to_thread(own_postgres.start)
    await tasks.add_tasks(OWNER, [NewTask(title="after the restart")], Actor.WEB)
    titles = [task.title for task in (await tasks.list_tasks(OWNER, TaskStatus.ALL, 200)).items]
    assert titles.count("after the restart") == 1


async def test_a_database_that_stays_away_is_an_error_of_its_own_after_the_budget(
    tasks: TaskService, own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.database, "_retry_seconds", 0.2)
    await asyncio.to_thread(own_postgres.stop)
    try:
        with pytest.raises(DatabaseUnavailableError):
            await tasks.list_tasks(OWNER, TaskStatus.ALL, 10)
        with pytest.raises(DatabaseUnavailableError):
            await tasks.add_tasks(OWNER, [NewTask(title="never")], Actor.WEB)
    finally:
        await asyncio.to_thread(own_postgres.start)


async def test_more_requests_than_connections_all_end(tasks: TaskService) -> None:
    reads = (tasks.list_tasks(OWNER, TaskStatus.ALL, 10) for _ in range(200))
    assert len(await asyncio.gather(*reads)) == 200

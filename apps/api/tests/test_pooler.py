"""Nothing is kept in a session, so that a pooler may share it between processes."""

import asyncio

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.http.dependencies import Services
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask


@pytest.fixture
def services(application: FastAPI) -> Services:
    """What the routes share."""
    running: Services = application.state.services
    return running


async def _in_each_session(services: Services, query: str) -> list[object]:
    """Ask each connection of the pool, all of them at the same time."""
    database = services.tasks.database
    size = database.engine.sync_engine.pool.size()  # type: ignore[attr-defined]
    everybody = asyncio.Barrier(size)

    async def work(connection: AsyncConnection) -> object:
        await connection.execute(text("SELECT 1"))
        await everybody.wait()
        return await connection.scalar(text(query))

    return list(await asyncio.gather(*(database.read(work) for _ in range(size))))


async def test_tables_are_found_without_a_search_path(services: Services) -> None:
    paths = await _in_each_session(services, "SELECT current_setting('search_path')")
    assert set(paths) == {'"$user", public'}


async def test_no_lock_outlives_its_transaction(services: Services, person: str) -> None:
    await services.tasks.add_tasks(person, [NewTask(title="a")], Actor.WEB)
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    assert set(await _in_each_session(services, query)) == {0}


async def test_a_transaction_whose_process_vanished_is_ended(services: Services) -> None:
    setting = "SELECT current_setting('idle_in_transaction_session_timeout')"
    assert set(await _in_each_session(services, setting)) == {"30s"}

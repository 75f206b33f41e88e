"""Two processes of the service share a few sessions through a real PgBouncer (A2)."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import httpx2
import pytest

from conftest import Headers
from support.chat import Chat
from support.issuer import Issuer
from support.pgbouncer import PgBouncerMissingError, pgbouncer
from support.process import Service, run_module, running_service
from support.tasks import Tasks
from taskora_api.migrate import EXIT_CONFIGURATION
from taskora_api.settings import Settings

SESSIONS = 3
PEOPLE = 8


@pytest.fixture(scope="module")
def pooled_url(settings: Settings) -> Iterator[str]:
    """The address of the database by way of the pooler."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(pgbouncer(settings.database_url.get_secret_value(), SESSIONS))
        except PgBouncerMissingError as error:
            pytest.skip(str(error))
        yield url


@pytest.fixture(scope="module")
async def services(
    pooled_url: str, settings: Settings, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Service]]:
    """Two processes, over a database that was migrated past the pooler."""
    addresses = {
        "DATABASE_URL": pooled_url,
        "DATABASE_DIRECT_URL": settings.database_url.get_secret_value(),
    }
    ended = await asyncio.to_thread(run_module, "taskora_api.migrate", addresses)
    assert ended.returncode == 0, ended.stderr
    environment = {
        "DATABASE_URL": pooled_url,
        "AUTH_JWKS_URL": issuer.url,
        # A statement may have to wait for a session, and the machine may be busy.
        "DATABASE_TIMEOUT_SECONDS": "60",
    }
    logs: Path = tmp_path_factory.mktemp("logs")
    with ExitStack() as stack:
        yield [
            stack.enter_context(running_service(environment, logs / str(number)))
            for number in range(2)
        ]


async def _use(replicas: list[httpx2.AsyncClient], headers: dict[str, str]) -> None:
    """Do what a person does, each step at the process that did not do the one before."""
    here, there = replicas
    added = await Tasks(here, headers).add("buy milk")
    assert await Tasks(there, headers).titles(status="open") == ["buy milk"]
    answer = await Chat(here, headers).say("complete buy milk")
    assert answer.is_ended
    assert await Tasks(there, headers).titles(status="open") == []
    newest, _adding = await Tasks(here, headers).changes()
    assert (await Tasks(there, headers).undo(newest["id"])).status_code == 200
    path, body = f"/{added['id']}", {"title": "buy oat milk"}
    assert (await Tasks(here, headers).call("PATCH", path, json=body)).status_code == 200
    assert await Tasks(there, headers).titles(query="oat") == ["buy oat milk"]


async def test_two_processes_work_on_sessions_that_they_share(
    services: list[Service], settings: Settings, headers: Headers
) -> None:
    first, second = (
        httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=60)
        for service in services
    )
    async with first, second:
        turns = [[first, second], [second, first]] * (PEOPLE // 2)
        people = [_use(turn, headers(f"pooled-{n}")) for n, turn in enumerate(turns)]
        await asyncio.gather(*people)
    database = await asyncpg.connect(settings.database_url.get_secret_value())
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert await database.fetchval(query) <= SESSIONS
    await database.close()


async def test_nothing_that_a_process_sets_stays_in_a_session_that_others_get(
    services: list[Service], pooled_url: str, settings: Settings
) -> None:
    assert services
    direct = await asyncpg.connect(settings.database_url.get_secret_value())
    query = """
        SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
        WHERE d.datname = current_database()
    """
    assert await direct.fetchval(query) == ["idle_in_transaction_session_timeout=30s"]
    await direct.close()
    # The parameters that PgBouncer itself keeps apart for each client.
    kept = {"application_name", "client_encoding", "DateStyle", "TimeZone"}
    pooled = [await asyncpg.connect(pooled_url, statement_cache_size=0) for _ in range(SESSIONS)]
    transactions = [connection.transaction() for connection in pooled]
    for transaction in transactions:
        await transaction.start()
    for connection in pooled:
        # The driver turns JIT off for a question of its own, and back in the same transaction.
        rows = await connection.fetch(
            "SELECT name FROM pg_settings WHERE source = 'session' AND setting <> reset_val"
        )
        assert {row["name"] for row in rows} <= kept
        assert await connection.fetchval("SELECT count(*) FROM pg_prepared_statements") == 0
        locks = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        assert await connection.fetchval(locks) == 0
    for transaction, connection in zip(transactions, pooled, strict=True):
        await transaction.rollback()
        await connection.close()


async def test_a_migration_by_way_of_the_pooler_is_refused_with_what_to_do(pooled_url: str) -> None:
    environment = {"DATABASE_URL": pooled_url, "MIGRATE_WAIT_SECONDS": "30"}
    ended = await asyncio.to_thread(run_module, "taskora_api.migrate", environment)
    assert ended.returncode == EXIT_CONFIGURATION
    assert ended.stderr.startswith("API_DATABASE_POOLED: ")
    assert "Do: set DATABASE_DIRECT_URL" in ended.stderr

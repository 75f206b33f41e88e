"""A migration may take its time, waits for no lock for long, and names what went wrong."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from conftest import run_statement
from support.process import run_module
from taskora_api import migrate as module
from taskora_api.migrate import EXIT_FAILED, migrate
from taskora_api.settings import DatabaseSettings

MODULE = "taskora_api.migrate"
STATEMENT_SECONDS = 0.5
SLOW = f"""
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE slow AS SELECT pg_sleep({STATEMENT_SECONDS})::text AS slept")
"""


@pytest.fixture
async def database_url(server_url: str) -> AsyncIterator[str]:
    """A database of this test alone."""
    name = f"test_{uuid4().hex}"
    await run_statement(server_url, f'CREATE DATABASE "{name}"')
    yield server_url.rsplit("/", 1)[0] + f"/{name}"
    await run_statement(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def test_a_statement_may_take_longer_than_a_request_may(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "0001_slow.py").write_text(SLOW)
    (tmp_path / "env.py").write_text((module.MIGRATIONS / "env.py").read_text())
    monkeypatch.setattr(module, "MIGRATIONS", tmp_path)
    settings = DatabaseSettings.model_validate(
        {
            "database_url": database_url,
            "database_timeout_seconds": STATEMENT_SECONDS / 2,
            "migrate_lock_seconds": STATEMENT_SECONDS / 2,
        }
    )
    await migrate(settings)
    connection = await asyncpg.connect(database_url)
    try:
        assert await connection.fetchval("SELECT version_num FROM app.alembic_version") == "0001"
        assert await connection.fetchval("SELECT count(*) FROM app.slow") == 1
    finally:
        await connection.close()


async def test_a_table_that_somebody_holds_is_not_waited_for_and_is_named(
    database_url: str,
) -> None:
    environment = {"DATABASE_URL": database_url, "MIGRATE_LOCK_SECONDS": "1"}
    await run_statement(
        database_url,
        "CREATE SCHEMA app; CREATE TABLE app.alembic_version (version_num varchar(32) NOT NULL)",
    )
    holder = await asyncpg.connect(database_url)
    try:
        async with holder.transaction():
            await holder.execute("LOCK TABLE app.alembic_version IN SHARE MODE")
            ended = await asyncio.to_thread(run_module, MODULE, environment)
    finally:
        await holder.close()
    assert ended.returncode == EXIT_FAILED
    assert ended.stderr.startswith("API_MIGRATION_LOCKED: ")
    assert "Do: " in ended.stderr


async def test_any_other_failure_is_named_with_what_to_do(database_url: str) -> None:
    await run_statement(database_url, "CREATE SCHEMA app; CREATE TABLE app.tasks (id int)")
    ended = await asyncio.to_thread(run_module, MODULE, {"DATABASE_URL": database_url})
    assert ended.returncode == EXIT_FAILED
    assert ended.stderr.startswith("API_MIGRATION: ")
    assert "42P07" in ended.stderr
    assert "Do: " in ended.stderr
    assert "Traceback" not in ended.stderr

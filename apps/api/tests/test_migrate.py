"""Migrations: harmless to repeat, alone, patient, and at ease with a newer schema."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import SQLModel

from conftest import run_statement
from support.ports import held_port
from support.process import run_module
from taskora_api.database.engine import create_migration_engine
from taskora_api.database.revisions import REVISION_NEEDED
from taskora_api.migrate import EXIT_UNREACHABLE, MIGRATIONS, migrate
from taskora_api.settings import DatabaseSettings

MODULE = "taskora_api.migrate"


@pytest.fixture
async def database_url(server_url: str) -> AsyncIterator[str]:
    """A database of this test alone."""
    name = f"test_{uuid4().hex}"
    await run_statement(server_url, f'CREATE DATABASE "{name}"')
    yield server_url.rsplit("/", 1)[0] + f"/{name}"
    await run_statement(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _revision(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval("SELECT version_num FROM app.alembic_version"))
    finally:
        await connection.close()


async def test_it_can_be_run_again_and_every_process_exits_0(database_url: str) -> None:
    for event in ("migrate.done", "migrate.up_to_date"):
        ended = await asyncio.to_thread(run_module, MODULE, {"DATABASE_URL": database_url})
        assert ended.returncode == 0, ended.stderr
        assert event in ended.stdout
    assert await _revision(database_url) == REVISION_NEEDED


async def test_two_at_once_both_succeed(database_url: str) -> None:
    settings = DatabaseSettings.model_validate({"database_url": database_url})
    await asyncio.gather(*(migrate(settings) for _ in range(4)))
    assert await _revision(database_url) == REVISION_NEEDED


async def test_the_job_of_an_image_that_was_rolled_back_to_succeeds_on_a_newer_schema(
    database_url: str,
) -> None:
    settings = DatabaseSettings.model_validate({"database_url": database_url})
    await migrate(settings)
    await run_statement(database_url, "UPDATE app.alembic_version SET version_num = '9999'")
    ended = await asyncio.to_thread(run_module, MODULE, {"DATABASE_URL": database_url})
    assert ended.returncode == 0, ended.stderr
    assert "migrate.schema_is_newer" in ended.stdout
    assert await _revision(database_url) == "9999"


async def test_it_says_that_the_database_did_not_answer_in_time() -> None:
    with held_port() as port:
        environment = {
            "DATABASE_URL": f"postgresql://a:hunter2@127.0.0.1:{port}/d",
            "MIGRATE_WAIT_SECONDS": "0",
        }
        ended = await asyncio.to_thread(run_module, MODULE, environment)
    assert ended.returncode == EXIT_UNREACHABLE
    assert ended.stderr.startswith("API_DATABASE: no answer")
    assert "hunter2" not in ended.stderr + ended.stdout


async def test_it_waits_for_a_database_that_starts_later(server_url: str) -> None:
    name = f"test_{uuid4().hex}"
    settings = DatabaseSettings.model_validate(
        {"database_url": server_url.rsplit("/", 1)[0] + f"/{name}", "migrate_wait_seconds": 30}
    )
    migration = asyncio.create_task(migrate(settings))
    await asyncio.sleep(0)
    assert not migration.done()
    await run_statement(server_url, f'CREATE DATABASE "{name}"')
    await migration
    assert await _revision(server_url.rsplit("/", 1)[0] + f"/{name}") == REVISION_NEEDED
    await run_statement(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def test_a_role_that_owns_only_its_schema_is_enough(database_url: str) -> None:
    role = f"role_{uuid4().hex}"
    await run_statement(database_url, f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
    # As on the cluster, where nobody may make anything beside a schema of their own.
    name = database_url.rsplit("/", 1)[1]
    await run_statement(database_url, f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    await run_statement(database_url, f'GRANT CONNECT ON DATABASE "{name}" TO {role}')
    await run_statement(database_url, f"CREATE SCHEMA app AUTHORIZATION {role}")
    address = database_url.split("@", 1)[1]
    url = f"postgresql://{role}:x@{address}"
    await migrate(DatabaseSettings.model_validate({"database_url": url}))
    assert await _revision(database_url) == REVISION_NEEDED
    await run_statement(database_url, f"DROP OWNED BY {role} CASCADE; DROP ROLE {role}")


async def test_the_migrated_schema_is_the_one_of_the_models(database_url: str) -> None:
    settings = DatabaseSettings.model_validate({"database_url": database_url})
    await migrate(settings)
    engine = create_migration_engine(settings)

    def differences(connection: Connection) -> list[object]:
        # An index is not part of a model.
        options = {"include_object": lambda _o, _n, kind, *_: kind != "index"}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, SQLModel.metadata))

    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(differences)
    finally:
        await engine.dispose()
    assert found == []


def test_readiness_needs_the_newest_migration_and_all_are_numbered() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert scripts.get_current_head() == REVISION_NEEDED
    assert revisions == [f"{number:04}" for number in range(len(revisions), 0, -1)]

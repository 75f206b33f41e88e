"""One SELECT at the least cost: as safe as any other read, and parsed once where that is safe."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from support.made_up_process import running_pooler
from taskora_api.database.direct import observers_of, run
from taskora_api.database.engine import Database, create_engine
from taskora_api.database.pool import pool_sizes
from taskora_api.database.statement import Statement
from taskora_api.settings import DatabaseSettings, Settings

RETRY_SECONDS = 5

_PREPARED = text(
    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT app.notes.text%'"
)
_NOTES = Table("notes", MetaData(), Column("id", Integer), Column("text", String))
NOTE = Statement(select(_NOTES.c.text).where(_NOTES.c.id == bindparam("id")))
BOTH = Statement(
    select(
        bindparam("second", type_=String).label("second"),
        literal("kept").label("literal"),
        bindparam("first", type_=Integer).label("first"),
    )
)
ADD = Statement(_NOTES.insert().values(id=bindparam("id"), text=bindparam("text")))
PROCESS = Statement(select(func.pg_backend_pid().label("process")))
SLEEP = Statement(select(func.pg_sleep(bindparam("seconds", type_=Integer))))
WRONG = Statement(select((literal(1) / bindparam("by", type_=Integer)).label("result")))


@pytest.fixture(scope="module")
async def settings_of_one(settings: Settings) -> DatabaseSettings:
    """A pool of one connection, so that each statement meets what the last one has left."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    await connection.execute(
        "CREATE SCHEMA IF NOT EXISTS app;"
        "CREATE TABLE IF NOT EXISTS app.notes (id integer PRIMARY KEY, text varchar(9));"
        "INSERT INTO app.notes VALUES (1, 'first') ON CONFLICT DO NOTHING"
    )
    await connection.close()
    return settings.model_copy(update={"database_pool_size": 1})


async def _opened(settings: DatabaseSettings) -> AsyncIterator[Database]:
    engine = create_engine(settings)
    yield Database(engine, RETRY_SECONDS)
    await engine.dispose()


@pytest.fixture
async def database(settings_of_one: DatabaseSettings) -> AsyncIterator[Database]:
    """The database, as the service reaches it."""
    async for each in _opened(settings_of_one):
        yield each


@pytest.fixture
async def pooled(settings_of_one: DatabaseSettings) -> AsyncIterator[Database]:
    """The database by way of what names a process of its own making."""
    url = make_url(settings_of_one.database_url.get_secret_value())
    async with running_pooler(url.host or "", url.port or 5432) as pooler:
        address = url.set(port=pooler.port).render_as_string(hide_password=False)
        update = {"database_url": SecretStr(address)}
        async for each in _opened(settings_of_one.model_copy(update=update)):
            yield each


async def _prepared(database: Database) -> int:
    async def work(connection: AsyncConnection) -> int:
        return int((await connection.execute(_PREPARED)).scalar_one())

    return await database.read(work)


async def _text_of(database: Database, note: int) -> object:
    async def work(connection: AsyncConnection) -> object:
        return await connection.scalar(select(_NOTES.c.text).where(_NOTES.c.id == note))

    return await database.read(work)


@contextmanager
def _observed(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    @contextmanager
    def observer(statement: str) -> Iterator[None]:
        try:
            yield
            seen.append(statement)
        except Exception as error:
            seen.append(type(error).__name__)
            raise

    observers_of(database.engine).append(observer)
    yield seen
    observers_of(database.engine).remove(observer)


async def test_values_are_given_by_name_and_literals_stay(database: Database) -> None:
    (row,) = await database.fetch(BOTH, first=1, second="b")
    assert dict(row) == {"first": 1, "literal": "kept", "second": "b"}
    with pytest.raises(KeyError):
        await database.fetch(BOTH, first=1)


async def test_in_a_session_of_our_own_a_statement_is_parsed_once(database: Database) -> None:
    for _ in range(3):
        assert [row["text"] for row in await database.fetch(NOTE, id=1)] == ["first"]
    assert await _prepared(database) == 1
    for _ in range(3):
        assert await _text_of(database, 1) == "first"
    assert await _prepared(database) == 2


async def test_nothing_is_prepared_in_a_session_that_a_pooler_may_share(pooled: Database) -> None:
    for _ in range(3):
        assert [row["text"] for row in await pooled.fetch(NOTE, id=1)] == ["first"]
        assert await _text_of(pooled, 1) == "first"
    assert await _prepared(pooled) == 0


async def test_a_statement_goes_on_when_a_migration_changes_what_it_returns(
    database: Database, settings_of_one: DatabaseSettings
) -> None:
    for length in (20, 30):
        assert len(await database.fetch(NOTE, id=1)) == 1
        assert await _text_of(database, 1) == "first"
        migration = await asyncpg.connect(settings_of_one.database_url.get_secret_value())
        await migration.execute(f"ALTER TABLE app.notes ALTER COLUMN text TYPE varchar({length})")
        await migration.execute("ALTER TABLE app.notes ALTER COLUMN id TYPE bigint")
        await migration.execute("ALTER TABLE app.notes ALTER COLUMN id TYPE integer")
        await migration.close()
    assert len(await database.fetch(NOTE, id=1)) == 1
    assert await _text_of(database, 1) == "first"


async def test_a_statement_that_fails_leaves_the_connection_to_the_next_one(
    database: Database, pooled: Database
) -> None:
    for each in (database, pooled):
        (before,) = await each.fetch(PROCESS)
        with _observed(each) as seen, pytest.raises(asyncpg.DivisionByZeroError):
            await each.fetch(WRONG, by=0)
        assert seen == ["DivisionByZeroError"]
        assert [dict(row) for row in await each.fetch(PROCESS)] == [dict(before)]


async def test_a_connection_that_died_in_the_pool_is_nobodys_error(
    database: Database, settings_of_one: DatabaseSettings
) -> None:
    (before,) = await database.fetch(PROCESS)
    other = await asyncpg.connect(settings_of_one.database_url.get_secret_value())
    assert await other.fetchval("SELECT pg_terminate_backend($1, 5000)", before["process"])
    await other.close()
    (after,) = await database.fetch(PROCESS)
    assert after["process"] != before["process"]


async def test_a_connection_that_is_known_to_be_dead_takes_no_attempt(database: Database) -> None:
    connection = await database.engine.raw_connection()
    driver: Any = connection.driver_connection
    connection.close()
    driver.terminate()
    assert len(await Database(database.engine, 0).fetch(PROCESS)) == 1


async def test_a_reader_that_gives_up_leaves_no_answer_to_the_next_one(database: Database) -> None:
    (before,) = await database.fetch(PROCESS)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(database.fetch(SLEEP, seconds=60), 0.2)
    assert pool_sizes(database.engine).in_use == 0
    (after,) = await database.fetch(PROCESS)
    assert after["process"] != before["process"]
    assert [row["text"] for row in await database.fetch(NOTE, id=1)] == ["first"]


async def test_changes_are_made_in_the_transaction_of_a_write_and_with_it_undone(
    database: Database,
) -> None:
    rows = [{"id": 7, "text": "seventh"}, {"id": 8, "text": "eighth"}]

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("SELECT 1"))
        await run(connection, ADD, rows)
        await run(connection, ADD, rows[:1])

    with pytest.raises(asyncpg.UniqueViolationError):
        await database.write(work)
    assert await database.fetch(NOTE, id=8) == []


async def test_a_change_outside_of_a_transaction_is_refused(database: Database) -> None:
    with pytest.raises(RuntimeError):
        await database.write(lambda connection: run(connection, ADD, [{"id": 9, "text": "n"}]))
    assert await database.fetch(NOTE, id=9) == []


async def test_observers_see_each_statement_once(
    database: Database,
) -> None:
    with _observed(database) as seen:
        await database.fetch(NOTE, id=1)
    assert len(seen) == 1
    assert "FROM app.notes" in seen[0]

"""Statements on the driver itself: the toolkit above it costs more than the statement does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from taskora_api.database.sessions import is_own
from taskora_api.database.statement import SchemaMap, Statement

Row = Mapping[str, Any]
# What goes on around a statement, whose text it is given.
Observer = Callable[[str], AbstractContextManager[None]]
# Classes of SQLSTATE: connection trouble, and shutdown by the operator.
LOST_CONNECTION_STATES = ("08", "57P")
# Options of the engine, which its connections share.
_SCHEMAS, _OBSERVERS, _IDLE = "schema_translate_map", "taskora_observers", "taskora_idle"


def direct_options(schema: str) -> dict[str, object]:
    """Return the options of an engine whose tables lie in a schema."""
    return {_SCHEMAS: {None: schema}, _OBSERVERS: [], _IDLE: set()}


def observers_of(engine: AsyncEngine) -> list[Observer]:
    """Who sees the statements of this module; the engine has events for all others."""
    observers: list[Observer] = engine.get_execution_options()[_OBSERVERS]
    return observers


def schemas_of(engine: AsyncEngine) -> SchemaMap:
    """Where the tables of its statements lie."""
    schemas: SchemaMap = engine.get_execution_options()[_SCHEMAS]
    return schemas


def idle_of(engine: AsyncEngine) -> set[Any]:
    """The connections of the driver that lie idle in the pool."""
    idle: set[Any] = engine.get_execution_options()[_IDLE]
    return idle


def is_one_idle(engine: AsyncEngine) -> bool:
    """Say whether the pool gives a connection at once: none of its places is empty."""
    idle, pool = idle_of(engine), engine.sync_engine.pool
    return bool(idle) and isinstance(pool, QueuePool) and pool.checkedin() == len(idle)


async def take(engine: AsyncEngine) -> PoolProxiedConnection:
    """Take a connection of the pool that is not known to be dead."""
    while True:
        connection = await engine.raw_connection()
        driver: Any = connection.driver_connection
        if not driver.is_closed():
            return connection
        connection.invalidate()


async def fetch(
    connection: PoolProxiedConnection,
    text: str,
    arguments: Sequence[object],
    observers: Sequence[Observer],
) -> list[Row]:
    """Fetch rows in a transaction of their own, and give the connection back.

    Raises:
        ConnectionResetError: the connection was lost, so that another one may do better.
    """
    driver: Any = connection.driver_connection
    try:
        with _observed(observers, text):
            # What parses and what executes a statement must be the same session of a pooler's.
            async with nullcontext() if is_own(connection) else driver.transaction():
                rows: list[Row] = await driver.fetch(text, *arguments)
    except BaseException as error:
        if _is_of_statement(error, driver):
            connection.close()
            raise
        connection.invalidate(error)
        _raise_lost(error)
        raise
    connection.close()
    return rows


async def run(
    connection: AsyncConnection, statement: Statement, rows: Sequence[Mapping[str, object]]
) -> None:
    """Run a statement for each of the rows, in the transaction that the connection is in.

    Raises:
        RuntimeError: it is in none; the first statement of a transaction is the engine's.
        ConnectionResetError: the connection was lost.
    """
    inner = connection.sync_connection
    assert inner is not None, "the connection is open while its work is done"  # noqa: S101
    driver: Any = inner.connection.driver_connection
    if not driver.is_in_transaction():
        raise RuntimeError("there is no transaction to run this in")
    options = inner.get_execution_options()
    schemas: SchemaMap = options[_SCHEMAS]
    text = statement.text(schemas)
    arguments = [statement.arguments(schemas, row) for row in rows]
    try:
        with _observed(options[_OBSERVERS], text):
            if len(arguments) == 1:
                await driver.fetch(text, *arguments[0])
            else:
                await driver.executemany(text, arguments)
    except BaseException as error:
        if _is_of_statement(error, driver):
            raise
        await connection.invalidate(error)
        _raise_lost(error)
        raise


def _observed(observers: Sequence[Observer], text: str) -> AbstractContextManager[None]:
    return _by_each(observers, text) if observers else nullcontext()


@contextmanager
def _by_each(observers: Sequence[Observer], text: str) -> Iterator[None]:
    with ExitStack() as observed:
        for observer in observers:
            observed.enter_context(observer(text))
        yield


def _is_of_statement(error: BaseException, driver: Any) -> bool:  # noqa: ANN401 - the driver's.
    """Say whether the session goes on; of a statement that had no end, nobody knows."""
    is_answer = isinstance(error, asyncpg.PostgresError | asyncpg.InterfaceError)
    state = str(getattr(error, "sqlstate", None) or "")
    return is_answer and not driver.is_closed() and not state.startswith(LOST_CONNECTION_STATES)


def _raise_lost(error: BaseException) -> None:
    if isinstance(error, asyncpg.PostgresError | asyncpg.InterfaceError):
        raise ConnectionResetError(type(error).__name__) from error

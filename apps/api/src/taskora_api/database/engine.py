"""The pool of connections, and what happens when the database is away for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from typing import Any, Protocol, TypeVar

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_dbapi
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, PoolProxiedConnection

from taskora_api.database import direct
from taskora_api.database.committed import report, reporting_options, take_noted
from taskora_api.database.liveness import watch_connections
from taskora_api.database.sessions import open_sessions
from taskora_api.database.statement import Statement
from taskora_api.database_url import parse_database_url, tls_arguments
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.settings import DatabaseSettings

Result = TypeVar("Result")
Work = Callable[[AsyncConnection], Awaitable[Result]]

FIRST_PAUSE_SECONDS = 0.05
# Whoever waits long learns that soon after the database is back.
LONGEST_PAUSE_SECONDS = 0.25
# For a connection, also where there shall be but one attempt.
FIRST_ATTEMPT_SECONDS = 0.5
MIGRATION_CONNECT_SECONDS = 10
_APPLICATION_NAME = "taskora-api"
# Classes of SQLSTATE: connection trouble, refused login, no such database, out of resources
# (a full disk too), shutdown by the operator, read-only server.
_UNAVAILABLE_STATES = ("08", "28", "3D", "53", "57P", "25006")
_UNIQUE_VIOLATION = "23505"
# While it connects, the driver raises its own errors, which the engine does not wrap.
_BARE_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError)
_OUTDATED = (
    asyncpg.InvalidCachedStatementError,
    AsyncAdapt_asyncpg_dbapi.InvalidCachedStatementError,
)
DRIVER_ERRORS = (DBAPIError, OSError, PoolTimeoutError, *_BARE_ERRORS)


def create_engine(settings: DatabaseSettings) -> AsyncEngine:
    """Make the pool of the service. It opens no connection yet: the database may be away.

    Nothing of it is kept in a session that a pooler may share between transactions and processes;
    in one that is ours alone, prepared statements are.
    """
    engine = create_async_engine(
        parse_database_url(settings.database_url.get_secret_value()),
        pool_size=settings.database_pool_size,
        max_overflow=0,
        # Errors are logged, and what people wrote has no place in a log.
        hide_parameters=True,
        pool_timeout=settings.database_retry_seconds or settings.database_timeout_seconds,
        execution_options=direct.direct_options(settings.database_schema) | reporting_options(),
        connect_args=_connect_arguments(settings),
    )
    open_sessions(engine)
    watch_connections(engine, direct.idle_of(engine))
    return engine


def create_limiting_engine(settings: DatabaseSettings) -> AsyncEngine:
    """Make the one connection for short statements around changes.

    On it people are given leave to change something, and others are notified of what was changed.
    In the pool of the service it would be waited for behind the very changes that are too many.
    """
    return create_engine(settings.model_copy(update={"database_pool_size": 1}))


def create_listening_engine(settings: DatabaseSettings) -> AsyncEngine:
    """Make what opens a connection of its own, beside the pool and like those of it."""
    engine = create_async_engine(
        parse_database_url(settings.database_url.get_secret_value()),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={
            **_connect_arguments(settings),
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
        },
    )
    watch_connections(engine, set())
    return engine


def _connect_arguments(settings: DatabaseSettings) -> dict[str, Any]:
    timeout_seconds = settings.database_timeout_seconds
    return {
        "timeout": timeout_seconds,
        "command_timeout": timeout_seconds,
        "server_settings": {"application_name": _APPLICATION_NAME},
        **tls_arguments(settings.database_url.get_secret_value()),
    }


def create_migration_engine(settings: DatabaseSettings) -> AsyncEngine:
    """Make the pool of a migration, whose statements may take as long as they need."""
    address = settings.migration_url.get_secret_value()
    return create_async_engine(
        parse_database_url(address),
        hide_parameters=True,
        connect_args={
            "timeout": MIGRATION_CONNECT_SECONDS,
            "server_settings": {
                "search_path": settings.database_schema,
                "application_name": _APPLICATION_NAME,
            },
            **tls_arguments(address),
        },
    )


class Once(Protocol):
    """Makes work that is asked for again be done once, in the transaction of the work itself."""

    async def before(self, connection: AsyncConnection) -> None:
        """Raise what ends the transaction when the work was done before."""

    async def after(self, connection: AsyncConnection, result: object) -> None:
        """Keep what was done."""


class Database:
    """Runs units of work, and repeats what was surely not done when the connection was lost."""

    def __init__(self, engine: AsyncEngine, retry_seconds: float) -> None:
        """Take an engine that somebody else disposes of."""
        self.engine = engine
        self._retry_seconds = retry_seconds

    async def fetch(self, statement: Statement, **values: object) -> list[direct.Row]:
        """Run one SELECT as `read` does, at the least cost that there is.

        It is a transaction of its own. In a session of our own that takes one round trip, and the
        statement is parsed once.
        """
        engine, observers = self.engine, direct.observers_of(self.engine)
        schemas = direct.schemas_of(engine)
        text, arguments = statement.text(schemas), statement.arguments(schemas, values)

        async def attempt(deadline: float) -> list[direct.Row]:
            connection = await self.take(deadline)
            return await direct.fetch(connection, text, arguments, observers)

        return await self.retry(attempt)

    async def read(self, work: Work[Result]) -> Result:
        """Run a read, and run it again on another connection if its connection breaks."""
        return await self.retry(lambda deadline: self._attempt(work, deadline))

    async def write(self, work: Work[Result], once: Once | None = None) -> Result:
        """Run one transaction, and again if its connection breaks before the commit.

        Until then nothing was changed; whether a broken commit took effect cannot be known.
        """

        async def attempt(connection: AsyncConnection) -> Result:
            # What a transaction has noted that was not committed is of no use.
            take_noted(connection)
            if once is not None:
                await once.before(connection)
            result = await work(connection)
            if once is not None:
                await once.after(connection, result)
            changed = take_noted(connection)
            try:
                await connection.commit()
            except DRIVER_ERRORS as error:
                raise _translate_commit(error) from error
            finally:
                # Also of a commit whose answer was lost.
                report(self.engine, changed)
            return result

        return await self.retry(lambda deadline: self._attempt(attempt, deadline))

    async def take(self, deadline: float) -> PoolProxiedConnection:
        """Take a connection of the pool for a statement on the driver itself."""
        async with _time_for_a_connection(self.engine, deadline):
            return await direct.take(self.engine)

    async def retry(self, attempt: Callable[[float], Awaitable[Result]]) -> Result:
        """Attempt something until a deadline, as long as its connection is lost."""
        deadline = time.monotonic() + self._retry_seconds
        pause_seconds = FIRST_PAUSE_SECONDS
        while True:
            try:
                return await attempt(deadline)
            except DRIVER_ERRORS as error:
                if _is_outdated(error) and time.monotonic() < deadline:
                    continue
                if not is_connection_lost(error) or time.monotonic() + pause_seconds > deadline:
                    raise _translate(error) from error
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(2 * pause_seconds, LONGEST_PAUSE_SECONDS)

    async def _attempt(self, attempt: Work[Result], deadline: float) -> Result:
        async with _time_for_a_connection(self.engine, deadline):
            connection = await self.engine.connect()
        try:
            return await attempt(connection)
        finally:
            await _close(connection)


def _time_for_a_connection(
    engine: AsyncEngine, deadline: float
) -> AbstractAsyncContextManager[object]:
    """One may be long in coming: from a pool of which all are in use, or at all."""
    if direct.is_one_idle(engine):
        return nullcontext()
    return asyncio.timeout(max(deadline - time.monotonic(), FIRST_ATTEMPT_SECONDS))


async def _close(connection: AsyncConnection) -> None:
    """Give the connection back; that a broken one cannot be is no news."""
    with suppress(*DRIVER_ERRORS):
        await connection.close()


def _is_outdated(error: Exception) -> bool:
    """Say whether a migration has changed what a prepared statement returns.

    Nothing was done; the engine knows by now, and prepares it again in every session.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, _OUTDATED)


def is_connection_lost(error: Exception) -> bool:
    """Say whether the same statement may succeed on a new connection."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OSError) or state_of(error).startswith(direct.LOST_CONNECTION_STATES)


def is_unavailable(error: Exception) -> bool:
    """Say whether the database is away, closed to us or full, and not the statement wrong."""
    if is_connection_lost(error) or isinstance(error, PoolTimeoutError | asyncpg.InterfaceError):
        return True
    return state_of(error).startswith(_UNAVAILABLE_STATES)


def is_conflict(error: Exception) -> bool:
    """Say whether a row with the same key was there, or came meanwhile."""
    return state_of(error) == _UNIQUE_VIOLATION


def state_of(error: Exception) -> str:
    """Return the SQLSTATE that the server gave, or nothing."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", None) or "")


def _translate_commit(error: Exception) -> Exception:
    """Only a server that says why it refused a commit has certainly not done it."""
    is_refused = bool(state_of(error)) and not is_connection_lost(error)
    return _translate(error) if is_refused else OutcomeUnknownError(type(error).__name__)


def _translate(error: Exception) -> Exception:
    return DatabaseUnavailableError(type(error).__name__) if is_unavailable(error) else error

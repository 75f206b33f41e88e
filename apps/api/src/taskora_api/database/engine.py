"""The pool of connections, and what happens when the database is away for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol, TypeVar

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from taskora_api.database.url import parse_database_url
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.settings import DatabaseSettings

Result = TypeVar("Result")
Work = Callable[[AsyncConnection], Awaitable[Result]]

FIRST_PAUSE_SECONDS = 0.05
# Classes of SQLSTATE: connection trouble, refused login, no such database, out of resources
# (a full disk too), shutdown by the operator, read-only server.
_UNAVAILABLE_STATES = ("08", "28", "3D", "53", "57P", "25006")
_LOST_CONNECTION_STATES = ("08", "57P")
# While it connects, the driver raises its own errors, which the engine does not wrap.
_BARE_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError)
DRIVER_ERRORS = (DBAPIError, OSError, PoolTimeoutError, *_BARE_ERRORS)
_PING = text("SELECT 1")


def create_engine(settings: DatabaseSettings, *, has_command_timeout: bool = True) -> AsyncEngine:
    """Open no connection yet: a service must start while its database is away."""
    timeout_seconds = settings.database_timeout_seconds
    return create_async_engine(
        parse_database_url(settings.database_url.get_secret_value()),
        pool_size=settings.database_pool_size,
        max_overflow=0,
        # Errors are logged, and what people wrote has no place in a log.
        hide_parameters=True,
        pool_timeout=timeout_seconds,
        connect_args={
            "timeout": timeout_seconds,
            "command_timeout": timeout_seconds if has_command_timeout else None,
            "server_settings": {
                "search_path": settings.database_schema,
                "application_name": "taskora-api",
            },
        },
    )


class Once(Protocol):
    """Makes work that is asked for again be done once, in the transaction of the work itself."""

    async def before(self, connection: AsyncConnection) -> None:
        """Raise what ends the transaction when the work was done before."""

    async def after(self, connection: AsyncConnection, result: object) -> None:
        """Keep what was done."""


class Database:
    """Runs units of work; what is safe to repeat is repeated when the connection was lost."""

    def __init__(self, engine: AsyncEngine, retry_seconds: float) -> None:
        """Take an engine that somebody else disposes of."""
        self.engine = engine
        self._retry_seconds = retry_seconds

    async def read(self, work: Work[Result]) -> Result:
        """Run a read, and run it again on another connection if its connection breaks."""

        async def attempt() -> Result:
            async with self.engine.connect() as connection:
                return await work(connection)

        return await self._retry(attempt)

    async def write(self, work: Work[Result], once: Once | None = None) -> Result:
        """Run one transaction, once: whether a broken commit took effect cannot be known."""
        connection = await self._retry(self._open_checked)
        try:
            if once is not None:
                await once.before(connection)
            result = await work(connection)
            if once is not None:
                await once.after(connection, result)
        except DRIVER_ERRORS as error:
            # A transaction that was never committed has changed nothing.
            await _close(connection)
            raise _translate(error) from error
        except BaseException:
            await connection.close()
            raise
        try:
            await connection.commit()
        except DRIVER_ERRORS as error:
            raise _translate_commit(error) from error
        else:
            return result
        finally:
            await _close(connection)

    async def _open_checked(self) -> AsyncConnection:
        """Open a connection that answers: a pooled one may have died with an earlier server."""
        connection = await self.engine.connect()
        try:
            await connection.execute(_PING)
        except BaseException:
            await connection.close()
            raise
        return connection

    async def _retry(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        deadline = time.monotonic() + self._retry_seconds
        pause_seconds = FIRST_PAUSE_SECONDS
        while True:
            try:
                return await attempt()
            except DRIVER_ERRORS as error:
                if not is_connection_lost(error) or time.monotonic() + pause_seconds > deadline:
                    raise _translate(error) from error
            await asyncio.sleep(pause_seconds)
            pause_seconds *= 2


async def _close(connection: AsyncConnection) -> None:
    """Give the connection back; that a broken one cannot be is no news."""
    with suppress(*DRIVER_ERRORS):
        await connection.close()


def is_connection_lost(error: Exception) -> bool:
    """Say whether the same statement may succeed on a new connection."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OSError) or state_of(error).startswith(_LOST_CONNECTION_STATES)


def is_unavailable(error: Exception) -> bool:
    """Say whether the database is away, closed to us or full, and not the statement wrong."""
    if is_connection_lost(error) or isinstance(error, PoolTimeoutError | asyncpg.InterfaceError):
        return True
    return state_of(error).startswith(_UNAVAILABLE_STATES)


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

"""How connections are opened, and whether the session at the other end is ours alone."""

from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.util import await_

# More than there are statements; each takes some memory of the database in each session.
STATEMENTS_KEPT = 200
_IS_OWN = "taskora.own_session"


def open_sessions(engine: AsyncEngine) -> None:
    """Let an engine keep prepared statements in the sessions that no pooler shares."""
    event.listen(engine.sync_engine, "do_connect", _Opener().open)


def is_own(connection: PoolProxiedConnection) -> bool:
    """Say whether what is prepared in this session stays there for its next statement."""
    return bool(connection.info.get(_IS_OWN))


class _Opener:
    """Opens connections. A pooler is recognised by what it says of the session.

    PostgreSQL names its process to whoever connects, and in a session of our own that is the
    process which answers statements. A pooler names one that it has made up.
    """

    def __init__(self) -> None:
        self._is_pooled = False

    def open(
        self, dialect: Dialect, record: ConnectionPoolEntry, _: object, parameters: dict[str, Any]
    ) -> Any:  # noqa: ANN401 - the driver's.
        """Open a connection for the pool, in place of the dialect."""
        driver, is_kept = await_(self._open(parameters))

        async def opened() -> Any:  # noqa: ANN401 - the driver's.
            return driver

        record.info[_IS_OWN] = is_kept
        size = STATEMENTS_KEPT if is_kept else 0
        return dialect.loaded_dbapi.connect(
            async_creator_fn=opened, prepared_statement_cache_size=size
        )

    async def _open(self, parameters: dict[str, Any]) -> tuple[Any, bool]:
        size = 0 if self._is_pooled else STATEMENTS_KEPT
        driver = await asyncpg.connect(**parameters, statement_cache_size=size)
        self._is_pooled = not await _is_answered_by_its_process(driver)
        if not self._is_pooled or size == 0:
            return driver, size > 0
        # The driver takes the size only as it connects; the next one begins with the right one.
        await driver.close()
        return await asyncpg.connect(**parameters, statement_cache_size=0), False


async def _is_answered_by_its_process(driver: Any) -> bool:  # noqa: ANN401 - the driver's.
    """Ask by the simple protocol, which prepares nothing and so is safe whoever answers."""
    try:
        status = await driver.execute(
            f"SELECT 1 WHERE pg_backend_pid() = {int(driver.get_server_pid())}"
        )
    except BaseException:
        driver.terminate()
        raise
    return bool(status == "SELECT 1")

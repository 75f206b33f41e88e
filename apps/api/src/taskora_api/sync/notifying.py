"""Notifies all processes of the changes of this one, after they are committed, of many at once."""

import asyncio
from collections.abc import Collection
from uuid import UUID

import structlog
from sqlalchemy import Text, func, select, true

from taskora_api.database.chunks import chunks_of
from taskora_api.database.engine import DRIVER_ERRORS, Database
from taskora_api.database.statement import Statement, rows_of
from taskora_api.errors import DatabaseUnavailableError
from taskora_api.sync.listening import CHANNEL

# The first change after so long is notified at once, and those that follow together.
PAUSE_SECONDS = 0.01
FAILED_PAUSE_SECONDS = 0.5
# For what is left when the process ends; after that, others find it by themselves.
LAST_SECONDS = 1.0
_AT_ONCE = 1000

logger = structlog.get_logger("taskora.sync")


_SPACES = rows_of({"space": Text()}, "spaces")
# One notification for each space. That it is on disk is waited for by nobody.
_NOTIFY = Statement(
    select(
        func.set_config("synchronous_commit", "off", true()),
        func.pg_notify(CHANNEL, _SPACES.c.space),
    ).select_from(_SPACES)
)


class Notifier:
    """Collects what was changed, and notifies of it by one statement at a time."""

    def __init__(self, database: Database) -> None:
        """Take the database by a pool that no change waits for."""
        self._database = database
        self._grown: set[UUID] = set()
        self._is_grown = asyncio.Event()

    def report(self, space_ids: Collection[UUID]) -> None:
        """Take spaces that have grown."""
        self._grown.update(space_ids)
        self._is_grown.set()

    async def run(self) -> None:
        """Notify until this is cancelled; what is left then is tried once more."""
        try:
            while True:
                await self._is_grown.wait()
                await asyncio.sleep(PAUSE_SECONDS if await self._notify() else FAILED_PAUSE_SECONDS)
        finally:
            async with asyncio.timeout(LAST_SECONDS):
                await self._notify()

    async def _notify(self) -> bool:
        """Notify of all that has grown; False where the database is away."""
        grown, self._grown = self._grown, set()
        self._is_grown.clear()
        spaces = [str(each) for each in grown]
        try:
            for chunk in chunks_of(spaces, _AT_ONCE):
                await self._database.fetch(_NOTIFY, space=chunk)
        except (*DRIVER_ERRORS, DatabaseUnavailableError) as error:
            self.report(grown)
            logger.warning("events.notifying_failed", reason=type(error).__name__)
            return False
        return True

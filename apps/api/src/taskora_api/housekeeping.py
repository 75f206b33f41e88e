"""Removes what has outlived its promised lifetime, in small batches."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.wire import utc_now

FIRST_PAUSE_SECONDS = 60
PAUSE_SECONDS = 3600

logger = structlog.get_logger("taskora.housekeeping")


@dataclass(frozen=True)
class Chore:
    """Removes some of what is older than its age, and says how many; 0 when none is left."""

    name: str
    age: timedelta
    remove: Callable[[AsyncConnection, datetime], Awaitable[int]]


class Housekeeper:
    """Does its chores once an hour. Every process has one; what one removes, no other meets."""

    def __init__(
        self,
        database: Database,
        chores: Sequence[Chore],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the chores, and the clock, so that time is an input."""
        self._database = database
        self._chores = chores
        self._clock = clock

    async def run(self) -> None:
        await asyncio.sleep(FIRST_PAUSE_SECONDS)
        while True:
            try:
                await self.sweep()
            except (DatabaseUnavailableError, OutcomeUnknownError) as error:
                logger.warning("housekeeping.postponed", reason=str(error))
            await asyncio.sleep(PAUSE_SECONDS)

    async def sweep(self) -> None:
        for chore in self._chores:
            while removed := await self._do(chore):
                logger.info("housekeeping.removed", chore=chore.name, count=removed)

    async def _do(self, chore: Chore) -> int:
        before = self._clock() - chore.age
        return await self._database.write(lambda connection: chore.remove(connection, before))

"""Whether a person may ask or change one thing more now."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from taskora_api.database.engine import DRIVER_ERRORS, Database
from taskora_api.errors import DatabaseUnavailableError, RateLimitedError
from taskora_api.metrics.registry import Metrics
from taskora_api.rate_limits.allowances import Allowances
from taskora_api.rate_limits.rates import Buckets, Rate, whole_seconds

# For the one statement; whoever waits longer than that for leave has been slowed down enough.
ASKED_SECONDS = 1.0
# After a failure the database is not asked for so long.
LOST_SECONDS = 5.0
# Whoever was ahead of their rate so long ago begins anew, row or none.
ROW_LIFETIME = timedelta(hours=1)

_LOST = (*DRIVER_ERRORS, DBAPIError, DatabaseUnavailableError, TimeoutError)

logger = structlog.get_logger("taskora.rate_limits")


class RateLimits:
    """The limits of a process. Who asks is known by their token, never by an address."""

    def __init__(
        self,
        database: Database,
        metrics: Metrics,
        reads: Rate,
        changes: Rate,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the rates, and the clock, so that time is an input."""
        self._metrics = metrics
        self._clock = clock
        self._reads = Buckets(reads) if reads.per_second else None
        self._changes = Allowances(database, changes, clock) if changes.per_second else None
        # What a process lets through by itself while the database cannot be asked.
        self._alone = Buckets(changes) if changes.per_second else None
        self._lost_until = float("-inf")

    async def admit(self, member_id: str, *, changes: bool) -> None:
        """Let one request through. That of a read waits for nothing, and writes nothing.

        Raises:
            RateLimitedError: the person was too fast.
        """
        if changes:
            wait_seconds = await self._take_change(member_id)
        elif self._reads is not None:
            wait_seconds = self._reads.take(member_id, self._clock())
        else:
            return
        if wait_seconds > 0:
            self._metrics.count_rate_limited("changes" if changes else "reads")
            raise RateLimitedError(whole_seconds(wait_seconds))

    async def _take_change(self, member_id: str) -> float:
        if self._changes is None or self._alone is None:
            return 0.0
        # Nearly always there is one that was taken before, and nothing that could be late.
        wait_seconds = self._changes.spend(member_id)
        if wait_seconds is not None:
            return wait_seconds
        if self._clock() >= self._lost_until:
            try:
                async with asyncio.timeout(ASKED_SECONDS):
                    return await self._changes.take(member_id)
            except _LOST as error:
                self._lost_until = self._clock() + LOST_SECONDS
                self._metrics.count_rate_limit_lost()
                logger.warning("rate_limits.lost", reason=type(error).__name__)
        return self._alone.take(member_id, self._clock())

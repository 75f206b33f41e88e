"""Whether this process can serve: the database answers, and its schema is new enough."""

import asyncio
import time
from dataclasses import dataclass, replace
from typing import Literal

from taskora_api.database.engine import Database
from taskora_api.database.revisions import is_enough, read_revision
from taskora_api.errors import DatabaseUnavailableError

# An answer that comes after the prober has given up is none.
READINESS_SECONDS = 1.4

Check = Literal["ok", "unavailable", "outdated", "unknown"]


@dataclass(frozen=True)
class ReadinessReport:
    database: Check
    database_schema: Check
    is_draining: bool = False
    revision: str | None = None

    @property
    def is_ready(self) -> bool:
        """Ready means that a request sent now would be served."""
        return (self.database, self.database_schema, self.is_draining) == ("ok", "ok", False)


class Readiness:
    """Asks the database, but not on every probe: a database at rest may be allowed to sleep."""

    def __init__(self, database: Database, cache_seconds: float) -> None:
        self._database = database
        self._cache_seconds = cache_seconds
        self._report = ReadinessReport("unknown", "unknown")
        self._checked_at = float("-inf")
        self._lock = asyncio.Lock()
        self._is_draining = False
        # Set once this process has served, so that what can wait does not delay it.
        self.was_ready = asyncio.Event()

    @property
    def last(self) -> ReadinessReport:
        """What was found when somebody last asked."""
        return self._report

    def drain(self) -> None:
        """Take no new work from now on: the process was asked to end."""
        self._is_draining = True

    async def check(self) -> ReadinessReport:
        """Report, from the cache when it is young enough."""
        async with self._lock:
            if time.monotonic() - self._checked_at > self._cache_seconds:
                self._report = await self._ask()
                self._checked_at = time.monotonic()
        report = self._report
        if report.is_ready:
            self.was_ready.set()
        return replace(report, is_draining=self._is_draining)

    async def _ask(self) -> ReadinessReport:
        try:
            revision = await self._database.read(read_revision)
        except DatabaseUnavailableError:
            return ReadinessReport("unavailable", "unknown")
        schema: Check = "ok" if is_enough(revision) else "outdated"
        return ReadinessReport("ok", schema, revision=revision)

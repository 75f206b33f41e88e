"""The tasks that a secret address opens."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav import objects
from taskora_api.caldav.objects import TASKS
from taskora_api.calendar_feeds.service import CalendarFeedService
from taskora_api.calendars.feed import FeedTasks
from taskora_api.calendars.store import StoredTask
from taskora_api.database.engine import Database
from taskora_api.rate_limits.service import RateLimits
from taskora_api.wire import utc_now

# What was done longer ago is in the product alone: a feed is sent whole, again and again.
DONE_SHOWN = timedelta(days=30)


class TaskFeeds:
    """A `FeedSource`: what the owner of a feed may see now, of one space or of all."""

    def __init__(
        self,
        database: Database,
        feeds: CalendarFeedService,
        limits: RateLimits,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._feeds = feeds
        self._limits = limits
        self._clock = clock

    async def feed(self, secret: str) -> FeedTasks | None:
        """Give what an address opens, None for one that opens nothing."""
        opened = await self._feeds.open(secret)
        if opened is None:
            return None
        await self._limits.admit(opened.owner_id, changes=False)
        since = self._clock() - DONE_SHOWN
        shown = objects.seen_by(opened.owner_id).where(
            or_(TASKS.c.completed_at.is_(None), TASKS.c.completed_at >= since)
        )
        if opened.space_id is not None:
            shown = shown.where(TASKS.c.space_id == opened.space_id)
        shown = shown.order_by(TASKS.c.created_at, TASKS.c.id)

        async def work(connection: AsyncConnection) -> list[StoredTask]:
            return await objects.read(connection, shown)

        return FeedTasks(opened.name, tuple(await self._database.read(work)))

"""What answers at /dav and /feeds; it is imported for the first who asks."""

from starlette.types import ASGIApp

from taskora_api.app_passwords.service import AppPasswordService
from taskora_api.caldav.feeds import TaskFeeds
from taskora_api.caldav.store import TaskCalendars
from taskora_api.calendar_feeds.service import CalendarFeedService
from taskora_api.calendars.dav.app import CalDav
from taskora_api.calendars.feed import feed_route
from taskora_api.database.engine import Database
from taskora_api.ledger.stores import Stores
from taskora_api.rate_limits.service import RateLimits


def make(
    database: Database,
    passwords: AppPasswordService,
    feeds: CalendarFeedService,
    stores: Stores,
    feeds_path: str,
    *,
    limits: RateLimits,
) -> tuple[ASGIApp, ASGIApp]:
    """Make what speaks CalDAV, and what answers with feeds."""
    dav = CalDav(TaskCalendars(database, passwords, stores, limits))
    return dav, feed_route(feeds_path, TaskFeeds(database, feeds, limits)).app

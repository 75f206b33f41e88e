"""/dav and /feeds, and what answers there, which is imported for the first who asks."""

import asyncio
import importlib

from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from taskora_api.app_passwords.service import AppPasswordService
from taskora_api.calendar_feeds.service import CalendarFeedService
from taskora_api.calendars.discovery import WELL_KNOWN, well_known_route
from taskora_api.database.engine import Database
from taskora_api.ledger.stores import Stores
from taskora_api.rate_limits.service import RateLimits

ROOT = "/dav"
FEEDS = "/feeds"
_SERVING = "taskora_api.caldav.serving"


class CalendarServer:
    """Makes what answers with the first request: its packages take memory and time."""

    def __init__(
        self,
        database: Database,
        passwords: AppPasswordService,
        feeds: CalendarFeedService,
        stores: Stores,
        limits: RateLimits,
    ) -> None:
        self._parts = (database, passwords, feeds, stores)
        self._limits = limits
        self._lock = asyncio.Lock()
        self._made: tuple[ASGIApp, ASGIApp] | None = None

    async def dav(self) -> ASGIApp:
        """What speaks CalDAV."""
        return (await self._both())[0]

    async def feeds(self) -> ASGIApp:
        """What answers with feeds."""
        return (await self._both())[1]

    async def _both(self) -> tuple[ASGIApp, ASGIApp]:
        async with self._lock:
            if self._made is None:
                module = await asyncio.to_thread(importlib.import_module, _SERVING)
                self._made = module.make(*self._parts, FEEDS, limits=self._limits)
            return self._made


def calendar_routes() -> list[Route]:
    """Make the routes. Objects are taken for ASGI applications, which take every method."""
    return [
        _Measured(WELL_KNOWN, well_known_route(f"{ROOT}/").endpoint, include_in_schema=False),
        _Measured(ROOT, _Dav(), include_in_schema=False),
        _Measured(f"{ROOT}/{{path:path}}", _Dav(), include_in_schema=False),
        _Measured(f"{FEEDS}/{{secret}}.ics", _Feeds(), methods=["GET"], include_in_schema=False),
    ]


class _Measured(Route):
    """A route that log and metrics name, as they do those of the framework."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say what the route takes, and name it where it does."""
        match, found = super().matches(scope)
        return match, {**found, "route": self} if match is Match.FULL else found


class _Dav:
    """The ASGI application below /dav."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        serving = await _server_of(scope).dav()
        await serving({**scope, "root_path": scope.get("root_path", "") + ROOT}, receive, send)


class _Feeds:
    """The ASGI application of an address below /feeds."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        serving = await _server_of(scope).feeds()
        await serving(scope, receive, send)


def _server_of(scope: Scope) -> CalendarServer:
    server: CalendarServer = scope["app"].state.calendars
    return server

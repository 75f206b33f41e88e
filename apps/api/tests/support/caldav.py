"""A CalDAV server of calendars in memory, and somebody who talks to it."""

import re
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx2
import uvicorn
from lxml import etree
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from support.calendar_store import ANN, BEN, PASSWORD, TASKS, MemoryStore
from support.ports import held_port
from taskora_api.calendars.dav.app import CalDav
from taskora_api.calendars.dav.names import PREFIXES
from taskora_api.calendars.discovery import well_known_route
from taskora_api.calendars.feed import feed_route
from taskora_api.calendars.todo.changes import Intent

ROOT = "/dav"
HOME = f"{ROOT}/calendars/ann/"
CALENDAR = f"{HOME}{TASKS}/"
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
START_TIMEOUT_SECONDS = 20
OK, GONE = "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"


def application(store: MemoryStore) -> Starlette:
    """Mount it below a path, as a service does."""
    return Starlette(
        routes=[
            well_known_route(f"{ROOT}/"),
            feed_route("/feeds", store),
            Mount(ROOT, CalDav(store)),
        ]
    )


def todo(*lines: str, uid: str = "one") -> bytes:
    """Write an object with a VTODO of these lines."""
    whole = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VTODO"),
        *(f"UID:{uid}", "DTSTAMP:20260301T080000Z", *lines, "END:VTODO", "END:VCALENDAR"),
    ]
    return "".join(f"{line}\r\n" for line in whole).encode()


def unfolded(text: bytes) -> list[str]:
    """Give the lines of a text without folds."""
    return re.sub(rb"\r?\n[ \t]", b"", text).decode().splitlines()


@dataclass
class Found:
    """What a 207 says of one resource."""

    status: str | None
    properties: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Give the text of a property by its prefixed name."""
        return "".join(self.properties[name].itertext())

    def names_inside(self, name: str) -> list[str]:
        """Give the names of all elements inside a property."""
        return [_short(each.tag) for each in self.properties[name].iter()][1:]


@dataclass
class Dav:
    """Ann with an app password; `store` is None where the product has her tasks."""

    client: httpx2.AsyncClient
    store: MemoryStore | None = None

    async def send(
        self, method: str, path: str, body: str | bytes = b"", **headers: str
    ) -> httpx2.Response:
        """Send a request; headers are named with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else body.encode()
        return await self.client.request(method, path, content=content, headers=named)

    async def put(self, name: str, text: bytes, **headers: str) -> httpx2.Response:
        """Put an object into the calendar."""
        return await self.send(
            "PUT", f"{CALENDAR}{name}", text, content_type="text/calendar; charset=utf-8", **headers
        )

    async def get(self, name: str) -> httpx2.Response:
        """Get an object of the calendar."""
        return await self.send("GET", f"{CALENDAR}{name}")

    async def propfind(self, path: str, *names: str, depth: str = "0") -> dict[str, Found]:
        """Ask for properties by their prefixed names."""
        wanted = "".join(f"<{name}/>" for name in names)
        body = f"<d:propfind {NAMESPACES}><d:prop>{wanted}</d:prop></d:propfind>"
        return found_in(await self.send("PROPFIND", path, body, depth=depth))

    async def query(self, condition: str, *names: str, path: str = CALENDAR) -> dict[str, Found]:
        """Ask by a filter of VTODO."""
        wanted = "".join(f"<{name}/>" for name in names or ("d:getetag",))
        body = (
            f"<c:calendar-query {NAMESPACES}><d:prop>{wanted}</d:prop><c:filter>"
            f'<c:comp-filter name="VCALENDAR"><c:comp-filter name="VTODO">{condition}'
            "</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
        )
        return found_in(await self.send("REPORT", path, body, depth="1"))

    async def multiget(self, *paths: str) -> dict[str, Found]:
        """Ask for objects by their paths."""
        hrefs = "".join(f"<d:href>{path}</d:href>" for path in paths)
        body = (
            f"<c:calendar-multiget {NAMESPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>"
            f"{hrefs}</c:calendar-multiget>"
        )
        return found_in(await self.send("REPORT", CALENDAR, body, depth="1"))

    async def sync(
        self, token: str = "", path: str = CALENDAR, limit: int | None = None
    ) -> tuple[str, dict[str, Found]]:
        """Ask for what has changed, and give the next token with it."""
        response = await self.send("REPORT", path, sync_body(token, limit), depth="0")
        found = found_in(response)
        (following,) = etree.fromstring(response.content).findall("{DAV:}sync-token")
        return str(following.text), found

    @property
    def memory(self) -> MemoryStore:
        """The store, for tests that look into it."""
        assert self.store is not None
        return self.store

    @property
    def meant(self) -> list[type[Intent]] | None:
        """What was meant by what was sent, as far as the store shows it."""
        return None if self.store is None else [type(each) for each in self.store.intents]

    async def recurs(self, name: str) -> bool:
        """Say whether the task of a name recurs, and is not only text with a rule in it."""
        return self.list_of_ann().objects[name].task.recurrence is not None

    async def give_ben(self, slug: str) -> None:
        """Make a calendar of somebody else."""
        await self.memory.create_calendar(BEN, slug, slug, {})

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[httpx2.AsyncClient]:
        """Somebody at the same server who is not signed in."""
        async with httpx2.AsyncClient(base_url=self.client.base_url, trust_env=False) as visitor:
            yield visitor

    def list_of_ann(self) -> Any:  # noqa: ANN401 - the list is the store's own.
        """Give what the store has of the calendar."""
        return self.memory.list_of(ANN, TASKS)


def sync_body(token: str, limit: int | None = None) -> str:
    """Write a sync-collection."""
    limits = "" if limit is None else f"<d:limit><d:nresults>{limit}</d:nresults></d:limit>"
    return (
        f"<d:sync-collection {NAMESPACES}><d:sync-token>{token}</d:sync-token>"
        f"<d:sync-level>1</d:sync-level>{limits}<d:prop><d:getetag/></d:prop></d:sync-collection>"
    )


def found_in(response: httpx2.Response) -> dict[str, Found]:
    """Read a 207, by paths."""
    assert response.status_code == 207, (response.status_code, response.text)
    found = {}
    for each in etree.fromstring(response.content).findall("{DAV:}response"):
        status = each.findtext("{DAV:}status")
        one = Found(status)
        for part in each.findall("{DAV:}propstat"):
            properties = {_short(prop.tag): prop for prop in part.find("{DAV:}prop")}
            if part.findtext("{DAV:}status") == OK:
                one.properties |= properties
            else:
                one.missing += properties
        found[each.findtext("{DAV:}href")] = one
    return found


def preconditions(response: httpx2.Response) -> list[str]:
    """Give the preconditions that an error names."""
    root = etree.fromstring(response.content)
    assert root.tag == "{DAV:}error"
    return [_short(each.tag) for each in root if not each.tag.endswith("responsedescription")]


@asynccontextmanager
async def talking(user: str = ANN.id, store: MemoryStore | None = None) -> AsyncIterator[Dav]:
    """Talk to the application without a network in between."""
    used = store or MemoryStore()
    transport = httpx2.ASGITransport(application(used))
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://api", auth=(user, PASSWORD)
    ) as client:
        yield Dav(client, used)


@contextmanager
def serving(app: ASGIApp, lifespan: Literal["on", "off"] = "off") -> Iterator[str]:
    """Serve on a port of this machine, and give the address."""
    with held_port() as port:
        config = uvicorn.Config(
            app, host="127.0.0.1", port=port, log_config=None, lifespan=lifespan
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.started
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(START_TIMEOUT_SECONDS)


@asynccontextmanager
async def serving_ann() -> AsyncIterator[Dav]:
    """Talk to the application over a connection."""
    store = MemoryStore()
    with serving(application(store)) as url:
        async with httpx2.AsyncClient(
            base_url=url, auth=(ANN.id, PASSWORD), trust_env=False, follow_redirects=True
        ) as client:
            yield Dav(client, store)


def _short(tag: str) -> str:
    uri, _, name = tag[1:].partition("}")
    prefix = next(prefix for prefix, known in PREFIXES.items() if known == uri)
    return f"{prefix}:{name}"

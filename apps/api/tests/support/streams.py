"""Reads a stream of events as a client does, without a network in between."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI

PATH = "/api/v1/events"
# A stream that says nothing for so long is broken, however busy the machine.
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Said:
    """An event as it came; what comes before the first one has a `retry`."""

    id: str | None
    event: str
    data: dict[str, Any]
    retry: int | None = None


class EventStream:
    """One client's stream, by its ASGI messages: of events, or what another path answers."""

    def __init__(
        self,
        application: FastAPI,
        headers: dict[str, str],
        query: dict[str, str],
        *,
        path: str = PATH,
        sent: object = None,
    ) -> None:
        """Take what is sent as JSON, by POST; nothing is sent where that is None."""
        self._application = application
        self._body = b"" if sent is None else json.dumps(sent).encode()
        self._scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET" if sent is None else "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": urlencode(query).encode(),
            "headers": [
                (b"host", b"api"),
                (b"content-type", b"application/json"),
                *((name.lower().encode(), value.encode()) for name, value in headers.items()),
            ],
            "client": ("127.0.0.1", 1),
            "server": ("api", 80),
        }
        self._sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._gone = asyncio.Event()
        self._is_asked = False
        self._job: asyncio.Task[None] | None = None
        self._text = ""
        self.status = 0
        self.headers: dict[str, str] = {}
        self.last_id: str | None = None
        self.comments: list[str] = []

    async def open(self) -> "EventStream":
        """Send the request, and read the head of the answer."""
        self._job = asyncio.create_task(
            self._application(self._scope, self._receive, self._sent.put)  # type: ignore[arg-type]
        )
        start = await self._next_message()
        self.status = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        return self

    async def leave(self) -> None:
        """Close the connection, and wait until the application has noticed."""
        self._gone.set()
        if self._job is not None:
            await asyncio.gather(self._job, return_exceptions=True)

    async def read(self) -> Said:
        """The next event, or what comes before the first."""
        while True:
            while "\n\n" not in self._text:
                message = await self._next_message()
                self._text += message.get("body", b"").decode()
            block, self._text = self._text.split("\n\n", 1)
            said = self._parse(block)
            if said is not None:
                return said

    async def ends(self) -> bool:
        """Wait for the end of the answer; whether nothing else came before it."""
        message = await self._next_message()
        return not message.get("more_body", False) and not message.get("body")

    async def read_until(self, space_id: str, sequence: int) -> list[Said]:
        """All events until one says that a space has grown so far."""
        found: list[Said] = []
        while True:
            said = await self.read()
            found.append(said)
            if said.data.get("spaceId") == space_id and said.data.get("sequence", 0) >= sequence:
                return found

    def _parse(self, block: str) -> Said | None:
        lines = block.split("\n")
        self.comments += [line for line in lines if line.startswith(":")]
        fields = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
        if not fields:
            return None
        self.last_id = fields.get("id", self.last_id)
        retry = fields.get("retry")
        return Said(
            fields.get("id"),
            fields.get("event", "message"),
            json.loads(fields.get("data", "{}")),
            None if retry is None else int(retry),
        )

    async def _receive(self) -> dict[str, Any]:
        if not self._is_asked:
            self._is_asked = True
            return {"type": "http.request", "body": self._body, "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _next_message(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._sent.get()


@asynccontextmanager
async def streaming(
    application: FastAPI, headers: dict[str, str], **query: str
) -> AsyncIterator[EventStream]:
    """Open a stream, and leave it at the end of the block."""
    stream = EventStream(application, headers, query)
    try:
        yield await stream.open()
    finally:
        await stream.leave()

"""One client of the stream of events, as small as can be: a bench has ten thousand of them."""

import asyncio
import json
import time
from http import HTTPStatus
from urllib.parse import urlsplit

ATTEMPTS_MAX = 5


class EventClient(asyncio.Protocol):
    """One stream; a follower notes when each sequence of a space came."""

    def __init__(self, host: str, token: str, last_event_id: str, *, is_follower: bool) -> None:
        """Take who asks, after which event, and whether it notes what comes."""
        after = f"Last-Event-ID: {last_event_id}\r\n" if last_event_id else ""
        self._request = (
            f"GET /api/v1/events HTTP/1.1\r\nHost: {host}\r\n"
            f"Authorization: Bearer {token}\r\n{after}\r\n"
        ).encode()
        self.token = token
        self.is_follower = is_follower
        # Each sequence that came, and when.
        self.received: list[tuple[int, float]] = []
        # When to come back, in milliseconds, as the stream said at its beginning.
        self.retry = 0
        self.last_event_id = last_event_id
        self._text = b""
        self._said_bye = False
        loop = asyncio.get_running_loop()
        # The status of the answer, 0 where there was none.
        self.status: asyncio.Future[int] = loop.create_future()
        # Whether the stream said that it ends before its connection did.
        self.ended: asyncio.Future[bool] = loop.create_future()
        self.transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - as asyncio makes it.
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self.status.done():
            self.status.set_result(int(data.split(b" ", 2)[1]))
        now = time.perf_counter()
        self._text += data
        *lines, self._text = self._text.split(b"\n")
        for line in lines:
            name, _, value = line.strip().partition(b": ")
            match name:
                case b"retry":
                    self.retry = int(value)
                case b"id":
                    self.last_event_id = value.decode()
                case b"event":
                    self._said_bye = self._said_bye or value == b"bye"
                case b"data" if self.is_follower and b"sequence" in value:
                    self.received.append((json.loads(value)["sequence"], now))

    def connection_lost(self, exception: Exception | None) -> None:
        if not self.status.done():
            self.status.set_result(0)
        self.ended.set_result(self._said_bye and exception is None)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()


async def open_stream(
    url: str, token: str, *, is_follower: bool, last_event_id: str = ""
) -> EventClient:
    """Open a stream, again where it was refused.

    Raises:
        RuntimeError: it was refused too often.
    """
    address = urlsplit(url)
    loop = asyncio.get_running_loop()
    for _ in range(ATTEMPTS_MAX):
        transport, client = await loop.create_connection(
            lambda: EventClient(address.netloc, token, last_event_id, is_follower=is_follower),
            address.hostname or "",
            address.port or 0,
        )
        status = await client.status
        if status == HTTPStatus.OK:
            return client
        transport.close()
    raise RuntimeError(f"API_BENCH_EVENTS: a stream was refused with {status}")

"""Keeps a server busy: `python -m bench.load`, with what to send as JSON on standard input.

Each connection sends its next request as soon as its last one was answered. Every answer is
compared with what is wanted: the status, and the body where it is known.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import httptools
import uvloop

START_TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Plan:
    """What to send, as text: one request for each connection, and its answer if it is known."""

    port: int
    warm_up_seconds: float
    seconds: float
    status: int
    requests: list[str]
    bodies: list[str | None]


@dataclass(frozen=True)
class Load:
    """How many answers came within the seconds; of all, warm-up included, how many were wrong."""

    answered: int
    seconds: float
    whole: int
    wrong: int


class _Count:
    def __init__(self) -> None:
        self.answered = 0
        self.wrong = 0
        self.lost = 0


class _Connection(asyncio.Protocol):
    """Sends the same request again and again; the parser calls its `on_` functions."""

    def __init__(self, request: bytes, body: bytes | None, status: int, count: _Count) -> None:
        self._request = request
        self._wanted = body
        self._status = status
        self._count = count
        self._chunks: list[bytes] = []
        self._transport: Any = None
        self._parser: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._parser = httptools.HttpResponseParser(self)
        self._transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the interface.
        self._count.lost += 1

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._chunks.append(body)

    def on_message_complete(self) -> None:
        count = self._count
        count.answered += 1
        is_known = self._wanted is None or b"".join(self._chunks) == self._wanted
        if self._parser.get_status_code() != self._status or not is_known:
            count.wrong += 1
        self._chunks.clear()
        self._transport.write(self._request)


async def apply_load(plan: Plan) -> Load:
    """Connect, warm up, and count for the seconds of the plan.

    Raises:
        ConnectionError: the server closed a connection, so the count would be of fewer.
    """
    count = _Count()
    loop = asyncio.get_running_loop()
    transports: Sequence[asyncio.BaseTransport] = []
    pairs = zip(plan.requests, plan.bodies, strict=True)
    async with asyncio.timeout(START_TIMEOUT_SECONDS):
        transports = [
            (await loop.create_connection(_factory(*pair, plan, count), "127.0.0.1", plan.port))[0]
            for pair in pairs
        ]
    try:
        await asyncio.sleep(plan.warm_up_seconds)
        before, started = count.answered, time.perf_counter()
        await asyncio.sleep(plan.seconds)
        whole, seconds = count.answered, time.perf_counter() - started
        if count.lost:
            raise ConnectionError(f"{count.lost} connections were closed by the server")
        return Load(whole - before, seconds, whole, count.wrong)
    finally:
        for transport in transports:
            transport.close()


def _factory(request: str, body: str | None, plan: Plan, count: _Count) -> Any:  # noqa: ANN401
    wanted = None if body is None else body.encode()
    return lambda: _Connection(request.encode(), wanted, plan.status, count)


def main() -> None:
    plan = Plan(**json.load(sys.stdin))
    json.dump(asdict(uvloop.run(apply_load(plan))), sys.stdout)


if __name__ == "__main__":
    main()

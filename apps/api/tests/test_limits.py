"""What is too much is refused early and cheaply."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send
from uvicorn.server import ServerState

from support.issuer import Issuer
from support.process import Service, running_service
from taskora_api.http.body_limit import BODY_BYTES_MAX, BodyLimitMiddleware
from taskora_api.http.header_limit import HeaderLimitProtocol
from taskora_api.settings import Settings
from taskora_api.tasks.field_types import TAGS_MAX
from taskora_api.text import NOTES_LENGTH_MAX, TITLE_LENGTH_MAX

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def service(
    application: FastAPI,
    settings: Settings,
    issuer: Issuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    """A process of its own, whose memory can be measured, on the database of the application."""
    assert application.state.services
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
    }
    with running_service(environment, tmp_path_factory.mktemp("limits") / "log") as running:
        yield running


def _memory_bytes(service: Service) -> int:
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


async def test_a_hundred_megabytes_are_refused_without_being_held(
    service: Service, signed_in: dict[str, str]
) -> None:
    block = b"x" * MEGABYTE

    async def endless() -> AsyncIterator[bytes]:
        yield b'{"title": "'
        for _ in range(100):
            yield block

    async with httpx2.AsyncClient(base_url=service.url, trust_env=False) as client:
        await client.get("/health")
        before = _memory_bytes(service)
        for headers in ({}, {"Content-Length": str(100 * MEGABYTE)}):
            try:
                response = await client.post(
                    "/api/v1/tasks", content=endless(), headers=signed_in | headers
                )
                assert response.status_code == 413
                assert len(response.content) < 1000
            except httpx2.TransportError:
                # The connection is closed while the rest is still being sent.
                assert (await client.get("/health")).status_code == 200
        assert _memory_bytes(service) - before < 20 * MEGABYTE


TWISTED: dict[str, tuple[bytes, set[int]]] = {
    "100,000 levels": (b"[" * 100_000 + b"]" * 100_000, {400}),
    "100,000 levels of objects": (b'{"a":' * 50_000, {400}),
    "a million items": (b"[" + b"0," * 1_000_000 + b"0]", {413}),
    "a million items within the size": (b"[" + b"0," * 100_000 + b"0]", {413}),
    "one long number": (b"1" * 200_000, {400, 422}),
    "one long string of escapes": (b'{"title": "' + b"\\u0000" * 30_000 + b'"}', {400, 422}),
}


ATTACKED = ("/api/v1/tasks", "/api/v1/chat", "/mcp")


@pytest.mark.parametrize("attack", TWISTED, ids=str)
async def test_others_are_served_while_somebody_attacks(
    service: Service, signed_in: dict[str, str], attack: str
) -> None:
    """Sixty times, by eight at once, beside as many clients that send headers and bodies slowly."""
    body, expected = TWISTED[attack]
    headers = signed_in | {"Content-Type": "application/json"}
    statuses: set[int] = set()
    async with (
        httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=60) as client,
        httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=60) as other,
        _slow_clients(service),
    ):
        # What is loaded with the first request of its kind is no growth.
        for path in ATTACKED:
            await client.post(path, json={"title": "a"}, headers=headers)
        before, at_once = _memory_bytes(service), asyncio.Semaphore(8)

        async def attacked(path: str) -> None:
            # A connection may be closed while the rest is still being sent.
            async with at_once:
                with suppress(httpx2.TransportError):
                    answer = await client.post(path, content=body, headers=headers)
                    statuses.add(answer.status_code)

        async with asyncio.TaskGroup() as group:
            for path in ATTACKED * 20:
                group.create_task(attacked(path))
            for _ in range(20):
                assert (await other.get("/api/v1/tasks", headers=signed_in)).status_code == 200
        assert statuses <= expected | {406}
        assert statuses or len(body) > BODY_BYTES_MAX
        assert _memory_bytes(service) - before < 20 * MEGABYTE


@asynccontextmanager
async def _slow_clients(service: Service) -> AsyncIterator[None]:
    """Clients that have begun, and do not go on."""
    host, port = service.url.removeprefix("http://").split(":")
    begun = b"POST /api/v1/tasks HTTP/1.1\r\nHost: api\r\nContent-Length: 1000\r\n\r\n{"
    writers = []
    for sent in (begun, begun[:40]) * 4:
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        writers.append(writer)
    try:
        yield
    finally:
        for writer in writers:
            writer.close()


@pytest.mark.parametrize("is_escaped", [False, True])
async def test_the_longest_texts_are_taken_however_they_are_written(
    client: httpx2.AsyncClient, signed_in: dict[str, str], is_escaped: bool
) -> None:
    """A character outside of the basic plane is two escapes, of six bytes each."""
    tags = [f"{number:02}" + "😀" * 98 for number in range(TAGS_MAX)]
    body = {"title": "😀" * TITLE_LENGTH_MAX, "notes": "😀" * NOTES_LENGTH_MAX, "tags": tags}
    content = json.dumps(body, ensure_ascii=is_escaped)
    headers = signed_in | {"Content-Type": "application/json"}
    response = await client.post("/api/v1/tasks", content=content, headers=headers)
    assert response.status_code == 201
    assert {name: response.json()[name] for name in body} == body


@pytest.mark.parametrize("kind", ["application/json", "application/merge-patch+json"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be"])
async def test_what_is_not_utf_8_is_refused_before_it_is_parsed(
    client: httpx2.AsyncClient, signed_in: dict[str, str], encoding: str, kind: str
) -> None:
    headers = signed_in | {"Content-Type": kind}
    for text in ('{"title": "x"}', "[" * 60_000, "[" + "0," * 30_000 + "0]"):
        content = text.encode(encoding)
        response = await client.post("/api/v1/tasks", content=content, headers=headers)
        assert response.status_code == 400
        assert response.json()["detail"] == "The body is not UTF-8."
    text = '{"title": "\xff"}'
    response = await client.post("/api/v1/tasks", content=text.encode("latin-1"), headers=headers)
    assert response.status_code == 400


async def test_a_byte_order_mark_hides_nothing(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    """Some editors write it; it is no part of the text."""
    headers = signed_in | {"Content-Type": "application/json"}
    for text, status in (
        ('{"title": "x"}', 201),
        ("[" * 65 + "]" * 65, 400),
        ("[" + "0," * 30_000 + "0]", 413),
    ):
        content = text.encode("utf-8-sig")
        response = await client.post("/api/v1/tasks", content=content, headers=headers)
        assert response.status_code == status


@pytest.mark.parametrize(
    "body",
    ["[" * 60_000, '{"title":' * 6_000, json.dumps({"title": list(range(10_000))}), "1" * 60_000],
    ids=["deep arrays", "deep objects", "long array", "long number"],
)
async def test_twisted_json_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], body: str
) -> None:
    headers = signed_in | {"Content-Type": "application/json"}
    response = await client.post("/api/v1/tasks", content=body, headers=headers)
    assert response.status_code in {400, 422}
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.content) < 2000


@pytest.mark.parametrize(
    "endless",
    [b"x", b"x-a: b\r\n", b"\r\n"],
    ids=["a line without end", "headers without end", "lines before the request"],
)
async def test_headers_without_end_are_cut_off(service: Service, endless: bytes) -> None:
    host, port = service.url.removeprefix("http://").split(":")
    start = b"" if endless == b"\r\n" else b"GET /health HTTP/1.1\r\nx-first: "
    before = _memory_bytes(service)
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(start)
    with suppress(ConnectionError):
        async with asyncio.timeout(20):
            for _ in range(1000):
                writer.write(endless * 4096)
                await writer.drain()
            await reader.read()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    assert _memory_bytes(service) - before < 20 * MEGABYTE


async def test_headers_that_never_come_time_out() -> None:
    async def application(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("the application was reached")

    config = uvicorn.Config(application, log_config=None, lifespan="off")
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()

    def make() -> HeaderLimitProtocol:
        protocol = HeaderLimitProtocol(config, state, {}, loop)
        protocol.timeout_seconds = 0.05
        return protocol

    server = await loop.create_server(make, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for sent in (b"", b"GET / HTTP/1.1\r\nx-slow: "):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        await writer.wait_closed()
    server.close()


async def test_huge_headers_are_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    response = await client.get("/api/v1/tasks", headers=signed_in | {"X-Huge": "x" * 40_000})
    assert response.status_code == 431


async def _unreachable(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise AssertionError("the application was reached")


async def _call(scope: Scope, messages: list[Message], timeout_seconds: float = 5) -> list[Message]:
    sent: list[Message] = []
    waiting = list(messages)

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        return await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    await BodyLimitMiddleware(_unreachable, timeout_seconds)(scope, receive, send)
    return [*sent, {"type": "unread", "count": len(waiting)}]


def _scope(**headers: str) -> Scope:
    pairs = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {"type": "http", "method": "POST", "path": "/api/v1/tasks", "headers": pairs}


async def test_a_declared_length_over_the_limit_is_refused_without_reading() -> None:
    chunk: Message = {"type": "http.request", "body": b"x", "more_body": True}
    messages = await _call(_scope(content_length=str(BODY_BYTES_MAX + 1)), [chunk])
    assert messages[0]["status"] == 413
    assert (b"connection", b"close") in messages[0]["headers"]
    assert messages[-1]["count"] == 1


async def test_a_body_that_lies_about_its_length_is_cut_at_the_limit() -> None:
    chunk: Message = {"type": "http.request", "body": b"x" * 1024, "more_body": True}
    chunks = BODY_BYTES_MAX // 1024 + 10
    messages = await _call(_scope(content_length="5"), [chunk] * chunks)
    assert messages[0]["status"] == 413
    assert messages[-1]["count"] == chunks - BODY_BYTES_MAX // 1024 - 1


async def test_a_body_that_never_ends_times_out() -> None:
    chunk: Message = {"type": "http.request", "body": b"x", "more_body": True}
    chunked = _scope(transfer_encoding="chunked")
    messages = await _call(chunked, [chunk], timeout_seconds=0.05)
    assert messages[0]["status"] == 408


async def test_a_request_without_a_body_is_not_waited_for() -> None:
    reached = []

    async def application(_scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.append(True)

    async def never() -> Message:
        return await asyncio.Future()

    async def unsent(_message: Message) -> None:
        raise AssertionError("it was answered")

    await BodyLimitMiddleware(application, 0.05)(_scope(host="api"), never, unsent)
    assert reached == [True]

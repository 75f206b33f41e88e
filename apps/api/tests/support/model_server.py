"""Servers of models on this machine that answer as told, in the protocol of each provider."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal, TypeVar

# How many events of an answer are sent before it is cut off, or before nothing more comes.
End = Literal["whole", "cut", "closed", "silent"]


@dataclass(frozen=True)
class ToolCall:
    """A call as a model writes it; its arguments may be no JSON at all."""

    name: str
    arguments: str
    call_id: str


@dataclass(frozen=True)
class Reply:
    """What the server answers to one request."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    status: int = 200
    end: End = "whole"
    finish: str = ""
    tokens: int = 10


def call(name: str, call_id: str = "call_1", **arguments: Any) -> ToolCall:  # noqa: ANN401 - JSON.
    """Make a call with arguments that are JSON."""
    return ToolCall(name, json.dumps(arguments), call_id)


@dataclass
class ModelServer:
    """Answers with the script, one reply for each request, and keeps what it was asked."""

    url: str
    events_of: Callable[[Reply], Iterator[str]]
    script: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    # Set when a request is there that gets no answer.
    is_silent: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Return the messages of the last request."""
        found: list[dict[str, Any]] = self.requests[-1]["messages"]
        return found

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            body = await reader.readexactly(int(headers["content-length"]))
            request = json.loads(body)
            self.requests.append(request)
            self.keys.append(headers.get("authorization", ""))
            await self._answer(writer, self.reply_to(request))
        finally:
            writer.close()

    def reply_to(self, _request: dict[str, Any]) -> Reply:
        """Say what a request is answered with: the next of the script."""
        return self.script.pop(0) if self.script else Reply(text="That was all.")

    async def _answer(self, writer: asyncio.StreamWriter, reply: Reply) -> None:
        if reply.status != HTTPStatus.OK:
            body = b'{"message": "no sk-secret", "error": {"message": "no sk-secret"}}'
            head = f"HTTP/1.1 {reply.status} No\r\ncontent-type: application/json\r\n"
            writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
            return
        is_chunked = reply.end != "closed"
        kind = "transfer-encoding: chunked" if is_chunked else "connection: close"
        writer.write(
            f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{kind}\r\n\r\n".encode()
        )
        events = list(self.events_of(reply))
        for event in events if reply.end == "whole" else events[: len(events) // 2]:
            data = event.encode()
            framed = f"{len(data):x}\r\n".encode() + data + b"\r\n"
            writer.write(framed if is_chunked else data)
        await writer.drain()
        if reply.end == "silent":
            self.is_silent.set()
            await asyncio.Event().wait()
        if reply.end == "whole":
            writer.write(b"0\r\n\r\n")
            await writer.drain()
        elif reply.end == "cut":
            writer.transport.abort()


Server = TypeVar("Server", bound=ModelServer)


def _event(data: object) -> str:
    return f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n"


def openai_events(reply: Reply) -> Iterator[str]:
    """Write a reply as OpenAI does."""

    def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _event(_openai_chunk([choice]))

    yield chunk({"role": "assistant", "content": ""})
    for word in reply.text.split(" ") if reply.text else []:
        yield chunk({"content": f"{word} "})
    for index, each in enumerate(reply.calls):
        function = {"name": each.name, "arguments": ""}
        made = {"index": index, "id": each.call_id, "type": "function", "function": function}
        yield chunk({"tool_calls": [made]})
        for piece in (each.arguments[:5], each.arguments[5:]):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    yield chunk({}, reply.finish or ("tool_calls" if reply.calls else "stop"))
    tokens = {"prompt_tokens": 0, "completion_tokens": reply.tokens, "total_tokens": reply.tokens}
    yield _event({**_openai_chunk([]), "usage": tokens})
    yield _event("[DONE]")


def _openai_chunk(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": choices,
    }


def cohere_events(reply: Reply) -> Iterator[str]:
    """Write a reply as Cohere does."""

    def event(kind: str, delta: dict[str, Any], index: int = 0) -> str:
        return f"event: {kind}\n" + _event({"type": kind, "index": index, "delta": delta})

    yield event("message-start", {"message": {"role": "assistant"}})
    if reply.text:
        yield event("content-start", {"message": {"content": {"type": "text", "text": ""}}})
        for word in reply.text.split(" "):
            yield event("content-delta", {"message": {"content": {"text": f"{word} "}}})
        yield event("content-end", {})
    for index, each in enumerate(reply.calls):
        function = {"name": each.name, "arguments": ""}
        made = {"id": each.call_id, "type": "function", "function": function}
        yield event("tool-call-start", {"message": {"tool_calls": made}}, index)
        for piece in (each.arguments[:5], each.arguments[5:]):
            arguments = {"function": {"arguments": piece}}
            yield event("tool-call-delta", {"message": {"tool_calls": arguments}}, index)
        yield event("tool-call-end", {}, index)
    tokens = {"tokens": {"input_tokens": 0, "output_tokens": reply.tokens}}
    finish = {"length": "MAX_TOKENS", "content_filter": "ERROR"}.get(reply.finish, "")
    finish = finish or ("TOOL_CALL" if reply.calls else "COMPLETE")
    yield event("message-end", {"finish_reason": finish, "usage": tokens})
    yield _event("[DONE]")


@asynccontextmanager
async def running_model_server(
    events_of: Callable[[Reply], Iterator[str]],
) -> AsyncIterator[ModelServer]:
    """Serve a script until the end of the block."""
    async with serving(ModelServer("", events_of)) as found:
        yield found


@asynccontextmanager
async def serving(found: Server) -> AsyncIterator[Server]:
    """Let a server of any kind serve until the end of the block."""
    handlers: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handler = asyncio.create_task(found.serve(reader, writer))
        handlers.add(handler)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield found
    finally:
        server.close()
        for handler in handlers:
            handler.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)

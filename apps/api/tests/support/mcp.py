"""The MCP server as programs of both generations of the protocol use it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import httpx2
from fastapi import FastAPI
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

MCP = "/mcp"
Generation = Literal["2025-11-25", "2026-07-28"]
GENERATIONS: tuple[Generation, ...] = ("2025-11-25", "2026-07-28")
_MODES = {"2025-11-25": "legacy", "2026-07-28": "auto"}


@dataclass(frozen=True)
class Program:
    """A program with a token, which connects for each of its calls: nothing ties them together."""

    application: FastAPI
    headers: dict[str, str]
    generation: Generation = "2026-07-28"

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Client]:
        """Connect with the official client."""
        transport = httpx2.ASGITransport(self.application)
        async with httpx2.AsyncClient(transport=transport, headers=self.headers) as http:
            streams = streamable_http_client(f"http://api{MCP}", http_client=http)
            async with Client(streams, mode=_MODES[self.generation]) as client:
                yield client

    async def answer(self, tool: str, **arguments: object) -> CallToolResult:
        """Call a tool, and return its answer."""
        async with self.connected() as client:
            assert client.protocol_version == self.generation
            return await client.call_tool(tool, dict(arguments))

    async def call(self, tool: str, **arguments: object) -> dict[str, Any]:
        """Call a tool that does what it is asked for, and return what it returned."""
        result = await self.answer(tool, **arguments)
        assert not result.is_error, text_of(result)
        structured: dict[str, Any] = result.structured_content
        # The text is for clients that read no structured content.
        assert json.loads(text_of(result)) == structured
        return structured

    async def refused(self, tool: str, **arguments: object) -> str:
        """Call a tool that refuses, and return its words."""
        result = await self.answer(tool, **arguments)
        assert result.is_error
        assert result.structured_content is None
        return text_of(result)


def text_of(result: CallToolResult) -> str:
    """Return the text of a result, which is one block."""
    (block,) = result.content
    assert block.type == "text"
    return block.text


def request_body(method: str, **params: object) -> dict[str, Any]:
    """Return a request of the older generation, which needs no handshake without a session."""
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


def request_headers(headers: dict[str, str]) -> dict[str, str]:
    """Return the headers of such a request."""
    accepted = {"Accept": "application/json, text/event-stream"}
    return headers | accepted | {"MCP-Protocol-Version": "2025-11-25"}

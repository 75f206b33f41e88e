"""How a server of the SDK answers: each request by itself, with one document of JSON."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import ASGIApp

from taskora_api.http.body_limit import BODY_BYTES_MAX


@asynccontextmanager
async def served(server: Server[dict[str, Any]]) -> AsyncIterator[ASGIApp]:
    """Serve a server of the SDK; nothing is kept between two requests, so any replica may answer.

    What the SDK would send besides an answer, such as progress, goes nowhere.
    """
    manager = StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, max_request_body_size=BODY_BYTES_MAX
    )
    async with manager.run():
        yield manager.handle_request

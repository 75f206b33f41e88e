"""The same server with what the product does without: sessions, streams, and those who listen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import ASGIApp

from support.conformance.server import create_server
from taskora_api.http.body_limit import BODY_BYTES_MAX
from taskora_api.rate_limits.service import RateLimits
from taskora_api.tasks.service import TaskService


@asynccontextmanager
async def serve(_tasks: TaskService, _limits: RateLimits) -> AsyncIterator[ASGIApp]:
    """Serve it with a session for each client of the older generation, and answers as streams."""
    manager = StreamableHTTPSessionManager(
        create_server(listens=True), max_request_body_size=BODY_BYTES_MAX
    )
    async with manager.run():
        yield manager.handle_request

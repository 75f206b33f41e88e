"""/mcp: who may come in, and the server behind it, which is started for the first who does."""

import asyncio
import importlib
import re

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from taskora_api.auth.caller import Caller
from taskora_api.auth.resource import WELL_KNOWN, ResourceServer
from taskora_api.auth.tokens import issuer_of
from taskora_api.errors import UnauthenticatedError
from taskora_api.http.dependencies import Services, authenticate, bearer_of
from taskora_api.http.problem import problem_response, request_id_of, send_problem
from taskora_api.mcp_server.caller_scope import CALLER_KEY
from taskora_api.rate_limits.service import RateLimits
from taskora_api.tasks.service import TaskService

PATH = "/mcp"
_SERVER_MODULE = "taskora_api.mcp_server.server"
# A browser names the page that sends a request. One from elsewhere may have been led here by a name
# that was pointed at this machine (DNS rebinding); the page of a local tool may come.
_LOCAL_ORIGIN = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
_UNAUTHENTICATED = "A valid bearer token is required."
_FOREIGN = "The request came from a page of another site. Programs send no Origin header."


logger = structlog.get_logger("taskora.mcp")


class McpServer:
    """Starts the server of the SDK with the first request, and ends it with the service."""

    def __init__(
        self, tasks: TaskService, limits: RateLimits, module: str = _SERVER_MODULE
    ) -> None:
        """Take the module whose `serve` makes the server; it is imported when it is needed."""
        self._tasks = tasks
        self._limits = limits
        self._module = module
        self._lock = asyncio.Lock()
        self._serving: ASGIApp | None = None
        self._job: asyncio.Task[None] | None = None
        self._ends = asyncio.Event()

    async def start(self) -> ASGIApp:
        """Return what serves requests."""
        if self._serving is None:
            async with self._lock:
                if self._serving is None:
                    await self._begin()
        if self._serving is None:
            raise RuntimeError("the MCP server has ended")
        return self._serving

    async def close(self) -> None:
        """End what was started."""
        self._ends.set()
        if self._job is not None:
            await self._job

    async def _begin(self) -> None:
        module = await asyncio.to_thread(importlib.import_module, self._module)
        started = asyncio.Event()

        async def serve() -> None:
            # The SDK's group of tasks must be left by the task that has entered it.
            async with module.serve(self._tasks, self._limits) as serving:
                self._serving = serving
                started.set()
                await self._ends.wait()
            self._serving = None

        self._job = asyncio.create_task(serve())
        await started.wait()


def mcp_routes() -> list[Route]:
    """Make the routes. Other methods are for streams and sessions, of which there are none.

    An object is taken for an ASGI application.
    """
    return [
        Route(PATH, Endpoint(), methods=["POST"], include_in_schema=False),
        Route(f"{WELL_KNOWN}{{path:path}}", _metadata, methods=["GET"], include_in_schema=False),
    ]


class Endpoint:
    """The ASGI application at /mcp."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        origin = request.headers.get("origin")
        if origin is not None and not _LOCAL_ORIGIN.fullmatch(origin):
            await send_problem(scope, send, 403, _FOREIGN)
            return
        services: Services = scope["app"].state.services
        try:
            caller = await _caller(request, services)
        except UnauthenticatedError as error:
            logger.info("auth.refused", reason=str(error), request_id=request_id_of(request))
            await _refusal(request, services.oauth)(scope, receive, send)
            return
        # A tool that changes something is one change besides.
        await services.rate_limits.admit(caller.id, changes=False)
        server: McpServer = scope["app"].state.mcp
        serving = await server.start()
        # Blanks around a value are none of it (RFC 9110); the SDK compares values with the body.
        headers = [(name, value.strip(b" \t")) for name, value in scope["headers"]]
        await serving({**scope, "headers": headers, CALLER_KEY: caller}, receive, send)


async def _caller(request: Request, services: Services) -> Caller:
    """Whose token it is: one for this resource, a personal one, or that of a session."""
    token, oauth = bearer_of(request), services.oauth
    if oauth is not None and issuer_of(token) == oauth.resource.authorization_server:
        return await oauth.tokens.verify(token)
    return await authenticate(services, token)


def _refusal(request: Request, oauth: ResourceServer | None) -> JSONResponse:
    """Refuse a request, and say where a program gets a token for it."""
    challenge = "Bearer"
    if oauth is not None:
        challenge = oauth.resource.challenge(has_token="authorization" in request.headers)
    return problem_response(request, 401, _UNAUTHENTICATED, headers={"WWW-Authenticate": challenge})


async def _metadata(request: Request) -> Response:
    """Say who gives tokens for this resource (RFC 9728); pages of other sites may read it too."""
    oauth: ResourceServer | None = request.app.state.services.oauth
    if oauth is None or oauth.resource.metadata_path != request.url.path:
        return problem_response(request, 404, "There is nothing at this address.")
    return JSONResponse(oauth.resource.metadata, headers={"Access-Control-Allow-Origin": "*"})

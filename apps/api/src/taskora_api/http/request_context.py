"""The outermost layer: an id for each request, safe headers, one line of log, no naked failure."""

import itertools
import re
import time
from secrets import token_hex

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taskora_api.http.problem import send_problem
from taskora_api.metrics.registry import Metrics

PROBE_PATHS = frozenset({"/health", "/ready"})
HEADER_BYTES_MAX = 32 * 1024

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_SAFE_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]

# An id is unlike all others, and no secret: randomness for each would be asked of the kernel.
_PROCESS = token_hex(8)
_NUMBERS = itertools.count()

logger = structlog.get_logger("taskora.access")


class RequestContextMiddleware:
    """Wraps everything else, so that even its failures have an id and the envelope."""

    def __init__(self, app: ASGIApp, metrics: Metrics | None = None) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        self._begin()
        request_id = _request_id_of(scope)
        scope["taskora.request_id"] = request_id
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = [(b"x-request-id", request_id.encode()), *_SAFE_HEADERS]
                message = {**message, "headers": [*message.get("headers", []), *own]}
            await send(message)

        try:
            if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES_MAX:
                await send_problem(
                    scope, send_with_headers, 431, "The headers are too large.", close=True
                )
            elif not _has_one_host(scope):
                await send_problem(
                    scope, send_with_headers, 400, "The request must name one host.", close=True
                )
            else:
                await self._app(scope, receive, send_with_headers)
        except Exception as error:
            logger.error("request.failed", request_id=request_id, exc_info=error)
            if status:
                # Half an answer is out: only a broken connection can say that it is not whole.
                raise
            await send_problem(scope, send_with_headers, 500, "Something failed on our side.")
        finally:
            self._end(scope, status, request_id, time.perf_counter() - started)

    def _begin(self) -> None:
        if self._metrics is not None:
            self._metrics.begin_request()

    def _end(self, scope: Scope, status: int, request_id: str, seconds: float) -> None:
        if self._metrics is not None:
            self._metrics.end_request(scope["method"], _route_of(scope), status, seconds)
        _log(scope, status, request_id, seconds)


def _has_one_host(scope: Scope) -> bool:
    """Two could mean two things to two servers in a row; only old clients may name none."""
    hosts = sum(name == b"host" for name, _ in scope["headers"])
    return hosts == 1 or (hosts == 0 and scope.get("http_version") != "1.1")


def _request_id_of(scope: Scope) -> str:
    """Keep the id that the front end gave, when it is one that a log can carry."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return str(value, "ascii")
    return f"{_PROCESS}{next(_NUMBERS):016x}"


def _route_of(scope: Scope) -> str | None:
    """Give the route and not the path: paths hold ids, and have no end of different values."""
    return getattr(scope.get("route"), "path", None)


def _log(scope: Scope, status: int, request_id: str, seconds: float) -> None:
    if scope["path"] in PROBE_PATHS and status < 500:  # noqa: PLR2004 - server errors.
        return
    logger.info(
        "request",
        method=scope["method"],
        route=_route_of(scope),
        status=status,
        duration_ms=round(seconds * 1000, 2),
        request_id=request_id,
    )

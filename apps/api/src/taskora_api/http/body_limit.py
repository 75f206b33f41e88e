"""Limits for bodies, before anything parses them: size, shape, and the time to arrive in."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taskora_api.exchange.limits import FILE_BYTES_MAX
from taskora_api.http.body_shape import DEPTH_MAX, ITEMS_MAX, Excess, excess_of, is_utf_8
from taskora_api.http.problem import send_problem

# The longest texts of a task, of characters that are twelve bytes each where they are escaped.
BODY_BYTES_MAX = 512 * 1024
# A calendar program names by their addresses the tasks that it wants to have.
REPORT_BYTES_MAX = 1024 * 1024
BODY_TIMEOUT_SECONDS = 15
# A file is read by its route, once it is known whose it is.
FILE_PATH = "/api/v1/imports"
_TOO_LARGE = (413, "The body is too large.")
_NOT_UTF_8 = (400, "The body is not UTF-8.")
_REFUSALS: dict[Excess | None, tuple[int, str] | None] = {
    None: None,
    Excess.DEPTH: (400, f"The body is nested in more than {DEPTH_MAX} levels."),
    Excess.ITEMS: (413, f"The body has more than {ITEMS_MAX} items."),
}
_BODY_HEADERS = frozenset({b"content-length", b"transfer-encoding"})


class BodyLimitMiddleware:
    """Holds back the request until its body is there, so that no route meets half a body."""

    def __init__(self, app: ASGIApp, timeout_seconds: float = BODY_TIMEOUT_SECONDS) -> None:
        self._app = app
        self._timeout_seconds = timeout_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        is_file = scope["path"] == FILE_PATH
        limit = _limit_of(scope)
        if _declared_length(scope) > limit:
            await send_problem(scope, send, *_TOO_LARGE, close=True)
            return
        if is_file:
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._timeout_seconds):
                body = await _read(receive, limit)
        except TimeoutError:
            await send_problem(scope, send, 408, "The body did not arrive in time.", close=True)
            return
        refusal = _TOO_LARGE if body is None else _refusal_of(scope, body)
        if body is None or refusal is not None:
            await send_problem(scope, send, *(refusal or _TOO_LARGE), close=True)
            return
        await self._app(scope, _Replay(body, receive), send)


def _refusal_of(scope: Scope, body: bytes) -> tuple[int, str] | None:
    if _is_json(scope) and not is_utf_8(body):
        return _NOT_UTF_8
    return _REFUSALS[excess_of(body)]


def _is_json(scope: Scope) -> bool:
    """Whether a route may read the body as JSON; a calendar program says itself what it writes."""
    return any(
        name == b"content-type" and b"json" in value.lower() for name, value in scope["headers"]
    )


def _limit_of(scope: Scope) -> int:
    if scope["path"] == FILE_PATH:
        return FILE_BYTES_MAX
    return REPORT_BYTES_MAX if scope["method"] == "REPORT" else BODY_BYTES_MAX


class _Replay:
    """Gives the body once, and afterwards what the server says, such as that the client left."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._message: Message | None = {"type": "http.request", "body": body, "more_body": False}
        self._receive = receive

    async def __call__(self) -> Message:
        message, self._message = self._message, None
        return message if message is not None else await self._receive()


def _has_body(scope: Scope) -> bool:
    """A request without either of these has none, by the rules of HTTP/1.1."""
    return any(name in _BODY_HEADERS for name, _ in scope["headers"])


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return 0


async def _read(receive: Receive, limit: int) -> bytes | None:
    """Read the body, or give up as soon as it is over the limit, whatever it declared."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)

"""The application: who may come in, which handler answers, and how failures go over the wire."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from taskora_api.calendars.dav.addresses import Address, Kind, read_address
from taskora_api.calendars.dav.collections import mkcalendar, mkcol
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.failures import (
    DavError,
    error_response,
    not_found,
    of_calendar_error,
    of_store_error,
)
from taskora_api.calendars.dav.objects import delete_resource, get_object, put_object
from taskora_api.calendars.dav.propfind import propfind
from taskora_api.calendars.dav.proppatch import proppatch
from taskora_api.calendars.dav.reports import report
from taskora_api.calendars.dav.xml import XML_BYTES_MAX
from taskora_api.calendars.errors import CalendarError, StoreError
from taskora_api.calendars.store import CalendarStore, Person
from taskora_api.calendars.todo.layout import TEXT_BYTES_MAX

CLASSES = "1, 3, extended-mkcol, calendar-access, calendarserver-sync"
CHALLENGE = 'Basic realm="Taskora", charset="UTF-8"'
CREDENTIALS_LENGTH_MAX = 1024

Handler = Callable[[Context], Awaitable[Response]]
_EVERYWHERE: Mapping[str, Handler] = {"PROPFIND": propfind, "PROPPATCH": proppatch}
_HANDLERS: Mapping[Kind, Mapping[str, Handler]] = {
    Kind.ROOT: {"PROPFIND": propfind, "REPORT": report},
    Kind.PRINCIPAL: {**_EVERYWHERE, "REPORT": report},
    Kind.HOME: {**_EVERYWHERE, "REPORT": report},
    Kind.CALENDAR: {
        **_EVERYWHERE,
        "REPORT": report,
        "MKCALENDAR": mkcalendar,
        "MKCOL": mkcol,
        "DELETE": delete_resource,
    },
    Kind.OBJECT: {
        **_EVERYWHERE,
        "GET": get_object,
        "HEAD": get_object,
        "PUT": put_object,
        "DELETE": delete_resource,
    },
}

logger = structlog.get_logger("taskora.calendars")


class CalDav:
    """The ASGI application, to be mounted anywhere; paths in answers follow `root_path`."""

    def __init__(self, store: CalendarStore) -> None:
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except DavError as error:
            response = error_response(error)
        except CalendarError as error:
            logger.info("calendars.refused", code=error.code)
            response = error_response(of_calendar_error(error), error.code)
        except StoreError as error:
            response = error_response(of_store_error(error))
        response.headers["DAV"] = CLASSES
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        root = request.scope.get("root_path", "").rstrip("/")
        address = read_address(_raw_path(request.scope), root)
        if request.method == "OPTIONS":
            return _options(address)
        person = await self._person(request)
        if address is None or address.user not in {"", person.id}:
            raise not_found()
        handler = _HANDLERS[address.kind].get(request.method)
        if handler is None:
            raise DavError(405, "This address does not take this method.", headers=_allow(address))
        return await handler(
            Context(
                store=self._store,
                person=person,
                address=address,
                headers=request.headers,
                body=await _body(request),
                root=root,
            )
        )

    async def _person(self, request: Request) -> Person:
        credentials = _credentials(request.headers.get("authorization", ""))
        person = None if credentials is None else await self._store.authenticate(*credentials)
        if person is None:
            raise DavError(
                401,
                "Sign in with your name and an app password.",
                headers={"WWW-Authenticate": CHALLENGE},
            )
        return person


def _options(address: Address | None) -> Response:
    return Response(status_code=200, headers=_allow(address or Address(Kind.ROOT)))


def _allow(address: Address) -> dict[str, str]:
    return {"Allow": ", ".join(sorted(["OPTIONS", *_HANDLERS[address.kind]]))}


def _raw_path(scope: Scope) -> str:
    """Give the path before it was decoded: an encoded slash does not part two segments."""
    raw: bytes | None = scope.get("raw_path")
    return scope["path"] if raw is None else raw.partition(b"?")[0].decode("ascii", "replace")


def _credentials(header: str) -> tuple[str, str] | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > CREDENTIALS_LENGTH_MAX:
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    user, colon, password = text.partition(":")
    return (user, password) if colon else None


async def _body(request: Request) -> bytes:
    limit = TEXT_BYTES_MAX if request.method == "PUT" else XML_BYTES_MAX
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise DavError(413, "The body is too large.", headers={"Connection": "close"})
    except ClientDisconnect:
        raise DavError(400, "The body did not arrive.") from None
    return bytes(body)

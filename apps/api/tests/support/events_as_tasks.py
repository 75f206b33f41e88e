"""Lets a tester of calendars for events test one for tasks: events go over the wire as tasks.

The tester stores events to find out what a server does with ETags, filters and tokens. In front of
ours, an event becomes a task with a mark, and a task with that mark an event again; what is asked
about events is asked about marked tasks.
"""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MARK = b"X-TESTER-EVENT:1"
_MARKED = b'name="X-TESTER-EVENT"'
_FILTER = re.compile(rb'<((?:\w+:)?)comp-filter name="(VEVENT|VTODO)"\s*(/?)>')
_OBJECT = re.compile(rb"BEGIN:VTODO.*?END:VTODO", re.DOTALL)
_MARK_LINE = re.compile(rb"X-TESTER-EVENT:1(?:&#13;|\r)?\n")
_COMPONENTS = re.compile(rb'<((?:\w+:)?)comp name="VTODO"/>')


class EventsAsTasks:
    """An ASGI application in front of another one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = sent_on(await _read(receive))
        started: Message = {}
        answered = bytearray()

        async def give() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
                return
            answered.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _answer(send, started, given_back(bytes(answered)))

        length = (b"content-length", str(len(body)).encode())
        others = [each for each in scope["headers"] if each[0] != b"content-length"]
        await self._app({**scope, "headers": [*others, length]}, give, take)


def sent_on(body: bytes) -> bytes:
    """Make tasks of events, and filters of marked tasks of filters of events."""
    body = body.replace(b"BEGIN:VEVENT", b"BEGIN:VTODO\r\n" + MARK)
    body = body.replace(b"END:VEVENT", b"END:VTODO").replace(b"\nDTEND", b"\nDUE")
    body = body.replace(b'comp name="VEVENT"', b'comp name="VTODO"')
    body = body.replace(b'prop-filter name="DTEND"', b'prop-filter name="DUE"')
    return _FILTER.sub(_filter, body)


def given_back(body: bytes) -> bytes:
    """Make events of marked tasks, and say that there may be events."""
    body = _COMPONENTS.sub(rb'<\1comp name="VTODO"/><\1comp name="VEVENT"/>', body)
    return _OBJECT.sub(lambda found: _event(found[0]), body)


def _filter(found: re.Match[bytes]) -> bytes:
    prefix, name, is_empty = found.groups()
    inside = b"" if name == b"VEVENT" else b"<%sis-not-defined/>" % prefix
    marked = b"<%sprop-filter %s>%s</%sprop-filter>" % (prefix, _MARKED, inside, prefix)
    opened = b'<%scomp-filter name="VTODO">%s' % (prefix, marked)
    return opened + (b"</%scomp-filter>" % prefix if is_empty else b"")


def _event(found: bytes) -> bytes:
    if MARK not in found:
        return found
    event = _MARK_LINE.sub(b"", found).replace(b"VTODO", b"VEVENT")
    return event.replace(b"\nDUE", b"\nDTEND")


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


async def _answer(send: Send, started: Message, body: bytes) -> None:
    others = [each for each in started["headers"] if each[0] != b"content-length"]
    length = (b"content-length", str(len(body)).encode())
    await send({**started, "headers": [*others, length]})
    await send({"type": "http.response.body", "body": body})

"""GET, PUT and DELETE: one task as a text, or a calendar as a whole."""

import asyncio

from starlette.responses import Response

from taskora_api.calendars.dav.addresses import Kind
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.etags import etag_of, is_refused, is_unchanged
from taskora_api.calendars.dav.failures import DavError, precondition_failed, uid_taken
from taskora_api.calendars.dav.names import caldav
from taskora_api.calendars.dav.properties import OBJECT_TYPE
from taskora_api.calendars.dav.xml import element
from taskora_api.calendars.errors import ChangedMeanwhileError, UidTakenError
from taskora_api.calendars.store import StoredTask
from taskora_api.calendars.todo.changes import Change, read_change
from taskora_api.calendars.todo.writing import render

# So often a change is made anew for the version that another request has left meanwhile.
ATTEMPTS = 4
_TYPES = frozenset({"", "text/calendar"})


async def get_object(context: Context) -> Response:
    """Answer GET and HEAD."""
    await context.calendar()
    stored = await context.require_stored()
    tag = etag_of(stored)
    if is_unchanged(context.headers, tag):
        return Response(status_code=304, headers={"ETag": tag})
    text = await asyncio.to_thread(render, stored.task, stored.text, stored.version)
    return Response(text, headers={"ETag": tag}, media_type=OBJECT_TYPE)


async def put_object(context: Context) -> Response:
    """Answer PUT.

    The answer has an ETag only where GET would give back the same bytes (RFC 4791 section 5.3.4):
    a program that does not get one reads the task again.
    """
    kind = context.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise DavError(403, "A task is text/calendar.", element(caldav("supported-calendar-data")))
    await context.calendar()
    for _ in range(ATTEMPTS):
        current = await context.stored()
        if is_refused(context.headers, None if current is None else etag_of(current)):
            raise precondition_failed()
        change, seen = await asyncio.to_thread(_change, context.body, current)
        if current is not None and change.text == current.text and seen == context.body:
            return Response(status_code=204, headers={"ETag": etag_of(current)})
        try:
            stored = await _put(context, change, current)
        except ChangedMeanwhileError:
            continue
        written = await asyncio.to_thread(render, stored.task, stored.text, stored.version)
        headers = {"ETag": etag_of(stored)} if written == context.body else {}
        return Response(status_code=201 if current is None else 204, headers=headers)
    raise precondition_failed()


def _change(body: bytes, current: StoredTask | None) -> tuple[Change, bytes | None]:
    if current is None:
        return read_change(body, None, None), None
    seen = render(current.task, current.text, current.version)
    return read_change(body, current.task, seen), seen


async def _put(context: Context, change: Change, current: StoredTask | None) -> StoredTask:
    if current is not None and change.sent_uid != current.task.uid:
        raise uid_taken(context.path(context.address))
    address = context.address
    try:
        return await context.store.put(
            context.person,
            address.slug,
            address.name,
            change,
            None if current is None else current.state,
        )
    except UidTakenError as error:
        raise uid_taken(context.path(address.object(error.name))) from None


async def delete_resource(context: Context) -> Response:
    """Answer DELETE of a task or a calendar."""
    address = context.address
    if address.kind is Kind.CALENDAR:
        await context.store.delete_calendar(context.person, address.slug)
        return Response(status_code=204)
    await context.calendar()
    for _ in range(ATTEMPTS):
        stored = await context.require_stored()
        if is_refused(context.headers, etag_of(stored)):
            raise precondition_failed()
        try:
            await context.store.delete(context.person, address.slug, address.name, stored.state)
        except ChangedMeanwhileError:
            continue
        return Response(status_code=204)
    raise precondition_failed()

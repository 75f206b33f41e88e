"""REPORT: calendar-query and calendar-multiget (RFC 4791), sync-collection (RFC 6578)."""

import asyncio
from collections.abc import Sequence

from starlette.responses import Response

from taskora_api.calendars.dav import names
from taskora_api.calendars.dav.addresses import Kind, read_address
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.failures import DavError
from taskora_api.calendars.dav.filters import ComponentFilter, read_filter
from taskora_api.calendars.dav.matching import matches
from taskora_api.calendars.dav.multistatus import (
    chunks,
    found_response,
    multistatus,
    status_response,
)
from taskora_api.calendars.dav.names import caldav, dav
from taskora_api.calendars.dav.properties import (
    TOKEN_PREFIX,
    object_properties,
    token_of,
)
from taskora_api.calendars.dav.xml import Element, children_of, element, text_of
from taskora_api.calendars.errors import SyncTokenError
from taskora_api.calendars.store import StoredTask
from taskora_api.calendars.todo.layout import read_layout
from taskora_api.calendars.todo.writing import render

# So many changes are given at once; programs ask for the rest with the token that comes with them.
CHANGES_MAX = 1_000
_NEVER_HERE = frozenset({"VEVENT", "VJOURNAL", "VFREEBUSY"})


async def report(context: Context) -> Response:
    """Answer the reports of a calendar."""
    body = context.xml()
    kinds = {
        caldav("calendar-query"): _query,
        caldav("calendar-multiget"): _multiget,
        dav("sync-collection"): _sync,
    }
    if body is None or body.tag not in kinds or context.address.kind is not Kind.CALENDAR:
        raise DavError(403, "There is no such report here.", element(dav("supported-report")))
    await context.calendar()
    return await kinds[body.tag](context, body)


async def _query(context: Context, body: Element) -> Response:
    wanted = read_filter(body.find(caldav("filter")))
    found: list[StoredTask] = []
    for chunk in chunks(await context.store.objects(context.person, context.address.slug)):
        found += await asyncio.to_thread(_matching, wanted, chunk)
    return multistatus(await _described(context, found, _asked(body)))


async def _multiget(context: Context, body: Element) -> Response:
    asked: dict[str, str | None] = {}
    for each in body.findall(names.HREF):
        path = text_of(each)
        address = read_address(path, context.root)
        is_here = address is not None and address == context.address.object(address.name)
        asked[path] = address.name if is_here and address is not None else None
    wanted = [name for name in asked.values() if name is not None]
    stored = await context.store.named(context.person, context.address.slug, wanted)
    responses = await _described(context, stored, _asked(body))
    missing = set(wanted) - {each.name for each in stored}
    gone = [path for path, name in asked.items() if name is None or name in missing]
    return multistatus([*responses, *(status_response(path, 404) for path in gone)])


async def _sync(context: Context, body: Element) -> Response:
    token = text_of(body.find(dav("sync-token")))
    if token and not token.startswith(TOKEN_PREFIX):
        raise SyncTokenError
    changes = await context.store.changes(
        context.person,
        context.address.slug,
        token.removeprefix(TOKEN_PREFIX) or None,
        _limit(body),
    )
    responses = await _described(context, changes.changed, _asked(body))
    for name in changes.removed:
        responses.append(status_response(context.path(context.address.object(name)), 404))
    if not changes.is_whole:
        path = context.path(context.address)
        cut = element(dav("error"), element(dav("number-of-matches-within-limits")))
        responses.append(status_response(path, 507, cut))
    return multistatus(responses, element(dav("sync-token"), text=token_of(changes.revision)))


def _limit(body: Element) -> int:
    wanted = text_of(body.find(f"{dav('limit')}/{dav('nresults')}"))
    if wanted.isascii() and wanted.isdecimal() and 0 < int(wanted[:9]) <= CHANGES_MAX:
        return int(wanted)
    return CHANGES_MAX


def _matching(wanted: ComponentFilter, chunk: Sequence[StoredTask]) -> Sequence[StoredTask]:
    """Apply a filter; one about components alone needs no task to be written."""
    inside = {each.name for each in wanted.components if each.is_plain}
    if inside & _NEVER_HERE:
        return []
    is_about_all = len(inside) == len(wanted.components) and inside <= {"VTODO"}
    if is_about_all and not (wanted.is_absent or wanted.properties):
        return chunk
    return [
        stored
        for stored in chunk
        if matches(wanted, read_layout(render(stored.task, stored.text, stored.version)))
    ]


async def _described(
    context: Context, found: Sequence[StoredTask], asked: list[str]
) -> list[Element]:
    responses: list[Element] = []
    for chunk in chunks(found):
        responses += await asyncio.to_thread(_describe, context, chunk, asked)
    return responses


def _describe(context: Context, chunk: Sequence[StoredTask], asked: list[str]) -> list[Element]:
    return [
        found_response(
            context.path(context.address.object(stored.name)),
            object_properties(context, stored),
            asked,
        )
        for stored in chunk
    ]


def _asked(body: Element) -> list[str]:
    found = body.find(names.PROP)
    if found is not None:
        return [each.tag for each in children_of(found)]
    return [names.GETETAG, dav("getcontenttype"), names.RESOURCETYPE]

"""PROPFIND (RFC 4918 section 9.1): a resource, or it and what is directly inside."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from starlette.responses import Response

from taskora_api.calendars.dav import names
from taskora_api.calendars.dav.addresses import Address, Kind
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.failures import DavError
from taskora_api.calendars.dav.multistatus import chunks, found_response, multistatus
from taskora_api.calendars.dav.names import DAV, dav
from taskora_api.calendars.dav.properties import (
    Properties,
    calendar_properties,
    home_properties,
    object_properties,
    principal_properties,
    root_properties,
)
from taskora_api.calendars.dav.xml import Element, children_of, element

Resource = tuple[Address, Properties]
Wanted = Callable[[Properties], Iterable[str]]


async def propfind(context: Context) -> Response:
    """Answer PROPFIND of depth 0 and 1; without end it is refused, as the RFC allows."""
    depth = context.headers.get("depth", "infinity").strip().lower()
    if depth not in {"0", "1"} and context.address.kind is not Kind.OBJECT:
        raise DavError(403, "Ask with Depth 0 or 1.", element(dav("propfind-finite-depth")))
    wanted, has_values = _wanted(context.xml())
    resources = await _resources(context, is_deep=depth == "1")
    responses: list[Element] = []
    for chunk in chunks(resources):
        responses += await asyncio.to_thread(
            _described, context, chunk, wanted, has_values=has_values
        )
    return multistatus(responses)


def _described(
    context: Context, resources: Sequence[Resource], wanted: Wanted, *, has_values: bool
) -> list[Element]:
    return [
        found_response(
            context.path(address),
            properties if has_values else {name: _empty(name) for name in properties},
            wanted(properties),
        )
        for address, properties in resources
    ]


def _wanted(body: Element | None) -> tuple[Wanted, bool]:
    if body is None:
        return _usual, True
    if body.tag != dav("propfind"):
        raise DavError(400, "The body is no propfind of RFC 4918.")
    kinds = {each.tag: each for each in children_of(body)}
    if names.PROP in kinds:
        asked = [each.tag for each in children_of(kinds[names.PROP])]
        return (lambda _: asked), True
    if dav("propname") in kinds:
        return (lambda properties: properties), False
    if dav("allprop") in kinds:
        included = [each.tag for each in children_of(kinds.get(dav("include")))]
        return (lambda properties: [*_usual(properties), *included]), True
    raise DavError(400, "The body has neither prop nor allprop nor propname.")


def _usual(properties: Properties) -> Iterable[str]:
    """Give what allprop means: RFC 4791 leaves its own properties to who asks for them."""
    return [name for name in properties if name.startswith(f"{{{DAV}}}")]


def _empty(name: str) -> Callable[[], Element]:
    return lambda: element(name)


async def _resources(context: Context, *, is_deep: bool) -> list[Resource]:
    match context.address.kind:
        case Kind.ROOT:
            inside = [(context.principal, principal_properties(context))] if is_deep else []
            return [(context.address, root_properties(context)), *inside]
        case Kind.PRINCIPAL:
            return [(context.address, principal_properties(context))]
        case Kind.HOME:
            return await _home(context, is_deep=is_deep)
        case Kind.CALENDAR:
            return await _calendar(context, is_deep=is_deep)
        case Kind.OBJECT:
            await context.calendar()
            stored = await context.require_stored()
            return [(context.address, object_properties(context, stored))]


async def _home(context: Context, *, is_deep: bool) -> list[Resource]:
    found: list[Resource] = [(context.address, home_properties(context))]
    if is_deep:
        for calendar in await context.store.calendars(context.person):
            address = Address(Kind.CALENDAR, context.person.id, calendar.slug)
            found.append((address, calendar_properties(context, calendar)))
    return found


async def _calendar(context: Context, *, is_deep: bool) -> list[Resource]:
    calendar = await context.calendar()
    found: list[Resource] = [(context.address, calendar_properties(context, calendar))]
    if is_deep:
        for stored in await context.store.objects(context.person, calendar.slug):
            address = context.address.object(stored.name)
            found.append((address, object_properties(context, stored)))
    return found

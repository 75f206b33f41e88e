"""Making and deleting a calendar."""

from starlette.responses import Response

from taskora_api.calendars.dav import names
from taskora_api.calendars.dav.addresses import Kind
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.failures import DavError
from taskora_api.calendars.dav.names import caldav, dav
from taskora_api.calendars.dav.proppatch import read_settings
from taskora_api.calendars.dav.xml import children_of, element


async def mkcalendar(context: Context) -> Response:
    """Answer MKCALENDAR (RFC 4791 section 5.3.1)."""
    return await _make(context, caldav("mkcalendar"), needs_type=False)


async def mkcol(context: Context) -> Response:
    """Answer MKCOL of a calendar (RFC 5689); there are no other collections to make."""
    return await _make(context, dav("mkcol"), needs_type=True)


async def _make(context: Context, name: str, *, needs_type: bool) -> Response:
    if context.address.kind is not Kind.CALENDAR:
        raise DavError(
            403,
            "Calendars are made directly in the home of a person.",
            element(caldav("calendar-collection-location-ok")),
        )
    body = context.xml()
    if body is not None and body.tag != name:
        raise DavError(400, f"The body is no {name}.")
    settings = read_settings(children_of(body))
    if needs_type and names.RESOURCETYPE not in settings.accepted:
        raise DavError(403, "Only calendars can be made.", element(dav("valid-resourcetype")))
    if names.COMPONENTS in settings.refused:
        raise DavError(
            403,
            "A calendar holds tasks (VTODO) and nothing else.",
            element(caldav("supported-calendar-component")),
        )
    if settings.refused:
        raise DavError(
            403, f"{settings.refused[0]} cannot be set.", element(dav("cannot-modify-property"))
        )
    await context.store.create_calendar(
        context.person,
        context.address.slug,
        settings.name or context.address.slug,
        {known: text for known, text in settings.properties.items() if text is not None},
    )
    return Response(status_code=201)

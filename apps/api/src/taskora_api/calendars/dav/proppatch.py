"""What people set of a calendar: by PROPPATCH, and with it when they make one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.responses import Response

from taskora_api.calendars.dav import names
from taskora_api.calendars.dav.addresses import Kind
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.failures import DavError
from taskora_api.calendars.dav.multistatus import multistatus, propstat
from taskora_api.calendars.dav.names import caldav, dav
from taskora_api.calendars.dav.properties import SET_BY_PEOPLE
from taskora_api.calendars.dav.xml import Element, children_of, element, text_of
from taskora_api.calendars.store import Property
from taskora_api.text import is_visible, neutralised

NAME_LENGTH_MAX = 200
TEXT_LENGTH_MAX = 1024
ZONE_LENGTH_MAX = 32_768


@dataclass(slots=True)
class Settings:
    """What is to be set: a name, and properties, of which None is to be removed.

    `accepted` are the elements that can be set, `refused` those that cannot.
    """

    name: str | None = None
    properties: dict[Property, str | None] = field(default_factory=dict)
    accepted: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


async def proppatch(context: Context) -> Response:
    """Answer PROPPATCH: all that is named is set, or nothing (RFC 4918 section 9.2)."""
    body = context.xml()
    if body is None or body.tag != dav("propertyupdate"):
        raise DavError(400, "The body is no propertyupdate of RFC 4918.")
    settings = read_settings(children_of(body))
    if context.address.kind is not Kind.CALENDAR:
        settings.refused = [*settings.accepted, *settings.refused]
        settings.accepted = []
        if context.address.kind is Kind.OBJECT:
            await context.calendar()
            await context.require_stored()
    elif not settings.refused:
        await context.store.update_calendar(
            context.person, context.address.slug, settings.name, settings.properties
        )
    else:
        await context.calendar()
    return multistatus([_outcome(context, settings)])


def read_settings(instructions: Iterable[Element]) -> Settings:
    """Read DAV:set and DAV:remove in their order."""
    settings = Settings()
    for instruction in instructions:
        is_removal = instruction.tag == dav("remove")
        if not is_removal and instruction.tag != dav("set"):
            continue
        for group in children_of(instruction):
            for each in children_of(group):
                _take(settings, each, is_removal=is_removal)
    return settings


def _take(settings: Settings, wanted: Element, *, is_removal: bool) -> None:
    name: str = wanted.tag
    text = None if is_removal else text_of(wanted)
    if name == names.DISPLAYNAME and text is not None and _is_name(text):
        settings.name = neutralised(text)
    elif name in SET_BY_PEOPLE and _is_short(name, text):
        settings.properties[SET_BY_PEOPLE[name]] = text or None
    elif name not in {names.COMPONENTS, names.RESOURCETYPE} or not _is_ours(wanted):
        settings.refused.append(name)
        return
    settings.accepted.append(name)


def _is_name(text: str) -> bool:
    is_line = len(text.splitlines()) == 1
    return is_line and is_visible(text) and len(text) <= NAME_LENGTH_MAX


def _is_short(name: str, text: str | None) -> bool:
    return len(text or "") <= (ZONE_LENGTH_MAX if name == names.ZONE else TEXT_LENGTH_MAX)


def _is_ours(wanted: Element) -> bool:
    """Say whether a new calendar can be of the wanted type, for the wanted components."""
    inside = list(children_of(wanted))
    if wanted.tag == names.RESOURCETYPE:
        return caldav("calendar") in {each.tag for each in inside}
    return not inside or "VTODO" in {each.get("name", "").upper() for each in inside}


def _outcome(context: Context, settings: Settings) -> Element:
    parts = []
    if settings.refused:
        parts.append(propstat(403, map(element, settings.refused)))
        if settings.accepted:
            parts.append(propstat(424, map(element, settings.accepted)))
    else:
        parts.append(propstat(200, map(element, settings.accepted)))
    path = context.path(context.address)
    return element(dav("response"), element(dav("href"), text=path), *parts)

"""A 207: one response for each resource, with what was found and what was not."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from starlette.responses import Response

from taskora_api.calendars.dav import names
from taskora_api.calendars.dav.names import dav
from taskora_api.calendars.dav.properties import Properties
from taskora_api.calendars.dav.xml import CONTENT_TYPE, Element, element, href, write_xml

# So many resources are described before other requests have their turn.
CHUNK = 50
Each = TypeVar("Each")
_PHRASES = {
    200: "OK",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    424: "Failed Dependency",
    507: "Insufficient Storage",
}


def multistatus(responses: Iterable[Element], *more: Element) -> Response:
    """Write the answer."""
    root = element(dav("multistatus"), *responses, *more)
    return Response(write_xml(root), 207, media_type=CONTENT_TYPE)


def chunks(found: Sequence[Each]) -> Iterator[Sequence[Each]]:
    """Part a list into pieces that another thread can take one by one."""
    return (found[at : at + CHUNK] for at in range(0, len(found), CHUNK))


def found_response(path: str, properties: Properties, wanted: Iterable[str]) -> Element:
    """Give what was asked for, and name with 404 what this resource does not have."""
    found, missing = [], []
    for name in dict.fromkeys(wanted):
        if name in properties:
            found.append(properties[name]())
        else:
            missing.append(element(name))
    parts = [propstat(200, found)] if found or not missing else []
    if missing:
        parts.append(propstat(404, missing))
    return element(dav("response"), href(path), *parts)


def propstat(status: int, properties: Iterable[Element], *more: Element) -> Element:
    """Say that properties share a status."""
    return element(dav("propstat"), element(names.PROP, *properties), _status(status), *more)


def status_response(path: str, status: int, *more: Element) -> Element:
    """Say of a whole resource that it is gone, or was cut off."""
    return element(dav("response"), href(path), _status(status), *more)


def _status(status: int) -> Element:
    return element(dav("status"), text=f"HTTP/1.1 {status} {_PHRASES[status]}")

"""A filter of calendar-query (RFC 4791 section 9.7), read."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from taskora_api.calendars.dav.failures import DavError
from taskora_api.calendars.dav.names import caldav
from taskora_api.calendars.dav.properties import COLLATIONS
from taskora_api.calendars.dav.xml import Element, children_of, element

_INSTANT = re.compile(r"[0-9]{8}T[0-9]{6}Z")
FIRST = datetime(1, 1, 2, tzinfo=UTC)
LAST = datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """A time range: `start` is in it, `end` is not."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A part that the value has, or with `is_negated` does not have."""

    text: str
    collation: str
    is_negated: bool


@dataclass(frozen=True, slots=True)
class ParameterFilter:
    """A parameter that is there, is not, or matches."""

    name: str
    is_absent: bool
    match: TextMatch | None


@dataclass(frozen=True, slots=True)
class PropertyFilter:
    """A property that is there, is not, lies in a range, or matches."""

    name: str
    is_absent: bool
    span: Span | None
    match: TextMatch | None
    parameters: tuple[ParameterFilter, ...]


@dataclass(frozen=True, slots=True)
class ComponentFilter:
    """A component that is there or is not, with all that has to be true of it."""

    name: str
    is_absent: bool
    span: Span | None
    properties: tuple[PropertyFilter, ...]
    components: "tuple[ComponentFilter, ...]"

    @property
    def is_plain(self) -> bool:
        """Say whether it takes every component of its name."""
        return not (self.is_absent or self.span or self.properties or self.components)


def read_filter(found: Element | None) -> ComponentFilter:
    """Read C:filter, in which there is one filter of VCALENDAR.

    Raises `DavError` 403 valid-filter, or supported-collation.
    """
    inside = list(children_of(found))
    if len(inside) != 1 or inside[0].tag != caldav("comp-filter"):
        raise _invalid("the filter has not one comp-filter")
    whole = _component(inside[0])
    if whole.name != "VCALENDAR":
        raise _invalid("the outer comp-filter is not about VCALENDAR")
    return whole


def read_span(found: Element | None) -> Span | None:
    """Read C:time-range, whose limits are in UTC and of which one may be left out."""
    if found is None:
        return None
    start, end = found.get("start"), found.get("end")
    if start is None and end is None:
        raise _invalid("a time-range has neither start nor end")
    span = Span(FIRST if start is None else _instant(start), LAST if end is None else _instant(end))
    if span.end <= span.start:
        raise _invalid("a time-range ends before it starts")
    return span


def _component(found: Element) -> ComponentFilter:
    return ComponentFilter(
        _name(found),
        _is_absent(found),
        read_span(found.find(caldav("time-range"))),
        tuple(map(_property, found.findall(caldav("prop-filter")))),
        tuple(map(_component, found.findall(caldav("comp-filter")))),
    )


def _property(found: Element) -> PropertyFilter:
    return PropertyFilter(
        _name(found),
        _is_absent(found),
        read_span(found.find(caldav("time-range"))),
        _match(found.find(caldav("text-match"))),
        tuple(map(_parameter, found.findall(caldav("param-filter")))),
    )


def _parameter(found: Element) -> ParameterFilter:
    return ParameterFilter(
        _name(found), _is_absent(found), _match(found.find(caldav("text-match")))
    )


def _match(found: Element | None) -> TextMatch | None:
    if found is None:
        return None
    collation = found.get("collation", COLLATIONS[0])
    if collation == "default":
        collation = COLLATIONS[0]
    if collation not in COLLATIONS:
        raise DavError(
            403,
            f"Text is compared by {', '.join(COLLATIONS)}.",
            element(caldav("supported-collation")),
        )
    text = "".join(found.itertext())
    return TextMatch(text, collation, found.get("negate-condition", "no") == "yes")


def _name(found: Element) -> str:
    name = found.get("name")
    if not name:
        raise _invalid("a filter has no name")
    return str(name).upper()


def _is_absent(found: Element) -> bool:
    return found.find(caldav("is-not-defined")) is not None


def _instant(text: str) -> datetime:
    if not _INSTANT.fullmatch(text):
        raise _invalid("a limit of a time-range is not in UTC")
    try:
        found = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise _invalid("a limit of a time-range is no time") from None
    return min(max(found, FIRST), LAST)


def _invalid(what: str) -> DavError:
    return DavError(403, f"{what[0].upper()}{what[1:]}.", element(caldav("valid-filter")))

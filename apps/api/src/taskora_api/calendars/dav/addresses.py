"""Addresses: which resource a path names, and the path of a resource."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote, urlsplit

SEGMENT_LENGTH_MAX = 255
# What may stand in a segment of a path as it is (RFC 3986 section 3.3).
_SAFE = "@!$&'()*+,;=:~"
_PRINCIPALS, _CALENDARS = "principals", "calendars"


class Kind(StrEnum):
    """What is at an address."""

    ROOT = "root"
    PRINCIPAL = "principal"
    HOME = "home"
    CALENDAR = "calendar"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Address:
    """A resource: the home of calendars of a user, one of them by its slug, a task by its name."""

    kind: Kind
    user: str = ""
    slug: str = ""
    name: str = ""

    def path(self, root: str) -> str:
        """Give the path below the place where the application is mounted."""
        parts = [part for part in (self.user, self.slug, self.name) if part]
        if self.kind is Kind.ROOT:
            return f"{root}/"
        first = _PRINCIPALS if self.kind is Kind.PRINCIPAL else _CALENDARS
        path = "/".join([root, first, *(quote(part, safe=_SAFE) for part in parts)])
        return path if self.kind is Kind.OBJECT else f"{path}/"

    def object(self, name: str) -> "Address":
        """Give the address of a task in this calendar."""
        return Address(Kind.OBJECT, self.user, self.slug, name)


def read_address(path: str, root: str) -> Address | None:
    """Read a path as it came, or a whole URL; None for what can be no resource."""
    try:
        below = urlsplit(path).path
        parts = below.removeprefix(root).split("/")
        segments = [unquote(each, errors="strict") for each in parts if each]
    except ValueError:
        return None
    if not below.startswith(root) or not all(map(_is_segment, segments)):
        return None
    return _address(segments)


def _address(segments: list[str]) -> Address | None:
    match segments:
        case [] | ["principals"] | ["calendars"]:
            return Address(Kind.ROOT)
        case ["principals", user]:
            return Address(Kind.PRINCIPAL, user)
        case ["calendars", user]:
            return Address(Kind.HOME, user)
        case ["calendars", user, slug]:
            return Address(Kind.CALENDAR, user, slug)
        case ["calendars", user, slug, name]:
            return Address(Kind.OBJECT, user, slug, name)
    return None


def _is_segment(text: str) -> bool:
    return (
        len(text) <= SEGMENT_LENGTH_MAX
        and text not in {".", ".."}
        and "/" not in text
        and text.isprintable()
    )

"""The tag of a task, in one form everywhere, and what a request demands of it."""

from collections.abc import Mapping

from taskora_api.calendars.store import StoredTask

# It goes up when `render` begins to write the same task otherwise.
FORMAT = 2
ANY = "*"


def etag_of(stored: StoredTask) -> str:
    """Give the strong tag: another task at the same address has another, in any state."""
    return f'"{stored.id.hex}-{stored.state}-{FORMAT}"'


def is_refused(headers: Mapping[str, str], current: str | None) -> bool:
    """Say whether If-Match or If-None-Match forbids a change; `current` is None for no resource.

    A weak tag never matches in If-Match (RFC 9110 section 13.1.1).
    """
    wanted, unwanted = headers.get("if-match"), headers.get("if-none-match")
    if wanted is not None and not _names(wanted, current):
        return True
    return unwanted is not None and _names(unwanted.replace("W/", ""), current)


def is_unchanged(headers: Mapping[str, str], current: str) -> bool:
    """Say whether a reader has this state already."""
    known = headers.get("if-none-match")
    return known is not None and _names(known.replace("W/", ""), current)


def _names(header: str, current: str | None) -> bool:
    if current is None:
        return False
    tags = [each.strip() for each in header.split(",")]
    return ANY in tags or current in tags

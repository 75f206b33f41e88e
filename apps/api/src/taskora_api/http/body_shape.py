"""How deep and how long a JSON text is, found out before anything parses it.

A parser makes an object of each item and a frame of each depth: a small text may take much memory.
"""

import re
from codecs import BOM_UTF8
from enum import StrEnum

# What the API takes has five, and a call of a tool a few around that.
DEPTH_MAX = 64
# A change of as many tasks as one may be of, with all their fields, has fewer.
ITEMS_MAX = 20_000

_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_OPENING, _CLOSING = b"[{", b"]}"


class Excess(StrEnum):
    """What is too much."""

    DEPTH = "depth"
    ITEMS = "items"


def excess_of(body: bytes | bytearray) -> Excess | None:
    """Say what is too much of a JSON text, if anything; of any other text nothing is."""
    if body.removeprefix(BOM_UTF8).lstrip()[:1] not in {b"[", b"{"}:
        return None
    # Signs in texts count here too; most bodies have so few that nothing more has to be done.
    if _openings(body) <= DEPTH_MAX and body.count(b",") < ITEMS_MAX:
        return None
    outside = _STRINGS.sub(b"", body)
    if outside.count(b",") >= ITEMS_MAX:
        return Excess.ITEMS
    return Excess.DEPTH if _is_deep(outside) else None


def is_utf_8(body: bytes | bytearray) -> bool:
    """Say whether a JSON text is in the only encoding that it may be exchanged in (RFC 8259).

    A parser would find others out by zero bytes, which are in no JSON text of this one.
    """
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return 0 not in body


def _openings(text: bytes | bytearray) -> int:
    return text.count(b"[") + text.count(b"{")


def _is_deep(outside: bytes) -> bool:
    depth = 0
    for sign in outside:
        if sign in _OPENING:
            depth += 1
            if depth > DEPTH_MAX:
                return True
        elif sign in _CLOSING:
            depth -= 1
    return False

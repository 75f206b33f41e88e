"""How deep and how long a JSON text is, found out before anything parses it.

A parser makes an object of each item and a frame of each depth: a small text may take much memory.
"""

import re
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
    if body.lstrip()[:1] not in {b"[", b"{"}:
        return None
    # Signs in texts count here too; most bodies have so few that nothing more has to be done.
    if _openings(body) <= DEPTH_MAX and body.count(b",") < ITEMS_MAX:
        return None
    outside = _STRINGS.sub(b"", body)
    if outside.count(b",") >= ITEMS_MAX:
        return Excess.ITEMS
    return Excess.DEPTH if _is_deep(outside) else None


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

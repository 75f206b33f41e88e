"""Cuts out of a message what a search found in it."""

import re

# Characters before and after what was searched for.
_BEFORE = 40
_AFTER = 100


def excerpt_around(text: str, searched: str) -> str:
    """Return what was searched for in a text, in whatever case, with some of the text around it.

    Where it is not found, as some letters have other cases in the database, it is the beginning.
    """
    found = re.search(re.escape(searched), text, re.IGNORECASE)
    start, end = found.span() if found is not None else (0, 0)
    first, last = max(0, start - _BEFORE), end + _AFTER
    cut = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{cut}{'…' if last < len(text) else ''}"

"""Cuts out of a message what a search found in it."""

import re

# Characters before and after the words.
_BEFORE = 40
_AFTER = 100


def excerpt_around(text: str, words: str) -> str:
    """Return the words in a text, in whatever case, and some of what is around them, in one line.

    Where they are not found, as some letters have other cases in the database, it is the beginning.
    """
    found = re.search(re.escape(words), text, re.IGNORECASE)
    start, end = found.span() if found is not None else (0, 0)
    first, last = max(0, start - _BEFORE), end + _AFTER
    cut = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{cut}{'…' if last < len(text) else ''}"

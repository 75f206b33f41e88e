"""Quotation marks, which keep words together."""

import re
from collections.abc import Sequence

QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
# A straight or a curly single mark is an apostrophe as well, so it must stand around words.
QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e][^\"\u201c\u201d\u201e]*[\"\u201c\u201d]|\u00ab[^\u00ab\u00bb]*\u00bb"
    r"|(?<!\w)'[^']+'(?!\w)|\u2018[^\u2018\u2019]+\u2019(?!\w)"
)


Spans = Sequence[tuple[int, int]]


def quoted_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Find the quoted parts of a text."""
    end = len(text) if end is None else end
    return [match.span() for match in QUOTED.finditer(text, start, end)]


def overlaps(span: tuple[int, int], spans: Spans) -> bool:
    """Say whether a part of a text shares a character with any of several."""
    return any(start < span[1] and span[0] < end for start, end in spans)


def without_quotes(text: str) -> str:
    """Quotation marks around a whole text only say that it is one."""
    inner = text[1:-1]
    is_quoted = len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES  # noqa: PLR2004
    return inner.strip() if is_quoted and inner.strip() and not set(inner) & set(QUOTES) else text

"""Quotation marks, which keep words together."""

import re

QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
# A straight or a curly single mark is an apostrophe as well, so it must stand around words.
QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e][^\"\u201c\u201d\u201e]*[\"\u201c\u201d]|\u00ab[^\u00ab\u00bb]*\u00bb"
    r"|(?<!\w)'[^']+'(?!\w)|\u2018[^\u2018\u2019]+\u2019(?!\w)"
)


def without_quotes(text: str) -> str:
    """Quotation marks around a whole text only say that it is one."""
    inner = text[1:-1]
    is_quoted = len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES  # noqa: PLR2004
    return inner.strip() if is_quoted and inner.strip() and not set(inner) & set(QUOTES) else text

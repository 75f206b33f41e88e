"""Quotation marks, which keep words together."""

import re

QUOTES = '"\u201c\u201d'
QUOTED = re.compile(r"[\"\u201c\u201d][^\"\u201c\u201d]*[\"\u201c\u201d]")


def without_quotes(text: str) -> str:
    """Quotation marks around a whole text only say that it is one."""
    inner = text[1:-1]
    is_quoted = len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES  # noqa: PLR2004
    return inner.strip() if is_quoted and inner.strip() and not set(inner) & set(QUOTES) else text

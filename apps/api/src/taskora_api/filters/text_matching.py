"""Texts in whatever case, as PostgreSQL compares them and as Python does."""

import re
from collections.abc import Iterable

from sqlalchemy import ARRAY, ColumnElement, Text, any_, func, literal

from taskora_api.text import spellings_of

# The locale of a database may be one that knows the case of no letter beyond ASCII.
COLLATION = "und-x-icu"
ESCAPE = "\\"


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Say whether a column has a text in it, in whatever case."""
    return _is_any(column, map(pattern_of, spellings_of(text)))


def lowered(text: ColumnElement[str]) -> ColumnElement[str]:
    """Give a text in lower case: what ILIKE compares, for who compares it more than once."""
    return func.lower(text.collate(COLLATION))


def pattern_of(text: str) -> str:
    """Give the pattern of what has a text in it."""
    return f"%{_literal(text)}%"


def equals(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Say whether a column is a text, in whatever case."""
    return _is_any(column, map(_literal, spellings_of(text)))


def _is_any(column: ColumnElement[str], patterns: Iterable[str]) -> ColumnElement[bool]:
    given = any_(literal(list(patterns), ARRAY(Text())))
    return column.collate(COLLATION).bool_op("ILIKE")(given)


def _literal(text: str) -> str:
    """Take the meaning from the characters that LIKE gives one."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def text_contains(whole: str, text: str) -> bool:
    """Say in Python what `contains` says.

    The signs around the text belong to it: the lower case of a Greek sigma is another one at the
    end of what stands before a sign.
    """
    low = whole.lower()
    return any(f"%{each}%".lower()[1:-1] in low for each in spellings_of(text))


def text_equals(whole: str, text: str) -> bool:
    """Say in Python what `equals` says."""
    return whole.lower() in {each.lower() for each in spellings_of(text)}

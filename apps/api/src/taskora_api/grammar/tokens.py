"""Splits a folded text into words, numbers and marks."""

import re
from typing import Literal, NamedTuple

from taskora_api.grammar.data_files import LETTERS, SPACES
from taskora_api.grammar.folding import fold

Kind = Literal["word", "number", "mark"]

# An apostrophe within a word belongs to it: "o'clock", "today's".
_TOKEN = re.compile(f"([{LETTERS}]+(?:'[{LETTERS}]+)*)|([0-9]+)|[^{SPACES}]")


class Token(NamedTuple):
    """A part of a text: where it is in what was typed, and whether it touches the one before."""

    text: str
    kind: Kind
    start: int
    end: int
    is_glued: bool


def tokenise(text: str) -> list[Token]:
    """Split a text; white space is in no token, and all else is in one."""
    folded = fold(text)
    places = folded.places
    tokens: list[Token] = []
    before = -1
    for match in _TOKEN.finditer(folded.text):
        start, end = match.span()
        kind: Kind = "word" if match[1] else "number" if match[2] else "mark"
        # What the fold leaves out, such as an accent, belongs to the token that it is beside.
        begin = places[start]
        if start != before:
            begin = places[start - 1] + 1 if start else 0
        tokens.append(Token(match[0], kind, begin, places[end], start == before))
        before = end
    return tokens

"""Splits a text into words, numbers and marks, each with its place and its folded form.

The grammar of dates reads folded words and nothing else, so no table is ever asked for a spelling
that it cannot hold: a dotless i becomes an i, and a long s an s.
"""

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from taskora_api.language.vocabulary import FUNCTION_WORDS


class Kind(Enum):
    WORD = auto()
    NUMBER = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a text; `start` and `end` count characters, and `word` is the folded form."""

    start: int
    end: int
    word: str
    kind: Kind
    is_apart: bool
    """Whether the text begins here, or white space is before it."""
    is_capitalised: bool


class Line:
    """The tokens of a part of a text, which answers for places beyond its ends too."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        """Split the part between two offsets; the tokens keep the offsets of the whole text."""
        part = text[start:end]
        self.text = text
        self.start, self.end = start, start + len(part)
        self.tokens = tokenise(part, start)
        self.words = [token.word for token in self.tokens]

    def word(self, at: int) -> str:
        """Return the folded form, which is empty where there is no token."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def kind(self, at: int) -> Kind | None:
        """Return the kind; None where there is no token."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def first_place(self, word: str) -> int:
        """Return where a word stands first; beyond the end when it is not there."""
        return self._first_places.get(word, len(self.words))

    @cached_property
    def _first_places(self) -> dict[str, int]:
        return {word: at for at, word in reversed(list(enumerate(self.words)))}

    @cached_property
    def plain_places(self) -> tuple[int, int] | None:
        """The first and the last word that has no capital and a meaning of its own."""
        places = [
            at
            for at, token in enumerate(self.tokens)
            if token.kind is Kind.WORD
            and not token.is_capitalised
            and token.word not in FUNCTION_WORDS
            and not self.touches(at)
        ]
        return (places[0], places[-1]) if places else None

    def touches(self, at: int) -> bool:
        """Say whether a token follows the one before it without white space."""
        return 0 < at < len(self.tokens) and not self.tokens[at].is_apart

    @cached_property
    def enclosing(self) -> list[tuple[int, int] | None]:
        """The places of the brackets right around each token; None where there are none."""
        openings: list[int | None] = []
        opened: list[int] = []
        closings: dict[int, int] = {}
        for at, word in enumerate(self.words):
            if opened and word == BRACKETS[self.word(opened[-1])]:
                closings[opened.pop()] = at
            openings.append(opened[-1] if opened else None)
            if word in BRACKETS:
                opened.append(at)
        return [None if o is None or o not in closings else (o, closings[o]) for o in openings]

    def number(self, at: int, digits_max: int = 4) -> int | None:
        """Read a number of a few digits."""
        if self.kind(at) is not Kind.NUMBER or len(self.word(at)) > digits_max:
            return None
        return int(self.word(at))

    def has(self, at: int, *words: str) -> bool:
        """Say whether these words follow one another from a place on."""
        return at >= 0 and tuple(self.words[at : at + len(words)]) == words


BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_APOSTROPHES = "'\u2019\u02bc"
# Case folding keeps these apart from "i" because they differ in Turkish; no word here is Turkish.
_LETTERS_I = {"\u0131": "i", "\u0130": "i"}


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """Split a text. White space is in no token; the places count from `offset` on."""
    tokens: list[Token] = []
    position, is_apart = 0, True
    while position < len(text):
        if text[position].isspace():
            position, is_apart = position + 1, True
            continue
        if _is_invisible(text[position]):
            position += 1
            continue
        token = _token_at(text, position, is_apart, offset)
        tokens.append(token)
        position, is_apart = token.end - offset, False
    return tokens


def _token_at(text: str, start: int, is_apart: bool, offset: int) -> Token:
    kind = _kind_of(text[start])
    end, folded = start, ""
    while end < len(text):
        char = text[end]
        if end > start and _kind_of(char) is not kind and not _continues(text, end, kind):
            break
        if end > start and kind is Kind.MARK and not _is_attached(char):
            break
        folded += _fold(char)
        end += 1
    if kind is Kind.NUMBER and not folded.isdecimal():
        # A digit with something on it, such as a keycap, is a picture.
        kind = Kind.MARK
    return Token(offset + start, offset + end, folded, kind, is_apart, text[start].isupper())


def _continues(text: str, at: int, kind: Kind) -> bool:
    """Say whether a character belongs to the word before it, as an accent or an apostrophe."""
    if _is_attached(text[at]):
        return True
    return (
        kind is Kind.WORD
        and text[at] in _APOSTROPHES
        and at + 1 < len(text)
        and _kind_of(text[at + 1]) is Kind.WORD
    )


def _kind_of(char: str) -> Kind:
    if char.isdecimal():
        return Kind.NUMBER
    # A Roman or a circled numeral is no number of a date, but a part of the word beside it.
    return Kind.WORD if char.isalnum() or char == "_" else Kind.MARK


def _is_attached(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or _is_invisible(char)


def _is_invisible(char: str) -> bool:
    """Format characters, such as a soft hyphen, do not make another word."""
    return unicodedata.category(char) == "Cf"


def _fold(char: str) -> str:
    if char.isascii():
        return char.lower()
    if _is_invisible(char):
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in _APOSTROPHES:
        return "'"
    if not char.isalpha():
        return char
    return _LETTERS_I.get(char) or unicodedata.normalize("NFKC", char).casefold()

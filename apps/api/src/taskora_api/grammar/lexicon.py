"""The words of a language: phrases of one or more tokens, each with its class and value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from taskora_api.grammar.tokens import Token, tokenise

Value = Any
# Class, value, and the place after the phrase.
Found = tuple[str, Value, int]


class Lexicon:
    """Finds the phrases that begin at a token."""

    def __init__(self, classes: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Take, for each class, the phrases of each value; a value in digits is a number."""
        self.classes = frozenset(classes)
        self._phrases: dict[str, list[tuple[tuple[Token, ...], str, Value]]] = {}
        for name, values in classes.items():
            for value, phrases in values.items():
                for phrase in phrases:
                    tokens = tuple(tokenise(phrase))
                    entry = (tokens[1:], name, _value(value))
                    self._phrases.setdefault(tokens[0].text, []).append(entry)

    def knows(self, word: str) -> bool:
        """Say whether a folded word begins a phrase."""
        return word in self._phrases

    def find(self, tokens: Sequence[Token], at: int) -> Iterable[Found]:
        """Find the phrases that begin at a place, in the order of the data."""
        for rest, name, value in self._phrases.get(tokens[at].text, ()):
            end = at + 1 + len(rest)
            if not rest or (end <= len(tokens) and _are(tokens[at + 1 : end], rest)):
                yield name, value, end


def _value(text: str) -> Value:
    return int(text) if text.lstrip("-").isdecimal() else text


def _are(found: Sequence[Token], wanted: Sequence[Token]) -> bool:
    """Say whether tokens are those of a phrase, as close to each other as they are there."""
    return all(
        one.text == other.text and one.is_glued == other.is_glued
        for one, other in zip(found, wanted, strict=True)
    )

"""The tokens of a line, which answer for places beyond its ends too."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from taskora_api.grammar.chart import Chart
from taskora_api.grammar.data_files import CAPITALS
from taskora_api.grammar.languages import Language
from taskora_api.grammar.tokens import Token


class Sentence:
    """A line, or the part of it that says what there is to do."""

    def __init__(self, text: str, tokens: Sequence[Token], language: Language) -> None:
        """Take the tokens of a part of a text; places are numbers of tokens."""
        self.text = text
        self.tokens = tokens
        self.words = [token.text for token in tokens]
        self.language = language
        self.lists = language.placement
        self.chart = Chart(tokens, language.lexicon, language.rules)
        # The places that have a meaning of their own, and are no words of the sentence.
        self.claimed: set[int] = set()

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.tokens)

    def word(self, at: int) -> str:
        """Return the folded word, which is empty where there is none."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_in(self, at: int, name: str) -> bool:
        """Say whether the word at a place is in a list of the language."""
        return 0 <= at < len(self.words) and self.words[at] in self.lists[name]

    def is_word(self, at: int) -> bool:
        """Say whether there is a word, and no number or mark."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "word"

    def is_number(self, at: int) -> bool:
        """Say whether there is a number in figures."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "number"

    def is_mark(self, at: int) -> bool:
        """Say whether there is a mark."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "mark"

    def touches(self, at: int) -> bool:
        """Say whether a token follows the one before it without white space."""
        return 0 < at < len(self.tokens) and self.tokens[at].is_glued

    def is_capital(self, at: int) -> bool:
        """Say whether a token begins with a capital."""
        return 0 <= at < len(self.tokens) and self.text[self.tokens[at].start] in CAPITALS

    def are_marks(self, first: int, end: int) -> bool:
        """Say whether there is no word and no number between two places that is not claimed."""
        return all(self.tokens[at].kind == "mark" or at in self.claimed for at in range(first, end))

    def longest(self, name: str, at: int) -> tuple[int, Any] | None:
        """Read the longest phrase of a rule at a place: where it ends, and its value."""
        found = self.all(name, at)
        if not found:
            return None
        end = max(found)
        return end, found[end]

    def all(self, name: str, at: int) -> Mapping[int, Any]:
        """Read all phrases of a rule at a place; none where the language has no such rule."""
        return self.chart.read(name, at)

    def begins(self, name: str, at: int) -> bool:
        """Say whether a phrase of a rule begins at a place."""
        return bool(self.all(name, at))

    @cached_property
    def first_places(self) -> Mapping[str, int]:
        """Where each word stands first."""
        return {word: at for at, word in reversed(list(enumerate(self.words)))}

    @cached_property
    def plain_places(self) -> tuple[int, int] | None:
        """The first and the last word that has no capital and a meaning of its own."""
        places = [
            at
            for at, token in enumerate(self.tokens)
            if token.kind == "word"
            and not self.is_capital(at)
            and token.text not in self.lists["function_words"]
            and not self.touches(at)
        ]
        return (places[0], places[-1]) if places else None

    @cached_property
    def enclosing(self) -> Sequence[tuple[int, int] | None]:
        """The places of the brackets right around each token; None where there are none."""
        openings: list[int | None] = []
        opened: list[int] = []
        closings: dict[int, int] = {}
        for at, word in enumerate(self.words):
            if opened and word == BRACKETS[self.words[opened[-1]]]:
                closings[opened.pop()] = at
            openings.append(opened[-1] if opened else None)
            if word in BRACKETS:
                opened.append(at)
        return [None if o is None or o not in closings else (o, closings[o]) for o in openings]


BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}

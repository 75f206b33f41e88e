"""Finds the tasks that words mean, from the strictest comparison to the loosest."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

Key = TypeVar("Key")

SIMILAR_ENOUGH = 0.75
PREFIX_LENGTH_MIN = 3
FUZZY_LENGTH_MIN = 4
FUZZY_LENGTH_MAX = 40
# Beyond these, words are compared by equality alone, so that no message can keep a pod busy.
GUESSED_WORDS_MAX = 20
COMPARISONS_MAX = 1000

_TOKEN = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^\w]+")
_FILLER = frozenset(
    ["a", "an", "the", "my", "to", "of", "for", "with", "task", "tasks", "todo", "one", "please"]
)


def tokens_of(text: str) -> list[str]:
    """Split into words without case, accents of compatibility forms, or fillers."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    return [token for token in tokens if token not in _FILLER] or tokens


def plain_tokens_of(text: str) -> list[str]:
    """Split into what `tokens_of` takes, as it is written."""
    wanted = set(tokens_of(text))
    return [token for token in _TOKEN.findall(text) if wanted.intersection(tokens_of(token))]


def folded(text: str) -> str:
    """Make texts equal that differ in case, spaces and punctuation alone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NO_WORD.sub(" ", plain).split()) or " ".join(plain.split())


class TitleIndex(Generic[Key]):
    """Titles, split into words once for all searches among them."""

    def __init__(self, titles: Sequence[tuple[Key, str]]) -> None:
        self._titles = [(key, folded(title), tokens_of(title)) for key, title in titles]
        self._comparisons_left = COMPARISONS_MAX
        self._similar: dict[tuple[str, str], bool] = {}

    @property
    def keys(self) -> list[Key]:
        """The keys of all titles, in their order."""
        return [key for key, _, _ in self._titles]

    def equal(self, words: str) -> list[Key]:
        """Return the keys of the titles that are these words."""
        wanted = folded(words)
        return [key for key, title, _ in self._titles if title == wanted]

    def holding_all(self, words: str) -> list[Key]:
        """Return the keys of the titles that have every word, and as often as it was said."""
        wanted = Counter(tokens_of(words))
        if not wanted:
            return self.equal(words)
        return [key for key, _, tokens in self._titles if wanted <= Counter(tokens)]

    def beginning_all(self, words: str) -> list[Key]:
        """Return the keys of the titles that have a word for each that it begins with."""
        wanted = tokens_of(words)
        return [key for key, _, tokens in self._titles if _has_all_beginnings(wanted, tokens)]

    def match(self, words: str, among: Collection[Key] | None = None) -> list[Key]:
        """Return the keys of the titles that match best; more than one is not clear."""
        wanted = tokens_of(words)
        equal = [key for key in self.equal(words) if among is None or key in among]
        if not wanted:
            return equal
        comparisons = [_is_same, _has_same_words, _has_all]
        if len(set(wanted)) <= GUESSED_WORDS_MAX:
            comparisons += [_has_all_beginnings, self._is_similar]
        for is_match in comparisons:
            found = [
                key
                for key, _, tokens in self._titles
                if (among is None or key in among) and is_match(wanted, tokens)
            ]
            if found:
                return [key for key in equal if key in found] or found
        return []

    def _is_similar(self, wanted: list[str], tokens: list[str]) -> bool:
        return all(any(self._are_similar(word, token) for token in tokens) for word in wanted)

    def _are_similar(self, word: str, token: str) -> bool:
        """Forgive a slip of the finger, as long as the comparisons of this index last."""
        if word == token or not _may_be_similar(word, token):
            return word == token
        pair = (word, token)
        if pair not in self._similar:
            if self._comparisons_left == 0:
                return False
            self._comparisons_left -= 1
            self._similar[pair] = SequenceMatcher(None, word, token).ratio() >= SIMILAR_ENOUGH
        return self._similar[pair]


def match_titles(words: str, titles: Sequence[tuple[Key, str]]) -> list[Key]:
    """Match once; for several searches keep a `TitleIndex`."""
    return TitleIndex(titles).match(words)


def _is_same(wanted: list[str], tokens: list[str]) -> bool:
    return wanted == tokens


def _has_same_words(wanted: list[str], tokens: list[str]) -> bool:
    return set(wanted) == set(tokens)


def _has_all(wanted: list[str], tokens: list[str]) -> bool:
    return set(wanted) <= set(tokens)


def _has_all_beginnings(wanted: list[str], tokens: list[str]) -> bool:
    return all(
        any(
            token == word or (len(word) >= PREFIX_LENGTH_MIN and token.startswith(word))
            for token in tokens
        )
        for word in wanted
    )


def _may_be_similar(word: str, token: str) -> bool:
    """Compare what is cheap: a slip is rarely in the first letter, or in a word too short."""
    shorter, longer = sorted((len(word), len(token)))
    return (
        word[0] == token[0]
        and FUZZY_LENGTH_MIN <= shorter
        and longer <= FUZZY_LENGTH_MAX
        and 2 * shorter >= SIMILAR_ENOUGH * (shorter + longer)
    )

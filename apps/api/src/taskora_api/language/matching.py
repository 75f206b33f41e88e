"""Finds the tasks that words mean, from the surest way of matching to the weakest."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Key = TypeVar("Key")

SIMILAR_ENOUGH = 0.75
PREFIX_LENGTH_MIN = 3
FUZZY_LENGTH_MIN = 4

_TOKEN = re.compile(r"\w+")
_FILLER = frozenset(
    ["a", "an", "the", "my", "to", "of", "for", "with", "task", "tasks", "todo", "one", "please"]
)


def tokens_of(text: str) -> list[str]:
    """Split into words without case, accents of compatibility forms, or fillers."""
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())
    return [token for token in tokens if token not in _FILLER] or tokens


def match_titles(words: str, titles: Sequence[tuple[Key, str]]) -> list[Key]:
    """Return the keys of the titles that match best; more than one means that it is not clear."""
    wanted = tokens_of(words)
    if not wanted:
        return _equal(words, titles)
    split = [(key, tokens_of(title)) for key, title in titles]
    for is_match in (_is_same, _has_same_words, _has_all, _has_all_beginnings, _is_similar):
        found = {key: None for key, tokens in split if is_match(wanted, tokens)}
        if found:
            return _equal(words, [(key, title) for key, title in titles if key in found]) or list(
                found
            )
    return []


def has_all_words(words: str, title: str) -> bool:
    """Say whether the title has every word as it was said; anything less is a guess."""
    return set(tokens_of(words)) <= set(tokens_of(title))


def _equal(words: str, titles: Sequence[tuple[Key, str]]) -> list[Key]:
    wanted = " ".join(words.casefold().split())
    return [key for key, title in titles if " ".join(title.casefold().split()) == wanted]


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


def _is_similar(wanted: list[str], tokens: list[str]) -> bool:
    return all(any(_are_similar(word, token) for token in tokens) for word in wanted)


def _are_similar(word: str, token: str) -> bool:
    """Forgive a slip of the finger, but not in a word too short to be told from others."""
    if word == token:
        return True
    if min(len(word), len(token)) < FUZZY_LENGTH_MIN:
        return False
    return SequenceMatcher(None, word, token).ratio() >= SIMILAR_ENOUGH

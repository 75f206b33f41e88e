"""Clauses that are negated or about something else hold no day on which a thing is due."""

import pytest

from taskora_api.grammar.clauses import is_negated_after, read_aside
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise


def _sentence(text: str) -> Sentence:
    return Sentence(text, tokenise(text), load_language("en"))


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("call mom on friday", ""),
        ("never on friday: call mom", "on friday"),
        ("call mom if it rains on friday", "it rains on friday"),
        ("is he free on friday", "he free on friday"),
        ("due friday", ""),
        ("don't forget friday", ""),
        ("buy the book I lent him", "lent him"),
        ("ask that the shop opens. buy milk", "the shop opens"),
        ("call in case of rain", "case of rain"),
        ("wait until we land", "we land"),
    ],
)
def test_a_clause_goes_on_until_it_ends(text: str, aside: str) -> None:
    line = _sentence(text)
    found = read_aside(line)
    assert " ".join(word for word, is_in in zip(line.words, found, strict=True) if is_in) == aside


def test_a_negation_may_follow_a_day() -> None:
    assert is_negated_after(_sentence("friday, do not call"), 1)
    assert is_negated_after(_sentence("friday never call"), 1)
    assert not is_negated_after(_sentence("friday call"), 1)

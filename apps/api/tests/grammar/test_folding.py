"""A text is folded as it is declared, and each folded character knows where it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.grammar.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("FRIDAY", "friday"),
        ("fr\u0131day", "friday"),
        ("\u017fix", "six"),
        ("mi\u00e9rcoles", "miercoles"),
        ("\ufb01ve", "five"),
        ("\u0662\u0664", "24"),
        ("today\u2019s", "today's"),
        ("to\u00admorrow", "tomorrow"),
        # A picture of a number is none.
        ("\u2460", "\u2460"),
    ],
)
def test_letters_become_what_the_lexicons_are_written_in(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text())
def test_every_folded_character_was_typed_somewhere(text: str) -> None:
    folded = fold(text)
    places = list(folded.places)
    assert len(places) == len(folded.text) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once

"""A title is the words around what is claimed, without the marks between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.grammar.data_files import SPACE_CHARACTERS
from taskora_api.grammar.titles import (
    joined,
    split_words,
    title_around,
    whole_title,
    without_quotes,
)


@pytest.mark.parametrize(
    ("text", "claims", "title"),
    [
        ("call mom XXX", ["XXX"], "call mom"),
        ("XXX: call mom", ["XXX"], "call mom"),
        ("call mom | XXX", ["XXX"], "call mom"),
        ("call XXX - mom", ["XXX"], "call mom"),
        ("call mom XXX.", ["XXX"], "call mom"),
        ("call XXX mom @ YYY !", ["XXX", "YYY"], "call mom"),
        ("call (XXX room) mom", ["XXX"], "call (room) mom"),
        ("  call   mom\u00a0XXX ", ["XXX"], "call mom"),
    ],
)
def test_marks_that_stood_between_are_gone(text: str, claims: list[str], title: str) -> None:
    spans = [(text.index(claim), text.index(claim) + len(claim)) for claim in claims]
    assert title_around(text, 0, len(text), spans) == title


def test_a_title_of_marks_stays_as_it_is() -> None:
    assert whole_title("---") == "---"
    assert whole_title(" - milk, ") == "milk"
    assert joined([" a ,", ".", "b"]) == "a b"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"call mom"', "call mom"),
        ("\u201ccall mom\u201d", "call mom"),
        ('"a" and "b"', '"a" and "b"'),
        ('""', '""'),
        ('"', '"'),
        ("", ""),
    ],
)
def test_quotation_marks_around_all_of_it_only_say_that_it_is_one(text: str, title: str) -> None:
    assert without_quotes(text) == title


@given(st.text(max_size=60))
def test_splitting_loses_nothing_but_white_space(text: str) -> None:
    assert "".join(split_words(text)) == "".join(
        letter for letter in text if letter not in SPACE_CHARACTERS
    )

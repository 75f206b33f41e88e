"""Phrases are found where they begin, as they are written in the data."""

from taskora_api.grammar.lexicon import Lexicon
from taskora_api.grammar.tokens import tokenise

LEXICON = Lexicon({"part": {"am": ["am", "a.m."]}, "day": {"-1": ["day before"], "0": ["today"]}})


def test_the_longest_and_the_shortest_phrase_are_both_found() -> None:
    tokens = tokenise("a.m. day before today")
    assert list(LEXICON.find(tokens, 0)) == [("part", "am", 4)]
    assert list(LEXICON.find(tokens, 4)) == [("day", -1, 6)]
    assert list(LEXICON.find(tokens, 6)) == [("day", 0, 7)]


def test_marks_of_a_phrase_have_to_touch_as_they_do_in_the_data() -> None:
    assert list(LEXICON.find(tokenise("a . m ."), 0)) == []

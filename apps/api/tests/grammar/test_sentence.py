"""A sentence answers for every place, also beyond its ends."""

from hypothesis import given
from hypothesis import strategies as st

from taskora_api.grammar.languages import load_language
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise


def _sentence(text: str) -> Sentence:
    return Sentence(text, tokenise(text), load_language("en"))


def test_places_beyond_the_ends_are_empty() -> None:
    line = _sentence("Buy 2 eggs")
    assert (line.word(-1), line.word(0), line.word(3)) == ("", "buy", "")
    for at in (-1, 3):
        assert not line.is_word(at)
        assert not line.is_number(at)
        assert not line.is_mark(at)
        assert not line.touches(at)
        assert not line.is_capital(at)
        assert line.all("day", at) == {}
        assert line.longest("day", at) is None


def test_brackets_are_the_nearest_ones_that_close() -> None:
    line = _sentence("a (b [c] d) e ( f")
    assert line.enclosing[line.words.index("c")] == (3, 5)
    assert line.enclosing[line.words.index("d")] == (1, 7)
    assert line.enclosing[line.words.index("f")] is None


def test_plain_places_are_words_of_their_own_without_a_capital() -> None:
    assert _sentence("Call Ana about the car, Bob").plain_places == (4, 4)
    assert _sentence("Call Ana").plain_places is None


def test_what_is_claimed_counts_as_a_mark() -> None:
    line = _sentence("buy milk #home")
    assert not line.are_marks(2, 4)
    line.claimed.update({2, 3})
    assert line.are_marks(2, 4)


@given(st.text(max_size=40))
def test_any_text_is_a_sentence(text: str) -> None:
    line = _sentence(text)
    assert len(line.enclosing) == len(line) == len(line.words)
    assert all(line.words[at] == word for word, at in line.first_places.items())

"""A text is words, numbers and marks, and nothing of it that can be seen is lost."""

from hypothesis import given
from hypothesis import strategies as st

from taskora_api.grammar.data_files import SPACE_CHARACTERS
from taskora_api.grammar.tokens import tokenise


def test_words_numbers_and_marks_are_apart() -> None:
    tokens = tokenise("Pay 15dec, o'clock!")
    assert [(token.text, token.kind, token.is_glued) for token in tokens] == [
        ("pay", "word", False),
        ("15", "number", False),
        ("dec", "word", True),
        (",", "mark", True),
        ("o'clock", "word", False),
        ("!", "mark", True),
    ]


def test_an_accent_belongs_to_the_letter_that_it_is_on() -> None:
    (token,) = tokenise("frida\u0301y")
    assert (token.text, token.start, token.end) == ("friday", 0, 7)


@given(st.text(max_size=60))
def test_what_is_in_no_token_is_white_space(text: str) -> None:
    tokens = tokenise(text)
    places = [place for token in tokens for place in (token.start, token.end)]
    assert places == sorted(places)
    covered = {at for token in tokens for at in range(token.start, token.end)}
    assert not tokens or {text[at] for at in set(range(len(text))) - covered} <= SPACE_CHARACTERS

"""A yes is one when each of its words says so, in whatever script (A3)."""

import pytest

from taskora_api.language.answers import Answer, read_answer


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("yes", []),
        ("Yes, please do it!", []),
        ("ok, do that then", []),
        ("yes, tag them", ["tag"]),
        ("yes please, untag it", ["untag"]),
        ("sure, prioritise them all", ["prioritise"]),
        ("yes, change it", ["change"]),
        ("yes, delete them", ["delete"]),
        ("sí", []),
        ("si\u0301, por favor", []),
        ("हाँ", []),
        ("जी हाँ", []),
        ("ہاں", []),
        ("نعم", []),
        ("yes \U0001f44d\U0001f3fd", []),
    ],
)
def test_a_yes_may_name_what_it_agrees_to(text: str, verbs: list[str]) -> None:
    assert read_answer(text) == Answer(agrees=True, verbs=frozenset(verbs))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes please do not",
        "yes, नहीं",
        "no, sí",
        "हाँ, मत",
        "yes لا",
        "نہیں",
        "yes, don’t tag them",
    ],
)
def test_a_no_anywhere_wins(text: str) -> None:
    found = read_answer(text)
    assert found is not None
    assert not found.agrees


@pytest.mark.parametrize(
    "text",
    [
        "yes, tag milk",
        "yes, tag them with home",
        "yes, but only the first",
        "yes?",
        "yes؟",
        "yes, 2",
        "yes, la segunda",
        "yes, 但是明天",
        "yes, лучше завтра",
        "yes, बाद में",
        "yes \U0001f44e",
        "yes \U0001f602",
        "tag them",
        "yes " * 60,
    ],
)
def test_a_yes_with_something_else_is_none(text: str) -> None:
    assert read_answer(text) is None

"""Tags, projects and priorities are marked, and stand for the whole line."""

import pytest

from taskora_api.grammar.languages import load_language
from taskora_api.grammar.marks import find_marks
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("buy milk @home", [("tag", "home")]),
        ("buy milk @home @shop-1", [("tag", "home"), ("tag", "shop-1")]),
        ("buy milk #a #b", [("project", "b")]),
        ("#garden/front buy seeds", [("project", "garden/front")]),
        ("buy milk #\u00dcbung.", [("project", "\u00dcbung")]),
        ("buy milk p1", [("priority", "high")]),
        ("buy milk !4", [("priority", "none")]),
        ("buy milk !low", [("priority", "low")]),
        ("buy milk !!!", [("priority", "high")]),
        ("buy milk !!!!", []),
        ("buy milk!!!", []),
        ("buy milk #5", []),
        ("buy a#b", []),
        ("buy milk @ home", []),
        ("the p1 bug of Ana", []),
        ("buy milk p5", []),
    ],
)
def test_marks_are_found(text: str, marks: list[tuple[str, str]]) -> None:
    line = Sentence(text, tokenise(text), load_language("en"))
    found = find_marks(line, [True] * len(line))
    assert [(claim.kind, claim.reading) for claim in found] == marks


def test_what_is_not_free_is_not_marked() -> None:
    line = Sentence("buy @home", tokenise("buy @home"), load_language("en"))
    assert find_marks(line, [True, False, False]) == []

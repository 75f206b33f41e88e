"""The data of rules are made ready, and data that contradict themselves are refused."""

import pytest

from taskora_api.grammar.rules import GrammarDataError, Rules

CLASSES = frozenset({"month", "unit"})


def test_a_missing_item_is_a_production_of_its_own() -> None:
    rules = Rules({"day": [["month ~'.? int[1..31]", "$1"]]}, CLASSES)
    assert rules.firsts["day"] == {"month"}
    root = rules.trees["day"]
    assert [item.name for item, _ in root.edges[0][1].edges] == [".", "int"]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"day": [["mnth", 1]]}, "mnth is neither"),
        ({"day": [["int[1..", 1]]}, "is no item"),
        ({"day": [["month day", 1]]}, "part of itself"),
        ({"day": [["month more?", 1]], "more": [["'and day", 1]]}, "part of itself"),
    ],
)
def test_contradictions_are_refused(rules: dict[str, list[list[object]]], message: str) -> None:
    with pytest.raises(GrammarDataError, match=message):
        Rules(rules, CLASSES)

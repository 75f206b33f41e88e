"""The words that only say "add" or "please" are no part of a task."""

import pytest

from taskora_api.grammar.body import find_body
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "body", "commands", "is_reminder"),
    [
        ("buy milk", "buy milk", [], False),
        ("add buy milk", "buy milk", ["add"], False),
        (
            "please add a task to buy milk, thanks!",
            "buy milk",
            ["please add a task to", "thanks"],
            True,
        ),
        ("remind me to buy milk", "buy milk", ["remind me to"], True),
        ("don\u2019t forget to buy milk", "buy milk", ["don\u2019t forget to"], True),
        (
            "add milk to my shopping list please",
            "milk",
            ["add", "to my shopping list please"],
            False,
        ),
        ("add pay 24.12. please", "pay 24.12.", ["add", "please"], False),
        ('add "milk"', '"milk"', ["add"], False),
        ("add", "add", [], False),
        ("add -", "add -", [], False),
        ("addition", "addition", [], False),
        ("i should not call", "i should not call", [], False),
        ("i should have called", "i should have called", [], False),
        ("i must call", "call", ["i must"], False),
    ],
)
def test_a_command_is_apart_from_what_there_is_to_do(
    text: str, body: str, commands: list[str], *, is_reminder: bool
) -> None:
    found = find_body(text, tokenise(text), load_language("en"))
    tokens = found.line.tokens
    assert text[tokens[0].start : tokens[-1].end] == body
    assert [text[start:end] for start, end in found.commands] == commands
    assert found.is_reminder is is_reminder

"""What may follow the first word of a phrase is known before it is read."""

from taskora_api.grammar.rules import Rules

RULES = Rules(
    {
        "day": [["'the int[1..31]", 1], ["'the month", 2], ["'today", 3], ["edge", "$1"]],
        "edge": [["'the 'end 'of month", 4], ["'end", 5], ["int[1..9] month", 6]],
    },
    frozenset({"month"}),
)


def test_a_word_that_needs_another_token_says_which() -> None:
    assert RULES.seconds["day"]["'the"] == {"int", "month", "'end"}
    assert RULES.seconds["edge"]["'the"] == {"'end"}


def test_a_number_that_needs_another_token_says_which() -> None:
    assert RULES.seconds["day"]["int"] == {"month"}


def test_a_word_that_may_be_all_of_a_phrase_says_nothing() -> None:
    assert "'today" not in RULES.seconds["day"]
    assert "'end" not in RULES.seconds["edge"]

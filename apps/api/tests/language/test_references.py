"""The ways to point at a task, and which title words mean (A3)."""

import pytest

from taskora_api.language.matching import is_same_title, match_titles
from taskora_api.language.references import (
    Everything,
    Places,
    Recent,
    Reference,
    Words,
    parse_reference,
)

TITLES = list(enumerate(["buy milk", "buy oat milk", "call the dentist", "Pay rent", "a report"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("milk", Words("milk")),
        ("the task buy milk", Words("buy milk")),
        ("my laundry task", Words("laundry")),
        ("milk from my list", Words("milk")),
        ('"all"', Words("all")),
        ("task", Words("task")),
        ("2", Places((2,))),
        ("#2", Places((2,))),
        ("task 2", Places((2,))),
        ("number two", Places((2,))),
        ("the second one", Places((2,))),
        ("2nd", Places((2,))),
        ("first and third", Places((1, 3))),
        ("1, 2 and 4", Places((1, 2, 4))),
        ("the last two", Places((-2, -1))),
        ("all", Everything("all")),
        ("everything", Everything("all")),
        ("all my tasks", Everything("all")),
        ("my list", Everything("all")),
        ("all done tasks", Everything("done")),
        ("completed tasks", Everything("done")),
        ("everything overdue", Everything("overdue")),
        ("today's tasks", Everything("today")),
        ("it", Recent()),
        ("that one", Recent()),
        ("a", Words("a")),
    ],
)
def test_words_point_at_tasks(text: str, expected: Reference) -> None:
    assert parse_reference(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("buy milk", [0]),
        ("BUY MILK!", [0]),
        ("milk", [0, 1]),
        ("oat", [1]),
        ("milk oat buy", [1]),
        ("dentist", [2]),
        ("dent", [2]),
        ("dentits", [2]),
        ("rent", [3]),
        ("the report", [4]),
        ("cat", []),
        ("", []),
        ("!!!", []),
    ],
)
def test_words_match_the_titles_that_fit_best(words: str, expected: list[int]) -> None:
    assert match_titles(words, TITLES) == expected


def test_what_is_not_the_title_is_a_guess() -> None:
    assert is_same_title("Buy the milk!", "buy milk")
    assert not is_same_title("milk", "buy milk")
    assert not is_same_title("dent", "call the dentist")

"""The ways to point at a task, and which title words mean (A3)."""

from datetime import date, timedelta

import pytest

from taskora_api.language.matching import folded, match_titles
from taskora_api.language.references import (
    Everything,
    Places,
    Recent,
    Reference,
    Words,
    parse_reference,
)
from taskora_api.language.task_filter import TaskFilter

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)
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
        ("all", Everything(TaskFilter())),
        ("everything", Everything(TaskFilter())),
        ("all my tasks", Everything(TaskFilter())),
        ("my list", Everything(TaskFilter())),
        ("all done tasks", Everything(TaskFilter("done"), has_status=True)),
        ("completed tasks", Everything(TaskFilter("done"), has_status=True)),
        ("everything overdue", Everything(TaskFilter(due_to=YESTERDAY))),
        ("today's tasks", Everything(TaskFilter(due_from=TODAY, due_to=TODAY))),
        ("everything except milk", Everything(TaskFilter(), excluded="milk")),
        ("all tasks, apart from tea and rice", Everything(TaskFilter(), excluded="tea and rice")),
        ("it", Recent()),
        ("that one", Recent()),
        ("a", Words("a")),
    ],
)
def test_words_point_at_tasks(text: str, expected: Reference) -> None:
    assert parse_reference(text, TODAY) == expected


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


@pytest.mark.parametrize("words", ["Buy  MILK!", "“buy milk”", "buy milk."])
def test_a_title_is_the_same_but_for_case_spaces_and_punctuation(words: str) -> None:
    assert folded(words) == folded("buy milk")


@pytest.mark.parametrize("words", ["milk", "buy the milk", "buy milks", "milk buy", "!!!"])
def test_what_is_not_the_title_is_a_guess(words: str) -> None:
    assert folded(words) != folded("buy milk")

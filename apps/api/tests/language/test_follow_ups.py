"""What is said of the last change, and questions whose answer is counted (A3)."""

from datetime import date, timedelta

import pytest

from taskora_api.language.intents import (
    AddTasks,
    Also,
    Amend,
    AskAbout,
    CompleteTasks,
    DeleteTasks,
    Instead,
    MoveTasks,
    Topic,
    Undo,
    Unknown,
)
from taskora_api.language.message import parse_message

SATURDAY = date(2026, 11, 28)
FRIDAY = date(2026, 12, 4)


def _read(text: str) -> object:
    (intent,) = parse_message(text, SATURDAY)
    return intent


@pytest.mark.parametrize(
    "text", ["make it friday", "actually make it friday", "no, friday", "i meant friday instead"]
)
def test_another_day_for_what_was_done(text: str) -> None:
    intent = _read(text)
    assert isinstance(intent, Amend)
    assert (intent.due_on, intent.by_days) == (FRIDAY, None)


@pytest.mark.parametrize(
    ("text", "days"), [("one day later", 1), ("a week later please", 7), ("2 days earlier", -2)]
)
def test_a_day_counted_from_the_one_that_it_has(text: str, days: int) -> None:
    intent = _read(text)
    assert isinstance(intent, Amend)
    assert intent.by_days == days


def test_a_day_alone_is_a_list_and_a_question_is_one() -> None:
    assert not isinstance(_read("friday"), Amend)
    assert not isinstance(_read("no, friday?"), Amend)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("no, the other one", "the other one"),
        ("no the other one", "the other one"),
        ("sorry, i meant rice", "rice"),
        ("not that one, rice", "rice"),
    ],
)
def test_another_task_instead(text: str, reference: str) -> None:
    intent = _read(text)
    assert isinstance(intent, Instead)
    assert intent.reference == reference


@pytest.mark.parametrize("text", ["rice too", "and rice", "same for rice", "also rice"])
def test_one_more_task(text: str) -> None:
    intent = _read(text)
    assert isinstance(intent, Also)
    assert intent.reference == "rice"


@pytest.mark.parametrize("text", ["no", "no, thanks", "yes", "delete rice", "no, delete rice"])
def test_an_answer_or_a_request_is_no_follow_up(text: str) -> None:
    assert not isinstance(_read(text), Amend | Instead | Also)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("which day is fullest?", Topic.FULLEST_DAY),
        ("what is my busiest day this week?", Topic.FULLEST_DAY),
        ("what should i do next?", Topic.NEXT),
        ("what is most overdue?", Topic.OLDEST),
        ("what did you just do?", Topic.LAST_CHANGE),
        ("what did i add today?", Topic.ADDED),
        ("how many are that?", Topic.LISTED_COUNT),
        ("is there more due today or tomorrow?", Topic.COMPARE_DAYS),
        ("how many days until tea is due?", Topic.DAYS_LEFT),
        ("how long is tea overdue?", Topic.DAYS_LEFT),
        ("what percentage of my tasks is done?", Topic.SHARE),
        ("how many tasks are due per day this week on average?", Topic.AVERAGE),
    ],
)
def test_a_question_that_is_counted(text: str, topic: Topic) -> None:
    intent = _read(text)
    assert isinstance(intent, AskAbout)
    assert intent.topic is topic


def test_a_verb_is_said_once_for_two_days() -> None:
    monday = SATURDAY + timedelta(days=2)
    read = parse_message("move tea to friday and rice to monday", SATURDAY)
    assert read == (MoveTasks("tea", FRIDAY), MoveTasks("rice", monday))


def test_a_day_that_is_part_of_which_tasks_is_not_the_new_one() -> None:
    tomorrow = SATURDAY + timedelta(days=1)
    assert _read("move everything due today to tomorrow") == MoveTasks(
        "everything due today", tomorrow
    )
    assert _read("move tea 2 days earlier") == MoveTasks("tea", None, by_days=-2)


@pytest.mark.parametrize(
    ("text", "count"), [("undo", 1), ("undo the last two", 2), ("undo everything", 0)]
)
def test_undo_says_how_many(text: str, count: int) -> None:
    assert _read(text) == Undo(count=count)


@pytest.mark.parametrize(
    "text", ["when tea is done, delete rice", "once tea is done, add salt", "if it rains, undo"]
)
def test_what_depends_on_something_is_no_request(text: str) -> None:
    assert isinstance(_read(text), Unknown)


def test_now_parts_two_requests() -> None:
    first, second = parse_message("i finished tea, now add rice", SATURDAY)
    assert first == CompleteTasks("tea")
    assert isinstance(second, AddTasks)
    first, second = parse_message("undo that and delete rice", SATURDAY)
    assert (first, second) == (Undo(), DeleteTasks("rice"))

"""What people say to the assistant, and what it takes that for (A3).

`messages.tsv` holds a label and a message a line. Which of them are not read rightly is known.
"""

from collections import Counter
from datetime import date
from pathlib import Path

from taskora_api.language.intents import (
    AddOneOrTwo,
    AddTasks,
    AddThenChange,
    AskAbout,
    CompleteTasks,
    DeleteTasks,
    Intent,
    ListTasks,
    MoveTasks,
    Perhaps,
    PickPlaces,
    Redo,
    Remark,
    RenameTask,
    Statement,
    Undo,
    Unknown,
)
from taskora_api.language.message import parse_message

TODAY = date(2026, 11, 28)
KNOWN_WRONG = {"show me everything due before christmas eve 24 december", "asdf ;;; ???"}
LABELS: dict[type, str] = {
    AddTasks: "add",
    AddOneOrTwo: "add",
    AddThenChange: "add",
    DeleteTasks: "delete",
    MoveTasks: "move",
    RenameTask: "rename",
    PickPlaces: "pick",
    AskAbout: "ask",
    Undo: "undo",
    Redo: "redo",
    Statement: "offer",
    Unknown: "unknown",
}


def _label(intent: Intent) -> str:
    match intent:
        case ListTasks():
            return "find" if intent.about else "list"
        case CompleteTasks():
            return "complete" if intent.completed else "reopen"
        case Remark():
            return intent.value
        case Perhaps(change):
            return _label(change)
        case _:
            return LABELS[type(intent)]


def _messages() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("messages.tsv").read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]


def test_messages_are_read_as_they_are_meant() -> None:
    messages = _messages()
    wrong = [
        (label, text, read)
        for label, text in messages
        if (read := ",".join(_label(intent) for intent in parse_message(text, TODAY))) != label
    ]
    assert len(messages) >= 150
    assert {text for _, text, _ in wrong} == KNOWN_WRONG, wrong


def test_nothing_about_tasks_ends_in_not_understood() -> None:
    lost = [
        text
        for label, text in _messages()
        if label != "unknown"
        and any(isinstance(intent, Unknown) for intent in parse_message(text, TODAY))
    ]
    assert lost == []


def test_no_question_and_no_answer_is_taken_for_a_change() -> None:
    changing = {"complete", "reopen", "delete", "move", "rename", "undo", "add"}
    harmless = {"list", "find", "agree", "refuse", "greet", "thank", "help", "unknown", "offer"}
    taken = Counter(
        (text, read)
        for label, text in _messages()
        for read in map(_label, parse_message(text, TODAY))
        if label in harmless and read in changing
    )
    assert taken == Counter()

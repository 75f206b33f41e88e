"""What the embedded assistant decides to do: sentences, and calls of tools."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from pydantic import JsonValue

from taskora_api.assistant import phrases
from taskora_api.assistant.state import Action
from taskora_api.language.wording import say_date
from taskora_api.tasks.schemas import DUE_EARLIEST, DUE_LATEST, Task


@dataclass(frozen=True)
class Say:
    """A sentence."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call of a tool; the answer will say what the tool reports."""

    tool: str
    arguments: dict[str, JsonValue]
    call_id: str = field(default_factory=lambda: f"call_{uuid4().hex}")


Step = Say | Call


def act(action: Action, tasks: list[Task], today: date) -> list[Step]:
    """Make the calls that do an action to tasks."""
    ids: list[JsonValue] = [str(task.id) for task in tasks]
    match action.verb:
        case "complete" | "reopen":
            arguments: dict[str, JsonValue] = {"task_ids": ids}
            if action.verb == "reopen":
                arguments["completed"] = False
            return [Call("complete_task", arguments)]
        case "delete":
            return [Call("delete_task", {"task_ids": ids})]
        case "rename":
            return [Call("update_task", {"task_id": ids[0], "title": action.title})]
        case "move":
            return [_move(action, task, today) for task in tasks]


def _move(action: Action, task: Task, today: date) -> Step:
    arguments: dict[str, JsonValue] = {"task_id": str(task.id)}
    if action.by_days is None and action.due_on is None:
        return Call("update_task", {**arguments, "remove_due_date": True})
    try:
        due_on = action.due_on or (task.due_on or today) + timedelta(days=action.by_days or 0)
    except OverflowError:
        return Say(phrases.DATE_OUT_OF_RANGE)
    if not is_due_date(due_on):
        return Say(phrases.DATE_OUT_OF_RANGE)
    return Call("update_task", {**arguments, "due_on": due_on.isoformat()})


def is_due_date(day: date) -> bool:
    """Say whether a task can be due on that day."""
    return DUE_EARLIEST <= day <= DUE_LATEST


def ask_which(action: Action, candidates: list[Task], today: date) -> Say:
    """Ask, with the candidates numbered as they can be answered."""
    lines = [
        f"{number}. {_describe(task, today)}" for number, task in enumerate(candidates, start=1)
    ]
    listing = "\n".join(lines)
    return Say(
        f"Which one should I {action.verb}?\n{listing}\nSay its number, or more of its words."
    )


def _describe(task: Task, today: date) -> str:
    details = []
    if task.due_on:
        details.append(f"due {say_date(task.due_on, today)}")
    if task.completed_at:
        details.append("done")
    return f"“{task.title}”" + (f" ({', '.join(details)})" if details else "")

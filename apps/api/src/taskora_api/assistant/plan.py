"""What the embedded assistant decides to do: sentences, and calls of tools."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from pydantic import JsonValue

from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action, OfferedTask
from taskora_api.tasks.field_types import DUE_EARLIEST, DUE_LATEST
from taskora_api.tasks.schemas import Task


@dataclass(frozen=True)
class Say:
    text: str


@dataclass(frozen=True)
class Call:
    """A call of a tool; the answer will say what the tool reports.

    Its id comes from the turn and the step that it is, once it has one.
    """

    tool: str
    arguments: dict[str, JsonValue]
    call_id: str = ""


Step = Say | Call


def call_id_of(answer_id: UUID, step: int) -> str:
    """Return the id of the call that is so many steps after the first one of a turn."""
    return "call_" + uuid5(answer_id, " ".join(["step", str(step)])).hex


def call_for(action: Action, which: Sequence[UUID] | Selection) -> Call:
    """Make the one call that does an action to tasks, however many they are."""
    arguments: dict[str, JsonValue] = (
        {"selection": which.model_dump(mode="json", exclude_defaults=True)}
        if isinstance(which, Selection)
        else {"task_ids": [str(task_id) for task_id in which]}
    )
    match action.verb:
        case "complete":
            return Call("complete_task", arguments)
        case "reopen":
            return Call("complete_task", {**arguments, "completed": False})
        case "delete":
            return Call("delete_task", arguments)
        case "rename":
            return Call("update_task", {**arguments, "title": action.title})
        case "move":
            return Call("update_task", arguments | _new_date(action))
        case "change":
            return Call("organise_task", arguments | _new_fields(action))


def _new_fields(action: Action) -> dict[str, JsonValue]:
    fields = action.fields
    return {} if fields is None else fields.model_dump(mode="json", exclude_defaults=True)


def _new_date(action: Action) -> dict[str, JsonValue]:
    if action.due_on is not None:
        return {"due_on": action.due_on.isoformat()}
    if action.by_days is not None:
        return {"by_days": action.by_days}
    return {"remove_due_date": True}


def action_in(call: Call) -> Action | None:
    """Read back what a call that `call_for` made does; None for a call of another kind."""
    arguments = call.arguments
    match call.tool:
        case "complete_task":
            return Action(verb="complete" if arguments.get("completed", True) else "reopen")
        case "delete_task":
            return Action(verb="delete")
        case "update_task" if "title" in arguments:
            return Action.model_validate({"verb": "rename", "title": arguments["title"]})
        case "update_task":
            moved = {name: arguments[name] for name in ("due_on", "by_days") if name in arguments}
            return Action.model_validate({"verb": "move", **moved})
        case "organise_task":
            fields = {k: v for k, v in arguments.items() if k not in ("task_ids", "selection")}
            return Action.model_validate({"verb": "change", "fields": fields})
        case _:
            return None


def tasks_in(call: Call) -> list[OfferedTask]:
    """Read back the tasks of a call that `call_to_add` made; none of any other call."""
    if call.tool != "add_task":
        return []
    arguments = dict(call.arguments)
    others = arguments.pop("others", [])
    all_of = [arguments, *(others if isinstance(others, list) else [])]
    return [OfferedTask.model_validate(each) for each in all_of]


def call_to_add(tasks: Sequence[OfferedTask]) -> Call:
    # Where they are added is decided anew, by what is there then.
    first, *others = (
        task.model_dump(mode="json", exclude_defaults=True, exclude={"space"}) for task in tasks
    )
    arguments: dict[str, JsonValue] = dict(first)
    if others:
        arguments["others"] = list(others)
    return Call("add_task", arguments)


def call_to_list(selection: Selection) -> Call:
    shown: dict[str, JsonValue] = selection.model_dump(mode="json", exclude_defaults=True)
    return Call("list_tasks", {"status": selection.status, **shown})


def new_days(action: Action, tasks: Sequence[Task], today: date) -> dict[UUID, date | None] | None:
    """Say when each task would be due after a move; None when one could not be due then."""
    try:
        days = {task.id: _new_day(action, task, today) for task in tasks}
    except OverflowError:
        return None
    return days if all(day is None or is_due_date(day) for day in days.values()) else None


def _new_day(action: Action, task: Task, today: date) -> date | None:
    if action.by_days is None:
        return action.due_on
    return (task.due_on or today) + timedelta(days=action.by_days)


def is_due_date(day: date) -> bool:
    return DUE_EARLIEST <= day <= DUE_LATEST

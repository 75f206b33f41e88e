"""The tools of the assistant; each is a thin layer over a use case."""

import functools
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Annotated, Any, Literal, ParamSpec
from uuid import UUID

from pydantic import Field

from taskora_api.assistant.reports import (
    NOT_DONE,
    NOT_KNOWN,
    PART_DONE,
    say_done,
    say_due,
    say_list,
    say_range,
)
from taskora_api.assistant.state import Action, Question
from taskora_api.assistant.workspace import ToolOutput, Workspace
from taskora_api.errors import DatabaseUnavailableError, NotFoundError, OutcomeUnknownError
from taskora_api.language.matching import match_titles
from taskora_api.language.wording import say_count, say_titles
from taskora_api.tasks.change_schemas import Actor
from taskora_api.tasks.due_range import DueRange
from taskora_api.tasks.schemas import DueDate, NewTask, TaskChanges, TaskStatus
from taskora_api.text import Notes, Title

SHOWN_MAX = 100

TaskIds = Annotated[list[UUID], Field(min_length=1, max_length=1000)]
Arguments = ParamSpec("Arguments")
ToolFunction = Callable[Arguments, Coroutine[Any, Any, ToolOutput]]


def _honest(tool: ToolFunction[Arguments]) -> ToolFunction[Arguments]:
    """Turn what went wrong into an output that says what was not done."""

    @functools.wraps(tool)
    async def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ToolOutput:
        workspace = next(argument for argument in args if isinstance(argument, Workspace))
        before = len(workspace.touched)
        try:
            return await tool(*args, **kwargs)
        except NotFoundError:
            return ToolOutput(
                tasks=[], summary="That task is not there any more.", outcome="missing"
            )
        except DatabaseUnavailableError:
            return ToolOutput(
                tasks=[],
                summary=PART_DONE if len(workspace.touched) > before else NOT_DONE,
                outcome="failed",
            )
        except OutcomeUnknownError:
            return ToolOutput(tasks=[], summary=NOT_KNOWN, outcome="failed")

    return wrapped


@_honest
async def add_task(
    workspace: Workspace, title: Title, due_on: DueDate | None = None, notes: Notes = ""
) -> ToolOutput:
    """Add a task, with a due date when one was said."""
    new = NewTask(title=title, notes=notes, dueOn=due_on)
    added = await workspace.tasks.add_tasks(workspace.owner_id, [new], Actor.CHAT)
    (task,) = added.tasks
    workspace.touch(task.id)
    return ToolOutput(
        tasks=[task],
        summary=f"Added “{task.title}”{say_due(task, workspace.today)}.",
        change_id=added.change_id,
    )


@_honest
async def list_tasks(
    workspace: Workspace,
    status: Literal["open", "done", "all"] = "open",
    due_from: date | None = None,
    due_to: date | None = None,
    about: str = "",
) -> ToolOutput:
    """List tasks of a status, due in a closed range of days, about some words."""
    found = await workspace.tasks.find_tasks(
        workspace.owner_id, TaskStatus(status), DueRange(due_from, due_to)
    )
    if about:
        ids = set(match_titles(about, [(task.id, task.title) for task in found]))
        found = [task for task in found if task.id in ids]
    workspace.state.listed = [task.id for task in found]
    if len(found) == 1:
        workspace.touch(found[0].id)
    kind = {"open": "open ", "done": "completed ", "all": ""}[status]
    when = say_range(due_from, due_to, workspace.today)
    tail = f"{when} about “{about}”" if about else when
    return ToolOutput(
        tasks=found[:SHOWN_MAX], total=len(found), summary=say_list(len(found), kind, tail)
    )


@_honest
async def complete_task(
    workspace: Workspace, task_ids: TaskIds, completed: bool = True
) -> ToolOutput:
    """Mark tasks as done, or as open again with completed=false."""
    changes = TaskChanges(completed=completed)
    changed = await workspace.tasks.change_tasks(workspace.owner_id, task_ids, changes, Actor.CHAT)
    if not changed.tasks:
        raise NotFoundError
    for task in changed.tasks:
        workspace.touch(task.id)
    verb = "Completed" if completed else "Reopened"
    return ToolOutput(
        tasks=changed.tasks[:SHOWN_MAX],
        total=len(changed.tasks),
        summary=say_done(verb, changed.tasks),
        change_id=changed.change_id,
    )


@_honest
async def update_task(
    workspace: Workspace,
    task_id: UUID,
    title: Title | None = None,
    due_on: DueDate | None = None,
    remove_due_date: bool = False,
) -> ToolOutput:
    """Rename a task, give it another due date, or take its due date away."""
    before = await workspace.tasks.get_task(workspace.owner_id, task_id)
    values: dict[str, object] = {}
    if title is not None:
        values["title"] = title
    if due_on is not None or remove_due_date:
        values["dueOn"] = None if remove_due_date else due_on
    changed = await workspace.tasks.change_tasks(
        workspace.owner_id, [task_id], TaskChanges.model_validate(values), Actor.CHAT
    )
    if changed.missing:
        raise NotFoundError
    (task,) = changed.tasks
    workspace.touch(task_id)
    said = []
    if title is not None:
        said.append(f"Renamed “{before.title}” to “{task.title}”.")
    if "dueOn" in values:
        when = say_due(task, workspace.today).removeprefix(", ") or "without a due date"
        said.append(f"“{task.title}” is now {when}.")
    return ToolOutput(
        tasks=[task],
        summary=" ".join(said) or "Nothing was changed.",
        change_id=changed.change_id,
    )


@_honest
async def delete_task(workspace: Workspace, task_ids: TaskIds) -> ToolOutput:
    """Delete tasks. More than one is deleted only after the person has said yes."""
    ids = list(dict.fromkeys(task_ids))
    if len(ids) > 1 and not set(ids) <= workspace.agreed:
        return await _ask_to_confirm(workspace, ids)
    deleted = await workspace.tasks.delete_tasks(workspace.owner_id, ids, Actor.CHAT)
    if not deleted.tasks:
        raise NotFoundError
    return ToolOutput(
        tasks=deleted.tasks[:SHOWN_MAX],
        total=len(deleted.tasks),
        summary=say_done("Deleted", deleted.tasks),
        change_id=deleted.change_id,
    )


async def _ask_to_confirm(workspace: Workspace, ids: list[UUID]) -> ToolOutput:
    tasks = [await workspace.tasks.get_task(workspace.owner_id, task_id) for task_id in ids]
    workspace.state.question = Question(kind="confirm", task_ids=ids, action=Action(verb="delete"))
    titles = say_titles([task.title for task in tasks])
    return ToolOutput(
        tasks=tasks[:SHOWN_MAX],
        total=len(tasks),
        summary=f"This would delete {say_count(len(ids))}: {titles}. Say yes to delete, or no.",
        outcome="unconfirmed",
    )

"""The tools that change tasks: none does so before the person has agreed to it."""

from taskora_api.assistant.approval import ask_first
from taskora_api.assistant.changing import DoneKind, TaskIds, find_targets, report_change
from taskora_api.assistant.honesty import honest
from taskora_api.assistant.messages import reports
from taskora_api.assistant.messages.general import DATE_OUT_OF_RANGE, RENAME_ONE
from taskora_api.assistant.plan import new_days
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action
from taskora_api.assistant.workspace import SHOWN_MAX, ToolOutput, Workspace
from taskora_api.tasks.change_schemas import Actor
from taskora_api.tasks.schemas import DueDate, Task, TaskChanges
from taskora_api.text import Title

_COMPLETED: tuple[DoneKind, str] = ("complete", "Completed")
_REOPENED: tuple[DoneKind, str] = ("reopen", "Reopened")


@honest
async def complete_task(
    workspace: Workspace,
    task_ids: TaskIds,
    completed: bool = True,
    selection: Selection | None = None,
) -> ToolOutput:
    """Mark tasks as done, or as open again with completed=false."""
    found = await find_targets(workspace, task_ids, selection)
    tasks = [task for task in found if (task.completed_at is None) is completed]
    if not tasks:
        return _nothing_to_do(found, reports.say_already(found, "done" if completed else "open"))
    action = Action(verb="complete" if completed else "reopen")
    question = ask_first(workspace, action, tasks, selection)
    if question is not None:
        return question
    changed = await workspace.tasks.change_tasks(
        workspace.owner_id,
        [task.id for task in tasks],
        TaskChanges(completed=completed),
        Actor.CHAT,
    )
    kind, verb = _COMPLETED if completed else _REOPENED
    return report_change(workspace, kind, changed, reports.say_done(verb, changed.tasks))


@honest
async def delete_task(
    workspace: Workspace, task_ids: TaskIds, selection: Selection | None = None
) -> ToolOutput:
    """Delete tasks."""
    tasks = await find_targets(workspace, task_ids, selection)
    question = ask_first(workspace, Action(verb="delete"), tasks, selection)
    if question is not None:
        return question
    deleted = await workspace.tasks.delete_tasks(
        workspace.owner_id, [task.id for task in tasks], Actor.CHAT
    )
    return report_change(workspace, "delete", deleted, reports.say_done("Deleted", deleted.tasks))


@honest
async def update_task(
    workspace: Workspace,
    task_ids: TaskIds,
    *,
    title: Title | None = None,
    due_on: DueDate | None = None,
    by_days: int | None = None,
    remove_due_date: bool = False,
    selection: Selection | None = None,
) -> ToolOutput:
    """Rename one task; give tasks another due date, move it by days, or take it away."""
    found = await find_targets(workspace, task_ids, selection)
    if title is not None:
        return await _rename(workspace, found, title)
    if due_on is None and by_days is None and not remove_due_date:
        return _nothing_to_do(found, reports.NOTHING_TO_CHANGE)
    action = Action(verb="move", due_on=due_on, by_days=by_days)
    return await _move(workspace, action, found, selection)


async def _move(
    workspace: Workspace, action: Action, found: list[Task], selection: Selection | None
) -> ToolOutput:
    days = new_days(action, found, workspace.today)
    if days is None:
        return ToolOutput(tasks=[], summary=DATE_OUT_OF_RANGE, outcome="failed")
    tasks = [task for task in found if task.due_on != days[task.id]]
    if not tasks:
        return _nothing_to_do(
            found, reports.say_moved(action, found, workspace.today, is_already=True)
        )
    question = ask_first(workspace, action, tasks, selection)
    if question is not None:
        return question
    changed = await workspace.tasks.update_tasks(
        workspace.owner_id,
        {task.id: TaskChanges(dueOn=days[task.id]) for task in tasks},
        Actor.CHAT,
    )
    return report_change(
        workspace, "change", changed, reports.say_moved(action, changed.tasks, workspace.today)
    )


async def _rename(workspace: Workspace, found: list[Task], title: str) -> ToolOutput:
    if len(found) > 1:
        return ToolOutput(tasks=[], summary=RENAME_ONE, outcome="failed")
    (task,) = found
    if task.title == title:
        return _nothing_to_do(found, reports.say_called_already(task))
    question = ask_first(workspace, Action(verb="rename", title=title), found, None)
    if question is not None:
        return question
    changed = await workspace.tasks.change_tasks(
        workspace.owner_id, [task.id], TaskChanges(title=title), Actor.CHAT
    )
    return report_change(workspace, "change", changed, reports.say_renamed(task, title))


def _nothing_to_do(tasks: list[Task], summary: str) -> ToolOutput:
    return ToolOutput(tasks=tasks[:SHOWN_MAX], total=len(tasks), summary=summary, outcome="missing")

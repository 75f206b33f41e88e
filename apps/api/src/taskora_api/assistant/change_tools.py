"""The tools that change tasks: none does so before the person has agreed to it."""

from taskora_api.assistant.approval import ask_first
from taskora_api.assistant.changing import DoneKind, TaskIds, find_targets, report_change
from taskora_api.assistant.messages import reports
from taskora_api.assistant.messages.general import DATE_OUT_OF_RANGE, RENAME_ONE
from taskora_api.assistant.plan import new_days
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action
from taskora_api.assistant.turn_context import SHOWN_MAX, ToolOutput, TurnContext
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.field_types import DueDate
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.text import Title

_COMPLETED: tuple[DoneKind, str] = ("complete", "Completed")
_REOPENED: tuple[DoneKind, str] = ("reopen", "Reopened")


async def complete_task(
    context: TurnContext,
    task_ids: TaskIds | None = None,
    completed: bool = True,
    selection: Selection | None = None,
) -> ToolOutput:
    """Mark tasks as done, or as open again with completed=false.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    found = await find_targets(context, task_ids, selection)
    tasks = [task for task in found if (task.completed_at is None) is completed]
    if not tasks:
        return _nothing_to_do(found, reports.say_already(found, "done" if completed else "open"))
    action = Action(verb="complete" if completed else "reopen")
    question = ask_first(context, action, tasks, selection)
    if question is not None:
        return question
    changed = await context.tasks.update_tasks(
        context.owner_id,
        {task.id: TaskChanges(completed=completed) for task in tasks},
        Actor.CHAT,
    )
    kind, verb = _COMPLETED if completed else _REOPENED
    return report_change(context, kind, changed, reports.say_done(verb, changed.tasks))


async def delete_task(
    context: TurnContext, task_ids: TaskIds | None = None, selection: Selection | None = None
) -> ToolOutput:
    """Delete tasks.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    tasks = await find_targets(context, task_ids, selection)
    question = ask_first(context, Action(verb="delete"), tasks, selection)
    if question is not None:
        return question
    deleted = await context.tasks.delete_tasks(
        context.owner_id, [task.id for task in tasks], Actor.CHAT
    )
    return report_change(context, "delete", deleted, reports.say_done("Deleted", deleted.tasks))


async def update_task(
    context: TurnContext,
    task_ids: TaskIds | None = None,
    *,
    title: Title | None = None,
    due_on: DueDate | None = None,
    by_days: int | None = None,
    remove_due_date: bool = False,
    selection: Selection | None = None,
) -> ToolOutput:
    """Rename one task; give tasks another due date, move it by days, or take it away.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    found = await find_targets(context, task_ids, selection)
    if title is not None:
        return await _rename(context, found, title)
    if due_on is None and by_days is None and not remove_due_date:
        return _nothing_to_do(found, reports.NOTHING_TO_CHANGE)
    action = Action(verb="move", due_on=due_on, by_days=by_days)
    return await _move(context, action, found, selection)


async def _move(
    context: TurnContext, action: Action, found: list[Task], selection: Selection | None
) -> ToolOutput:
    days = new_days(action, found, context.today)
    if days is None:
        return ToolOutput(tasks=[], summary=DATE_OUT_OF_RANGE, outcome="failed")
    tasks = [task for task in found if task.due_on != days[task.id]]
    if not tasks:
        return _nothing_to_do(
            found, reports.say_moved(action, found, context.today, is_already=True)
        )
    question = ask_first(context, action, tasks, selection)
    if question is not None:
        return question
    changed = await context.tasks.update_tasks(
        context.owner_id,
        {task.id: TaskChanges(dueOn=days[task.id]) for task in tasks},
        Actor.CHAT,
    )
    return report_change(
        context, "change", changed, reports.say_moved(action, changed.tasks, context.today)
    )


async def _rename(context: TurnContext, found: list[Task], title: str) -> ToolOutput:
    if len(found) > 1:
        return ToolOutput(tasks=[], summary=RENAME_ONE, outcome="failed")
    (task,) = found
    if task.title == title:
        return _nothing_to_do(found, reports.say_called_already(task))
    question = ask_first(context, Action(verb="rename", title=title), found, None)
    if question is not None:
        return question
    changed = await context.tasks.update_tasks(
        context.owner_id, {task.id: TaskChanges(title=title)}, Actor.CHAT
    )
    return report_change(context, "change", changed, reports.say_renamed(task, title))


def _nothing_to_do(tasks: list[Task], summary: str) -> ToolOutput:
    return ToolOutput(tasks=tasks[:SHOWN_MAX], total=len(tasks), summary=summary, outcome="missing")

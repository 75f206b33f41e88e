"""The tools that change tasks: none does so before the person has agreed to it."""

from datetime import date

from taskora_api.assistant.agreed_change import Telling, change_when_agreed
from taskora_api.assistant.changing import DoneKind, TaskIds
from taskora_api.assistant.fitting import is_any
from taskora_api.assistant.messages import reports
from taskora_api.assistant.messages.general import DATE_OUT_OF_RANGE, ONE_AT_ONCE, RENAME_ONE
from taskora_api.assistant.plan import new_days
from taskora_api.assistant.reading import count_below_of, find_targets
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action
from taskora_api.assistant.targets import Found, Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.tasks.field_types import DueDate
from taskora_api.tasks.schemas import Task
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
    found = await find_targets(
        context, task_ids, selection, lambda task: (task.completed_at is None) is completed
    )
    if not found.wanted.ids:
        state = "done" if completed else "open"
        said = reports.say_already(found.all.shown, state, found.all.count)
        return _nothing_to_do(found.all, said)
    action = Action(verb="complete" if completed else "reopen")
    kind, verb = _COMPLETED if completed else _REOPENED
    telling = Telling(kind, lambda done: reports.say_done(verb, done.tasks, done.count))
    return await change_when_agreed(context, action, found.wanted, selection, telling)


async def delete_task(
    context: TurnContext, task_ids: TaskIds | None = None, selection: Selection | None = None
) -> ToolOutput:
    """Delete tasks.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    found = await find_targets(context, task_ids, selection, is_any)
    found.wanted.below = await count_below_of(context, found.wanted)
    telling = Telling("delete", lambda done: reports.say_done("Deleted", done.tasks, done.count))
    return await change_when_agreed(
        context, Action(verb="delete"), found.wanted, selection, telling
    )


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
    action = Action(verb="move", due_on=due_on, by_days=by_days)
    move = _Move(action, context.today)
    found = await find_targets(context, task_ids, selection, move.is_wanted)
    given = sum((title is not None, due_on is not None, by_days is not None, remove_due_date))
    if given > 1:
        return ToolOutput(tasks=[], summary=ONE_AT_ONCE, outcome="failed")
    if title is not None:
        return await _rename(context, found.all, title)
    if not given:
        return _nothing_to_do(found.all, reports.NOTHING_TO_CHANGE)
    return await _move(context, move, found, selection)


class _Move:
    """Says which tasks would be due on another day, and notices when one could be on none."""

    def __init__(self, action: Action, today: date) -> None:
        self.action = action
        self.today = today
        self.is_possible = True

    def is_wanted(self, task: Task) -> bool:
        days = new_days(self.action, [task], self.today)
        self.is_possible = self.is_possible and days is not None
        return days is not None and days[task.id] != task.due_on


async def _move(
    context: TurnContext, move: _Move, found: Found, selection: Selection | None
) -> ToolOutput:
    if not move.is_possible:
        return ToolOutput(tasks=[], summary=DATE_OUT_OF_RANGE, outcome="failed")
    action, today = move.action, context.today
    if not found.wanted.ids:
        already = found.all
        said = reports.say_moved(action, already.shown, already.count, today, is_already=True)
        return _nothing_to_do(already, said)
    telling = Telling(
        "change", lambda done: reports.say_moved(action, done.tasks, done.count, today)
    )
    return await change_when_agreed(context, action, found.wanted, selection, telling)


async def _rename(context: TurnContext, found: Targets, title: str) -> ToolOutput:
    if found.count > 1:
        return ToolOutput(tasks=[], summary=RENAME_ONE, outcome="failed")
    (task,) = found.shown
    if task.title == title:
        return _nothing_to_do(found, reports.say_called_already(task))
    telling = Telling("change", lambda _: reports.say_renamed(task, title))
    action = Action(verb="rename", title=title)
    return await change_when_agreed(context, action, found, None, telling)


def _nothing_to_do(targets: Targets, summary: str) -> ToolOutput:
    return ToolOutput(tasks=targets.shown, total=targets.count, summary=summary, outcome="missing")

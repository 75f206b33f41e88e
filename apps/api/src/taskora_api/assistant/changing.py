"""What every tool that changes tasks does around its change: find, ask first, and remember."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from taskora_api.assistant.selection import Selection, select
from taskora_api.assistant.state import IDS_KEPT_MAX, Done
from taskora_api.assistant.turn_context import SHOWN_MAX, ToolOutput, TurnContext
from taskora_api.errors import NotFoundError
from taskora_api.tasks.change_schemas import TITLES_SHOWN, Changed
from taskora_api.tasks.schemas import Task

# More than these are named by a selection.
TaskIds = Annotated[list[UUID], Field(max_length=IDS_KEPT_MAX)]
DoneKind = Literal["add", "change", "complete", "reopen", "delete"]


async def find_targets(
    context: TurnContext, task_ids: TaskIds | None, selection: Selection | None
) -> list[Task]:
    """Read the tasks that a call is for.

    After a yes these are those that were there when it was asked: a task that was added since is
    none that the person agreed to.

    Raises:
        NotFoundError: there is none.
    """
    if selection is None:
        found = await context.tasks.get_tasks(context.owner_id, task_ids or [])
    else:
        tasks = await context.tasks.find_tasks(
            context.owner_id, selection.task_status, selection.due
        )
        found = select(tasks, selection, context.zone)
        agreed = context.agreed
        if agreed is not None and agreed.asked_at is not None:
            found = [task for task in found if task.created_at <= agreed.asked_at]
    if not found:
        raise NotFoundError
    return found


def report_change(
    context: TurnContext, kind: DoneKind, changed: Changed, summary: str
) -> ToolOutput:
    """Remember what was changed for "it" and "undo", and make the output."""
    ids = [task.id for task in changed.tasks]
    state = context.state
    state.touched_since = [*state.touched_since, *ids]
    if kind == "delete":
        context.forget(ids)
    else:
        context.touch(ids)
    if changed.change_id is not None:
        titles = [task.title for task in changed.tasks[:TITLES_SHOWN]]
        state.keep_done(Done(change_id=changed.change_id, kind=kind, titles=titles, count=len(ids)))
    return ToolOutput(
        tasks=changed.tasks[:SHOWN_MAX],
        total=len(ids),
        summary=summary,
        change_id=changed.change_id,
    )

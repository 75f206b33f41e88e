"""What every tool that changes tasks does after its change: remember it, and report it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from taskora_api.assistant.state import IDS_KEPT_MAX, Action, Done, LastAct
from taskora_api.assistant.turn_context import SHOWN_MAX, ToolOutput, TurnContext
from taskora_api.tasks.change_schemas import TITLES_SHOWN, Changed

# More than these are named by a selection.
TaskIds = Annotated[list[UUID], Field(max_length=IDS_KEPT_MAX)]
DoneKind = Literal["add", "change", "complete", "reopen", "delete"]


def report_change(
    context: TurnContext,
    kind: DoneKind,
    changed: Changed,
    summary: str,
    action: Action | None = None,
) -> ToolOutput:
    """Remember what was changed for "it", "undo" and "no, the other one", and make the output."""
    ids = [task.id for task in changed.tasks]
    count = changed.count
    state = context.state
    state.touched_since = [*state.touched_since, *ids]
    if kind == "delete":
        context.forget(ids)
    else:
        context.touch(ids, count)
    if changed.change_id is not None:
        titles = [task.title for task in changed.tasks[:TITLES_SHOWN]]
        state.keep_done(Done(change_id=changed.change_id, kind=kind, titles=titles, count=count))
        state.last = LastAct(
            action=action,
            task_ids=ids[:IDS_KEPT_MAX],
            titles=titles,
            change_id=changed.change_id,
            turn=state.turn,
        )
    return ToolOutput(
        tasks=changed.tasks[:SHOWN_MAX],
        total=count,
        summary=summary,
        change_id=changed.change_id,
    )

"""The tools that add and list tasks; each is a thin layer over a use case."""

from typing import Annotated

from pydantic import Field

from taskora_api.assistant.changing import report_change
from taskora_api.assistant.honesty import honest
from taskora_api.assistant.messages.reports import say_added, say_found
from taskora_api.assistant.selection import Selection, select
from taskora_api.assistant.workspace import SHOWN_MAX, ToolOutput, Workspace
from taskora_api.tasks.change_schemas import Actor
from taskora_api.tasks.schemas import DueDate, NewTask
from taskora_api.text import Notes, Title
from taskora_api.wire import RequestBody

ADDED_MAX = 1000


class OtherTask(RequestBody):
    """A further task to add."""

    title: Title
    due_on: DueDate | None = Field(default=None, alias="due_on")
    notes: Notes = ""


OtherTasks = Annotated[list[OtherTask], Field(max_length=ADDED_MAX)]


@honest
async def add_task(
    workspace: Workspace,
    title: Title,
    due_on: DueDate | None = None,
    notes: Notes = "",
    others: OtherTasks | None = None,
) -> ToolOutput:
    """Add a task, and others with it, as one change that can be undone."""
    new = [NewTask(title=title, notes=notes, dueOn=due_on)]
    new += [
        NewTask(title=other.title, notes=other.notes, dueOn=other.due_on) for other in others or []
    ]
    added = await workspace.tasks.add_tasks(workspace.owner_id, new, Actor.CHAT)
    return report_change(workspace, "add", added, say_added(added.tasks, workspace.today))


@honest
async def list_tasks(workspace: Workspace, selection: Selection) -> ToolOutput:
    """List the tasks of a selection; the words that they are about may have slips."""
    found = select(
        await workspace.tasks.find_tasks(workspace.owner_id, selection.task_status, selection.due),
        selection,
        workspace.zone,
        is_search=True,
    )
    workspace.state.show([task.id for task in found], selection)
    if len(found) == 1:
        workspace.touch([found[0].id])
    return ToolOutput(
        tasks=found[:SHOWN_MAX],
        total=len(found),
        summary=say_found(found, selection, workspace.today),
    )

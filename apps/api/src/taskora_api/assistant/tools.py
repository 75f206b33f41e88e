"""The tools that add and list tasks; each is a thin layer over a use case."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from taskora_api.assistant.adding import new_task, place
from taskora_api.assistant.approval import ask_to_add_first
from taskora_api.assistant.changing import report_change
from taskora_api.assistant.messages.organising import CANNOT_ADD
from taskora_api.assistant.messages.reports import say_added, say_found
from taskora_api.assistant.reading import find_listed
from taskora_api.assistant.reporting import make_reported
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import IDS_KEPT_MAX, OfferedTask, Repeat
from taskora_api.assistant.turn_context import SHOWN_MAX, ToolOutput, TurnContext
from taskora_api.errors import InvalidFieldError
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.field_types import DueDate, Priority, Tags
from taskora_api.text import About, Line, Notes, Title
from taskora_api.wire import RequestBody

ADDED_MAX = 1000


class OtherTask(RequestBody):
    """A further task to add."""

    title: Title
    due_on: DueDate | None = Field(default=None, alias="due_on")
    notes: Notes = ""
    priority: Priority = Priority.NONE
    project: Line = ""
    tags: Tags = Field(default_factory=list)
    repeat: Repeat | None = None


OtherTasks = Annotated[list[OtherTask], Field(max_length=ADDED_MAX)]


async def add_task(
    context: TurnContext,
    title: Title,
    due_on: DueDate | None = None,
    notes: Notes = "",
    others: OtherTasks | None = None,
    *,
    priority: Priority = Priority.NONE,
    project: Line = "",
    tags: Tags | None = None,
    repeat: Repeat | None = None,
) -> ToolOutput:
    """Add a task, with a due date when one was said, and others with it as one change.

    A project that is not there is a tag of that name.
    """
    first = OfferedTask(
        title=title,
        due_on=due_on,
        notes=notes,
        priority=priority,
        project=project,
        tags=tags or [],
        repeat=repeat,
    )
    offered = [first, *(OfferedTask.model_validate(vars(other)) for other in others or [])]
    # A question names the places that a yes would use.
    places, offered = await place(context, offered)
    question = await ask_to_add_first(context, offered)
    if question is not None:
        return question
    try:
        new = [new_task(each, places) for each in offered]
        return await make_reported(
            context,
            lambda: context.tasks.add_tasks(context.owner_id, new, Actor.CHAT),
            lambda added: report_change(
                context, "add", added, say_added(added.tasks, context.today, offered)
            ),
        )
    except (ValidationError, InvalidFieldError):
        # A recurrence that is never due, or a project that went meanwhile.
        return ToolOutput(tasks=[], summary=CANNOT_ADD, outcome="failed")


async def list_tasks(
    context: TurnContext,
    *,
    status: Literal["open", "done", "all"] = "open",
    due_from: date | None = None,
    due_to: date | None = None,
    undated: bool = False,
    done_from: date | None = None,
    done_to: date | None = None,
    about: About = "",
    priority: Priority | None = None,
) -> ToolOutput:
    """List tasks of a status or priority, due or done in a closed range of days, about a topic."""
    selection = Selection(
        status=status,
        due_from=due_from,
        due_to=due_to,
        undated=undated,
        done_from=done_from,
        done_to=done_to,
        about=about,
        priority=priority,
    )
    found, total = await find_listed(context, selection, IDS_KEPT_MAX)
    context.state.show([task.id for task in found], selection, total=total)
    if total == 1:
        context.touch([found[0].id])
    return ToolOutput(
        tasks=found[:SHOWN_MAX],
        total=total,
        summary=say_found(found, total, selection, context.today),
        is_list=True,
    )

"""What the tools for several tasks take; each call is one change, done whole or not at all."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import MISSING, Field, StrictBool

from taskora_api.filters.limits import TEXT_LENGTH_MAX
from taskora_api.mcp_server.arguments import (
    LIST_LIMIT_DEFAULT,
    Arguments,
    DryRunArgument,
    LimitArgument,
    NewDueArgument,
    OccurrenceArgument,
)
from taskora_api.mcp_server.task_fields import (
    NewTaskFields,
    NewTimeArgument,
    ParentArgument,
    ProjectArgument,
    SectionArgument,
    TaskFieldChanges,
)
from taskora_api.paging import CursorText
from taskora_api.tasks.schemas import SearchText
from taskora_api.wire import TimeZoneName

BATCH_MAX = 100
DAYS_MAX = 3660
_IDS = f"The task_id of each task, as find_tasks returns them: 1 to {BATCH_MAX} UUIDs."

TaskIdsArgument = Annotated[list[UUID], Field(min_length=1, max_length=BATCH_MAX, description=_IDS)]
SpaceArgument = Annotated[
    UUID,
    Field(description="The space_id of a space, as list_places returns it: a UUID."),
]


class AddTasks(Arguments):
    """Arguments of add_tasks."""

    tool = "add_tasks"

    tasks: Annotated[
        list[NewTaskFields],
        Field(
            min_length=1,
            max_length=BATCH_MAX,
            description=f"The tasks to add, in their order: 1 to {BATCH_MAX}.",
        ),
    ]
    space_id: SpaceArgument | MISSING = MISSING
    dry_run: DryRunArgument = False


class FindTasks(Arguments):
    """Arguments of find_tasks."""

    tool = "find_tasks"

    status: Annotated[
        Literal["all", "pending", "completed"],
        Field(description="Which tasks: all, pending or completed."),
    ] = "all"
    search: Annotated[
        SearchText,
        Field(
            description="Terms that are all in the title or the description, "
            "at most 200 characters. Empty: every task."
        ),
    ] = ""
    filter: Annotated[
        str,
        Field(
            max_length=TEXT_LENGTH_MAX,
            description="A filter, such as `due:today & tag:home & !done`; `like:` finds titles in "
            "spite of typing errors. Empty: every task. An error names what is expected.",
        ),
    ] = ""
    sort: (
        Annotated[
            str,
            Field(
                max_length=TEXT_LENGTH_MAX,
                description="Keys with commas between, `-` before one for the largest first, such "
                "as `-priority,due`. Left out: open ones first, then by due date.",
            ),
        ]
        | MISSING
    ) = MISSING
    time_zone: Annotated[
        TimeZoneName,
        Field(description="Where `today` of a filter is meant, such as Europe/Berlin."),
    ] = "UTC"
    space_id: SpaceArgument | MISSING = MISSING
    limit: LimitArgument = LIST_LIMIT_DEFAULT
    cursor: (
        Annotated[
            CursorText,
            Field(
                description="The next_cursor of the page before, with the same other arguments. "
                "Left out: the first page."
            ),
        ]
        | MISSING
    ) = MISSING


class UpdateTasks(Arguments):
    """Arguments of update_tasks."""

    tool = "update_tasks"

    tasks: Annotated[
        list[TaskFieldChanges],
        Field(
            min_length=1,
            max_length=BATCH_MAX,
            description=f"What becomes of each task: 1 to {BATCH_MAX}, no task twice.",
        ),
    ]
    dry_run: DryRunArgument = False


class RescheduleTasks(Arguments):
    """Arguments of reschedule_tasks."""

    tool = "reschedule_tasks"

    task_ids: TaskIdsArgument
    by_days: (
        Annotated[
            int,
            Field(
                strict=True,
                ge=-DAYS_MAX,
                le=DAYS_MAX,
                description=f"How many days later each is due, -{DAYS_MAX} to {DAYS_MAX}; "
                "negative: earlier. Each must have a due date. Not with due_on.",
            ),
        ]
        | MISSING
    ) = MISSING
    due_on: NewDueArgument | MISSING = MISSING
    due_time: NewTimeArgument | MISSING = MISSING
    dry_run: DryRunArgument = False


class CompleteTasks(Arguments):
    """Arguments of complete_tasks."""

    tool = "complete_tasks"

    task_ids: TaskIdsArgument
    completed: Annotated[
        StrictBool, Field(description="true: they are done; false: they are open again.")
    ] = True
    occurrence_on: OccurrenceArgument | MISSING = MISSING
    time_zone: (
        Annotated[
            TimeZoneName,
            Field(
                description="The IANA zone of the person, by which a task that recurs from its "
                "completion counts its days. Left out: UTC."
            ),
        ]
        | MISSING
    ) = MISSING
    dry_run: DryRunArgument = False


class MoveTasks(Arguments):
    """Arguments of move_tasks."""

    tool = "move_tasks"

    task_ids: TaskIdsArgument
    project_id: ProjectArgument | MISSING = MISSING
    section_id: SectionArgument | MISSING = MISSING
    parent_id: ParentArgument | MISSING = MISSING
    dry_run: DryRunArgument = False


class DeleteTasks(Arguments):
    """Arguments of delete_tasks."""

    tool = "delete_tasks"

    task_ids: TaskIdsArgument
    dry_run: DryRunArgument = False


class ListPlaces(Arguments):
    """Arguments of list_places."""

    tool = "list_places"

    project_id: (
        Annotated[
            UUID,
            Field(description="A project whose sections are listed too: a UUID."),
        ]
        | MISSING
    ) = MISSING

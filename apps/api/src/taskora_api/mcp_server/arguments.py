"""What the tools take: each argument of one type, absent or there, and never read loosely.

Models write the arguments. What is not known is refused by name, a number in quotes is no number,
and no null stands for anything, so that what was meant is what is done.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import (
    MISSING,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from taskora_api.paging import CursorText
from taskora_api.tasks.field_types import DueDate
from taskora_api.tasks.schemas import SearchText
from taskora_api.text import Notes, Title

LIST_LIMIT_DEFAULT = 50
LIST_LIMIT_MAX = 200
VERSION_MAX = 999_999_999
NO_DATE = "none"
_DATE_PATTERN = "^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"


def _no_date(value: object) -> object:
    if value is None:
        raise PydanticCustomError("date_type", "This is not written as a date is.")
    return None if value == NO_DATE else value


class Arguments(BaseModel):
    """The arguments of a tool, by whose name the ledger keeps them."""

    tool: ClassVar[str]

    model_config = ConfigDict(extra="forbid", frozen=True)


LimitArgument = Annotated[
    int,
    Field(
        strict=True,
        ge=1,
        le=LIST_LIMIT_MAX,
        description=f"How many tasks at most, from 1 to {LIST_LIMIT_MAX}.",
    ),
]
TaskIdArgument = Annotated[
    UUID, Field(description="The task_id of a task, as list_tasks and add_task return it: a UUID.")
]
DescriptionArgument = Annotated[
    Notes, Field(description="Notes on the task, in Markdown, at most 32768 characters.")
]
TitleArgument = Annotated[
    Title, Field(description="What is to be done: one line of 1 to 1024 characters.")
]
DueArgument = Annotated[
    DueDate,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": _DATE_PATTERN,
            "description": "The day it is due, as YYYY-MM-DD, from 1900-01-01 to 2999-12-31.",
        }
    ),
]
NewDueArgument = Annotated[
    DueDate | None,
    BeforeValidator(_no_date),
    WithJsonSchema(
        {
            "type": "string",
            "description": "The day it is due, as YYYY-MM-DD, from 1900-01-01 to 2999-12-31, "
            f"or {NO_DATE}, which takes the date away.",
        }
    ),
]
VersionArgument = Annotated[
    int,
    Field(
        strict=True,
        ge=1,
        le=VERSION_MAX,
        description="The version of the task that was seen, from 1 to 999999999. "
        "In another version it is left alone. Left out: whatever the version.",
    ),
]
DryRunArgument = Annotated[
    StrictBool,
    Field(description="true or false. true: say what would be changed, and change nothing."),
]


OccurrenceArgument = Annotated[
    DueDate,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": _DATE_PATTERN,
            "description": "The occurrence_on of the tasks as it was seen, as YYYY-MM-DD. One that "
            "recurs and has another open occurrence by now is left alone, so that a call that is "
            "sent again completes nothing twice. Left out: whatever occurrence is open.",
        }
    ),
]


class AddTask(Arguments):
    """Arguments of add_task."""

    tool = "add_task"

    title: TitleArgument
    description: DescriptionArgument = ""
    due_on: DueArgument | MISSING = MISSING
    dry_run: DryRunArgument = False

    @property
    def due(self) -> date | None:
        """The day, or None."""
        return None if self.due_on is MISSING else self.due_on


class ListTasks(Arguments):
    """Arguments of list_tasks."""

    tool = "list_tasks"

    status: Annotated[
        Literal["all", "pending", "completed"],
        Field(description="Which tasks: all, pending or completed."),
    ] = "all"
    search: Annotated[
        SearchText,
        Field(
            description="Words that are all in the title or the description, "
            "at most 200 characters. Empty: every task."
        ),
    ] = ""
    limit: LimitArgument = LIST_LIMIT_DEFAULT
    cursor: (
        Annotated[
            CursorText,
            Field(
                description="The next_cursor of the page before, with the same status and search. "
                "Left out: the first page."
            ),
        ]
        | MISSING
    ) = MISSING


class CompleteTask(Arguments):
    """Arguments of complete_task."""

    tool = "complete_task"

    task_id: TaskIdArgument
    occurrence_on: OccurrenceArgument | MISSING = MISSING
    dry_run: DryRunArgument = False


class UpdateTask(Arguments):
    """Arguments of update_task."""

    tool = "update_task"

    task_id: TaskIdArgument
    title: TitleArgument | MISSING = MISSING
    description: DescriptionArgument | MISSING = MISSING
    due_on: NewDueArgument | MISSING = MISSING
    completed: (
        Annotated[StrictBool, Field(description="true: it is done; false: it is open again.")]
        | MISSING
    ) = MISSING
    version: VersionArgument | MISSING = MISSING
    dry_run: DryRunArgument = False


class DeleteTask(Arguments):
    """Arguments of delete_task."""

    tool = "delete_task"

    task_id: TaskIdArgument
    version: VersionArgument | MISSING = MISSING
    dry_run: DryRunArgument = False


class UndoChange(Arguments):
    """Arguments of undo_change."""

    tool = "undo_change"

    change_id: Annotated[UUID, Field(description="The change_id that a tool returned: a UUID.")]
    dry_run: DryRunArgument = False


class ApplyPlan(Arguments):
    """Arguments of apply_plan."""

    tool = "apply_plan"

    plan_id: Annotated[UUID, Field(description="The plan_id that a dry run returned: a UUID.")]

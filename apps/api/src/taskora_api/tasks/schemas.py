"""Tasks on the wire."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field, StrictBool, StringConstraints

from taskora_api.tasks.field_types import (
    Assignee,
    DueDate,
    Duration,
    Priority,
    StoredPriority,
    Tags,
    TimeOfDay,
)
from taskora_api.tasks.recurrence_schemas import NewRecurrence, OccurrenceDate, Recurrence
from taskora_api.text import Notes, SafeText, Title
from taskora_api.wire import RequestBody, ResponseBody, TimeZoneName

PAGE_SIZE_DEFAULT = 100
PAGE_SIZE_MAX = 500
QUERY_LENGTH_MAX = 200

SearchText = Annotated[SafeText, StringConstraints(max_length=QUERY_LENGTH_MAX)]


class TaskStatus(StrEnum):
    """Which tasks a list holds."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"


class Task(ResponseBody):
    """A task as every member of its space sees it."""

    id: UUID
    space_id: UUID
    title: str
    notes: str
    # What an older program recorded has none of the fields with a default.
    priority: StoredPriority = Priority.NONE
    project_id: UUID | None = None
    section_id: UUID | None = None
    parent_id: UUID | None = None
    tags: list[str] = Field(default_factory=list)
    # Sorts the tasks of a list by hand, as text by its code points.
    position: str = ""
    start_on: date | None = None
    due_on: date | None
    # To the minute; null is the whole day.
    due_time: time | None = None
    # Null with a time: that time wherever the reader is.
    due_zone: str | None = None
    deadline_on: date | None = None
    duration_minutes: int | None = None
    recurrence: Recurrence | None = None
    assignee_id: str | None = None
    completed_at: datetime | None
    created_by: str = ""
    created_at: datetime
    updated_at: datetime
    # Grows with every change but those of `position`; `If-Match` names the one that was seen.
    version: int


class TaskPage(ResponseBody):
    """One page of a list, and the cursor of the next one."""

    items: list[Task]
    next_cursor: str | None


class TaskSummary(ResponseBody):
    """How many tasks there are; the revision differs as soon as any of them has changed."""

    open: int
    overdue: int
    due_today: int
    done: int
    revision: str


class NewTask(RequestBody):
    """A task to add; without a space it is the caller's own."""

    title: Title
    space_id: UUID | None = None
    notes: Notes = ""
    priority: Priority = Priority.NONE
    project_id: UUID | None = None
    section_id: UUID | None = None
    parent_id: UUID | None = None
    tags: Tags = Field(default_factory=list)
    start_on: DueDate | None = None
    due_on: DueDate | None = None
    due_time: TimeOfDay | None = None
    due_zone: TimeZoneName | None = None
    deadline_on: DueDate | None = None
    duration_minutes: Duration | None = None
    recurrence: NewRecurrence | None = None
    assignee_id: Assignee | None = None


class SeriesChanges(RequestBody):
    """The fields to change; what is absent stays, and null takes the value away."""

    title: Title | MISSING = MISSING
    notes: Notes | MISSING = MISSING
    priority: Priority | MISSING = MISSING
    project_id: UUID | MISSING | None = MISSING
    section_id: UUID | MISSING | None = MISSING
    parent_id: UUID | MISSING | None = MISSING
    tags: Tags | MISSING = MISSING
    start_on: DueDate | MISSING | None = MISSING
    due_on: DueDate | MISSING | None = MISSING
    due_time: TimeOfDay | MISSING | None = MISSING
    due_zone: TimeZoneName | MISSING | None = MISSING
    deadline_on: DueDate | MISSING | None = MISSING
    duration_minutes: Duration | MISSING | None = MISSING
    recurrence: NewRecurrence | MISSING | None = MISSING
    assignee_id: Assignee | MISSING | None = MISSING


class TaskChanges(SeriesChanges):
    """The fields to change; what is absent stays, and null takes the value away."""

    completed: (
        Annotated[
            StrictBool,
            Field(description="true completes the task; one that recurs becomes due again."),
        ]
        | MISSING
    ) = MISSING
    occurrence_on: (
        Annotated[
            DueDate,
            Field(
                description="With `completed` or `dueOn`: the `originalOn` of the recurrence that "
                "was seen. If that occurrence is over already, it is not completed again, and to "
                "move it is refused with 412."
            ),
        ]
        | MISSING
    ) = MISSING
    time_zone: (
        Annotated[
            TimeZoneName,
            Field(description="With `completed`: in which zone it is which day. UTC by default."),
        ]
        | MISSING
    ) = MISSING


class FollowingChanges(RequestBody):
    """What becomes of an occurrence and of all that follow it.

    A `dueOn` or `recurrence` begins the series anew there; without both it goes on as it is.
    """

    occurrence_on: OccurrenceDate
    changes: SeriesChanges


class SplitTask(ResponseBody):
    """What was before, and what follows; both are the task itself if the open one was changed."""

    before: Task
    following: Task


class TaskPlace(RequestBody):
    """Right after which task of the same list, or else right before which."""

    after_id: UUID | None = None
    before_id: UUID | None = None


# What a request says beside the fields of a task.
BESIDE_FIELDS = frozenset({"completed", "occurrence_on", "time_zone"})

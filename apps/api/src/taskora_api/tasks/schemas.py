"""Tasks on the wire."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field, StrictBool, StringConstraints

from taskora_api.text import Notes, SafeText, Title
from taskora_api.wire import RequestBody, ResponseBody, WrittenDate

PAGE_SIZE_DEFAULT = 100
PAGE_SIZE_MAX = 500
QUERY_LENGTH_MAX = 200

DUE_EARLIEST = date(1900, 1, 1)
DUE_LATEST = date(2999, 12, 31)

DueDate = Annotated[
    date,
    Field(
        ge=DUE_EARLIEST,
        le=DUE_LATEST,
        description="From 1900-01-01 to 2999-12-31.",
        json_schema_extra={"pattern": "^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"},
    ),
    WrittenDate,
]


SearchText = Annotated[SafeText, StringConstraints(max_length=QUERY_LENGTH_MAX)]


class TaskStatus(StrEnum):
    """Which tasks a list holds."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"


class Task(ResponseBody):
    """A task as callers see it; the owner is not part of it."""

    id: UUID
    title: str
    notes: str
    due_on: date | None
    completed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    # Grows with every change; `If-Match` names the one that a caller has seen.
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
    """A task to add."""

    title: Title
    notes: Notes = ""
    due_on: DueDate | None = None


class TaskChanges(RequestBody):
    """The fields to change; what is absent stays, and `dueOn: null` takes the date away."""

    title: Title | MISSING = MISSING
    notes: Notes | MISSING = MISSING
    due_on: DueDate | MISSING | None = MISSING
    completed: StrictBool | MISSING = MISSING


@dataclass(frozen=True)
class DueRange:
    """A closed range of due dates; an end may be open."""

    start: date | None = None
    end: date | None = None


EVER = DueRange()

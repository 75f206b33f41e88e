"""Fields of tasks in what the tools return, each described once."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

TaskId = Annotated[UUID, Field(description="By it other tools name the task.")]
TitleField = Annotated[str, Field(description="What is to be done, in one line.")]
DescriptionField = Annotated[str, Field(description="Notes on it, in Markdown.")]
Status = Annotated[Literal["pending", "completed"], Field(description="pending or completed.")]
DueOn = Annotated[date, Field(description="The day it is due, as YYYY-MM-DD. Absent: on none.")]
RecurrenceRule = Annotated[
    str, Field(description="How it recurs, an RRULE of RFC 5545. Absent: not at all.")
]
OccurrenceOn = Annotated[
    date,
    Field(
        description="The occurrence that is open, by the day that the rule gives; due_on may be "
        "another day. Absent of a task that does not recur."
    ),
]
CreatedAt = Annotated[datetime, Field(description="When it was added, in UTC.")]
UpdatedAt = Annotated[datetime, Field(description="When it was changed last, in UTC.")]
CompletedAt = Annotated[datetime, Field(description="When it was completed, in UTC.")]
Version = Annotated[
    int, Field(description="Greater after each change; send it to change what was seen alone.")
]

"""A change of many tasks on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints

from taskora_api.filters.limits import TEXT_LENGTH_MAX
from taskora_api.tasks.field_types import Tags
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.wire import RequestBody, ResponseBody, TimeZoneName

BULK_MAX = 10_000
# As many as go well into one body.
IDS_MAX = 5_000
SHOWN_MAX = 20


class BulkChange(RequestBody):
    """Which tasks, by a filter or by their ids, and what becomes of all of them.

    Deleting goes with nothing else.
    """

    filter: Annotated[str, StringConstraints(max_length=TEXT_LENGTH_MAX)] = ""
    task_ids: Annotated[
        list[UUID],
        Field(max_length=IDS_MAX, description="Of those that are there; instead of a filter."),
    ] = Field(default_factory=list)
    space_id: UUID | None = None
    time_zone: TimeZoneName = "UTC"
    week_start: Annotated[int, Field(ge=0, le=6)] = 0
    changes: TaskChanges = TaskChanges()
    add_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)
    delete: StrictBool = False


class BulkResult(ResponseBody):
    """How many tasks were found, and the first of them as they are now, or as they were deleted."""

    count: int
    items: list[Task]
    # By which all of it is undone; None where nothing was different.
    change_id: UUID | None = None

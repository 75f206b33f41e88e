"""A change of many tasks on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints

from taskora_api.filters.limits import TEXT_LENGTH_MAX
from taskora_api.tasks.field_types import Tags
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.wire import RequestBody, ResponseBody, TimeZoneName

BULK_MAX = 10_000
SHOWN_MAX = 20

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class BulkChange(RequestBody):
    """Which tasks, and what becomes of all of them; deleting goes with nothing else."""

    filter: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LENGTH_MAX)]
    space_id: UUID | None = None
    time_zone: TimeZoneName = "UTC"
    week_start: Annotated[int, Field(ge=0, le=6)] = 0
    changes: TaskChanges = TaskChanges()
    add_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)
    delete: StrictBool = False
    dry_run: Annotated[
        StrictBool, Field(description="Only say what is found; nothing is changed.")
    ] = False
    digest: Annotated[
        Digest | None,
        Field(description="Of a dry run: refused if something else is found by now."),
    ] = None


class BulkResult(ResponseBody):
    """How many tasks are found, the first of them, and what identifies all of them.

    After a change they are as they are now, and after deleting as they were.
    """

    count: int
    items: list[Task]
    digest: str
    # By which all of it is undone; None after a dry run, and where nothing was different.
    change_id: UUID | None = None

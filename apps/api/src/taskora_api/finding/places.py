"""Where a task stands in a search, as a cursor has it."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from taskora_api.paging import StoredInstant
from taskora_api.tasks.cursor import sort_date
from taskora_api.tasks.field_types import DueDate
from taskora_api.tasks.schemas import Task


class Rank(IntEnum):
    """How well a task fits a search: as its worst token does."""

    TITLE = 0
    NOTES = 1
    SLIP = 2


class RankedPlace(BaseModel):
    """Where a task stands in a search."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rank: Annotated[Rank, Field(strict=False)]
    completed: bool
    due_on: DueDate | None
    created_at: StoredInstant
    id: UUID

    @classmethod
    def of(cls, rank: Rank, task: Task) -> "RankedPlace":
        """Give the place of a task."""
        return cls(
            rank=rank,
            completed=task.completed_at is not None,
            due_on=task.due_on,
            created_at=task.created_at,
            id=task.id,
        )

    def values(self) -> Mapping[str, Any]:
        """Give what the statements take of it."""
        return {
            "rank": int(self.rank),
            "completed": self.completed,
            "completeds": [self.completed],
            "due": sort_date(self.due_on),
            "created": self.created_at,
            "last": self.id,
        }

"""Changes on the wire, and what the use cases return of one."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import Field

from taskora_api.ledger.entries import Actor, ChangeKind, Entity
from taskora_api.tasks.schemas import Task
from taskora_api.wire import ResponseBody

CHANGES_PAGE_SIZE_DEFAULT = 50
CHANGES_PAGE_SIZE_MAX = 500
TITLES_SHOWN = 3


@dataclass(frozen=True)
class Changed:
    """The tasks that were named, as they are now (or were, when deleted), in that order."""

    tasks: list[Task]
    # None when nothing is different from before.
    change_id: UUID | None
    missing: list[UUID] = field(default_factory=list)
    # Of a group, of which only the first tasks are kept.
    total: int | None = None

    @property
    def count(self) -> int:
        """How many tasks there were."""
        return len(self.tasks) if self.total is None else self.total


class Change(ResponseBody):
    """One batch of what a member did in one space; `titles` names the first few of its tasks."""

    id: UUID
    space_id: UUID
    # Whose change it was.
    member_id: str
    actor: Actor
    # By which tool, route or rule, where that is known.
    tool: str | None
    kind: ChangeKind
    count: int
    titles: list[str]
    created_at: datetime
    undone_at: datetime | None


class ChangePage(ResponseBody):
    """Changes, the newest first, and the cursor of the page that comes after."""

    items: list[Change]
    next_cursor: str | None


class Conflict(ResponseBody):
    """A field that stays as it is, because it was changed since."""

    entity: Entity
    entity_id: UUID
    field: str


class Undone(ResponseBody):
    """What an undo did. `kept` holds the tasks that were changed since, and so were left alone.

    A task of which some fields are as before, and others stay, is in `undone`; `conflicts` names
    those that stay.
    """

    change_id: UUID
    undone: list[Task]
    removed: list[UUID]
    kept: list[Task]
    conflicts: list[Conflict] = Field(default_factory=list)

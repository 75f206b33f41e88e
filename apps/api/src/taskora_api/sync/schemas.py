"""What has changed, on the wire."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from taskora_api.comments.schemas import Comment
from taskora_api.ledger.entries import Entity
from taskora_api.projects.schemas import Project, Section
from taskora_api.relations.schemas import Relation
from taskora_api.reminders.schemas import Reminder
from taskora_api.spaces.schemas import Member, Space, SpaceKind
from taskora_api.tasks.schemas import Task
from taskora_api.views.schemas import View
from taskora_api.wire import ResponseBody

SYNC_PAGE_SIZE_DEFAULT = 200
SYNC_PAGE_SIZE_MAX = 500


class SpaceState(ResponseBody):
    """What a space is for all of its members alike."""

    id: UUID
    kind: SpaceKind
    name: str
    created_at: datetime


State = Task | Project | Section | Comment | Relation | Reminder | SpaceState | Member | View


class SyncChange(ResponseBody):
    """An entity as it is now; a state of null says that it is not in this space any more."""

    entity: Entity
    id: UUID
    space_id: UUID
    # Of the last entry of the ledger that is about it, as far as it is known.
    sequence: int
    state: State | None


class SyncPage(ResponseBody):
    """One page of what a client does not have yet."""

    changes: list[SyncChange]
    # All of them, each time.
    spaces: list[Space]
    left: list[UUID] = Field(
        description="Spaces to forget with all that is in them, before the changes are applied."
    )
    next_cursor: str
    has_more: bool

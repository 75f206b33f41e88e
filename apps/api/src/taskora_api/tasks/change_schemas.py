"""Changes on the wire, and what the use cases return of one."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import ChangeKind
from taskora_api.wire import ResponseBody

CHANGES_PAGE_SIZE_DEFAULT = 50
CHANGES_PAGE_SIZE_MAX = 500
TITLES_SHOWN = 3


class Actor(StrEnum):
    """From where something was changed."""

    WEB = "web"
    CHAT = "chat"
    MCP = "mcp"
    API = "api"


@dataclass(frozen=True)
class Act:
    """Who does something to whose tasks, from where, and when."""

    owner_id: str
    actor: Actor
    at: datetime


@dataclass(frozen=True)
class Changed:
    """The tasks that were named, as they are now (or were, when deleted), in that order."""

    tasks: list[Task]
    # None when nothing is different from before.
    change_id: UUID | None
    missing: list[UUID] = field(default_factory=list)


class Change(ResponseBody):
    """One batch of what somebody did; `titles` names the first few of its tasks."""

    id: UUID
    actor: Actor
    kind: ChangeKind
    count: int
    titles: list[str]
    created_at: datetime
    undone_at: datetime | None


class ChangePage(ResponseBody):
    """Changes, the newest first, and the cursor of the page that comes after."""

    items: list[Change]
    next_cursor: str | None


class Undone(ResponseBody):
    """What an undo did. `kept` holds the tasks that were changed since, and so were left alone."""

    change_id: UUID
    undone: list[Task]
    removed: list[UUID]
    kept: list[Task]

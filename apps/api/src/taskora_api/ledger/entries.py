"""What a change does to one entity: the one form that every change has.

A pair of states can be stored, shown and turned around, so that undo needs no code of its own for
each verb.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from taskora_api.ledger.chain import State


class Entity(StrEnum):
    """What can be changed."""

    TASK = "task"
    PROJECT = "project"
    SECTION = "section"
    COMMENT = "comment"
    RELATION = "relation"
    VIEW = "view"
    REMINDER = "reminder"
    SPACE = "space"
    MEMBER = "member"


class Actor(StrEnum):
    """From where something was changed."""

    WEB = "web"
    CHAT = "chat"
    MCP = "mcp"
    API = "api"
    CALDAV = "caldav"
    IMPORT = "import"


class ChangeKind(StrEnum):
    """What a change did, as people would say it."""

    ADDED = "added"
    CHANGED = "changed"
    COMPLETED = "completed"
    REOPENED = "reopened"
    DELETED = "deleted"
    MOVED = "moved"
    UNDONE = "undone"


# The kind of the tasks that were there when a ledger began, which nobody did and no list shows.
BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a change comes, and by which tool with which arguments, if any was named."""

    actor: Actor
    tool: str | None = None
    arguments: dict[str, Any] | None = None


# Whatever says from where a change comes; an actor alone names no tool.
By = Actor | Origin


def _new_id() -> UUID:
    return uuid4()


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, from where, and when.

    `new_id` gives the ids of what it makes and of its changes: any, or the same ones each time that
    it is attempted.
    """

    member_id: str
    origin: Origin
    at: datetime
    new_id: Callable[[], UUID] = field(default=_new_id, repr=False, compare=False)

    @classmethod
    def of(cls, member_id: str, by: By, at: datetime) -> "Act":
        """Make an act; an actor alone names no tool."""
        return cls(member_id, by if isinstance(by, Origin) else Origin(by), at)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity before and after; None before it was added, and after it was deleted.

    Where it is there before and after, `after` holds only what differs.
    """

    entity: Entity
    entity_id: UUID
    before: State | None
    after: State | None

    @property
    def state(self) -> State | None:
        """All that is there afterwards."""
        if self.after is None or self.before is None:
            return self.after
        return {**self.before, **self.after}


def entry_of(entity: Entity, entity_id: UUID, before: State | None, after: State | None) -> Entry:
    """Make an entry of two whole states."""
    if before is not None and after is not None:
        after = {name: value for name, value in after.items() if before.get(name) != value}
    return Entry(entity, entity_id, before, after)

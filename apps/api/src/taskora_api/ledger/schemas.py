"""What was done, on the wire: entry by entry, as the ledger has it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from taskora_api.ledger.entries import Actor, ChangeKind, Entity
from taskora_api.wire import ResponseBody

ACTIVITY_PAGE_SIZE_DEFAULT = 50
ACTIVITY_PAGE_SIZE_MAX = 200


class Activity(ResponseBody):
    """What one change did to one entity; `before` and `after` hold the fields that differ.

    Both are null where the content was erased. `title` is what the entity was called: after the
    change, or before its end; null for what has no name. `sequence` and `hash` are its place in
    the chain of the space, and null until the next change of the space seals it. `undoneBy` is the
    change that took this one back, which is undone to do it again.
    """

    space_id: UUID
    sequence: int | None
    hash: str | None
    change_id: UUID
    action_id: UUID
    change_count: int
    kind: ChangeKind
    undoes: UUID | None
    member_id: str
    actor: Actor
    tool: str | None
    arguments: dict[str, Any] | None
    entity: Entity
    entity_id: UUID
    title: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    created_at: datetime
    undone_at: datetime | None
    undone_by: UUID | None
    erased_at: datetime | None


class ActivityPage(ResponseBody):
    """Entries, the newest first, and the cursor of the page that comes after."""

    items: list[Activity]
    next_cursor: str | None


class PastState(ResponseBody):
    """Everything of one kind in a space, as it was right after an entry of its ledger.

    Where one entity was asked for, it alone, or nothing if it was not there; `at` is then when it
    was changed last.
    """

    space_id: UUID
    sequence: int
    at: datetime | None
    entity: Entity
    # By the names of the fields in the ledger.
    items: list[dict[str, Any]]

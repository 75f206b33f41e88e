"""Relations between tasks on the wire."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from taskora_api.wire import RequestBody, ResponseBody

RELATIONS_MAX = 100


class RelationKind(StrEnum):
    """How the first task stands to the second."""

    BLOCKS = "blocks"
    DUPLICATES = "duplicates"


class Relation(ResponseBody):
    """One task blocks another, which waits for it, or is the same as the other."""

    id: UUID
    space_id: UUID
    from_id: UUID
    to_id: UUID
    kind: RelationKind
    created_at: datetime


class RelationList(ResponseBody):
    """The relations of a task, in both directions, the oldest first."""

    items: list[Relation]


class NewRelation(RequestBody):
    """How the task of the address stands to another of the same space."""

    to_id: UUID
    kind: RelationKind

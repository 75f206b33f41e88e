"""Routes of the ledger: what was done, and what was there at a time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency
from taskora_api.http.documented import problems
from taskora_api.ledger.entries import Actor, Entity
from taskora_api.ledger.schemas import (
    ACTIVITY_PAGE_SIZE_DEFAULT,
    ACTIVITY_PAGE_SIZE_MAX,
    ActivityPage,
    PastState,
)
from taskora_api.paging import CursorText
from taskora_api.spaces.repository import spaces_of

router = APIRouter(prefix="/api/v1", tags=["ledger"])

SEQUENCE_MAX = 2**53 - 1

PageSize = Annotated[int, Query(ge=1, le=ACTIVITY_PAGE_SIZE_MAX)]
SpaceId = Annotated[
    UUID | None, Query(alias="spaceId", description="Only what was done in this space.")
]
EntityId = Annotated[
    UUID | None, Query(alias="entityId", description="Only what was done to this task, project, …")
]
OneEntityId = Annotated[
    UUID | None, Query(alias="entityId", description="Only this task, project, …")
]
ByActor = Annotated[
    Actor | None, Query(alias="actor", description="Only what was done from there.")
]
Sequence = Annotated[
    int, Path(ge=1, le=SEQUENCE_MAX, description="The sequence of an entry, as activities have it.")
]


@router.get("/activity", operation_id="listActivity", responses=problems(401, 403, 422, 503))
async def list_activity(
    *,
    caller: ReaderDependency,
    services: ServicesDependency,
    limit: PageSize = ACTIVITY_PAGE_SIZE_DEFAULT,
    cursor: CursorText | None = None,
    space_id: SpaceId = None,
    entity_id: EntityId = None,
    actor: ByActor = None,
) -> ActivityPage:
    """List what was done in the caller's spaces, entry by entry, the newest first."""
    spaces = spaces_of(caller.id, space_id)
    return await services.ledger.list_activity(spaces, limit, cursor, entity_id, actor)


@router.get(
    "/spaces/{id}/history/{sequence}",
    operation_id="getPastState",
    responses=problems(401, 403, 404, 422, 503),
)
async def get_past_state(
    *,
    caller: ReaderDependency,
    services: ServicesDependency,
    space_id: Annotated[UUID, Path(alias="id")],
    sequence: Sequence,
    entity: Entity = Entity.TASK,
    entity_id: OneEntityId = None,
) -> PastState:
    """Read all tasks of a space, or all of another kind, as they were after an entry."""
    spaces = spaces_of(caller.id, space_id)
    return await services.ledger.state_at(spaces, sequence, entity, entity_id)

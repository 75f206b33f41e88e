"""The route by which clients get what they do not have yet."""

from typing import Annotated

from fastapi import APIRouter, Query

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency
from taskora_api.http.documented import problems
from taskora_api.sync.cursor import CURSOR_LENGTH_MAX
from taskora_api.sync.schemas import SYNC_PAGE_SIZE_DEFAULT, SYNC_PAGE_SIZE_MAX, SyncPage

router = APIRouter(prefix="/api/v1", tags=["sync"])

After = Annotated[
    str | None,
    Query(
        max_length=CURSOR_LENGTH_MAX,
        description="The `nextCursor` of the page before; without it, all is loaded.",
    ),
]
PageSize = Annotated[int, Query(ge=1, le=SYNC_PAGE_SIZE_MAX)]


@router.get("/sync", operation_id="syncChanges", responses=problems(401, 403, 422, 503))
async def sync_changes(
    *,
    caller: ReaderDependency,
    services: ServicesDependency,
    after: After = None,
    limit: PageSize = SYNC_PAGE_SIZE_DEFAULT,
) -> SyncPage:
    """Read what the client does not have yet of all that the caller may see (docs/sync.md)."""
    return await services.sync.read_page(caller.id, after, limit)

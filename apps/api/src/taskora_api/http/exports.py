"""The routes by which a space is exported."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from taskora_api.exports.schemas import ExportFormat, FormatList
from taskora_api.http.dependencies import ReaderDependency, ServicesDependency
from taskora_api.http.documented import Responses, problems

# Of the formats, which are imported with the first request alone.
_JSON = "application/json"
MEDIA_TYPES = (_JSON, "text/csv", "application/zip", "text/calendar", "text/markdown")
router = APIRouter(prefix="/api/v1/exports", tags=["exchange"])


def _content_of(media_type: str) -> dict[str, Any]:
    is_json = media_type == _JSON
    return {"schema": {"type": "object"} if is_json else {"type": "string", "format": "binary"}}


_FILE: Responses = {
    200: {
        "description": "The file. What it cannot keep is listed by `listExportFormats`.",
        "content": {each: _content_of(each) for each in MEDIA_TYPES},
        "headers": {
            "Content-Disposition": {
                "description": "The name of the file.",
                "schema": {"type": "string"},
            }
        },
    }
}


@router.get(
    "",
    operation_id="exportSpace",
    response_class=StreamingResponse,
    responses=_FILE | problems(401, 403, 404, 422, 503),
)
async def export_space(
    caller: ReaderDependency,
    services: ServicesDependency,
    wanted: Annotated[ExportFormat, Query(alias="format")],
    space_id: Annotated[
        UUID | None, Query(alias="spaceId", description="Without it, the caller's own space.")
    ] = None,
) -> StreamingResponse:
    """Export projects, sections, tasks, comments and relations of a space as a file."""
    export = await services.exports.export(caller.id, wanted, space_id)
    headers = {"Content-Disposition": f'attachment; filename="{export.name}"'}
    return StreamingResponse(export.pieces, headers=headers, media_type=export.media_type)


@router.get("/formats", operation_id="listExportFormats", responses=problems(401, 403, 422, 503))
async def list_export_formats(
    _caller: ReaderDependency, services: ServicesDependency
) -> FormatList:
    """List the formats, each with what it cannot keep, and why."""
    return await services.exports.list_formats()

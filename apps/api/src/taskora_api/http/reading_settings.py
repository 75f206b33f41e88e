"""Routes of how a person's text is read."""

from fastapi import APIRouter, Response, status

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency, WriterDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.reading_settings.schemas import ReadingSettings, ReadingSettingsChanges

router = APIRouter(prefix="/api/v1/reading-settings", tags=["tasks"])


@router.get("", operation_id="getReadingSettings", responses=problems(401, 403, 503))
async def get_reading_settings(
    caller: ReaderDependency, services: ServicesDependency
) -> ReadingSettings:
    """Get how the caller's text is read, by quick add and by the assistant."""
    return await services.reading_settings.read(caller.id)


@router.patch(
    "",
    operation_id="updateReadingSettings",
    response_model=ReadingSettings,
    responses=repeatable(200, "What counts from now on.", 400, 401, 403, 413, 422, 503, 504),
)
async def update_reading_settings(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: ReadingSettingsChanges,
) -> Response:
    """Say what "5/12", "next friday" and "this week" mean, and which reading is meant."""
    return await mutation.answer(
        lambda once: services.reading_settings.change(caller.id, body, once=once), _settings
    )


def _settings(settings: ReadingSettings) -> Answer:
    return Answer(status.HTTP_200_OK, settings.model_dump_json(by_alias=True), None)

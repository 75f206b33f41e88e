"""Routes of reminders, and of what a person wants of all of theirs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency, WriterDependency
from taskora_api.http.documented import changing, problems, repeatable
from taskora_api.http.mutation import MutationDependency, answer_with, answer_with_nothing
from taskora_api.idempotency.store import Answer
from taskora_api.reminders.schemas import (
    Reminder,
    ReminderBody,
    ReminderList,
    ReminderSettings,
    ReminderSettingsBody,
)

router = APIRouter(prefix="/api/v1", tags=["reminders"])

TaskId = Annotated[UUID, Path(alias="id")]
ReminderId = Annotated[UUID, Path(alias="id")]


@router.get(
    "/tasks/{id}/reminders",
    operation_id="listReminders",
    responses=problems(401, 403, 404, 422, 503),
)
async def list_reminders(
    caller: ReaderDependency, services: ServicesDependency, task_id: TaskId
) -> ReminderList:
    """List the reminders of a task, of all members, the oldest first."""
    return await services.reminders.list_reminders(caller.id, task_id)


@router.post(
    "/tasks/{id}/reminders",
    operation_id="createReminder",
    status_code=status.HTTP_201_CREATED,
    response_model=Reminder,
    responses=changing(201, "The reminder was set.", 400, 401, 403, 404, 409, 413, 422, 503, 504),
)
async def create_reminder(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    task_id: TaskId,
    body: ReminderBody,
) -> Response:
    """Let the caller be reminded of a task, at an instant or before it is due."""
    return await mutation.answer(
        lambda once: services.reminders.add(caller.id, task_id, body, mutation.by, once=once),
        answer_with(status.HTTP_201_CREATED),
    )


@router.put(
    "/reminders/{id}",
    operation_id="replaceReminder",
    response_model=Reminder,
    responses=changing(200, "The reminder as it is now.", 400, 401, 403, 404, 413, 422, 503, 504),
)
async def replace_reminder(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    reminder_id: ReminderId,
    body: ReminderBody,
) -> Response:
    """Give a reminder of the caller's own another time."""
    return await mutation.answer(
        lambda once: services.reminders.edit(caller.id, reminder_id, body, mutation.by, once=once),
        answer_with(status.HTTP_200_OK),
    )


@router.delete(
    "/reminders/{id}",
    operation_id="deleteReminder",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The reminder was deleted.", 401, 403, 404, 422, 503, 504),
)
async def delete_reminder(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    reminder_id: ReminderId,
) -> Response:
    """Delete a reminder of the caller's own."""
    return await mutation.answer(
        lambda once: services.reminders.delete(caller.id, reminder_id, mutation.by, once=once),
        answer_with_nothing,
    )


@router.get(
    "/reminder-settings",
    operation_id="getReminderSettings",
    responses=problems(401, 403, 503),
)
async def get_reminder_settings(
    caller: ReaderDependency, services: ServicesDependency
) -> ReminderSettings:
    """Get what counts for all reminders of the caller."""
    return await services.preferences.read(caller.id)


@router.put(
    "/reminder-settings",
    operation_id="replaceReminderSettings",
    response_model=ReminderSettings,
    responses=repeatable(200, "What counts from now on.", 400, 401, 403, 413, 422, 503, 504),
)
async def replace_reminder_settings(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: ReminderSettingsBody,
) -> Response:
    """Say in which zone the caller lives, and when they want to know of what is due in a day."""
    return await mutation.answer(
        lambda once: services.preferences.replace(caller.id, body, once=once), _settings
    )


def _settings(settings: ReminderSettings) -> Answer:
    return Answer(status.HTTP_200_OK, settings.model_dump_json(by_alias=True), None)

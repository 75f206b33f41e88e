"""The addresses that name the person: aliases of the same use cases, for clients that know these.

A person other than the token's is refused as if nothing were there. They are not in the document
of the API, whose clients need one address for each thing; docs/mcp.md describes them.
"""

from typing import Annotated
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from fastapi import APIRouter, Depends, Path, Query, Request, Response, status
from starlette.convertors import StringConvertor, register_url_convertor

from taskora_api.errors import NotFoundError
from taskora_api.http.compatible_reply import read_reply
from taskora_api.http.compatible_schemas import (
    CompatibleChanges,
    CompatibleMessage,
    CompatibleNewTask,
    CompatibleReply,
    CompatibleStatus,
    CompatibleTask,
)
from taskora_api.http.dependencies import (
    CallerDependency,
    ChatDependency,
    ReaderDependency,
    ServicesDependency,
    WriterDependency,
)
from taskora_api.http.mutation import IdempotencyKey, MutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.paging import CursorText
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.schemas import PAGE_SIZE_MAX, TaskChanges, TaskStatus


class _PersonConvertor(StringConvertor):
    """Any part of an address but that of the API's own version."""

    regex = "(?!v1/)[^/]+"


register_url_convertor("person", _PersonConvertor())

_STATUS = {
    CompatibleStatus.ALL: TaskStatus.ALL,
    CompatibleStatus.PENDING: TaskStatus.OPEN,
    CompatibleStatus.COMPLETED: TaskStatus.DONE,
}


# Versions begin with 1: a task that came back since it was not there is left alone.
_NO_VERSION = 0


async def _own(user_id: Annotated[str, Path()], caller: CallerDependency) -> None:
    if user_id != caller.id:
        raise NotFoundError


router = APIRouter(
    prefix="/api/{user_id:person}", dependencies=[Depends(_own)], include_in_schema=False
)

TaskId = Annotated[UUID, Path(alias="id")]
PageSize = Annotated[int, Query(ge=1, le=PAGE_SIZE_MAX)]


@router.get("/tasks")
async def list_tasks(
    *,
    request: Request,
    response: Response,
    caller: ReaderDependency,
    services: ServicesDependency,
    status: CompatibleStatus = CompatibleStatus.ALL,
    limit: PageSize = PAGE_SIZE_MAX,
    cursor: CursorText | None = None,
) -> list[CompatibleTask]:
    """List tasks; the address of the next page, if any, is in the header `Link`."""
    page = await services.tasks.list_tasks(caller.id, _STATUS[status], limit, cursor)
    if page.next_cursor is not None:
        query = {"status": status, "limit": limit, "cursor": page.next_cursor}
        response.headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
    return [CompatibleTask.of(caller.id, task) for task in page.items]


@router.post("/tasks", response_model=CompatibleTask)
async def create_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: CompatibleNewTask,
) -> Response:
    """Add a task."""
    return await mutation.answer(
        lambda once: services.tasks.add_tasks(
            caller.id, [body.as_new_task()], mutation.by, once=once
        ),
        lambda changed: _one_task(caller.id, status.HTTP_201_CREATED, changed),
    )


@router.get("/tasks/{id}")
async def get_task(
    caller: ReaderDependency, services: ServicesDependency, task_id: TaskId
) -> CompatibleTask:
    """Read a task."""
    return CompatibleTask.of(caller.id, await services.tasks.get_task(caller.id, task_id))


@router.put("/tasks/{id}", response_model=CompatibleTask)
async def update_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    task_id: TaskId,
    body: CompatibleChanges,
) -> Response:
    """Change the fields that were sent."""
    return await mutation.answer(
        lambda once: services.tasks.update_tasks(
            caller.id, {task_id: body.as_changes()}, mutation.by, once=once
        ),
        lambda changed: _one_task(caller.id, status.HTTP_200_OK, changed),
    )


@router.patch("/tasks/{id}/complete", response_model=CompatibleTask)
async def toggle_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    task_id: TaskId,
) -> Response:
    """Complete a task that is open, and reopen one that is complete."""
    seen = await services.tasks.get_tasks(caller.id, [task_id])
    changes = TaskChanges(completed=all(task.completed_at is None for task in seen))
    version = seen[0].version if seen else _NO_VERSION
    return await mutation.answer(
        # Of two at once the second is refused: what it saw is not so any more. Of a task that is
        # gone only a request that is sent again has an answer, which is found before the task.
        lambda once: services.tasks.update_tasks(
            caller.id, {task_id: changes}, mutation.by, version=version, once=once
        ),
        lambda changed: _one_task(caller.id, status.HTTP_200_OK, changed),
    )


@router.delete("/tasks/{id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    task_id: TaskId,
) -> Response:
    """Delete a task."""
    return await mutation.answer(
        lambda once: services.tasks.delete_tasks(caller.id, [task_id], mutation.by, once=once),
        _no_task,
    )


@router.post("/chat")
async def send_chat_message(
    caller: ChatDependency,
    services: ServicesDependency,
    body: CompatibleMessage,
    key: IdempotencyKey = None,
) -> CompatibleReply:
    """Say something to the assistant, and wait for its whole answer."""
    conversation_id = body.conversation_id or _new_conversation(caller.id, key)
    turn = await services.assistant.begin(
        caller.id, conversation_id, body.message, body.time_zone, key
    )
    return await read_reply(conversation_id, services.assistant.answer(turn))


def _new_conversation(owner_id: str, key: str | None) -> UUID:
    """Make an id, the same for a request that is sent again with its key."""
    return uuid4() if key is None else uuid5(NAMESPACE_URL, f"{owner_id}\nchat\n{key}")


def _one_task(owner_id: str, status_code: int, changed: Changed) -> Answer:
    if changed.missing:
        raise NotFoundError
    (task,) = changed.tasks
    body = CompatibleTask.of(owner_id, task).model_dump_json()
    return Answer(status_code, body, changed.change_id)


def _no_task(changed: Changed) -> Answer:
    if changed.missing:
        raise NotFoundError
    return Answer(status.HTTP_204_NO_CONTENT, "", changed.change_id)

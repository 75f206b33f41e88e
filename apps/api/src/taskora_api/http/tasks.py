"""Routes of tasks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response, status

from taskora_api.errors import NotFoundError
from taskora_api.filters.limits import TEXT_LENGTH_MAX as FILTER_LENGTH_MAX
from taskora_api.filters.sorting import TEXT_LENGTH_MAX as SORT_LENGTH_MAX
from taskora_api.finding.asked import ListQuery
from taskora_api.http.answers import JSON_MEDIA_TYPE, answer_json
from taskora_api.http.dependencies import (
    ReaderDependency,
    ServicesDependency,
    WriterDependency,
    services_of,
)
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import ExpectedVersion, TaskMutationDependency, answer_with_task
from taskora_api.idempotency.store import Answer
from taskora_api.paging import SortedCursorText
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.cursor import TaskList
from taskora_api.tasks.field_types import DueDate
from taskora_api.tasks.schemas import (
    PAGE_SIZE_DEFAULT,
    PAGE_SIZE_MAX,
    NewTask,
    SearchText,
    Task,
    TaskChanges,
    TaskPage,
    TaskPlace,
    TaskStatus,
    TaskSummary,
)
from taskora_api.wire import TimeZoneName

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])

SpaceId = Annotated[UUID | None, Query(alias="spaceId", description="Only those of this space.")]
TaskId = Annotated[UUID, Path(alias="id")]
PageSize = Annotated[int, Query(ge=1, le=PAGE_SIZE_MAX)]
Search = Annotated[
    SearchText, Query(alias="q", description="Words that are all in the title or the notes.")
]
FilterText = Annotated[
    str,
    Query(
        alias="filter",
        max_length=FILTER_LENGTH_MAX,
        description="Which tasks, such as `due < today+7d & !done`; docs/filters.md has all terms.",
    ),
]
SortText = Annotated[
    str | None,
    Query(
        alias="sort",
        max_length=SORT_LENGTH_MAX,
        description="In which order, such as `due,-priority`; docs/filters.md has all keys.",
    ),
]
Tolerant = Annotated[
    SearchText,
    Query(
        alias="search",
        description="Words that are all in the title or the notes, or in the title with one slip.",
    ),
]
Zone = Annotated[TimeZoneName, Query(alias="timeZone")]
WeekStart = Annotated[
    int, Query(alias="weekStart", ge=0, le=6, description="The first day of a week; 0 is Monday.")
]


@router.get(
    "", operation_id="listTasks", response_model=TaskPage, responses=problems(401, 403, 422, 503)
)
async def list_tasks(
    *,
    request: Request,
    caller: ReaderDependency,
    status: TaskStatus = TaskStatus.ALL,
    limit: PageSize = PAGE_SIZE_DEFAULT,
    cursor: SortedCursorText | None = None,
    search: Search = "",
    space_id: SpaceId = None,
    filter_text: FilterText = "",
    sort: SortText = None,
    tolerant: Tolerant = "",
    time_zone: Zone = "UTC",
    week_start: WeekStart = 0,
) -> Response:
    """List the tasks of the caller's spaces: open first, then by due date, then the newest.

    With `filter` or `sort` they are sorted by `sort`, which is `due,-created` by default. With
    `search` and no `sort` the best are first: exact before a slip, title before notes, then open
    before completed.
    """
    query = ListQuery(
        filter=filter_text,
        sort=sort,
        search=tolerant,
        query=search,
        status=status,
        space_id=space_id,
        time_zone=time_zone,
        week_start=week_start,
    )
    services = services_of(request)
    if not query.is_plain:
        return answer_json(await services.finding.list_tasks(caller.id, query, limit, cursor))
    this = TaskList(status, tuple(search.split()), space_id)
    return Response(
        await services.tasks.list_json(caller.id, this, limit, cursor), media_type=JSON_MEDIA_TYPE
    )


@router.get("/summary", operation_id="getTaskSummary", responses=problems(401, 403, 422, 503))
async def get_task_summary(
    caller: ReaderDependency, services: ServicesDependency, today: DueDate
) -> TaskSummary:
    """Count the caller's tasks; the revision differs once anything has changed."""
    return await services.tasks.summarise(caller.id, today)


@router.post(
    "",
    operation_id="createTask",
    status_code=status.HTTP_201_CREATED,
    response_model=Task,
    responses=changing(201, "The task was added.", 400, 401, 403, 413, 422, 503, 504, plans=True),
)
async def create_task(
    request: Request, mutation: TaskMutationDependency, body: NewTask
) -> Response:
    """Add a task."""
    tasks = services_of(request).tasks
    return await mutation.answer(
        lambda once: tasks.add_tasks(mutation.member_id, [body], mutation.by, once=once),
        lambda changed: answer_with_task(status.HTTP_201_CREATED, changed),
    )


@router.get(
    "/{id}",
    operation_id="getTask",
    response_model=Task,
    responses=problems(401, 403, 404, 422, 503),
)
async def get_task(request: Request, caller: ReaderDependency, task_id: TaskId) -> Response:
    """Read a task."""
    return answer_json(await services_of(request).tasks.get_task(caller.id, task_id))


@router.patch(
    "/{id}",
    operation_id="updateTask",
    response_model=Task,
    responses=changing(
        200, "The task as it is now.", 400, 401, 403, 404, 412, 413, 422, 503, 504, plans=True
    ),
)
async def update_task(
    *,
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    body: TaskChanges,
    version: ExpectedVersion,
) -> Response:
    """Change, complete or reopen a task."""
    return await mutation.answer(
        lambda once: services.tasks.update_tasks(
            caller.id, {task_id: body}, mutation.by, version=version, once=once
        ),
        lambda changed: answer_with_task(status.HTTP_200_OK, changed),
    )


@router.post(
    "/{id}/place",
    operation_id="placeTask",
    response_model=Task,
    responses=changing(
        200, "The task as it is now.", 400, 401, 403, 404, 413, 422, 503, 504, plans=True
    ),
)
async def place_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    body: TaskPlace,
) -> Response:
    """Put a task right after, or right before, another one of its list."""
    return await mutation.answer(
        lambda once: services.tasks.place_task(caller.id, task_id, body, mutation.by, once=once),
        lambda changed: answer_with_task(status.HTTP_200_OK, changed),
    )


@router.delete(
    "/{id}",
    operation_id="deleteTask",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The task was deleted.", 401, 403, 404, 412, 422, 503, 504, plans=True),
)
async def delete_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    version: ExpectedVersion,
) -> Response:
    """Delete a task."""
    return await mutation.answer(
        lambda once: services.tasks.delete_tasks(
            caller.id, [task_id], mutation.by, version=version, once=once
        ),
        _no_task,
    )


def _no_task(changed: Changed) -> Answer:
    if changed.missing:
        raise NotFoundError
    return Answer(status.HTTP_204_NO_CONTENT, "", changed.change_id)

"""Routes of relations between tasks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.http.dependencies import (
    ReaderDependency,
    ServicesDependency,
    WriterDependency,
)
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import MutationDependency, answer_with, answer_with_nothing
from taskora_api.relations.schemas import NewRelation, Relation, RelationList

router = APIRouter(prefix="/api/v1", tags=["relations"])

TaskId = Annotated[UUID, Path(alias="id")]
RelationId = Annotated[UUID, Path(alias="id")]


@router.get(
    "/tasks/{id}/relations",
    operation_id="listRelations",
    responses=problems(401, 403, 404, 422, 503),
)
async def list_relations(
    caller: ReaderDependency, services: ServicesDependency, task_id: TaskId
) -> RelationList:
    """List the relations of a task, in both directions."""
    return await services.relations.list_relations(caller.id, task_id)


@router.post(
    "/tasks/{id}/relations",
    operation_id="createRelation",
    status_code=status.HTTP_201_CREATED,
    response_model=Relation,
    responses=changing(201, "The tasks are related.", 400, 401, 403, 404, 409, 413, 422, 503, 504),
)
async def create_relation(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    task_id: TaskId,
    body: NewRelation,
) -> Response:
    """Say how a task stands to another of the same space."""
    return await mutation.answer(
        lambda once: services.relations.add(caller.id, task_id, body, mutation.by, once=once),
        answer_with(status.HTTP_201_CREATED),
    )


@router.delete(
    "/relations/{id}",
    operation_id="deleteRelation",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The relation was ended.", 401, 403, 404, 422, 503, 504),
)
async def delete_relation(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    relation_id: RelationId,
) -> Response:
    """End a relation."""
    return await mutation.answer(
        lambda once: services.relations.delete(caller.id, relation_id, mutation.by, once=once),
        answer_with_nothing,
    )

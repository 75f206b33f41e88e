"""Routes of projects and their sections."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from taskora_api.http.dependencies import (
    ReaderDependency,
    ServicesDependency,
    WriterDependency,
)
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import MutationDependency, answer_with, answer_with_nothing
from taskora_api.projects.kinds import PROJECT, SECTION
from taskora_api.projects.schemas import (
    NewProject,
    NewSection,
    PlaceChanges,
    Project,
    ProjectList,
    Section,
    SectionList,
)

router = APIRouter(prefix="/api/v1", tags=["projects"])

PlaceId = Annotated[UUID, Path(alias="id")]
SpaceId = Annotated[UUID | None, Query(alias="spaceId", description="Only those of this space.")]


@router.get("/projects", operation_id="listProjects", responses=problems(401, 403, 422, 503))
async def list_projects(
    caller: ReaderDependency, services: ServicesDependency, space_id: SpaceId = None
) -> ProjectList:
    """List the projects of the caller's spaces, in the order of each space."""
    return await services.projects.list_projects(caller.id, space_id)


@router.post(
    "/projects",
    operation_id="createProject",
    status_code=status.HTTP_201_CREATED,
    response_model=Project,
    responses=changing(201, "The project was added.", 400, 401, 403, 404, 409, 413, 422, 503, 504),
)
async def create_project(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewProject,
) -> Response:
    """Add a project, as the last one of its space."""
    return await mutation.answer(
        lambda once: services.projects.add_project(caller.id, body, mutation.by, once=once),
        answer_with(status.HTTP_201_CREATED),
    )


@router.patch(
    "/projects/{id}",
    operation_id="updateProject",
    response_model=Project,
    responses=changing(200, "The project as it is now.", 400, 401, 403, 404, 413, 422, 503, 504),
)
async def update_project(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    project_id: PlaceId,
    body: PlaceChanges,
) -> Response:
    """Rename, archive or move a project."""
    return await mutation.answer(
        lambda once: services.projects.change(
            PROJECT, caller.id, project_id, body, mutation.by, once=once
        ),
        answer_with(status.HTTP_200_OK),
    )


@router.delete(
    "/projects/{id}",
    operation_id="deleteProject",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The project was deleted.", 401, 403, 404, 422, 503, 504),
)
async def delete_project(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    project_id: PlaceId,
) -> Response:
    """Delete a project with its sections; its tasks stay, without a project."""
    return await mutation.answer(
        lambda once: services.projects.delete(
            PROJECT, caller.id, project_id, mutation.by, once=once
        ),
        answer_with_nothing,
    )


@router.get(
    "/projects/{id}/sections",
    operation_id="listSections",
    responses=problems(401, 403, 404, 422, 503),
)
async def list_sections(
    caller: ReaderDependency, services: ServicesDependency, project_id: PlaceId
) -> SectionList:
    """List the sections of a project, in their order."""
    return await services.projects.list_sections(caller.id, project_id)


@router.post(
    "/projects/{id}/sections",
    operation_id="createSection",
    status_code=status.HTTP_201_CREATED,
    response_model=Section,
    responses=changing(201, "The section was added.", 400, 401, 403, 404, 409, 413, 422, 503, 504),
)
async def create_section(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    project_id: PlaceId,
    body: NewSection,
) -> Response:
    """Add a section, as the last one of its project."""
    return await mutation.answer(
        lambda once: services.projects.add_section(
            caller.id, project_id, body, mutation.by, once=once
        ),
        answer_with(status.HTTP_201_CREATED),
    )


@router.patch(
    "/sections/{id}",
    operation_id="updateSection",
    response_model=Section,
    responses=changing(200, "The section as it is now.", 400, 401, 403, 404, 413, 422, 503, 504),
)
async def update_section(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    section_id: PlaceId,
    body: PlaceChanges,
) -> Response:
    """Rename, archive or move a section within its project."""
    return await mutation.answer(
        lambda once: services.projects.change(
            SECTION, caller.id, section_id, body, mutation.by, once=once
        ),
        answer_with(status.HTTP_200_OK),
    )


@router.delete(
    "/sections/{id}",
    operation_id="deleteSection",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The section was deleted.", 401, 403, 404, 422, 503, 504),
)
async def delete_section(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    section_id: PlaceId,
) -> Response:
    """Delete a section; its tasks stay in the project."""
    return await mutation.answer(
        lambda once: services.projects.delete(
            SECTION, caller.id, section_id, mutation.by, once=once
        ),
        answer_with_nothing,
    )

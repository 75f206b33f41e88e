"""The two kinds of places that tasks can be in, which are changed alike."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.table_store import TableStore
from taskora_api.projects import repository
from taskora_api.projects.schemas import Placed, Project, Section

Place = TypeVar("Place", bound=Placed)
Listing = Callable[[AsyncConnection, str, State], Awaitable[Sequence[repository.AnyRow]]]


@dataclass(frozen=True)
class PlaceKind(Generic[Place]):
    """One kind; `field` is the field of tasks that names a place of it."""

    entity: Entity
    model: type[Place]
    table: Table
    store: TableStore
    field: str
    # Those beside a place, itself included, in their order.
    list_beside: Listing


async def _projects_beside(
    connection: AsyncConnection, member_id: str, state: State
) -> Sequence[repository.AnyRow]:
    return await repository.list_projects(connection, member_id, UUID(state["space_id"]))


async def _sections_beside(
    connection: AsyncConnection, member_id: str, state: State
) -> Sequence[repository.AnyRow]:
    return await repository.list_sections(connection, member_id, UUID(state["project_id"]))


PROJECT = PlaceKind(
    Entity.PROJECT,
    Project,
    repository.PROJECTS,
    TableStore(repository.PROJECTS, Project),
    "project_id",
    _projects_beside,
)
SECTION = PlaceKind(
    Entity.SECTION,
    Section,
    repository.SECTIONS,
    TableStore(repository.SECTIONS, Section),
    "section_id",
    _sections_beside,
)

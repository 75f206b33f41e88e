"""The two kinds of places that tasks can be in, which are changed alike."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.stores import Among
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
    TableStore(repository.PROJECTS, Project),
    "project_id",
    _projects_beside,
)


class _SectionStore(TableStore):
    """Sections go with their project, and none is without."""

    references = frozenset({"project_id"})
    required = frozenset({"project_id"})

    async def unmet(
        self,
        connection: AsyncConnection,
        space_id: UUID,
        states: Mapping[UUID, State],
        among: Among,
    ) -> dict[UUID, frozenset[str]]:
        wanted = {UUID(state["project_id"]) for state in states.values()}
        found = await PROJECT.store.peek(connection, space_id, list(wanted))
        there = (found.keys() | among.coming) - among.going
        return {
            section_id: self.required
            for section_id, state in states.items()
            if UUID(state["project_id"]) not in there
        }

    async def named(
        self, connection: AsyncConnection, space_id: UUID, ids: frozenset[UUID], among: Among
    ) -> set[UUID]:
        sections = repository.SECTIONS.c
        statement = select(sections.id, sections.project_id).where(
            sections.space_id == space_id, sections.project_id.in_(ids)
        )
        rows = (await connection.execute(statement)).all()
        return {row.project_id for row in rows if row.id not in among.touched}


SECTION = PlaceKind(
    Entity.SECTION,
    Section,
    _SectionStore(repository.SECTIONS, Section),
    "section_id",
    _sections_beside,
)

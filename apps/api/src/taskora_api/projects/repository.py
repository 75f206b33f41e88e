"""Every statement that reads projects and sections."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.spaces.repository import spaces_of

PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
SECTIONS: Table = SectionRecord.__table__  # type: ignore[attr-defined]

AnyRow = Row[Any]


async def list_projects(
    connection: AsyncConnection, member_id: str, space_id: UUID | None
) -> Sequence[AnyRow]:
    """The projects that a member may see, in the order of each space."""
    statement = (
        select(PROJECTS)
        .where(PROJECTS.c.space_id.in_(spaces_of(member_id, space_id)))
        .order_by(PROJECTS.c.space_id, PROJECTS.c.position, PROJECTS.c.id)
    )
    return (await connection.execute(statement)).all()


async def list_sections(
    connection: AsyncConnection, member_id: str, project_id: UUID
) -> Sequence[AnyRow]:
    """The sections of a project, in their order, if the member may see them."""
    statement = (
        select(SECTIONS)
        .where(SECTIONS.c.project_id == project_id, SECTIONS.c.space_id.in_(spaces_of(member_id)))
        .order_by(SECTIONS.c.position, SECTIONS.c.id)
    )
    return (await connection.execute(statement)).all()


async def find(
    connection: AsyncConnection, table: Table, member_id: str, entity_id: UUID
) -> AnyRow | None:
    """One project or section, if the member may see it."""
    statement = select(table).where(
        table.c.id == entity_id, table.c.space_id.in_(spaces_of(member_id))
    )
    return (await connection.execute(statement)).one_or_none()

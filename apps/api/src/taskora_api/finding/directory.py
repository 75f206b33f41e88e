"""What the names in a filter stand for, for one member; what they may not see is not there."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.filters.context import Directory, names
from taskora_api.filters.nodes import Filter, Refers, leaves
from taskora_api.projects.repository import PROJECTS, SECTIONS
from taskora_api.spaces.repository import MEMBERS, SPACES, spaces_of


async def directory_for(
    connection: AsyncConnection, member_id: str, tree: Filter, space_id: UUID | None = None
) -> Directory:
    """Read the names, if a filter has any; only those of a space, if one is named."""
    return await read_directory(connection, member_id, space_id) if has_names(tree) else Directory()


def has_names(tree: Filter) -> bool:
    """Say whether a filter has names, so that a directory is needed to read it."""
    return any(isinstance(leaf, Refers) for leaf in leaves(tree))


async def read_directory(
    connection: AsyncConnection, member_id: str, space_id: UUID | None = None
) -> Directory:
    """Read what all names stand for that a member can use, or those of one space."""
    mine = spaces_of(member_id, space_id)

    async def pairs(table: Table, identity: str, of_space: str = "space_id") -> list[Any]:
        statement = select(table.c.name, table.c[identity]).where(table.c[of_space].in_(mine))
        return [tuple(row) for row in (await connection.execute(statement)).all()]

    return Directory(
        spaces=names(await pairs(SPACES, "id", of_space="id")),
        projects=names(await pairs(PROJECTS, "id")),
        sections=names(await pairs(SECTIONS, "id")),
        people=names(await pairs(MEMBERS, "member_id")),
        me=frozenset({member_id}),
    )

"""Holding the space of one of its parts, such as a comment or a project, to change that part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import NotFoundError
from taskora_api.ledger.chain import State
from taskora_api.ledger.head import Head
from taskora_api.ledger.table_store import TableStore
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.repository import is_in_space_of
from taskora_api.spaces.schemas import Role


async def hold_part(
    connection: AsyncConnection,
    store: TableStore,
    member_id: str,
    part_id: UUID,
    now: datetime,
    *,
    needed: Role = Role.EDITOR,
) -> tuple[Head, State]:
    """Hold the space of a part, and give the part as it is once nobody else can change it.

    Raises:
        NotFoundError: there is no such part, or the caller may not see it, or it was deleted while
            its space was waited for.
        RoleMissingError: the caller's role does not include the one that is needed.
    """
    table = store.table
    statement = select(table.c.space_id).where(
        table.c.id == part_id, is_in_space_of(table.c.space_id, member_id)
    )
    space_id = (await connection.execute(statement)).scalar_one_or_none()
    if space_id is None:
        raise NotFoundError
    head = await hold_space(connection, member_id, space_id, now, needed)
    found = await store.read(connection, space_id, [part_id])
    if part_id not in found:
        raise NotFoundError
    return head, found[part_id]

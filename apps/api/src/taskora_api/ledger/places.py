"""The places of entities in the chain of their space: that of the last entry about each."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Table, Uuid, any_, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement


class Places:
    """The places of the rows of a table."""

    def __init__(self, table: Table) -> None:
        """Take a table with the columns `id` and `sequence`."""
        self._shift = Statement(
            update(table)
            .where(table.c.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
            .values(sequence=table.c.sequence + bindparam("by", type_=BigInteger()))
        )

    async def shift(self, connection: AsyncConnection, ids: Sequence[UUID], by: int) -> None:
        """Move rows that were placed before others came between."""
        for chunk in chunks_of(ids):
            await run(connection, self._shift, [{"ids": list(chunk), "by": by}])

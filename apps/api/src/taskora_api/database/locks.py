"""Locks that last as long as a transaction, and so survive a pooler that shares sessions."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

# Any number will do, as long as every version of this program takes the same.
_OWNER_SEED = 7_461_002


async def lock_owner(connection: AsyncConnection, owner_id: str) -> None:
    """Let one transaction at a time change what is an owner's, so that changes have one order."""
    key = func.hashtextextended(owner_id, _OWNER_SEED)
    await connection.execute(select(func.pg_advisory_xact_lock(key)))

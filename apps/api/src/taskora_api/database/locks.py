"""Locks that last as long as a transaction, and so survive a pooler that shares sessions."""

import asyncio
import time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import OwnerBusyError

# Any number will do, as long as every version of this program takes the same.
_OWNER_SEED = 7_461_002


LOCK_WAIT_SECONDS = 8.0
_FIRST_PAUSE_SECONDS = 0.005
_LONGEST_PAUSE_SECONDS = 0.02


async def lock_owner(connection: AsyncConnection, owner_id: str) -> None:
    """Let one transaction at a time change what is an owner's, so that changes have one order.

    It asks again and again: a statement that waits in the database looks like one that hangs.

    Raises:
        OwnerBusyError: another change of this owner took longer than a caller can wait.
    """
    key = func.hashtextextended(owner_id, _OWNER_SEED)
    statement = select(func.pg_try_advisory_xact_lock(key))
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    pause_seconds = _FIRST_PAUSE_SECONDS
    while not await connection.scalar(statement):
        if time.monotonic() > deadline:
            raise OwnerBusyError
        await asyncio.sleep(pause_seconds)
        pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)

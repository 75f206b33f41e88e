"""Locks that last as long as a transaction, and so survive a pooler that shares sessions."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    Text,
    bindparam,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import OwnerBusyError

Result = TypeVar("Result")

# Any number will do, as long as every version of this program takes the same.
_OWNER_SEED = 7_461_002
_REQUEST_SEED = 7_461_003
_TURNS_SEED = 7_461_004
_IMPORT_SEED = 7_461_005

LOCK_WAIT_SECONDS = 8.0
_FIRST_PAUSE_SECONDS = 0.005
_LONGEST_PAUSE_SECONDS = 0.02


async def lock_owner(connection: AsyncConnection, owner_id: str) -> None:
    """Let one transaction at a time change what is an owner's, so that changes have one order.

    It polls: a statement that waits in the database cannot be distinguished from a hung one.

    Raises:
        OwnerBusyError: another change of this owner took longer than a caller can wait.
    """
    await _lock(connection, owner_id, _OWNER_SEED)


async def lock_request(connection: AsyncConnection, owner_id: str, key: str) -> None:
    """Let the same request wait for its first attempt, and for nothing else that its owner does.

    Raises:
        OwnerBusyError: the first attempt took longer than a caller can wait.
    """
    await _lock(connection, name_of_request(owner_id, key), _REQUEST_SEED)


def name_of_request(owner_id: str, key: str) -> str:
    """Return by which name a request is locked."""
    return f"{owner_id}\n{key}"


async def lock_turns(connection: AsyncConnection, owner_id: str) -> None:
    """Let one turn of an owner begin at a time, while their tasks may be changed.

    Raises:
        OwnerBusyError: another one took longer to begin than a caller can wait.
    """
    await _lock(connection, owner_id, _TURNS_SEED)


async def lock_import(connection: AsyncConnection, name: str) -> None:
    """Let one import at a time give the same things to a space, which others go on changing.

    Raises:
        OwnerBusyError: another one took longer than a caller can wait.
    """
    await _lock(connection, name, _IMPORT_SEED)


def _try(seed: BindParameter[int]) -> ColumnElement[bool]:
    name = bindparam("name", type_=Text)
    return func.pg_try_advisory_xact_lock(func.hashtextextended(name, seed), type_=Boolean)


_TRY_LOCK = select(_try(bindparam("seed", type_=BigInteger)))
# Locks what `lock_request` does, if it is free; takes `name`, which `name_of_request` makes.
IS_REQUEST_FREE = _try(bindparam(None, _REQUEST_SEED, type_=BigInteger))


async def _lock(connection: AsyncConnection, name: str, seed: int) -> None:
    values = {"name": name, "seed": seed}
    await poll(lambda: connection.scalar(_TRY_LOCK, values), bool)


async def poll(
    attempt: Callable[[], Awaitable[Result]], is_enough: Callable[[Result], bool]
) -> Result:
    """Attempt it again and again until its result is enough.

    Raises:
        OwnerBusyError: somebody else held what is wanted for longer than a caller can wait.
    """
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    pause_seconds = _FIRST_PAUSE_SECONDS
    while not is_enough(result := await attempt()):
        if time.monotonic() > deadline:
            raise OwnerBusyError
        await asyncio.sleep(pause_seconds)
        pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
    return result

"""Every statement about turns. The database's own clock decides how long a lease lasts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Interval,
    Select,
    Table,
    and_,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.conversations.models import MessageRecord, TurnRecord
from taskora_api.conversations.repository import (
    IS_CUT_SHORT,
    IS_GOING_ON,
    IS_LIVE,
    LEFT_LIFETIME,
    NOW,
    SAID_KEY,
    AnyRow,
)

_TURNS: Table = TurnRecord.__table__  # type: ignore[attr-defined]
_MESSAGES: Table = MessageRecord.__table__  # type: ignore[attr-defined]

_COLUMNS = (
    _TURNS.c.answer_id,
    _TURNS.c.is_ended,
    _TURNS.c.is_stopping,
    _TURNS.c.progress,
    _TURNS.c.started_at,
    IS_GOING_ON.label("is_going_on"),
    IS_LIVE.label("is_live"),
    IS_CUT_SHORT.label("is_cut_short"),
)


@dataclass(frozen=True)
class Lease:
    """The right to make an answer; each time that it is taken, the holder is another."""

    answer_id: UUID
    holder: UUID


def _held(lease: Lease) -> ColumnElement[bool]:
    return and_(_TURNS.c.answer_id == lease.answer_id, _TURNS.c.holder == lease.holder)


def _until(lease_seconds: float) -> ColumnElement[Any]:
    return NOW + literal(timedelta(seconds=lease_seconds), Interval())


def _in_conversation(owner_id: str, conversation_id: UUID) -> ColumnElement[bool]:
    return and_(_TURNS.c.owner_id == owner_id, _TURNS.c.conversation_id == conversation_id)


async def find(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID, answer_id: UUID
) -> AnyRow | None:
    """One turn, and whether somebody is at it."""
    statement = select(*_COLUMNS).where(
        _in_conversation(owner_id, conversation_id), _TURNS.c.answer_id == answer_id
    )
    return (await connection.execute(statement)).one_or_none()


async def find_open(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID
) -> AnyRow | None:
    """The turn of a conversation that has not ended and was begun last."""
    statement = (
        select(*_COLUMNS)
        .where(_in_conversation(owner_id, conversation_id), ~_TURNS.c.is_ended)
        .order_by(IS_LIVE.desc(), _TURNS.c.started_at.desc())
        .limit(1)
    )
    return (await connection.execute(statement)).one_or_none()


async def count_live(connection: AsyncConnection, owner_id: str) -> int:
    """Count the turns of an owner that somebody is at, in all conversations."""
    statement = (
        select(func.count()).select_from(_TURNS).where(_TURNS.c.owner_id == owner_id, IS_LIVE)
    )
    return int((await connection.execute(statement)).scalar_one())


async def add(connection: AsyncConnection, turn: TurnRecord, lease_seconds: float) -> None:
    values = turn.model_dump() | {"lease_until": _until(lease_seconds)}
    await connection.execute(insert(_TURNS).values(values))


async def find_place(connection: AsyncConnection, answer_id: UUID) -> AnyRow | None:
    """Where a turn is, whoever it is of: for what goes on with it on its own."""
    statement = select(_TURNS.c.owner_id, _TURNS.c.conversation_id).where(
        _TURNS.c.answer_id == answer_id
    )
    return (await connection.execute(statement)).one_or_none()


async def list_left(connection: AsyncConnection, limit: int) -> list[UUID]:
    """List turns that a process has left a short time ago, the latest to be left last."""
    statement = (
        select(_TURNS.c.answer_id)
        .where(
            ~_TURNS.c.is_ended,
            _TURNS.c.lease_until <= NOW,
            _TURNS.c.lease_until > NOW - literal(LEFT_LIFETIME, Interval()),
            _TURNS.c.progress.has_key(SAID_KEY),
        )
        .order_by(_TURNS.c.lease_until)
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars())


async def claim(connection: AsyncConnection, lease: Lease, lease_seconds: float) -> None:
    """Take over a turn that nobody is at."""
    # Whoever was asked to stop may have died of it: the next one is asked too.
    values = {"holder": lease.holder, "lease_until": _until(lease_seconds)}
    statement = update(_TURNS).where(_TURNS.c.answer_id == lease.answer_id).values(values)
    await connection.execute(statement)


async def reopen(connection: AsyncConnection, answer_id: UUID) -> None:
    """Let an answer that was ended early be gone on with; whoever was to stop has done so."""
    statement = (
        update(_TURNS)
        .where(_TURNS.c.answer_id == answer_id)
        .values(is_ended=False, is_stopping=False)
    )
    await connection.execute(statement)


async def hold(
    connection: AsyncConnection,
    lease: Lease,
    lease_seconds: float,
    progress: dict[str, Any] | None = None,
) -> bool | None:
    """Keep the lease, and what was done; say whether to stop, or None when somebody else has it."""
    values: dict[str, Any] = {"lease_until": _until(lease_seconds)}
    if progress is not None:
        values["progress"] = progress
    statement = (
        update(_TURNS)
        .where(_held(lease), ~_TURNS.c.is_ended)
        .values(values)
        .returning(_TURNS.c.is_stopping)
    )
    is_stopping: bool | None = (await connection.execute(statement)).scalar_one_or_none()
    return is_stopping


async def end(connection: AsyncConnection, lease: Lease, *, is_whole: bool) -> bool:
    """End a turn; False when somebody else has it, or when its conversation is gone.

    How far it had got is kept where the answer is not whole: it may be gone on with.
    """
    values: dict[str, Any] = {"is_ended": True}
    if is_whole:
        values["progress"] = {}
    statement = update(_TURNS).where(_held(lease)).values(values)
    return (await connection.execute(statement)).rowcount > 0


async def ask_to_stop(connection: AsyncConnection, owner_id: str, conversation_id: UUID) -> None:
    """Ask whoever is at a turn of the conversation to stop."""
    statement = (
        update(_TURNS)
        .where(_in_conversation(owner_id, conversation_id), ~_TURNS.c.is_ended)
        .values(is_stopping=True)
    )
    await connection.execute(statement)


async def save_parts(
    connection: AsyncConnection, answer_id: UUID, parts: list[dict[str, Any]]
) -> None:
    """Keep the parts that were made so far; hold or end the turn in the same transaction."""
    statement = update(_MESSAGES).where(_MESSAGES.c.id == answer_id).values(parts=parts)
    await connection.execute(statement)


async def is_last(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID, answer_id: UUID
) -> bool:
    """Say whether nothing was said in the conversation after an answer."""
    statement: Select[Any] = (
        select(_MESSAGES.c.id)
        .where(_MESSAGES.c.owner_id == owner_id, _MESSAGES.c.conversation_id == conversation_id)
        .order_by(_MESSAGES.c.position.desc())
        .limit(1)
    )
    return bool((await connection.execute(statement)).scalar_one_or_none() == answer_id)

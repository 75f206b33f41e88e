"""Every statement that reads how far ledgers have grown."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    Uuid,
    any_,
    bindparam,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.statement import rows_of
from taskora_api.ledger.known import Known
from taskora_api.ledger.repository import ENTRIES, HEADS
from taskora_api.spaces.repository import MEMBERS

ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
# Entries that one page goes through at most, of which those that others follow are left out.
ENTRIES_READ_MAX = 2000

_ASKED = rows_of({"space_id": Uuid(), "head": BigInteger()}, "asked")
_FIND_GROWN = (
    select(HEADS.c.space_id)
    .join(_ASKED, _ASKED.c.space_id == HEADS.c.space_id)
    .where(HEADS.c.sequence > _ASKED.c.head)
)

AnyRow = Row[*tuple[Any, ...]]


class Grown(NamedTuple):
    """How far the ledger of a space has grown, and who may know of it."""

    head: Known
    members: frozenset[str]


async def heads_of(connection: AsyncConnection, member_id: str) -> dict[UUID, Known]:
    """The heads of all spaces of a member."""
    statement = (
        select(HEADS.c.space_id, HEADS.c.sequence, HEADS.c.hash)
        .join(MEMBERS, MEMBERS.c.space_id == HEADS.c.space_id)
        .where(MEMBERS.c.member_id == member_id)
        .order_by(HEADS.c.space_id)
    )
    rows = (await connection.execute(statement)).all()
    return {row.space_id: Known.of(row.sequence, row.hash) for row in rows}


async def entries_after(
    connection: AsyncConnection, space_id: UUID, sequence: int
) -> Sequence[AnyRow]:
    """The entries of a ledger that come after one, in their order.

    Each has `is_last`: whether no other comes after it that is about the same entity.
    """
    later = ENTRIES.alias("later")
    followed = exists().where(
        later.c.task_id == ENTRIES.c.task_id,
        later.c.space_id == space_id,
        later.c.entity == ENTRIES.c.entity,
        later.c.sequence > ENTRIES.c.sequence,
    )
    statement = (
        select(
            *(ENTRIES.c[name] for name in ("sequence", "entity", "task_id", "hash")),
            (~followed).label("is_last"),
        )
        .where(ENTRIES.c.space_id == space_id, ENTRIES.c.sequence > sequence)
        .order_by(ENTRIES.c.sequence)
        .limit(ENTRIES_READ_MAX)
    )
    return (await connection.execute(statement)).all()


async def read_grown(connection: AsyncConnection, space_ids: Sequence[UUID]) -> dict[UUID, Grown]:
    """The heads and the members of some spaces, read together."""
    statement = (
        select(
            HEADS.c.space_id,
            HEADS.c.sequence,
            HEADS.c.hash,
            func.array_agg(MEMBERS.c.member_id, type_=ARRAY(Text())).label("members"),
        )
        .outerjoin(MEMBERS, MEMBERS.c.space_id == HEADS.c.space_id)
        .where(HEADS.c.space_id == any_(bindparam("ids", list(space_ids), type_=ARRAY(Uuid()))))
        .group_by(HEADS.c.space_id)
    )
    rows = (await connection.execute(statement)).all()
    return {
        row.space_id: Grown(Known.of(row.sequence, row.hash), frozenset(row.members))
        for row in rows
    }


async def find_grown(connection: AsyncConnection, known: Mapping[UUID, Known]) -> list[UUID]:
    """Those of some spaces whose ledgers are longer than was known."""
    given = {"space_id": list(known), "head": [head.sequence for head in known.values()]}
    return list((await connection.execute(_FIND_GROWN, given)).scalars())


async def memberships(
    connection: AsyncConnection, member_ids: Sequence[str]
) -> list[tuple[str, UUID]]:
    """Who of some people is a member of what."""
    among = any_(bindparam("ids", list(member_ids), type_=ARRAY(Text())))
    statement = select(MEMBERS.c.member_id, MEMBERS.c.space_id).where(MEMBERS.c.member_id == among)
    return [(row.member_id, row.space_id) for row in (await connection.execute(statement)).all()]


async def notify(connection: AsyncConnection, channel: str, payload: str) -> None:
    """Notify everybody who listens, when the transaction ends."""
    await connection.execute(select(func.pg_notify(channel, payload)))

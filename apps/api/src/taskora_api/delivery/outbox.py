"""Every statement about the outbox: putting, claiming with a lease, and saying what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE, chunks_of
from taskora_api.delivery.messages import (
    Channel,
    ChannelKind,
    DeliveryState,
    Message,
    Outcome,
    Parcel,
    Purpose,
    key_of,
)
from taskora_api.delivery.models import ChannelRecord, DeliveryRecord

DELIVERIES: Table = DeliveryRecord.__table__  # type: ignore[attr-defined]
CHANNELS: Table = ChannelRecord.__table__  # type: ignore[attr-defined]
AnyRow = Row[*tuple[Any, ...]]

# Of what waits, so much is read to share the claims among people.
_NEAR = 1000
# A process that finds rows claimed by another one goes on to these.
_SPARE = 4

_IS_WAITING: ColumnElement[bool] = DELIVERIES.c.state == DeliveryState.WAITING


@dataclass(frozen=True, slots=True)
class Claim:
    """What a process may send until its lease ends, and the token that proves it was the last."""

    parcel: Parcel
    token: int
    attempts: int
    member_id: str
    # The reminder that it is of, if it is of one.
    subject_id: UUID | None = None

    def saying(self, message: Message) -> "Claim":
        """Return it with another message."""
        return replace(self, parcel=replace(self.parcel, message=message))


async def put(
    connection: AsyncConnection,
    member_id: str,
    message: Message,
    *,
    subject_id: UUID,
    due_at: datetime,
    now: datetime,
) -> int:
    """Put a message for each verified channel of a person; what is there already stays.

    Return how many are new.
    """
    channels = (
        select(CHANNELS.c.id)
        .where(CHANNELS.c.member_id == member_id, CHANNELS.c.verified_at.is_not(None))
        # Who removes one of them waits, and then withdraws what is put here.
        .with_for_update(read=True, key_share=True)
    )
    rows = [
        _row(key_of(subject_id, due_at, channel_id), channel_id, member_id, message, now)
        | {"subject_id": subject_id, "due_at": due_at}
        for channel_id in (await connection.execute(channels)).scalars()
    ]
    if not rows:
        return 0
    statement = upsert(DELIVERIES).values(rows).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount


async def put_one(
    connection: AsyncConnection,
    key: UUID,
    channel_id: UUID,
    member_id: str,
    *,
    message: Message,
    now: datetime,
) -> None:
    """Put a message for one channel, verified or not."""
    row = _row(key, channel_id, member_id, message, now)
    await connection.execute(insert(DELIVERIES).values(row))


def _row(
    key: UUID, channel_id: UUID, member_id: str, message: Message, now: datetime
) -> dict[str, Any]:
    return {
        "id": key,
        "channel_id": channel_id,
        "member_id": member_id,
        "purpose": message.purpose,
        "due_at": now,
        "content": asdict(message),
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "token": 0,
        "next_at": now,
        "created_at": now,
    }


async def claim(
    connection: AsyncConnection,
    now: datetime,
    lease: timedelta,
    limit: int,
    *,
    of_each: int | None = None,
    busy: Collection[str] = (),
) -> list[Claim]:
    """Claim some of what is to be sent; nobody else may until the lease ends.

    A lease that ended is claimed like what was never claimed. Of one person at most `of_each` are
    claimed, and none of those who are `busy`.
    """
    is_free = and_(_IS_WAITING, DELIVERIES.c.next_at <= now, DELIVERIES.c.member_id.not_in(busy))
    near = select(DELIVERIES.c.id, DELIVERIES.c.member_id, DELIVERIES.c.next_at).where(is_free)
    ranked = near.order_by(DELIVERIES.c.next_at).limit(_NEAR).subquery("near")
    place = func.row_number().over(partition_by=ranked.c.member_id, order_by=ranked.c.next_at)
    shared = select(ranked.c.id, ranked.c.next_at, place.label("place")).subquery("shared")
    chosen = (
        select(shared.c.id)
        .where(shared.c.place <= (limit if of_each is None else of_each))
        .order_by(shared.c.next_at)
        .limit(limit * _SPARE)
    )
    free = (
        select(DELIVERIES.c.id)
        .where(is_free, DELIVERIES.c.id.in_(chosen))
        .order_by(DELIVERIES.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        # Not as a subquery, which a plan may run more than once.
        .cte("free")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    statement = (
        update(DELIVERIES)
        .where(DELIVERIES.c.id == free.c.id, CHANNELS.c.id == DELIVERIES.c.channel_id)
        .values(
            next_at=now + lease,
            token=DELIVERIES.c.token + 1,
            attempts=DELIVERIES.c.attempts + 1,
        )
        .returning(
            *(DELIVERIES.c.id, DELIVERIES.c.token, DELIVERIES.c.attempts, DELIVERIES.c.due_at),
            *(DELIVERIES.c.content, CHANNELS.c.kind, CHANNELS.c.address, CHANNELS.c.key_material),
            *(CHANNELS.c.id.label("channel_id"), DELIVERIES.c.member_id, DELIVERIES.c.subject_id),
        )
    )
    return [_claim(row) for row in (await connection.execute(statement)).all()]


def _claim(row: AnyRow) -> Claim:
    channel = Channel(row.channel_id, ChannelKind(row.kind), row.address, row.key_material or {})
    message = Message(**row.content | {"purpose": Purpose(row.content["purpose"])})
    parcel = Parcel(row.id, channel, message, row.due_at)
    return Claim(parcel, row.token, row.attempts, row.member_id, row.subject_id)


async def finish(
    connection: AsyncConnection, claimed: Claim, now: datetime, outcome: Outcome
) -> bool:
    """Say that a delivery is over, sent or given up; False where somebody else has claimed it."""
    is_sent = outcome.reason is None
    values = {
        "state": DeliveryState.SENT if is_sent else DeliveryState.DEAD,
        "reason": outcome.reason,
        "next_at": None,
        "content": None,
        "finished_at": now,
    }
    return await _conclude(connection, claimed, values)


async def postpone(
    connection: AsyncConnection, claimed: Claim, next_at: datetime, reason: str
) -> bool:
    """Let a delivery be attempted again later; False where somebody else has claimed it."""
    return await _conclude(connection, claimed, {"next_at": next_at, "reason": reason})


async def _conclude(
    connection: AsyncConnection, claimed: Claim, values: Mapping[str, object]
) -> bool:
    statement = (
        update(DELIVERIES)
        .where(
            DELIVERIES.c.id == claimed.parcel.key,
            DELIVERIES.c.token == claimed.token,
            _IS_WAITING,
        )
        .values(**values)
    )
    return (await connection.execute(statement)).rowcount > 0


async def withdraw(
    connection: AsyncConnection, wanted: Mapping[UUID, datetime | None], now: datetime
) -> int:
    """Withdraw what waits for any of some subjects but for the time at which each is due now.

    Whoever is sending it meanwhile has no say any more.
    """
    count = 0
    for chunk in chunks_of(list(wanted)):
        statement = select(DELIVERIES.c.id, DELIVERIES.c.subject_id, DELIVERIES.c.due_at).where(
            _IS_WAITING, DELIVERIES.c.subject_id.in_(chunk)
        )
        rows = (await connection.execute(statement)).all()
        ids = [row.id for row in rows if wanted[row.subject_id] != row.due_at]
        if ids:
            count += await _end(connection, DELIVERIES.c.id.in_(ids), now, "not_due_any_more")
    return count


async def withdraw_claimed(
    connection: AsyncConnection, claims: Sequence[Claim], now: datetime
) -> int:
    """Withdraw what was claimed and is not due any more."""
    these = DELIVERIES.c.id.in_([each.parcel.key for each in claims])
    return await _end(connection, these, now, "not_due_any_more")


async def withdraw_channel(connection: AsyncConnection, channel_id: UUID, now: datetime) -> int:
    """Withdraw all that waits for a channel that is removed."""
    this = DELIVERIES.c.channel_id == channel_id
    return await _end(connection, this, now, "channel_removed")


async def _end(
    connection: AsyncConnection, these: ColumnElement[bool], now: datetime, reason: str
) -> int:
    statement = (
        update(DELIVERIES)
        .where(_IS_WAITING, these)
        .values(
            state=DeliveryState.WITHDRAWN,
            token=DELIVERIES.c.token + 1,
            reason=reason,
            next_at=None,
            content=None,
            finished_at=now,
        )
    )
    return (await connection.execute(statement)).rowcount


async def next_claim_at(connection: AsyncConnection) -> datetime | None:
    """When the first of what waits may be claimed."""
    found: datetime | None = await connection.scalar(
        select(func.min(DELIVERIES.c.next_at)).where(_IS_WAITING)
    )
    return found


async def count_since(
    connection: AsyncConnection, member_id: str, purpose: Purpose, since: datetime
) -> int:
    """How many of a purpose were put for a person since a time."""
    statement = (
        select(func.count())
        .select_from(DELIVERIES)
        .where(
            DELIVERIES.c.member_id == member_id,
            DELIVERIES.c.purpose == purpose,
            DELIVERIES.c.created_at > since,
        )
    )
    return int((await connection.execute(statement)).scalar_one())


async def find(connection: AsyncConnection, key: UUID) -> AnyRow:
    """A delivery that is there."""
    return (await connection.execute(select(DELIVERIES).where(DELIVERIES.c.id == key))).one()


async def list_latest(
    connection: AsyncConnection, channel_id: UUID, limit: int
) -> Sequence[AnyRow]:
    """What was put for a channel, the newest first."""
    statement = (
        select(DELIVERIES)
        .where(DELIVERIES.c.channel_id == channel_id)
        .order_by(DELIVERIES.c.created_at.desc(), DELIVERIES.c.id)
        .limit(limit)
    )
    return (await connection.execute(statement)).all()


async def remove_old(connection: AsyncConnection, before: datetime) -> int:
    """Remove some of what was put before a time and waits no more; say how many."""
    old = (
        select(DELIVERIES.c.id)
        .where(DELIVERIES.c.created_at < before, ~_IS_WAITING)
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(DELIVERIES).where(DELIVERIES.c.id.in_(old)))).rowcount

"""Every statement about spaces, members and invitations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.ledger.models import LedgerHeadRecord
from taskora_api.spaces.models import InvitationRecord, MemberRecord, SpaceRecord

SPACES: Table = SpaceRecord.__table__  # type: ignore[attr-defined]
MEMBERS: Table = MemberRecord.__table__  # type: ignore[attr-defined]
_INVITATIONS: Table = InvitationRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]

AnyRow = Row[Any]


def spaces_of(member_id: str, space_id: UUID | None = None) -> Select[Any]:
    """The ids of the spaces that a member may see, or of one of them, as a part of statements."""
    statement = select(MEMBERS.c.space_id).where(MEMBERS.c.member_id == member_id)
    return statement if space_id is None else statement.where(MEMBERS.c.space_id == space_id)


def is_in_space_of(column: ColumnElement[UUID], member_id: str) -> ColumnElement[bool]:
    """Say of a row's space that a member may see it."""
    return column.in_(spaces_of(member_id))


async def make(connection: AsyncConnection, space: SpaceRecord, owner: MemberRecord) -> None:
    """Make a space with its first member and the beginning of its ledger, unless it is there."""
    head = LedgerHeadRecord(space_id=space.id, sequence=0, hash=b"")
    for table, record in ((SPACES, space), (MEMBERS, owner), (_HEADS, head)):
        await connection.execute(upsert(table).values(record.model_dump()).on_conflict_do_nothing())


async def find_role(connection: AsyncConnection, member_id: str, space_id: UUID) -> str | None:
    """The role of a member, or None if they are none."""
    statement = select(MEMBERS.c.role).where(_this(member_id, space_id))
    return (await connection.execute(statement)).scalar_one_or_none()


async def list_all(connection: AsyncConnection, member_id: str) -> Sequence[AnyRow]:
    """The spaces of a member, the oldest first, each with their role and its number of members."""
    others = MEMBERS.alias("others")
    count = (
        select(func.count())
        .select_from(others)
        .where(others.c.space_id == SPACES.c.id)
        .scalar_subquery()
    )
    statement = (
        select(SPACES, MEMBERS.c.role, count.label("member_count"))
        .join(MEMBERS, MEMBERS.c.space_id == SPACES.c.id)
        .where(MEMBERS.c.member_id == member_id)
        .order_by(SPACES.c.kind, SPACES.c.created_at, SPACES.c.id)
    )
    return (await connection.execute(statement)).all()


async def rename(connection: AsyncConnection, space_id: UUID, name: str) -> None:
    await connection.execute(update(SPACES).where(SPACES.c.id == space_id).values(name=name))


async def find(connection: AsyncConnection, space_id: UUID) -> AnyRow | None:
    """A space by its id, for who has found out that it may be seen."""
    statement = select(SPACES).where(SPACES.c.id == space_id)
    return (await connection.execute(statement)).one_or_none()


async def find_name(connection: AsyncConnection, space_id: UUID) -> str:
    statement = select(SPACES.c.name).where(SPACES.c.id == space_id)
    return str((await connection.execute(statement)).scalar_one())


async def list_members(connection: AsyncConnection, space_id: UUID) -> Sequence[AnyRow]:
    """The members of a space, in the order in which they joined."""
    statement = (
        select(MEMBERS)
        .where(MEMBERS.c.space_id == space_id)
        .order_by(MEMBERS.c.joined_at, MEMBERS.c.member_id)
    )
    return (await connection.execute(statement)).all()


async def add_member(connection: AsyncConnection, member: MemberRecord) -> None:
    await connection.execute(insert(MEMBERS).values(member.model_dump()))


async def change_role(
    connection: AsyncConnection, space_id: UUID, member_id: str, role: str
) -> None:
    await connection.execute(update(MEMBERS).where(_this(member_id, space_id)).values(role=role))


async def remove_member(connection: AsyncConnection, space_id: UUID, member_id: str) -> None:
    await connection.execute(delete(MEMBERS).where(_this(member_id, space_id)))


async def add_invitation(connection: AsyncConnection, invitation: InvitationRecord) -> None:
    await connection.execute(insert(_INVITATIONS).values(invitation.model_dump()))


async def list_invitations(
    connection: AsyncConnection, space_id: UUID, now: datetime
) -> Sequence[AnyRow]:
    """The links of a space that still let somebody in, the newest first."""
    statement = (
        select(_INVITATIONS)
        .where(_INVITATIONS.c.space_id == space_id, _INVITATIONS.c.expires_at > now)
        .order_by(_INVITATIONS.c.created_at.desc(), _INVITATIONS.c.id)
    )
    return (await connection.execute(statement)).all()


async def find_invitation(
    connection: AsyncConnection, digest: bytes, now: datetime
) -> AnyRow | None:
    """The link of a digest, locked, unless it has expired."""
    statement = (
        select(_INVITATIONS)
        .where(_INVITATIONS.c.digest == digest, _INVITATIONS.c.expires_at > now)
        .with_for_update()
    )
    return (await connection.execute(statement)).one_or_none()


async def find_invited_space(
    connection: AsyncConnection, digest: bytes, now: datetime
) -> UUID | None:
    """The space into which the link of a digest lets somebody, unless it has expired."""
    statement = select(_INVITATIONS.c.space_id).where(
        _INVITATIONS.c.digest == digest, _INVITATIONS.c.expires_at > now
    )
    return (await connection.execute(statement)).scalar_one_or_none()


async def use_invitation(connection: AsyncConnection, invitation_id: UUID, uses_left: int) -> None:
    """Note that somebody joined; the last use takes the link away."""
    this = _INVITATIONS.c.id == invitation_id
    if uses_left > 1:
        await connection.execute(update(_INVITATIONS).where(this).values(uses_left=uses_left - 1))
    else:
        await connection.execute(delete(_INVITATIONS).where(this))


async def remove_invitation(
    connection: AsyncConnection, space_id: UUID, invitation_id: UUID
) -> bool:
    """Remove a link of a space, and say whether there was one."""
    this = and_(_INVITATIONS.c.space_id == space_id, _INVITATIONS.c.id == invitation_id)
    return (await connection.execute(delete(_INVITATIONS).where(this))).rowcount > 0


async def remove_expired(connection: AsyncConnection, before: datetime) -> int:
    """Remove some links that have expired before a time; say how many."""
    old = (
        select(_INVITATIONS.c.id)
        .where(_INVITATIONS.c.expires_at < before)
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True)
    )
    statement = delete(_INVITATIONS).where(_INVITATIONS.c.id.in_(old))
    return (await connection.execute(statement)).rowcount


def _this(member_id: str, space_id: UUID) -> ColumnElement[bool]:
    return and_(MEMBERS.c.member_id == member_id, MEMBERS.c.space_id == space_id)

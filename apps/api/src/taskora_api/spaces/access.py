"""Holding a space to change it: who may, and that nobody else changes it meanwhile."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CTE,
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    literal,
    select,
    true,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.committed import SAYS_WHO_NOTIFIES, note, who_notifies_in
from taskora_api.database.locks import poll
from taskora_api.errors import NotFoundError, RoleMissingError
from taskora_api.ledger.chain import Sealed
from taskora_api.ledger.head import Head
from taskora_api.ledger.models import ChangeEntryRecord, LedgerHeadRecord
from taskora_api.ledger.sealing import seal_unsealed
from taskora_api.spaces import repository
from taskora_api.spaces.models import MemberRecord, SpaceRecord
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.schemas import Role, SpaceKind, may

_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]


async def hold_spaces(
    connection: AsyncConnection,
    member_id: str,
    space_ids: Iterable[UUID],
    now: datetime,
    needed: Role = Role.EDITOR,
) -> dict[UUID, Head]:
    """Hold spaces until the transaction ends, in an order that is everybody's.

    Raises as `hold_space` does.
    """
    return {
        space_id: await hold_space(connection, member_id, space_id, now, needed)
        for space_id in sorted(set(space_ids))
    }


async def hold_space(
    connection: AsyncConnection,
    member_id: str,
    space_id: UUID,
    now: datetime,
    needed: Role = Role.EDITOR,
) -> Head:
    """Hold a space until the transaction ends, so that its changes have one order.

    A person's own space is made by the first who holds it.

    Raises:
        NotFoundError: there is no such space, or the caller is no member of it.
        RoleMissingError: the caller's role does not include the one that is needed.
        OwnerBusyError: another change of this space took longer than a caller can wait.
    """
    note(connection, space_id)
    row = await _held(connection, member_id, space_id)
    if row is None and space_id == personal_space_id(member_id):
        await _make_personal(connection, member_id, space_id, now)
        row = await _held(connection, member_id, space_id)
    if row is None:
        raise NotFoundError
    if not may(Role(row.role), needed):
        raise RoleMissingError(needed, space_id)
    head = Head(space_id, Sealed(row.sequence, row.hash, b""))
    if row.has_unsealed:
        await seal_unsealed(connection, head)
    return head


async def hold_unjoined(connection: AsyncConnection, space_id: UUID) -> None:
    """Hold a space for somebody who is no member yet, until the transaction ends.

    Who joins by a link waits for the space before the link, as whoever ends the link does: two who
    wait for each other would both end with an error.

    Raises:
        OwnerBusyError: another change of this space took longer than a caller can wait.
    """
    head = select(_HEADS.c.space_id).where(_HEADS.c.space_id == space_id)
    locking = head.with_for_update(skip_locked=True)
    await _polled(connection, locking, {}, lambda row: row is not None)


async def _held(
    connection: AsyncConnection, member_id: str, space_id: UUID
) -> Row[tuple[str, int, bytes, bool]] | None:
    """Wait for the head of a space; it polls, for the reason that `database.locks` gives."""
    return await _polled(
        connection,
        _HOLD,
        {"member": member_id, "space": space_id, "notifies": who_notifies_in(connection)},
        lambda row: row is None or row.sequence is not None,
    )


async def _polled(
    connection: AsyncConnection,
    statement: Select[Any],
    values: dict[str, Any],
    is_held: Callable[[Row[Any] | None], bool],
) -> Row[Any] | None:
    async def attempt() -> Row[Any] | None:
        row: Row[Any] | None = (await connection.execute(statement, values)).one_or_none()
        return row

    return await poll(attempt, is_held)


def _has_unsealed(space: BindParameter[UUID]) -> ColumnElement[bool]:
    is_unsealed = (_ENTRIES.c.space_id == space) & _ENTRIES.c.sequence.is_(None)
    return select(_ENTRIES.c.position).where(is_unsealed).exists()


def _hold() -> Select[tuple[str, int, bytes, bool, str]]:
    """The role of a member, with the head of the space if nobody else holds it."""
    space = bindparam("space", type_=Uuid())
    head = (
        select(_HEADS.c.sequence, _HEADS.c.hash)
        .where(_HEADS.c.space_id == space)
        .with_for_update(skip_locked=True)
        .cte("head")
    )
    members = repository.MEMBERS
    return (
        select(
            *(members.c.role, head.c.sequence, head.c.hash),
            _has_unsealed(space).label("has_unsealed"),
            SAYS_WHO_NOTIFIES.label("notifies"),
        )
        .select_from(members.outerjoin(head, true()))
        .where(
            members.c.member_id == bindparam("member", type_=Text()), members.c.space_id == space
        )
    )


_HOLD = _hold()


def held_for_change(*conditions: ColumnElement[bool]) -> CTE:
    """The head of a space, held as `hold_space` does, in a statement that is a whole transaction.

    It takes `member`, `space` and `notifies`. There is no row where `hold_space` would wait,
    refuse, or do something before, and where one of the conditions does not hold.
    """
    members, space = repository.MEMBERS, bindparam("space", type_=Uuid())
    roles = [role for role in Role if may(role, Role.EDITOR)]
    return (
        select(_HEADS.c.sequence, _HEADS.c.hash, SAYS_WHO_NOTIFIES.label("notifies"))
        .join(members, members.c.space_id == _HEADS.c.space_id)
        .where(
            _HEADS.c.space_id == space,
            members.c.member_id == bindparam("member", type_=Text()),
            members.c.role == any_(literal(roles, ARRAY(Text()))),
            ~_has_unsealed(space),
            *conditions,
        )
        .with_for_update(of=_HEADS, skip_locked=True)
        .cte("held")
    )


async def _make_personal(
    connection: AsyncConnection, member_id: str, space_id: UUID, now: datetime
) -> None:
    space = SpaceRecord(
        id=space_id, kind=SpaceKind.PERSONAL, name="", created_by=member_id, created_at=now
    )
    owner = MemberRecord(member_id=member_id, space_id=space_id, role=Role.OWNER, joined_at=now)
    await repository.make(connection, space, owner)

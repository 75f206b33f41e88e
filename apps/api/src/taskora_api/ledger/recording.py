"""Writing into the ledger: changes with their entries, each sealed onto the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Table, Uuid, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of, in_turns
from taskora_api.ledger.chain import SealedChange, Subject, seal
from taskora_api.ledger.entries import Act, ChangeKind, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]


_INSERT_CHANGE = insert(_CHANGES)
_INSERT_ENTRIES = insert(_ENTRIES)
_UPDATE_HEAD = (
    update(_HEADS)
    .where(_HEADS.c.space_id == bindparam("of_space", type_=Uuid()))
    .values(
        sequence=bindparam("last_sequence", type_=BigInteger()),
        hash=bindparam("last_hash", type_=LargeBinary()),
    )
)


@dataclass(frozen=True, slots=True)
class Description:
    """How a change is listed: what it did, and the titles of the first of what it changed."""

    kind: ChangeKind
    titles: list[str]


async def record(
    connection: AsyncConnection,
    act: Act,
    head: Head,
    entries: Sequence[Entry],
    *,
    change_id: UUID,
    description: Description,
    undoes: UUID | None = None,
    action_id: UUID | None = None,
) -> None:
    """Keep a change; the head advances by one for each entry."""
    change = ChangeRecord(
        id=change_id,
        owner_id=act.member_id,
        space_id=head.space_id,
        action_id=action_id or change_id,
        actor=act.origin.actor,
        tool=act.origin.tool,
        arguments=act.origin.arguments,
        kind=description.kind,
        count=len(entries),
        titles=description.titles,
        undoes=undoes,
        created_at=act.at,
    )
    await connection.execute(_INSERT_CHANGE, [change.model_dump(exclude={"sequence"})])
    covered = sealed_change(change)
    rows = [
        _row(head, covered, position, each) async for position, each in in_turns(enumerate(entries))
    ]
    for chunk in chunks_of(rows):
        await connection.execute(_INSERT_ENTRIES, list(chunk))
    await keep_head(connection, head)


async def keep_head(connection: AsyncConnection, head: Head) -> None:
    """Write where the ledger of a space ends."""
    values = {
        "of_space": head.space_id,
        "last_sequence": head.last.sequence,
        "last_hash": head.last.hash,
    }
    await connection.execute(_UPDATE_HEAD, values)


def sealed_change(change: Any) -> SealedChange:  # noqa: ANN401 - a record or a row of one.
    """What the chain covers of a change."""
    return SealedChange(
        id=change.id,
        member_id=change.owner_id,
        actor=change.actor,
        tool=change.tool,
        arguments=change.arguments,
        undoes=change.undoes,
        created_at=change.created_at,
    )


def _row(head: Head, change: SealedChange, position: int, entry: Entry) -> dict[str, Any]:
    """Seal an entry onto the head, which advances."""
    subject = Subject(head.space_id, entry.entity, entry.entity_id)
    head.last = seal(head.last, change, subject, (entry.before, entry.after))
    return {
        "change_id": change.id,
        "position": position,
        "space_id": head.space_id,
        "entity": entry.entity,
        "task_id": entry.entity_id,
        "before": entry.before,
        "after": entry.after,
        "sequence": head.last.sequence,
        "digest": head.last.digest,
        "hash": head.last.hash,
    }


async def seal_unsealed(connection: AsyncConnection, head: Head) -> None:
    """Seal what an older program has written since, in the order in which it did that."""
    columns = (
        *(_ENTRIES.c.change_id, _ENTRIES.c.position, _ENTRIES.c.entity, _ENTRIES.c.task_id),
        *(_ENTRIES.c.before, _ENTRIES.c.after, _CHANGES.c.id, _CHANGES.c.owner_id),
        *(_CHANGES.c.actor, _CHANGES.c.tool, _CHANGES.c.arguments, _CHANGES.c.undoes),
        _CHANGES.c.created_at,
    )
    unsealed = (
        select(*columns)
        .join(_CHANGES, _CHANGES.c.id == _ENTRIES.c.change_id)
        .where(_ENTRIES.c.space_id == head.space_id, _ENTRIES.c.sequence.is_(None))
        .order_by(_CHANGES.c.sequence, _ENTRIES.c.position)
    )
    for row in (await connection.execute(unsealed)).all():
        head.last = seal(
            head.last,
            sealed_change(row),
            Subject(head.space_id, row.entity, row.task_id),
            (row.before, row.after),
        )
        await connection.execute(
            update(_ENTRIES)
            .where(_ENTRIES.c.change_id == row.change_id, _ENTRIES.c.position == row.position)
            .values(sequence=head.last.sequence, digest=head.last.digest, hash=head.last.hash)
        )
    await keep_head(connection, head)

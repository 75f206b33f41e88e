"""Writing into the ledger: changes with their entries, each sealed onto the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Table, Uuid, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of, in_turns
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, insert_of
from taskora_api.ledger.chain import SealedChange, Subject, seal
from taskora_api.ledger.entries import Act, ChangeKind, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]


# What later changes and erasure write is left out, and the number that the database gives.
_OF_CHANGE = set(ChangeRecord.model_fields) - {"sequence", "undone_at", "undone_by"}
_INSERT_CHANGE = Statement(insert_of(_CHANGES, _OF_CHANGE))
_INSERT_ENTRY = Statement(insert_of(_ENTRIES, set(_ENTRIES.c.keys()) - {"erased_at"}))
_UPDATE_HEAD = Statement(
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
    await run(connection, _INSERT_CHANGE, [change.model_dump(include=_OF_CHANGE)])
    covered = sealed_change(change)
    rows = [
        _row(head, covered, position, each) async for position, each in in_turns(enumerate(entries))
    ]
    for chunk in chunks_of(rows):
        await run(connection, _INSERT_ENTRY, chunk)
    await keep_head(connection, head)


async def keep_head(connection: AsyncConnection, head: Head) -> None:
    """Write where the ledger of a space ends."""
    values = {
        "of_space": head.space_id,
        "last_sequence": head.last.sequence,
        "last_hash": head.last.hash,
    }
    await run(connection, _UPDATE_HEAD, [values])


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

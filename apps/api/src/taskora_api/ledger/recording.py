"""Writing into the ledger: changes with their entries, each sealed onto the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Insert, LargeBinary, Table, Uuid, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of, in_turns
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, insert_of
from taskora_api.ledger.chain import SealedChange, Subject, seal
from taskora_api.ledger.entries import Act, ChangeKind, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord
from taskora_api.ledger.stores import Pending

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]


# What later changes and erasure write is left out, and the number that the database gives.
_OF_CHANGE = set(_CHANGES.c.keys()) - {"sequence", "undone_at", "undone_by"}
_OF_ENTRY = set(_ENTRIES.c.keys()) - {"erased_at"}
_ENTRY_PREFIX = "entry_"
_KEEP_HEAD = (
    update(_HEADS)
    .where(_HEADS.c.space_id == bindparam("of_space", type_=Uuid()))
    .values(
        sequence=bindparam("last_sequence", type_=BigInteger()),
        hash=bindparam("last_hash", type_=LargeBinary()),
    )
)
_INSERT_CHANGE = Statement(insert_of(_CHANGES, _OF_CHANGE))
_INSERT_ENTRY = Statement(insert_of(_ENTRIES, _OF_ENTRY))
_UPDATE_HEAD = Statement(_KEEP_HEAD)
# Nearly every change has one entry, and each statement is a round trip.
_RECORD = _KEEP_HEAD.add_cte(
    insert_of(_CHANGES, _OF_CHANGE).cte("new_change"),
    insert_of(_ENTRIES, _OF_ENTRY, prefix=_ENTRY_PREFIX).cte("new_entry"),
)
_RECORD_ONE = Statement(_RECORD)


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
    pending: Pending | None = None,
) -> None:
    """Keep a change; the head advances by one for each entry.

    A row that is pending is written with it, where the change has one entry.
    """
    change = {
        "id": change_id,
        "owner_id": act.member_id,
        "space_id": head.space_id,
        "action_id": action_id or change_id,
        "actor": act.origin.actor,
        "tool": act.origin.tool,
        "arguments": act.origin.arguments,
        "kind": description.kind,
        "count": len(entries),
        "titles": description.titles,
        "undoes": undoes,
        "created_at": act.at,
    }
    covered = SealedChange(
        id=change_id,
        member_id=act.member_id,
        actor=act.origin.actor,
        tool=act.origin.tool,
        arguments=act.origin.arguments,
        undoes=undoes,
        created_at=act.at,
    )
    rows = [
        _row(head, covered, position, each) async for position, each in in_turns(enumerate(entries))
    ]
    if len(rows) == 1:
        entry = {f"{_ENTRY_PREFIX}{name}": value for name, value in rows[0].items()}
        statement = _RECORD_ONE if pending is None else _record_with(pending.insert)
        new = {} if pending is None else pending.values
        await run(connection, statement, [{**change, **entry, **_end_of(head), **new}])
        return
    await run(connection, _INSERT_CHANGE, [change])
    for chunk in chunks_of(rows):
        await run(connection, _INSERT_ENTRY, chunk)
    await keep_head(connection, head)


@cache
def _record_with(insert: Statement) -> Statement:
    """The statement that records an entry and writes what it is of; there are few of them."""
    if not isinstance(insert.source, Insert):
        raise TypeError("what is pending is an insert")
    return Statement(_RECORD.add_cte(insert.source.cte("new_entity")))


async def keep_head(connection: AsyncConnection, head: Head) -> None:
    """Write where the ledger of a space ends."""
    await run(connection, _UPDATE_HEAD, [_end_of(head)])


def _end_of(head: Head) -> dict[str, Any]:
    return {
        "of_space": head.space_id,
        "last_sequence": head.last.sequence,
        "last_hash": head.last.hash,
    }


def sealed_change(change: Any) -> SealedChange:  # noqa: ANN401 - a row with columns of its own.
    """What the chain covers of a change that is there."""
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

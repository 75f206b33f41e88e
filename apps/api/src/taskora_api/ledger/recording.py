"""Writing into the ledger: changes with their entries, each sealed onto the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Insert, LargeBinary, Table, Uuid, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import in_turns
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, insert_of, prefixed
from taskora_api.ledger.chain import Links, SealedChange, Texts, texts_of
from taskora_api.ledger.entries import Act, ChangeKind, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.keeping import KeptEntry, keep_entries
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord
from taskora_api.ledger.stores import Pending

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]


# What later changes and erasure write is left out, and the number that the database gives.
OF_CHANGE = set(_CHANGES.c.keys()) - {"sequence", "undone_at", "undone_by"}
OF_ENTRY = set(_ENTRIES.c.keys()) - {"erased_at"}
ENTRY_PREFIX = "entry_"
_KEEP_HEAD = (
    update(_HEADS)
    .where(_HEADS.c.space_id == bindparam("of_space", type_=Uuid()))
    .values(
        sequence=bindparam("last_sequence", type_=BigInteger()),
        hash=bindparam("last_hash", type_=LargeBinary()),
    )
)
_INSERT_CHANGE = Statement(insert_of(_CHANGES, OF_CHANGE))
_UPDATE_HEAD = Statement(_KEEP_HEAD)
# Nearly every change has one entry, and each statement is a round trip.
_RECORD = _KEEP_HEAD.add_cte(
    insert_of(_CHANGES, OF_CHANGE).cte("new_change"),
    insert_of(_ENTRIES, OF_ENTRY, prefix=ENTRY_PREFIX).cte("new_entry"),
)
_RECORD_ONE = Statement(_RECORD)


@dataclass(frozen=True, slots=True)
class Description:
    """How a change is listed: what it did, and the titles of the first of what it changed."""

    kind: ChangeKind
    titles: list[str]


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change that is not kept yet, by the names of its columns."""

    id: UUID
    owner_id: str
    space_id: UUID
    action_id: UUID
    actor: str
    tool: str | None
    arguments: dict[str, Any] | None
    kind: str
    count: int
    titles: list[str]
    undoes: UUID | None
    created_at: datetime

    def row(self) -> dict[str, Any]:
        """Give the values of its columns."""
        return {name: getattr(self, name) for name in OF_CHANGE}


def change_of(
    act: Act,
    space_id: UUID,
    count: int,
    *,
    change_id: UUID,
    description: Description,
    undoes: UUID | None = None,
    action_id: UUID | None = None,
) -> NewChange:
    """Make a change of so many entries."""
    return NewChange(
        id=change_id,
        owner_id=act.member_id,
        space_id=space_id,
        action_id=action_id or change_id,
        actor=act.origin.actor,
        tool=act.origin.tool,
        arguments=act.origin.arguments,
        kind=description.kind,
        count=count,
        titles=description.titles,
        undoes=undoes,
        created_at=act.at,
    )


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
    change = change_of(
        act,
        head.space_id,
        len(entries),
        change_id=change_id,
        description=description,
        undoes=undoes,
        action_id=action_id,
    )
    links = Links(sealed_change(change), head.space_id)
    kept = []
    async for position, each in in_turns(enumerate(entries)):
        texts = texts_of((each.before, each.after))
        head.last = links.seal(head.last, each.entity, each.entity_id, texts.digest)
        kept.append(_kept(position, each, texts, head.last.sequence, head.last.hash))
    if len(kept) == 1:
        (one,) = kept
        sealed = {"sequence": one.sequence, "digest": one.digest, "hash": one.hash}
        row = entry_row(change, 0, entries[0]) | sealed
        await _keep_one(connection, change, row, head, pending)
        return
    await _keep_change(connection, change)
    await keep_entries(connection, change.id, change.space_id, kept)
    await keep_head(connection, head)


async def record_unsealed(
    connection: AsyncConnection,
    change: NewChange,
    entries: Sequence[Entry],
    texts: Sequence[Texts],
) -> None:
    """Keep a change of a space that is not held: whoever holds the space next seals its entries."""
    await _keep_change(connection, change)
    both = enumerate(zip(entries, texts, strict=True))
    kept = [_kept(position, entry, written) for position, (entry, written) in both]
    await keep_entries(connection, change.id, change.space_id, kept)


async def _keep_change(connection: AsyncConnection, change: NewChange) -> None:
    await run(connection, _INSERT_CHANGE, [change.row()])


async def _keep_one(
    connection: AsyncConnection,
    change: NewChange,
    row: dict[str, Any],
    head: Head,
    pending: Pending | None,
) -> None:
    entry = prefixed(ENTRY_PREFIX, row)
    statement = _RECORD_ONE if pending is None else _record_with(pending.insert)
    new = {} if pending is None else pending.values
    await run(connection, statement, [{**change.row(), **entry, **_end_of(head), **new}])


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


def entry_row(change: NewChange, position: int, entry: Entry) -> dict[str, Any]:
    """Give the columns of an entry that are not those of its place in the chain."""
    return {
        "change_id": change.id,
        "position": position,
        "space_id": change.space_id,
        "entity": entry.entity,
        "task_id": entry.entity_id,
        "before": entry.before,
        "after": entry.after,
    }


def _kept(
    position: int,
    entry: Entry,
    texts: Texts,
    sequence: int | None = None,
    hash_: bytes | None = None,
) -> KeptEntry:
    return KeptEntry(
        *(position, entry.entity, entry.entity_id, texts.before, texts.after),
        *(sequence, texts.digest, hash_),
    )

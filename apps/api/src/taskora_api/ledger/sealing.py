"""Sealing what was written into a ledger while its space was not held."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Table,
    Uuid,
    and_,
    case,
    select,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, rows_of
from taskora_api.ledger.chain import Links, content_digest
from taskora_api.ledger.head import Head
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord
from taskora_api.ledger.recording import keep_head, sealed_change

_CHANGES: Table = ChangeRecord.__table__  # type: ignore[attr-defined]
_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
# What is not digested yet is read in pieces; places alone are small.
_AT_ONCE = 4 * CHUNK_SIZE
_COLUMNS: Mapping[str, TypeEngine[Any]] = {
    "change_id": Uuid(),
    "position": Integer(),
    "sequence": BigInteger(),
    "digest": LargeBinary(),
    "hash": LargeBinary(),
}
_PLACES = rows_of(_COLUMNS)
# By both columns of the key: where a change is named once for all, a planner that has not seen its
# entries yet expects none, and reads all of them for each.
_SEAL = Statement(
    update(_ENTRIES)
    .where(
        _ENTRIES.c.change_id == _PLACES.c.change_id,
        _ENTRIES.c.position == _PLACES.c.position,
    )
    .values({name: _PLACES.c[name] for name in ("sequence", "digest", "hash")})
)


async def seal_unsealed(connection: AsyncConnection, head: Head) -> None:
    """Seal what an older program, or one that did not hold the space, has written since.

    It gets the places after the head, in the order in which it was begun.
    """
    unsealed = select(_ENTRIES.c.change_id).where(
        _ENTRIES.c.space_id == head.space_id, _ENTRIES.c.sequence.is_(None)
    )
    statement = select(_CHANGES).where(_CHANGES.c.id.in_(unsealed)).order_by(_CHANGES.c.sequence)
    for change in (await connection.execute(statement)).all():
        await _seal_change(connection, head, change)
    await keep_head(connection, head)


async def _seal_change(connection: AsyncConnection, head: Head, change: Row[Any]) -> None:
    links = Links(sealed_change(change), head.space_id)
    last = -1
    while rows := await _unsealed_entries(connection, change.id, last):
        places: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
        for row in rows:
            digest = row.digest or content_digest((row.before, row.after))
            head.last = links.seal(head.last, row.entity, row.task_id, digest)
            values = (change.id, row.position, head.last.sequence, digest, head.last.hash)
            for name, value in zip(_COLUMNS, values, strict=True):
                places[name].append(value)
        await run(connection, _SEAL, [places])
        last = rows[-1].position


async def _unsealed_entries(
    connection: AsyncConnection, change_id: UUID, after: int
) -> list[Row[Any]]:
    """Some entries in their order; the content only of those that nobody has digested."""
    is_new = _ENTRIES.c.digest.is_(None)
    content = (case((is_new, _ENTRIES.c[name])).label(name) for name in ("before", "after"))
    statement = (
        select(
            *(_ENTRIES.c.position, _ENTRIES.c.entity, _ENTRIES.c.task_id, _ENTRIES.c.digest),
            *content,
        )
        .where(
            and_(_ENTRIES.c.change_id == change_id, _ENTRIES.c.sequence.is_(None)),
            _ENTRIES.c.position > after,
        )
        .order_by(_ENTRIES.c.position)
        .limit(_AT_ONCE)
    )
    return list((await connection.execute(statement)).all())

"""Entries of a change that the database takes by one statement for many."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from taskora_api.database.chunks import chunks_of
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, insert_rows
from taskora_api.ledger.chain import Texts, texts_of
from taskora_api.ledger.entries import Entry
from taskora_api.ledger.models import ChangeEntryRecord

_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]


class KeptEntry(NamedTuple):
    """The columns of an entry, its states as JSON; all but the first are None where it has none."""

    position: int
    entity: str
    task_id: UUID
    before: str | None
    after: str | None
    sequence: int | None
    digest: bytes | None
    hash: bytes | None


# In the order of the fields above.
_TYPES: Sequence[TypeEngine[Any]] = (
    *(Integer(), Text(), Uuid(), Text(), Text()),
    *(BigInteger(), LargeBinary(), LargeBinary()),
)
_COLUMNS = dict(zip(KeptEntry._fields, _TYPES, strict=True))
_INSERT = Statement(
    insert_rows(_ENTRIES, {"change_id": "of_change", "space_id": "of_space"}, _COLUMNS)
)


def written(entries: Sequence[Entry]) -> list[Texts]:
    """Write the content of entries, in a thread where that takes long."""
    return [texts_of((each.before, each.after)) for each in entries]


async def keep_entries(
    connection: AsyncConnection, change_id: UUID, space_id: UUID, entries: Sequence[KeptEntry]
) -> None:
    """Write entries of a change that is there."""
    for chunk in chunks_of(entries):
        columns = zip(KeptEntry._fields, map(list, zip(*chunk, strict=True)), strict=True)
        of_change = {"of_change": change_id, "of_space": space_id}
        await run(connection, _INSERT, [of_change | dict(columns)])

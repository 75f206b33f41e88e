"""Entries of a change that the database takes by one statement for many."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from taskora_api.database.chunks import chunks_of
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, rows_of
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
_GIVEN = rows_of(_COLUMNS)
_OF_CHANGE = {"change_id": "of_change", "space_id": "of_space"}
_STATES = ("before", "after")
_INSERT = Statement(
    insert(_ENTRIES).from_select(
        [*_OF_CHANGE, *_COLUMNS],
        select(
            *(bindparam(name, type_=Uuid()) for name in _OF_CHANGE.values()),
            *(
                cast(_GIVEN.c[name], JSONB) if name in _STATES else _GIVEN.c[name]
                for name in _COLUMNS
            ),
        ),
        include_defaults=False,
    )
)


async def keep_entries(
    connection: AsyncConnection, change_id: UUID, space_id: UUID, entries: Sequence[KeptEntry]
) -> None:
    """Write entries of a change that is there."""
    for chunk in chunks_of(entries):
        columns = zip(KeptEntry._fields, map(list, zip(*chunk, strict=True)), strict=True)
        of_change = {"of_change": change_id, "of_space": space_id}
        await run(connection, _INSERT, [of_change | dict(columns)])

"""A file that is written ahead of its space leaves what it leaves where the space is held.

The ledger is compared byte for byte: with the same ids of changes, each hash is the same.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from support.exchange import CONTEXT, NOW, golden
from taskora_api.database.engine import Database
from taskora_api.entity_stores import STORES
from taskora_api.exchange.documents import Source
from taskora_api.exchange.importing import read_file
from taskora_api.imports.writing import Imported, Importing
from taskora_api.ledger.entries import Act, Actor, Origin
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.personal import personal_space_id

TABLES = {
    "tasks": "id",
    "task_terms": "task_id",
    "projects": "id",
    "sections": "id",
    "comments": "id",
    "relations": "id",
    "reminders": "id",
    "change_entries": "sequence",
}


class _RolledBackError(Exception):
    """Ends a transaction whose result is known."""


async def _rows(connection: AsyncConnection, space_id: UUID) -> dict[str, list[Any]]:
    found = {}
    for table, order in TABLES.items():
        of_space = f"SELECT * FROM app.{table} WHERE space_id = :space ORDER BY {order}"  # noqa: S608
        rows = (await connection.execute(text(of_space), {"space": space_id})).all()
        found[table] = [row._asdict() for row in rows]
    return found


def _numbered() -> Iterator[UUID]:
    return (UUID(int=number) for number in count(1))


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("change_size", [2, 2000])
async def test_ahead_and_held_leave_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch, source: Source, change_size: int
) -> None:
    monkeypatch.setattr("taskora_api.imports.writing.CHANGE_SIZE", change_size)
    member = f"person-{uuid4().hex}"
    space_id = personal_space_id(member)
    name, content = golden(source)
    context = replace(CONTEXT, filename=name)
    _, items = read_file(content, context, source=source)
    act = Act(member, Origin(Actor.IMPORT, "importFile", {"source": source.value}), NOW)
    importing = Importing(STORES, space_id, act, source, list(items))
    await database.write(lambda c: hold_space(c, member, space_id, NOW))
    left: list[tuple[str, dict[str, list[Any]]]] = []

    async def end(imported: Imported, connection: AsyncConnection) -> None:
        left.append((imported.body, await _rows(connection, space_id)))
        raise _RolledBackError

    async def held(connection: AsyncConnection) -> None:
        await end(await importing.write_held(connection), connection)

    async def ahead(connection: AsyncConnection) -> None:
        await end(await importing.write_ahead(connection), connection)

    for write in (held, ahead):
        numbered = _numbered()
        for module in ("ledger.writing", "spaces.ahead"):
            monkeypatch.setattr(f"taskora_api.{module}.uuid4", lambda ids=numbered: next(ids))
        with pytest.raises(_RolledBackError):
            await database.write(write)
    (one, one_rows), (other, other_rows) = left
    assert one == other
    assert one_rows == other_rows
    assert one_rows["tasks"]
    assert one_rows["tasks"][0].keys() >= {"sequence", "priority"}
    assert all(entry["hash"] for entry in one_rows["change_entries"])

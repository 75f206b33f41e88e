"""What is written or found out ahead of a space leaves what it leaves where the space is held.

The ledger is compared byte for byte: with the same ids of changes, each hash is the same.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
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
from taskora_api.imports.writing import Importing
from taskora_api.ledger.entries import Act, Actor, Origin
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.personal import personal_space_id
from taskora_api.tasks.undo import undo_change

TABLES = {
    "tasks": "id",
    "task_terms": "task_id",
    "projects": "id",
    "sections": "id",
    "comments": "id",
    "relations": "id",
    "reminders": "id",
    "trash": "id",
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


async def _importing(database: Database, source: Source) -> Importing:
    """A file of a source, and a space of its own."""
    member = f"person-{uuid4().hex}"
    space_id = personal_space_id(member)
    name, content = golden(source)
    context = replace(CONTEXT, filename=name)
    _, items = read_file(content, context, source=source)
    act = Act(member, Origin(Actor.IMPORT, "importFile", {"source": source.value}), NOW)
    await database.write(lambda c: hold_space(c, member, space_id, NOW))
    return Importing(STORES, space_id, act, source, list(items))


async def _rolled_back(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    space_id: UUID,
    work: Callable[[AsyncConnection], Awaitable[object]],
) -> tuple[object, dict[str, list[Any]]]:
    """What a transaction gives and leaves, whose changes have the same ids each time."""
    left: list[tuple[object, dict[str, list[Any]]]] = []

    async def attempt(connection: AsyncConnection) -> None:
        left.append((await work(connection), await _rows(connection, space_id)))
        raise _RolledBackError

    numbered = _numbered()
    for module in ("ledger.entries", "spaces.ahead"):
        monkeypatch.setattr(f"taskora_api.{module}.uuid4", lambda: next(numbered))
    with pytest.raises(_RolledBackError):
        await database.write(attempt)
    return left[0]


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("change_size", [2, 2000])
async def test_ahead_and_held_leave_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch, source: Source, change_size: int
) -> None:
    monkeypatch.setattr("taskora_api.imports.writing.CHANGE_SIZE", change_size)
    importing = await _importing(database, source)
    held, ahead = [
        await _rolled_back(database, monkeypatch, importing.space_id, work)
        for work in (importing.write_held, importing.write_ahead)
    ]
    assert ahead == held
    _, rows = ahead
    assert rows["tasks"]
    assert all(entry["hash"] for entry in rows["change_entries"])


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("change_size", [2, 2000])
async def test_an_undo_that_is_found_out_ahead_leaves_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch, source: Source, change_size: int
) -> None:
    monkeypatch.setattr("taskora_api.imports.writing.CHANGE_SIZE", change_size)
    importing = await _importing(database, source)
    change_id = (await database.write(importing.write_ahead)).report.change_id
    assert change_id is not None
    act, left = replace(importing.act, at=NOW + timedelta(hours=1)), []
    for at_least in (1_000_000, 1):
        monkeypatch.setattr("taskora_api.tasks.undo_ahead.AHEAD_MIN", at_least)
        left.append(
            await _rolled_back(
                database,
                monkeypatch,
                importing.space_id,
                lambda c: undo_change(c, STORES, act, change_id),
            )
        )
    held, ahead = left
    assert ahead == held
    assert not ahead[1]["tasks"]
    assert ahead[1]["trash"]

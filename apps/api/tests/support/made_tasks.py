"""Many tasks of one person, straight into the tables, and what statements read of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.direct import Row, schemas_of
from taskora_api.database.engine import Database
from taskora_api.database.statement import Statement

Sent = list[tuple[str, Any]]
# Words, dates, times and zones that repeat in different rhythms, so that each page is another one.
_FILL = """
INSERT INTO app.tasks (id, space_id, owner_id, title, notes, priority, tags, position, due_on,
  due_time, due_zone, completed_at, created_at, updated_at, version)
SELECT gen_random_uuid(), app.personal_space_id(CAST(:owner AS text)), :owner,
  (ARRAY['buy','call','write','plan','repair','order','clean','book'])[1 + number % 8] || ' '
    || (ARRAY['milk','the dentist','a letter','the journey','the bicycle','shelves','windows'])
      [1 + number % 7] || ' ' || substr(md5(number::text), 1, 6),
  CASE WHEN number % 5 = 0 THEN 'see ' || md5((number * 7)::text) ELSE '' END,
  number % 4, '{}', 'i' || lpad(number::text, 9, '0'),
  CASE WHEN number % 3 > 0 THEN date '2030-01-01' + number % 1000 END,
  CASE WHEN number % 3 > 0 AND number % 2 = 0 THEN time '08:00' + number % 600 * interval '1 minute'
  END,
  CASE WHEN number % 3 > 0 AND number % 4 = 0
    THEN (ARRAY['Europe/Berlin','America/New_York','Asia/Tokyo'])[1 + number % 3] END,
  CASE WHEN number % 10 = 0 THEN timestamptz '2029-12-01' END,
  timestamptz '2019-01-01' + number * interval '1 minute', timestamptz '2029-12-01', 1
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS number
"""
_BATCH = 5000


async def fill(database: Database, owner: str, many: int) -> None:
    """Give somebody many tasks; nothing of it is in the ledger."""
    async with database.engine.connect() as connection:
        await connection.execute(text("SELECT app.make_personal_space(:owner)"), {"owner": owner})
        for first in range(1, many + 1, _BATCH):
            values = {"owner": owner, "first": first, "last": min(first + _BATCH - 1, many)}
            await connection.execute(text(_FILL), values)
            await connection.commit()
        for table in ("app.tasks", "app.task_terms"):
            await connection.execute(text(f"ANALYZE {table}"))
        await connection.commit()


@contextmanager
def noted(database: Database) -> Iterator[Sent]:
    """Every statement with its parameters."""
    sent: Sent = []
    fetch, schemas = database.fetch, schemas_of(database.engine)

    async def note_fetched(statement: Statement, **values: object) -> list[Row]:
        sent.append((statement.text(schemas), tuple(statement.arguments(schemas, values))))
        return await fetch(statement, **values)

    def note(*arguments: object) -> None:
        sent.append((str(arguments[2]), arguments[3]))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database, "fetch", note_fetched)
            yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def returned(nodes: list[dict[str, Any]]) -> int:
    """How many rows came back of all statements."""
    return sum(int(node["Actual Rows"]) for node in nodes if node["is_whole"])


async def plans(database: Database, sent: Sent) -> list[dict[str, Any]]:
    """How the database runs each of the statements that were noted."""

    async def explained(connection: AsyncConnection) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for statement, parameters in sent:
            rows = await connection.exec_driver_sql(
                f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters
            )
            found += _nodes(rows.scalar_one()[0]["Plan"], is_whole=True)
        return found

    return await database.read(explained)


def _nodes(plan: dict[str, Any], *, is_whole: bool = False) -> list[dict[str, Any]]:
    below = (node for each in plan.get("Plans", []) for node in _nodes(each))
    return [plan | {"is_whole": is_whole}, *below]


def rows_of(nodes: list[dict[str, Any]]) -> int:
    """How many rows were taken from tables, those that were dropped among them."""
    return int(
        sum(
            node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
            for node in nodes
            if "Relation Name" in node
        )
    )


def scanned(nodes: list[dict[str, Any]]) -> set[str]:
    """The tables that were read from their beginning to their end."""
    return {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}

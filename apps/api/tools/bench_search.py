"""Measures search with slips: `python tools/bench_search.py --own=100000 --rows=1000000`.

It makes a new database on the server that TASKORA_TEST_DATABASE_URL names, and asks as the route
does, without HTTP. Somebody with a thousand tasks asks while there are no others, and again when
the table is full; somebody with very many asks then. It prints a table of milliseconds.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import asyncpg

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

from taskora_api.database.engine import Database, create_engine  # noqa: E402 - after the path.
from taskora_api.finding.asked import ListQuery  # noqa: E402
from taskora_api.finding.service import FindingService  # noqa: E402
from taskora_api.logging import configure_logging  # noqa: E402
from taskora_api.migrate import migrate  # noqa: E402
from taskora_api.settings import DatabaseSettings  # noqa: E402
from with_service import create_database  # noqa: E402

USAGE = "API_BENCH_SEARCH: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:bench-search"
EXIT_USAGE = 2
FEW = 1000
PAGE = 50
BATCH = 50_000
# What people type: a term that most tasks have, two terms, slips, beginnings, and what is rare.
QUERIES = (
    *("milk", "dentsit", "dentist appointment", "jounrey", "repair bicylce", "letter", "shelvse"),
    *(
        "windows clean",
        "c4ca42",
        "3c59dc letter",
        "plna the",
        "unicorn",
        "bok the journey",
        "milkk",
    ),
)
_FILL = """
INSERT INTO app.tasks (id, space_id, owner_id, title, notes, priority, tags, position, due_on,
  completed_at, created_at, updated_at, version)
SELECT gen_random_uuid(), app.personal_space_id(owner), owner,
  (ARRAY['buy','call','write','plan','repair','order','clean','book'])[1 + number % 8] || ' '
    || (ARRAY['milk','the dentist','a letter','the journey','the bicycle','shelves','windows'])
      [1 + number % 7] || ' ' || substr(md5(number::text), 1, 6)
    || CASE WHEN number % 500 = 0 THEN ' appointment' ELSE '' END,
  '', 0, '{}', 'i' || lpad(number::text, 9, '0'),
  CASE WHEN number % 3 > 0 THEN date '2030-01-01' + number % 1000 END,
  CASE WHEN number % 10 = 0 THEN timestamptz '2029-12-01' END,
  timestamptz '2029-01-01' + number * interval '1 minute', timestamptz '2029-12-01', 1
FROM (SELECT number, $1 || CASE WHEN $4 > 0 THEN (number / $4)::text ELSE '' END AS owner
  FROM generate_series($2::int, $3::int) AS number) AS made
"""
_TERMS = """
INSERT INTO app.task_terms (task_id, space_id, terms)
SELECT id, space_id, app.terms_of_task(space_id, title, notes) FROM app.tasks
WHERE NOT EXISTS (SELECT FROM app.task_terms WHERE task_id = tasks.id)
"""


@dataclass(frozen=True)
class Figures:
    """Milliseconds of somebody's searches, and how many tasks they and all people have."""

    own: int
    rows: int
    p50: float
    p95: float
    found: int


async def measure(server_url: str, *, own: int, rows: int, rounds: int) -> list[Figures]:
    """Fill a new database, and measure before and after."""
    url = await create_database(server_url)
    settings = DatabaseSettings.model_validate({"database_url": url})
    await migrate(settings)
    engine = create_engine(settings)
    service = FindingService(Database(engine, 0))
    try:
        await _fill(url, "few", FEW, each=0)
        found = [await _ask(service, "few", FEW, FEW, rounds)]
        await _fill(url, "many", own, each=0)
        await _fill(url, "other-", max(rows - own - FEW, 0), each=FEW)
        found.append(await _ask(service, "few", FEW, rows, rounds))
        found.append(await _ask(service, "many", own, rows, rounds))
    finally:
        await engine.dispose()
    return found


async def _fill(url: str, owner: str, count: int, *, each: int) -> None:
    """Make tasks of somebody, or of many people with `each`, as fast as a table is filled."""
    connection = await asyncpg.connect(url)
    try:
        definition = await connection.fetchval(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'task_terms_found'"
        )
        await connection.execute("DROP INDEX app.task_terms_found")
        # What a trigger would do row by row is done at once, and by the same function.
        await connection.execute("SET session_replication_role = replica")
        for first in range(1, count + 1, BATCH):
            last = min(first + BATCH - 1, count)
            await connection.execute(_FILL, owner, first, last, each)
        await connection.execute(
            "INSERT INTO app.members (member_id, space_id, role, joined_at) SELECT DISTINCT "
            "owner_id, space_id, 'owner', now() FROM app.tasks ON CONFLICT DO NOTHING"
        )
        await connection.execute(_TERMS)
        await connection.execute(definition)
        for table in ("app.tasks", "app.task_terms", "app.members"):
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()


async def _ask(service: FindingService, who: str, own: int, rows: int, rounds: int) -> Figures:
    """Ask all once, so that nothing is read for the first time, and then in turn."""
    spent: list[float] = []
    found = 0
    for number, query in enumerate(islice(cycle(QUERIES), len(QUERIES) * (rounds + 1))):
        begun = time.perf_counter()
        page = await service.list_tasks(who, ListQuery(search=query), PAGE)
        if number >= len(QUERIES):
            spent.append((time.perf_counter() - begun) * 1000)
            found += len(page.items)
    p95 = quantiles(spent, n=20, method="inclusive")[-1]
    return Figures(own, rows, round(median(spent), 1), round(p95, 1), found)


def table(figures: Sequence[Figures]) -> str:
    """Write the figures as a table of a document."""
    lines = ["| tasks of the person | rows in the table | p50 | p95 |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {each.own:,} | {each.rows:,} | {each.p50} ms | {each.p95} ms |" for each in figures
    ]
    alone, among = figures[0], figures[1]
    lines.append(f"\nflat: p50 {among.p50 / alone.p50:.2f}, p95 {among.p95 / alone.p95:.2f}")
    return "\n".join(lines)


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--own", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    url = os.environ.get("TASKORA_TEST_DATABASE_URL")
    if not url:
        sys.stderr.write(f"{USAGE}\n")
        return EXIT_USAGE
    configure_logging("warning")
    figures = asyncio.run(measure(url, own=asked.own, rows=asked.rows, rounds=asked.rounds))
    sys.stdout.write(f"{table(figures)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

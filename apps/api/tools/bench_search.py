"""Measures search with slips: `python tools/bench_search.py --own=100000 --rows=1000000`.

It makes two databases on the server that TASKORA_TEST_DATABASE_URL names: in one there is somebody
with a thousand tasks alone, in the other they are among all rows, and beside somebody with very
many. Each search is asked in all three places before the next one, as the route does, without HTTP:
what else the machine does meanwhile falls on all of them. It prints a table of milliseconds.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import asyncpg

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

from support.postgres import create_database  # noqa: E402
from taskora_api.database.engine import Database, create_engine  # noqa: E402 - after the path.
from taskora_api.finding.asked import ListQuery  # noqa: E402
from taskora_api.finding.service import FindingService  # noqa: E402
from taskora_api.logging import configure_logging  # noqa: E402
from taskora_api.migrate import migrate  # noqa: E402
from taskora_api.settings import DatabaseSettings  # noqa: E402

USAGE = "API_BENCH_SEARCH: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:bench-search"
EXIT_USAGE = 2
FEW = 1000
PAGE = 50
BATCH = 50_000
# Connections that make terms, which takes most of the time.
PARTS = 2
# A plan that goes for all values is made after five.
WARM_UP = 7
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
WHERE get_byte(uuid_send(id), 15) % $1 = $2
"""
_MEMBERS = """
INSERT INTO app.members (member_id, space_id, role, joined_at)
SELECT DISTINCT owner_id, space_id, 'owner', now() FROM app.tasks ON CONFLICT DO NOTHING
"""
# Those that no constraint needs are made when all rows are there.
_INDEXES = """
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index
WHERE indrelid IN ('app.tasks'::regclass, 'app.task_terms'::regclass) AND NOT indisprimary
"""


@dataclass(frozen=True)
class Person:
    """Who has how many tasks; `each` makes it several people with so many each."""

    name: str
    count: int
    each: int = 0


@dataclass(frozen=True)
class Figures:
    """Milliseconds of somebody's searches, and how many tasks they and all people have."""

    own: int
    rows: int
    p50: float
    p95: float
    found: int


@dataclass
class Place:
    """Somebody who asks, and what their searches took."""

    who: str
    own: int
    rows: int
    service: FindingService
    spent: list[float] = field(default_factory=list)
    found: int = 0

    async def ask(self, query: str) -> None:
        """Ask for the first page of a search."""
        begun = time.perf_counter()
        page = await self.service.list_tasks(self.who, ListQuery(search=query), PAGE)
        self.spent.append((time.perf_counter() - begun) * 1000)
        self.found += len(page.items)

    def figures(self) -> Figures:
        """Say what they took."""
        p95 = quantiles(self.spent, n=20, method="inclusive")[-1]
        p50 = round(median(self.spent), 1)
        return Figures(self.own, self.rows, p50, round(p95, 1), self.found)


async def measure(server_url: str, *, own: int, rows: int, rounds: int) -> list[Figures]:
    """Fill two new databases, and ask in turn: alone, among others, and with very many."""
    others = max(rows - own - FEW, 0)
    alone = await _filled(server_url, [Person("few", FEW)])
    among = await _filled(
        server_url, [Person("few", FEW), Person("many", own), Person("other-", others, FEW)]
    )
    engines = [create_engine(each) for each in (alone, among)]
    first, second = (FindingService(Database(engine, 0)) for engine in engines)
    places = [
        Place("few", FEW, FEW, first),
        Place("few", FEW, rows, second),
        Place("many", own, rows, second),
    ]
    try:
        # Asked once before, so that nothing is read or prepared for the first time.
        for asked in range(rounds + WARM_UP):
            if asked == WARM_UP:
                for place in places:
                    place.spent, place.found = [], 0
            for query in QUERIES:
                for place in places:
                    await place.ask(query)
    finally:
        for engine in engines:
            await engine.dispose()
    return [place.figures() for place in places]


async def _filled(server_url: str, people: Sequence[Person]) -> DatabaseSettings:
    """Make a database in which people have tasks, as fast as tables are filled."""
    url = await create_database(server_url)
    settings = DatabaseSettings.model_validate({"database_url": url})
    await migrate(settings)
    connection = await asyncpg.connect(url)
    try:
        indexes = await connection.fetch(_INDEXES)
        for index in indexes:
            await connection.execute(f"DROP INDEX {index['name']}")
        # What a trigger would do row by row is done at once, and by the same function.
        await connection.execute("SET session_replication_role = replica")
        for person in people:
            for begin in range(1, person.count + 1, BATCH):
                last = min(begin + BATCH - 1, person.count)
                await connection.execute(_FILL, person.name, begin, last, person.each)
        await connection.execute(_MEMBERS)
        await asyncio.gather(*(_fill_terms(url, part) for part in range(PARTS)))
        await connection.execute("SET maintenance_work_mem = '512MB'")
        for index in indexes:
            await connection.execute(index["definition"])
        for table in ("app.tasks", "app.task_terms", "app.members"):
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()
    return settings


async def _fill_terms(url: str, part: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(_TERMS, PARTS, part)
    finally:
        await connection.close()


def table(figures: Sequence[Figures]) -> str:
    """Write the figures as a table of a document."""
    lines = ["| tasks of the person | rows in the table | p50 | p95 |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {each.own:,} | {each.rows:,} | {each.p50} ms | {each.p95} ms |" for each in figures
    ]
    alone, among = figures[0], figures[1]
    lines.append(f"\nflat: p50 {among.p50 / alone.p50:.2f}, p95 {among.p95 / alone.p95:.2f}")
    return "\n".join(lines)


def load() -> str:
    """Say how many programs have wanted a processor lately, where the system says so."""
    if not hasattr(os, "getloadavg"):
        return "unknown"
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


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
    before, begun = load(), time.monotonic()
    figures = asyncio.run(measure(url, own=asked.own, rows=asked.rows, rounds=asked.rounds))
    minutes = (time.monotonic() - begun) / 60
    sys.stdout.write(f"{table(figures)}\nload average of 1, 5 and 15 minutes: {before} before, ")
    sys.stdout.write(f"{load()} after; {os.cpu_count()} processors; {minutes:.1f} minutes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures imports through the routes: `python tools/bench_imports.py --rows=20000 icalendar`.

A service of its own runs on a new database of the server that TASKORA_TEST_DATABASE_URL names, for
each source. One line of JSON each says how long previewing, importing, exporting and undoing took
on the clock and on the processor of the service and of the database, rows in a second of the
import, the longest that a small request beside them waited, and a change in the same space while
the file came in and while it was taken back, the memory of the service at its most, and how busy
the machine was.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx2
from pydantic import AnyHttpUrl, SecretStr

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

from support.exchange_sizes import MAKERS, ROWS  # noqa: E402 - after the path is set.
from support.issuer import Issuer, running_issuer  # noqa: E402
from support.postgres import create_database  # noqa: E402
from support.process import Service, running_service  # noqa: E402
from taskora_api.exchange.documents import Source  # noqa: E402
from taskora_api.logging import configure_logging  # noqa: E402
from taskora_api.migrate import migrate  # noqa: E402
from taskora_api.settings import Settings  # noqa: E402

USAGE = "API_BENCH_IMPORTS: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:bench-imports"
EXIT_USAGE = 2
API = "/api/v1"
PATIENCE_SECONDS = 300
PROBE_SECONDS = 0.02


@dataclass
class Figures:
    """Things that came and went, seconds of each step and of requests beside, MB, and the load.

    `processor` has the seconds of the service alone, `database` those of its sessions where the
    server runs on this machine; `busy` how many changes beside were refused.
    """

    source: str
    kilobytes: int
    created: int = 0
    removed: int = 0
    left: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    database: dict[str, float] = field(default_factory=dict)
    rows_per_second: int = 0
    longest_wait: float = 0.0
    longest_change: float = 0.0
    longest_change_of_undo: float = 0.0
    changes: int = 0
    busy: int = 0
    megabytes: int = 0
    load: float = 0.0


async def measure(server_url: str, source: Source, rows: int) -> Figures:
    """Preview, import, export and take back a file of so many tasks, as one person."""
    content = MAKERS[source](rows)
    figures = Figures(source.value, len(content) // 1000)
    database_url = await create_database(server_url)
    with running_issuer() as issuer, tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=SecretStr(database_url), auth_jwks_url=AnyHttpUrl(issuer.url)
        )
        await migrate(settings)
        environment = {
            "DATABASE_URL": database_url,
            "AUTH_JWKS_URL": issuer.url,
            "LOG_LEVEL": "warning",
            "DATABASE_TIMEOUT_SECONDS": "15",
        }
        with running_service(environment, Path(folder) / "log") as service:
            await _steps(service, issuer, content, figures, database_url)
            figures.megabytes = _peak_megabytes(service)
            figures.load = round(os.getloadavg()[0], 1)
    return figures


async def _steps(
    service: Service, issuer: Issuer, content: bytes, figures: Figures, database_url: str
) -> None:
    headers = {"Authorization": f"Bearer {issuer.token(f'person-{uuid4().hex}')}"}
    async with (
        httpx2.AsyncClient(base_url=service.url, timeout=PATIENCE_SECONDS, trust_env=False) as api,
        httpx2.AsyncClient(
            base_url=service.url, timeout=PATIENCE_SECONDS, trust_env=False
        ) as other,
    ):
        waits = [0.0]
        probe = asyncio.create_task(_probe(other, waits))

        async def step(
            name: str, method: str, path: str, body: bytes | None = None, dry: str = "false"
        ) -> httpx2.Response:
            of_database = await _database_seconds(database_url)
            begin, used = time.monotonic(), _processor_seconds(service.process.pid)
            sent = headers | ({"Dry-Run": dry} if body else {})
            answer = await api.request(method, API + path, content=body, headers=sent)
            figures.seconds[name] = round(time.monotonic() - begin, 2)
            figures.processor[name] = round(_processor_seconds(service.process.pid) - used, 2)
            of_step = await _database_seconds(database_url) - of_database
            figures.database[name] = round(of_step, 2)
            answer.raise_for_status()
            return answer

        @asynccontextmanager
        async def changes_beside() -> AsyncIterator[list[float]]:
            beside = await api.post(f"{API}/tasks", json={"title": "beside"}, headers=headers)
            task = f"{API}/tasks/{beside.json()['id']}"
            is_over, taken = asyncio.Event(), [0.0]

            async def rename(title: str) -> httpx2.Response:
                return await other.patch(task, json={"title": title}, headers=headers)

            changing = asyncio.create_task(_change(rename, figures, is_over, taken))
            yield taken
            is_over.set()
            await changing
            await api.delete(task, headers=headers)

        path = f"/imports?source={figures.source}"
        await step("preview", "POST", path, content, "true")
        async with changes_beside() as taken:
            done = await step("import", "POST", path, content)
        figures.longest_change = round(max(taken), 3)
        figures.created = done.json()["counts"]["create"]
        figures.rows_per_second = round(figures.created / figures.seconds["import"])
        await step("export", "GET", "/exports?format=taskora-json")
        async with changes_beside() as taken:
            undone = await step("undo", "POST", f"/changes/{done.headers['change-id']}/undo")
        figures.longest_change_of_undo = round(max(taken), 3)
        figures.removed = len(undone.json()["removed"])
        left = (await step("export again", "GET", "/exports?format=taskora-json")).json()
        figures.left = sum(len(each) for each in left.values() if isinstance(each, list))
        probe.cancel()
        figures.longest_wait = round(max(waits), 3)


async def _change(
    rename: Callable[[str], Awaitable[httpx2.Response]],
    figures: Figures,
    is_over: asyncio.Event,
    taken: list[float],
) -> None:
    """Change a task of the same space all the time, and note how long each time took."""
    while not is_over.is_set():
        begin = time.monotonic()
        answer = await rename(f"beside {figures.changes}")
        taken.append(time.monotonic() - begin)
        figures.changes += answer.is_success
        figures.busy += not answer.is_success
        await asyncio.sleep(PROBE_SECONDS)


async def _probe(client: httpx2.AsyncClient, waits: list[float]) -> None:
    """Ask small requests all the time, and note how long each waited."""
    while True:
        begin = time.monotonic()
        await client.get("/health")
        waits.append(time.monotonic() - begin)
        await asyncio.sleep(PROBE_SECONDS)


async def _database_seconds(database_url: str) -> float:
    """What the sessions of the service have used so far, 0 where they run on another machine."""
    sessions = "SELECT pid FROM pg_stat_activity WHERE application_name = 'taskora-api'"
    connection = await asyncpg.connect(database_url)
    try:
        rows = await connection.fetch(f"{sessions} AND datname = current_database()")
    finally:
        await connection.close()
    return sum(_processor_seconds(row["pid"]) for row in rows if _is_here(row["pid"]))


def _is_here(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _processor_seconds(pid: int) -> float:
    """What a process has used so far, in itself and for itself."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_megabytes(service: Service) -> int:
    """The most that was resident of a process."""
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    if found is None:
        raise RuntimeError("API_BENCH_IMPORTS: this system does not say what a process takes")
    return int(found[1]) * 1024 // 1_000_000


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measures imports through the routes.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("sources", nargs="*", default=[source.value for source in MAKERS])
    options = parser.parse_args(arguments)
    server_url = os.environ.get("TASKORA_TEST_DATABASE_URL")
    if not server_url:
        sys.stderr.write(f"{USAGE}\n")
        return EXIT_USAGE
    configure_logging("warning")
    for source in options.sources:
        figures = asyncio.run(measure(server_url, Source(source), options.rows))
        print(json.dumps(asdict(figures)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The servers that take turns, each a process on the first processor with its own database."""

import asyncio
import io
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx2

from support.issuer import Issuer
from support.orphans import WORKSPACE
from support.ports import held_port
from support.postgres import Postgres
from support.process import ROOMY_LIMITS

PROJECT = Path(__file__).parents[1]
BASELINE = "baseline"
SERVER_PROCESSOR, LOAD_PROCESSOR = 0, 1
START_TIMEOUT_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")
# The fields of /proc/PID/stat after the name, which may hold blanks: user time, system time.
_USER, _SYSTEM = 11, 12


class BenchError(Exception):
    """A server cannot be started; the text has a code and what to do."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    def processor_seconds(self) -> float:
        """Return the processor time that the process has had; 0 where the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS


def pin(processor: int, pid: int = 0) -> None:
    """Keep a process on a processor, where the system can and has more than one."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(pid, {processor})


@contextmanager
def running_baseline(postgres: Postgres, folder: Path) -> Iterator[Server]:
    """Run the minimal app."""
    url = _create_database(postgres, BASELINE)
    arguments = ["-m", "bench.baseline", "{port}", url]
    with _running(BASELINE, arguments, {"PYTHONPATH": str(PROJECT)}, folder) as server:
        yield server


@contextmanager
def running_api(
    name: str, sources: Path, postgres: Postgres, issuer: Issuer, folder: Path
) -> Iterator[Server]:
    """Run a build of the API from its sources, as an image starts it."""
    environment = {
        "DATABASE_URL": _create_database(postgres, name),
        "AUTH_JWKS_URL": issuer.url,
        "HOST": "127.0.0.1",
        "PYTHONPATH": str(sources),
        **ROOMY_LIMITS,
    }
    migrated = subprocess.run(
        [sys.executable, "-m", "taskora_api.migrate"],
        env=_environment(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if migrated.returncode:
        raise BenchError(migrated.stderr.strip())
    with _running(name, ["-m", "taskora_api"], environment, folder) as server:
        yield server


def sources_of(commit: str, folder: Path) -> Path:
    """Unpack the API of a commit.

    Raises:
        BenchError: this clone does not have the commit.
    """
    archive = subprocess.run(
        ["git", "archive", commit, "apps/api"], cwd=WORKSPACE, capture_output=True, check=False
    )
    if archive.returncode:
        raise BenchError(
            f"API_BENCH_COMMIT: this clone has no commit {commit}. "
            "Do: git fetch --unshallow, or run this bench again with --earlier=none"
        )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder / commit, filter="data")
    return folder / commit / "apps" / "api" / "src"


@contextmanager
def _running(
    name: str, arguments: Sequence[str], environment: dict[str, str], folder: Path
) -> Iterator[Server]:
    log = folder / f"{name}.log"
    with held_port() as port, log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *(each.format(port=port) for each in arguments)],
            env=_environment({**environment, "PORT": str(port)}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        pin(SERVER_PROCESSOR, process.pid)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(process, url, log)
            # As an orchestrator does; the API then imports what it has put off.
            httpx2.get(f"{url}/ready", trust_env=False)
            yield Server(name, url, process)
        finally:
            process.kill()
            process.wait()


def _environment(own: dict[str, str]) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**inherited, **own}


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx2.get(f"{url}/health", trust_env=False).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise BenchError(log.read_text(errors="replace"))


def _create_database(postgres: Postgres, name: str) -> str:
    database = f"bench_{name}"

    async def create() -> None:
        connection = await asyncpg.connect(postgres.url())
        try:
            await connection.execute(f'CREATE DATABASE "{database}"')
        finally:
            await connection.close()

    asyncio.run(create())
    return postgres.url(database)

"""The service as a real process, started as an image starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from support.ports import held_port

SOURCES = Path(__file__).parents[2] / "src"
START_TIMEOUT_SECONDS = 60
# One person asks as fast as a machine can. The limits are there and are never met, so that what
# they cost is measured too.
ROOMY_LIMITS = {
    "LIMIT_READS_PER_SECOND": "100000",
    "LIMIT_READS_BURST": "1000000",
    "LIMIT_CHANGES_PER_SECOND": "100000",
    "LIMIT_CHANGES_BURST": "1000000",
}


@dataclass
class Service:
    """A running process and where it listens."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path


def run_module(
    module: str, environment: dict[str, str], timeout_seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run a module of the API to its end."""
    return subprocess.run(
        [sys.executable, "-m", module],
        env=_environment(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_seconds,
    )


@contextmanager
def running_service(environment: dict[str, str], log: Path) -> Iterator[Service]:
    """Serve until the end of the block."""
    with held_port() as port, log.open("wb") as output:
        url = f"http://127.0.0.1:{port}"
        address = {"HOST": "127.0.0.1", "PORT": str(port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "taskora_api"],
            env=_environment(ROOMY_LIMITS | environment | address),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, url, log)
            yield Service(process, url, log)
        finally:
            process.kill()
            process.wait()


def _environment(own: dict[str, str]) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**inherited, "PYTHONPATH": str(SOURCES), **own}


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx2.get(f"{url}/health", trust_env=False).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise AssertionError(log.read_text(errors="replace"))

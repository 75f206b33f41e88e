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

from support.locked import modules_of_developers
from support.orphans import END_WITH_OWNER
from support.ports import held_port

PROJECT = Path(__file__).parents[2]
SOURCES = PROJECT / "src"
# Keeps what the image has not out of the process: its absence is part of how much it takes.
_AS_IN_IMAGE = """
import runpy, sys

class Absent:
    names = frozenset(sys.argv.pop(1).split(","))

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in cls.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent)
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""
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
    """Run a module of the API to its end, with the packages of the image alone."""
    return subprocess.run(
        _command(module),
        env=_environment(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_seconds,
    )


@contextmanager
def running_service(environment: dict[str, str], log: Path) -> Iterator[Service]:
    """Serve with the packages of the image alone, until the block or the caller has ended."""
    with held_port() as port, log.open("wb") as output:
        url = f"http://127.0.0.1:{port}"
        address = {"HOST": "127.0.0.1", "PORT": str(port)}
        with subprocess.Popen(
            _command("taskora_api", END_WITH_OWNER + _AS_IN_IMAGE),
            env=_environment(ROOMY_LIMITS | environment | address),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process:
            try:
                _wait(process, url, log)
                yield Service(process, url, log)
            finally:
                process.kill()


def _command(module: str, program: str = _AS_IN_IMAGE) -> list[str]:
    return [sys.executable, "-c", program, ",".join(modules_of_developers()), module]


def _environment(own: dict[str, str]) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**inherited, "PYTHONPATH": str(SOURCES), **own}


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    # One client, without TLS: to read the certificates of all authorities takes 30 ms of the
    # processor, which each of the many questions would, while the service wants it to start.
    with httpx2.Client(trust_env=False, verify=False) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if client.get(f"{url}/health").is_success:
                    return
            except httpx2.TransportError:
                time.sleep(0.05)
    raise AssertionError(log.read_text(errors="replace"))

"""Processes of the service that are killed: each is a fork of one that has imported it."""

import asyncio
import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2

from support.kill_points import Blow, Point, send_at
from support.ports import held_port
from support.process import PROJECT, ROOMY_LIMITS, SOURCES

_DIE_WITH_PARENT = 1
_PATIENCE_SECONDS = 60
_KILLED = "X"
_STOPPED = "T"


@dataclass(frozen=True)
class Victim:
    """A process that serves until it sends itself a signal."""

    pid: int
    client: httpx2.AsyncClient

    @property
    def state(self) -> str:
        """Return the letter by which the system says what it does; X when it is gone."""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return _KILLED

    @property
    def is_stopped(self) -> bool:
        return self.state == _STOPPED

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)


class Victims:
    """Where they come from."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @asynccontextmanager
    async def one(self, blow: Blow) -> AsyncIterator[Victim]:
        """Run one until the end of the block, or until it is where it is sent a signal."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with held_port() as port:
            order = {"port": port, "number": blow.number, "signal": blow.signal, **vars(blow.point)}
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            pid = int(self._process.stdout.readline())
            url = f"http://127.0.0.1:{port}"
            try:
                async with httpx2.AsyncClient(base_url=url, trust_env=False, timeout=60) as client:
                    await _until_it_serves(client)
                    yield Victim(pid, client)
            finally:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


@contextmanager
def victims(environment: dict[str, str], log: Path) -> Iterator[Victims]:
    """Prepare to run some of the service with an environment."""
    path = os.pathsep.join(map(str, (SOURCES, PROJECT / "tests")))
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": path, **ROOMY_LIMITS, **environment}
    command = [sys.executable, "-m", "support.victims"]
    pipe = subprocess.PIPE
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, env=own, stdin=pipe, stdout=pipe, stderr=output, text=True
        ) as process,
    ):
        yield Victims(process)
        assert process.stdin is not None
        process.stdin.close()


async def _until_it_serves(client: httpx2.AsyncClient) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while True:
            with suppress(httpx2.TransportError):
                if (await client.get("/health")).is_success:
                    return
            await asyncio.sleep(0.02)


def _serve(order: dict[str, object]) -> None:
    """Be a victim, until the signal or the end of the process that it was forked from."""
    # What it prints goes where errors do: the numbers of processes are all that is read.
    os.dup2(2, 1)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ |= {"HOST": "127.0.0.1", "PORT": str(order["port"])}
    point = Point(str(order["function"]), bool(order["is_before"]))
    send_at(Blow(point, int(str(order["number"])), int(str(order["signal"]))))
    # Imported before it was forked.
    from taskora_api.__main__ import main

    os._exit(main())


def _fork() -> None:
    import taskora_api.__main__  # noqa: F401 - for all that are forked.

    # Nobody waits for them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _serve(json.loads(line))
        print(pid, flush=True)  # noqa: T201 - this is read.


if __name__ == "__main__":
    _fork()

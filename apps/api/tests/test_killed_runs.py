"""A run of the tests that is killed leaves no process and no database behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.orphans import WORKSPACE
from support.process import PROJECT

pytestmark = pytest.mark.long

TESTS = PROJECT / "tests"
PATIENCE_SECONDS = 60
# Each says what it has begun, and then stands still.
SERVICE = """
import sys, time
from pathlib import Path
from support.process import running_service
addresses = {"DATABASE_URL": "postgresql://a:x@127.0.0.1:1/a", "AUTH_JWKS_URL": "http://127.0.0.1:1"}
with running_service(addresses, Path(sys.argv[1]) / "log") as service:
    print(service.process.pid, flush=True)
    time.sleep(600)
"""
DATABASE = """
import time
from support.postgres import embedded_postgres
with embedded_postgres() as server:
    print(server.process.pid, server.data.parent, flush=True)
    time.sleep(600)
"""


def _is_running(pid: int) -> bool:
    try:
        # What has ended and whom nobody has waited for is a zombie.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until_gone(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _is_running(pid):
        assert time.monotonic() < deadline, "it goes on"
        time.sleep(0.02)


@contextmanager
def _begun(program: str, folder: Path) -> Iterator[list[str]]:
    """Run a program until it has said what it began, and kill it at the end of the block."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS, PROJECT / "src")))}
    command = [sys.executable, "-c", program, str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        yield run.stdout.readline().split()
        run.send_signal(signal.SIGKILL)


def test_a_service_ends_with_the_run_that_began_it(tmp_path: Path) -> None:
    with _begun(SERVICE, tmp_path) as (pid,):
        assert _is_running(int(pid))
    _until_gone(int(pid))


def test_a_database_of_a_killed_run_ends_with_the_next_one_and_its_files_too(
    tmp_path: Path,
) -> None:
    with _begun(DATABASE, tmp_path) as (pid, folder):
        assert Path(folder).is_dir()
    record = json.loads((WORKSPACE / ".taskora" / "processes" / f"{pid}.json").read_text())
    assert record["child"]["pid"] == int(pid)
    following = ["node", "../../tools/dev/src/commands/with-database.ts", sys.executable, "-V"]
    subprocess.run(following, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    _until_gone(int(pid))
    assert not Path(folder).exists()

"""A real PgBouncer for the tests, from the Debian package, without installing it."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from support.orphans import WORKSPACE, recorded
from support.ports import held_port
from support.postgres import UNPRIVILEGED_USER, unprivileged

CACHE = WORKSPACE / ".taskora" / "cache" / "pgbouncer"
FETCH_TIMEOUT_SECONDS = 60
START_TIMEOUT_SECONDS = 20
# From this version on statements that have names are passed on, unless this is switched off.
_FIRST_WITH_PREPARED_STATEMENTS = (1, 21)


class PgBouncerMissingError(Exception):
    """This machine has none, and no package source to take it from."""


@contextlib.contextmanager
def pgbouncer(database_url: str, sessions: int, cache: Path = CACHE) -> Iterator[str]:
    """Share this many sessions of a database, and give the address that shares them."""
    unpacked = _provide(cache)
    database = urlsplit(database_url)
    as_user = unprivileged()
    with tempfile.TemporaryDirectory(prefix="taskora-pgbouncer-") as name, held_port() as port:
        folder = Path(name)
        # The checkout may lie in root's home, which the user that it runs as cannot enter.
        usr = Path(shutil.copytree(unpacked / "usr", folder / "usr", symlinks=True))
        settings = {
            "listen_addr": "127.0.0.1",
            "listen_port": port,
            "unix_socket_dir": "",
            "auth_type": "any",
            "pool_mode": "transaction",
            "default_pool_size": sessions,
        }
        if _version(unpacked) >= _FIRST_WITH_PREPARED_STATEMENTS:
            settings["max_prepared_statements"] = 0
        target = {
            "host": database.hostname,
            "port": database.port,
            "user": database.username,
            "password": database.password,
        }
        given = " ".join(f"{key}={value}" for key, value in target.items() if value is not None)
        lines = ["[databases]", f"* = {given}", "[pgbouncer]"]
        lines += [f"{key} = {value}" for key, value in settings.items()]
        configuration = folder / "pgbouncer.ini"
        configuration.write_text("\n".join(lines) + "\n")
        if as_user:
            for path in (folder, configuration):
                shutil.chown(path, UNPRIVILEGED_USER)
        with _running(usr, configuration, port, as_user):
            yield f"postgresql://{database.username}@127.0.0.1:{port}{database.path}"


@contextlib.contextmanager
def _running(usr: Path, configuration: Path, port: int, as_user: dict[str, Any]) -> Iterator[None]:
    log = configuration.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [usr / "sbin" / "pgbouncer", configuration],
            stdout=subprocess.DEVNULL,
            stderr=output,
            env=_with_libraries(usr.parent),
            cwd="/",
            **as_user,
        )
    try:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(log.read_text(errors="replace"))
            time.sleep(0.02)
        with recorded(process.pid, configuration.parent):
            yield
    finally:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


def _provide(cache: Path) -> Path:
    """Unpack the package and those libraries of it that the machine lacks, once for a checkout."""
    unpacked = cache / "unpacked"
    if _starts(unpacked):
        return unpacked
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise PgBouncerMissingError("PgBouncer is taken from a Debian package, which needs apt-get")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="partial-", dir=cache) as name:
        partial = Path(name)
        try:
            _fetch_any(partial)
        except subprocess.SubprocessError as error:
            words = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            raise PgBouncerMissingError(f"its package cannot be had: {words[-1]}") from error
        if not _starts(partial / "root"):
            raise PgBouncerMissingError("the Debian package of PgBouncer does not start here")
        shutil.rmtree(unpacked, ignore_errors=True)
        # Another run of the tests may be first, and both have the same.
        with contextlib.suppress(OSError):
            (partial / "root").rename(unpacked)
    return unpacked


def _fetch_any(folder: Path) -> None:
    """Use the machine's lists of packages, or own ones where those are missing or old."""
    try:
        _fetch(folder, [])
    except subprocess.SubprocessError:
        (folder / "lists" / "partial").mkdir(parents=True)
        options = ["-o", f"Dir::State::lists={folder / 'lists'}", "-o", "APT::Sandbox::User=root"]
        _run("apt-get", *options, "update", "-qq")
        _fetch(folder, options)


def _fetch(folder: Path, options: list[str]) -> None:
    """Download what an installation would add, and unpack it instead."""
    install = ("--simulate", "--no-install-recommends", "install", "pgbouncer")
    planned = _run("apt-get", *options, *install).splitlines()
    added = [line.split()[1] for line in planned if line.startswith("Inst ")]
    wanted = {"pgbouncer", *(name for name in added if name.startswith("lib"))}
    packages = folder / "packages"
    packages.mkdir(exist_ok=True)
    _run("apt-get", *options, "download", "-qq", *sorted(wanted), directory=packages)
    for package in sorted(packages.iterdir()):
        _run("dpkg-deb", "--extract", str(package), str(folder / "root"))


def _run(*arguments: str, directory: Path | None = None) -> str:
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(
        arguments,
        check=True,
        capture_output=True,
        text=True,
        cwd=directory,
        env=environment,
        timeout=FETCH_TIMEOUT_SECONDS,
    ).stdout


def _with_libraries(root: Path) -> dict[str, str]:
    folders = [str(folder) for folder in (root / "usr" / "lib").glob("*-linux-gnu*")]
    return {"LD_LIBRARY_PATH": ":".join(folders)}


def _starts(root: Path) -> bool:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        return _version(root) > (0,)
    return False


def _version(root: Path) -> tuple[int, ...]:
    program = root / "usr" / "sbin" / "pgbouncer"
    ended = subprocess.run(
        [program, "--version"],
        check=True,
        capture_output=True,
        text=True,
        env=_with_libraries(root),
    )
    return tuple(int(part) for part in ended.stdout.split()[1].split(".")[:2])

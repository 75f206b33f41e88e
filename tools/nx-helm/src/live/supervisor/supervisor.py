"""The first process of a container whose application folder is synced, for images with Python.

It does what supervisor.mjs does, by the same protocol:

    supervisor.py fill FROM TO         copies the image's folder to the volume
    supervisor.py run FOLDER PORT CMD  runs CMD, and answers on 127.0.0.1:PORT
"""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

GRACE_SECONDS = 0.2
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
NOT_STARTED = 127

Entries = dict[str, dict[str, Any]]


class BadRequestError(Exception):
    """What was sent is refused, and nothing was changed."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def walk(folder: str, prefix: str = "") -> list[tuple[str, os.stat_result]]:
    """List a folder, parents before children."""
    found: list[tuple[str, os.stat_result]] = []
    with os.scandir(os.path.join(folder, prefix)) as entries:
        for entry in entries:
            path = f"{prefix}/{entry.name}" if prefix else entry.name
            status = entry.stat(follow_symlinks=False)
            found.append((path, status))
            if stat.S_ISDIR(status.st_mode):
                found += walk(folder, path)
    return found


def fill(source: str, target: str) -> None:
    """Copy the image's folder to the volume, with its modes and dates."""
    os.umask(0)
    for path, status in walk(source):
        old, new = os.path.join(source, path), os.path.join(target, path)
        mode = status.st_mode & 0o777
        if stat.S_ISLNK(status.st_mode):
            os.symlink(os.readlink(old), new)
        elif stat.S_ISDIR(status.st_mode):
            os.mkdir(new, mode | 0o700)
        else:
            shutil.copyfile(old, new)
            os.chmod(new, mode | 0o200)
            os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))


class Folder:
    """The application's folder: what it holds, and how it is changed."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._sums: dict[str, tuple[tuple[int, ...], str]] = {}

    def read(self, *, fresh: bool = False) -> Entries:
        """Say what is there; a file is read again only if the kernel says that it changed."""
        entries: Entries = {}
        for path, status in walk(self.root):
            mode = status.st_mode & 0o777
            file = os.path.join(self.root, path)
            if stat.S_ISLNK(status.st_mode):
                entries[path] = {"type": "symlink", "mode": 0o777, "link": os.readlink(file)}
            elif stat.S_ISDIR(status.st_mode):
                entries[path] = {"type": "directory", "mode": mode}
            elif stat.S_ISREG(status.st_mode):
                sha256 = self._sum(file, status, fresh=fresh)
                entries[path] = {"type": "file", "mode": mode, "sha256": sha256}
        return entries

    def _sum(self, file: str, status: os.stat_result, *, fresh: bool) -> str:
        key = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        known = self._sums.get(file)
        if not fresh and known is not None and known[0] == key:
            return known[1]
        with open(file, "rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        self._sums[file] = (key, sha256)
        return sha256

    def place(self, path: str) -> str:
        """Give the place of a path, which must be one of the folder."""
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\0" in path:
            raise BadRequestError(400, f"{path} is no path of the folder")
        for end in range(1, len(parts)):
            if os.path.islink(os.path.join(self.root, *parts[:end])):
                raise BadRequestError(400, f"{path} leads through a link")
        return os.path.join(self.root, path)

    def parse(self, body: bytes) -> dict[str, Any]:
        """Read a line of JSON and the bytes after it, and refuse what did not arrive whole."""
        line, _, rest = body.partition(b"\n")
        change: dict[str, Any] = json.loads(line)
        at = 0
        for entry in change["entries"]:
            size = entry.get("sizeBytes", 0)
            entry["content"] = content = rest[at : at + size]
            at += size
            if entry["type"] != "file":
                continue
            if len(content) != size or hashlib.sha256(content).hexdigest() != entry["sha256"]:
                raise BadRequestError(400, f"{entry['path']} did not arrive as it was sent")
        for path in [*change["remove"], *(entry["path"] for entry in change["entries"])]:
            self.place(path)
        return change

    def apply(self, change: dict[str, Any]) -> None:
        """Remove and write what the change says."""
        for path in change["remove"]:
            remove(self.place(path))
        for entry in change["entries"]:
            target = self.place(entry["path"])
            is_folder = os.path.isdir(target) and not os.path.islink(target)
            if not (is_folder and entry["type"] == "directory"):
                remove(target)
            os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
            if entry["type"] == "symlink":
                os.symlink(entry["link"], target)
                continue
            if entry["type"] == "directory":
                os.makedirs(target, exist_ok=True)
            else:
                with open(target, "wb") as file:
                    file.write(entry["content"])
            os.chmod(target, entry["mode"])


def remove(path: str) -> None:
    """Remove a file, a link or a folder, if it is there."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def content_id(entries: Entries) -> str:
    """Sum a folder up as folder-content.ts does."""
    digest = hashlib.sha256()
    for path in sorted(entries, key=os.fsencode):
        entry = entries[path]
        content = entry.get("sha256", entry.get("link", ""))
        line = f"{entry['type']}\0{entry['mode']:o}\0{path}\0{content}\n"
        digest.update(os.fsencode(line))
    return digest.hexdigest()


def say(message: str) -> None:
    """Log a line as the services do."""
    sys.stdout.write(json.dumps({"level": "info", "msg": f"supervisor: {message}"}) + "\n")
    sys.stdout.flush()


class Application:
    """The application as a process that is started again when it ends by itself."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.starts = 0
        self.crashes = 0
        self.child: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()
        self._restart: threading.Timer | None = None
        self._pause = FIRST_PAUSE_SECONDS

    def start(self) -> None:
        """Start it in a group of its own, so that what it has started ends with it."""
        with self._lock:
            self._cancel()
            self.starts += 1
            try:
                child = subprocess.Popen(self.command, start_new_session=True)
            except OSError as error:
                self._crashed(str(error))
                return
            self.child = child
            threading.Thread(target=self._watch, args=(child,), daemon=True).start()

    def stop(self, seconds: float | None) -> int:
        """End it, by force after so long, and give its exit code."""
        with self._lock:
            self._cancel()
            child, self.child = self.child, None
            self._pause = FIRST_PAUSE_SECONDS
        if child is None:
            return 0
        signal_group(child, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
        signal_group(child, signal.SIGKILL)
        code = child.wait()
        return code if code >= 0 else 128 - code

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        code = child.wait()
        with self._lock:
            if self.child is child:
                self.child = None
                self._crashed(f"exit code {code}")

    def _crashed(self, why: str) -> None:
        self.crashes += 1
        say(
            f"the application ended ({why}); it is started again in "
            f"{self._pause:.0f} s, or when files come"
        )
        self._restart = threading.Timer(self._pause, self.start)
        self._restart.daemon = True
        self._restart.start()
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)

    def _cancel(self) -> None:
        if self._restart is not None:
            self._restart.cancel()


def signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal the application with all that it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


class Supervisor:
    """Answers for one folder and one application; one change after the other."""

    def __init__(self, folder: Folder, application: Application) -> None:
        self.instance = str(uuid.uuid4())
        self.folder = folder
        self.application = application
        self._turn = threading.Lock()

    def state(self, entries: Entries) -> dict[str, Any]:
        """Say what runs and what the folder holds."""
        return {
            "instance": self.instance,
            "contentId": content_id(entries),
            "starts": self.application.starts,
            "crashes": self.application.crashes,
            "isRunning": self.application.child is not None,
        }

    def answer(self, method: str, url: str, body: bytes) -> dict[str, Any]:
        """Answer a request."""
        address = urlsplit(url)
        with self._turn:
            if (method, address.path) == ("POST", "/sync"):
                return self._sync(body)
            if method != "GET" or address.path not in ("/state", "/manifest"):
                raise BadRequestError(404, f"{method} {address.path} is not answered")
            entries = self.folder.read(fresh="fresh" in address.query)
            more = {} if address.path == "/state" else {"entries": entries}
            return {**self.state(entries), **more}

    def _sync(self, body: bytes) -> dict[str, Any]:
        change = self.folder.parse(body)
        present = content_id(self.folder.read())
        if change["before"] != present:
            raise BadRequestError(409, f"the folder holds {present}")
        self.application.stop(GRACE_SECONDS)
        try:
            self.folder.apply(change)
        finally:
            self.application.start()
        return self.state(self.folder.read())


def handler_of(supervisor: Supervisor) -> type[BaseHTTPRequestHandler]:
    """Make the handler of the loopback port."""

    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, result = 200, {}
            try:
                result = supervisor.answer(self.command, self.path, body)
            except BadRequestError as error:
                status, result = error.status, {"error": str(error)}
            except Exception as error:  # noqa: BLE001
                status, result = 500, {"error": str(error)}
            text = (json.dumps(result) + "\n").encode()
            self.send_response(status)
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = _respond  # noqa: N815
        do_POST = _respond  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Keep the application's log its own."""

    return Handler


def run(root: str, port: int, command: list[str]) -> None:
    """Run the application until the container is asked to end."""
    os.umask(0o022)
    application = Application(command)
    # Loopback only: who may reach it is what the cluster says of port-forwards.
    supervisor = Supervisor(Folder(root), application)
    server = ThreadingHTTPServer(("127.0.0.1", port), handler_of(supervisor))

    def end(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    say(f"listening on 127.0.0.1:{server.server_address[1]}")
    application.start()
    server.serve_forever(poll_interval=0.05)
    # Kubernetes kills what takes longer than the pod's own grace period.
    sys.stdout.flush()
    os._exit(application.stop(None))


def main() -> None:
    """Fill the volume, or run."""
    mode, *args = sys.argv[1:]
    if mode == "fill":
        fill(args[0], args[1])
    else:
        run(args[0], int(args[1]), args[2:])


if __name__ == "__main__":
    main()

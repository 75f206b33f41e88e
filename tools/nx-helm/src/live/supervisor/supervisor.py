"""The first process of a container whose application folder is synced, for images with Python.

It does what supervisor.mjs does, by the same protocol:

    supervisor.py fill FROM TO         copies the image's folder to the volume
    supervisor.py run FOLDER PORT CMD  runs CMD, and answers on 127.0.0.1:PORT
"""

import builtins
import contextlib
import gc
import hashlib
import importlib.machinery
import importlib.util
import json
import os
import runpy
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import types
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from typing import Any, Union
from urllib.parse import urlsplit

GRACE_SECONDS = 0.2
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
UNKNOWN_EXIT_CODE = 1
# So long nothing was imported.
QUIET_SECONDS = 0.5

Entries = dict[str, dict[str, Any]]
Child = Union["Forked", "subprocess.Popen[bytes]"]


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


class Forked:
    """An application that a template has forked, with as much of Popen as is used here."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None
        self._ended = threading.Event()

    def end(self, code: int) -> None:
        """Take the exit code that the template has waited for."""
        self._code = code
        self._ended.set()

    def wait(self, timeout: float | None = None) -> int:
        """Wait as Popen does."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired("application", timeout or 0)
        return -signal.SIGKILL if self._code is None else self._code


class Template:
    """A process that has imported the packages of the application, and forks it with them.

    Most of a start is the import of packages, which no edit changes. What the application imports
    is seen at its first start; modules of its own are imported anew by each.
    """

    def __init__(self, command: list[str]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            number = str(theirs.fileno())
            args = [sys.executable, os.path.abspath(__file__), "template", number, *command]
            self._process = subprocess.Popen(args, pass_fds=[theirs.fileno()])
        self._socket = ours
        self._lines = ours.makefile("r")

    @staticmethod
    def fits(command: list[str]) -> bool:
        """Say whether the application is a module or a file of this interpreter."""
        program, *args = command or [""]
        is_module = len(args) > 1 and args[0] == "-m"
        is_file = len(args) > 0 and args[0].endswith(".py")
        return program == "python3" and (is_module or is_file)

    def start(self) -> Forked | None:
        """Fork the application; None where the template is gone, or can fork no more."""
        pid = 0
        with contextlib.suppress(OSError, ValueError):
            self._socket.sendall(b"start\n")
            pid = int(json.loads(self._lines.readline())["started"])
        if pid == 0:
            self.close()
            return None
        child = Forked(pid)
        threading.Thread(target=self._watch, args=(child,), daemon=True).start()
        return child

    def _watch(self, child: Forked) -> None:
        try:
            child.end(int(json.loads(self._lines.readline())["ended"]))
        except (OSError, ValueError):
            # A package that it imported may have ended the template; the application goes on.
            self._process.wait()
            child.end(wait_for_orphan(child.pid))

    def close(self) -> None:
        """End the template, not what it has forked."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


def wait_for_orphan(pid: int) -> int:
    """Wait for a process whose parent is gone: the first one of a container inherits it."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        with contextlib.suppress(ProcessLookupError):
            number = os.pidfd_open(pid)
            select.select([number], [], [])
            os.close(number)
        # Its exit code went to another process.
        return UNKNOWN_EXIT_CODE


class TemplateProcess:
    """The template's own side: one application at a time."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._imports, self._report = os.pipe()
        self._ends, self._end = os.pipe()
        os.set_blocking(self._end, False)
        os.set_blocking(self._report, False)
        self._names: list[str] = []
        self._rest = b""
        self._child = 0

    def run(self) -> bool:
        """Answer until the supervisor goes: False; or until this is the application: True."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._end, warn_on_full_buffer=False)
        while True:
            sources = [self._connection.fileno(), self._imports, self._ends]
            ready, _, _ = select.select(sources, [], [], QUIET_SECONDS if self._names else None)
            if not ready:
                self._preload()
            if self._ends in ready:
                os.read(self._ends, 4096)
                self._reap()
            if self._imports in ready:
                self._collect(os.read(self._imports, 65536))
            if self._connection.fileno() in ready:
                if self._connection.recv(16) == b"":
                    return False
                if self._fork():
                    return True

    def _say(self, message: dict[str, int]) -> None:
        self._connection.sendall((json.dumps(message) + "\n").encode())

    def _fork(self) -> bool:
        if count_threads() > 1:
            # Only the thread that forks lives on in a child.
            self._say({"started": 0})
            return False
        self._child = os.fork()
        if self._child > 0:
            # A group of its own before anybody may signal it.
            with contextlib.suppress(OSError):
                os.setpgid(self._child, self._child)
            self._say({"started": self._child})
            return False
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._connection.close()
        for number in (self._imports, self._ends, self._end):
            os.close(number)
        report = self._report

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            if event == "import":
                with contextlib.suppress(OSError):
                    os.write(report, f"{arguments[0]}\n".encode())

        sys.addaudithook(hear)
        importlib.invalidate_caches()
        return True

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == self._child and pid > 0:
                self._child = 0
                self._say({"ended": os.waitstatus_to_exitcode(status)})

    def _collect(self, text: bytes) -> None:
        *lines, self._rest = (self._rest + text).split(b"\n")
        known = {*sys.modules, *self._names}
        self._names += [name for name in map(bytes.decode, lines) if name not in known]

    def _preload(self) -> None:
        names, self._names = self._names, []
        for name in names:
            # What fails here fails in the application as well, which may expect it.
            with contextlib.suppress(BaseException):
                if name not in sys.modules and is_package(name):
                    importlib.import_module(name)
        gc.collect()
        gc.freeze()


def count_threads() -> int:
    """Count those that Python does not know, too, where the system says them."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return threading.active_count()


def is_package(name: str) -> bool:
    """Say whether a module is one that is installed, and none of the application's own."""
    # By the outermost one: to look for a module imports all that it is in.
    spec = importlib.util.find_spec(name.partition(".")[0])
    if spec is None or spec.origin is None:
        return False
    if spec.origin in ("built-in", "frozen"):
        return True
    parts = spec.origin.split(os.sep)
    return "site-packages" in parts or spec.origin.startswith(os.path.dirname(os.__file__))


def become(command: list[str]) -> None:
    """Be the application, as the interpreter would start it."""
    _, first, *args = command
    if first == "-m":
        name, *args = args
        sys.argv = [name, *args]
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    else:
        sys.argv = [first, *args]
        run_file(os.path.abspath(first))


def run_file(path: str) -> None:
    """Run a file as the main module, which runpy.run_path takes away again at its end."""
    loader = importlib.machinery.SourceFileLoader("__main__", path)
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__loader__ = loader
    main.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = main
    exec(loader.source_to_code(loader.get_data(path), path), main.__dict__)  # noqa: S102


def serve_template(number: int, command: list[str]) -> None:
    """Be the template, until it is the application."""
    # Where the interpreter looks for modules first, unless PYTHONSAFEPATH is set.
    if not sys.flags.safe_path:
        file = os.path.realpath(command[1])
        sys.path[0] = os.getcwd() if command[1] == "-m" else os.path.dirname(file)
    if TemplateProcess(socket.socket(fileno=number)).run():
        become(command)


class Application:
    """The application as a process that is started again when it ends by itself."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.starts = 0
        self.crashes = 0
        self.child: Child | None = None
        self._template: Template | None = None
        self._can_fork = Template.fits(command)
        self._lock = threading.RLock()
        self._restart: threading.Timer | None = None
        self._pause = FIRST_PAUSE_SECONDS

    def start(self) -> None:
        """Start it in a group of its own, so that what it has started ends with it."""
        with self._lock:
            self._cancel()
            self.starts += 1
            try:
                child = self._fork() or subprocess.Popen(self.command, start_new_session=True)
            except OSError as error:
                self._crashed(str(error))
                return
            self.child = child
            threading.Thread(target=self._watch, args=(child,), daemon=True).start()

    def _fork(self) -> Forked | None:
        if not self._can_fork:
            return None
        if self._template is None:
            self._template = Template(self.command)
        child = self._template.start()
        if child is None:
            self._template = None
            self._can_fork = False
        return child

    def forget_packages(self) -> None:
        """Import all packages anew with the next start."""
        if self._template is not None:
            self._template.close()
            self._template = None

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

    def _watch(self, child: Child) -> None:
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


def signal_group(child: Child, number: signal.Signals) -> None:
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
        paths = [*change["remove"], *(entry["path"] for entry in change["entries"])]
        if any("site-packages" in path.split("/") for path in paths):
            self.application.forget_packages()
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
    code = application.stop(None)
    application.forget_packages()
    sys.stdout.flush()
    os._exit(code)


def main() -> None:
    """Fill the volume, or run."""
    mode, *args = sys.argv[1:]
    if mode == "fill":
        fill(args[0], args[1])
    elif mode == "template":
        serve_template(int(args[0]), args[1:])
    else:
        run(args[0], int(args[1]), args[2:])


if __name__ == "__main__":
    main()

"""The programs that are compared: the grammar, and three others in one process of Node."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from evaluation.lines.corpus import Line
from evaluation.lines.score import Claim
from taskora_api.grammar.context import read_context
from taskora_api.grammar.line import read_line
from taskora_api.grammar.talk import find_days

OWN = "taskora"
PEERS = ("chrono-node", "compromise-dates", "recognizers-text-date-time")
_FILES = Path(__file__).parents[1] / "peers"
_DAY_KINDS = {"due", "deadline", "range", "start"}
_INSTALL_SECONDS, _READ_SECONDS = 300, 900


class PeersMissingError(Exception):
    """The other programs cannot be installed or run; the text says why, and what to do."""


def read_own(line: Line, language: str) -> list[Claim]:
    """Find days as the product does: of talk all that it speaks of, of a task when it is due."""
    is_day_first = False if line.wanted == "talk" else None
    context = read_context({"now": line.now, "dayFirst": is_day_first})
    if line.wanted == "talk":
        found = find_days(line.text, context, language)
        return [Claim(each["start"], each["end"], each["on"]) for each in found]
    only = frozenset({"due"}) if line.wanted == "due" else None
    read = read_line(line.text, replace(context, only=only), language)
    on = read.get("due", {}).get("on") or read.get("deadline")
    spans = [claim for claim in read["claims"] if claim["kind"] in _DAY_KINDS] or read["claims"]
    if on is None or not spans:
        return []
    return [Claim(min(it["start"] for it in spans), max(it["end"] for it in spans), on)]


def install_peers() -> Path:
    """Install the other programs where they were not yet, by the lock beside them.

    Raises:
        PeersMissingError: npm is not there, or does not get them.
    """
    lock = (_FILES / "package-lock.json").read_bytes()
    name = f"taskora-evaluation-{sha256(lock).hexdigest()[:16]}"
    folder = Path(tempfile.gettempdir()) / name
    if (folder / "ready").exists():
        return folder
    npm = shutil.which("npm")
    if npm is None:
        raise PeersMissingError("npm is not on the PATH. Do: install Node, or give --own-only")
    folder.mkdir(exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copy(_FILES / file, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(
        command, cwd=folder, check=False, timeout=_INSTALL_SECONDS, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise PeersMissingError(f"npm ci failed: {done.stderr.strip()} Do: give --own-only")
    (folder / "ready").touch()
    return folder


def read_peers(
    lines: Sequence[Line], language: str, folder: Path
) -> Iterator[dict[str, list[Claim]]]:
    """Read lines by every other program that knows the language, in order.

    Raises:
        PeersMissingError: the program ended before the lines did.
    """
    asked = "".join(f"{json.dumps([line.text, line.now, language])}\n" for line in lines)
    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, _FILES / "read.mjs", folder],
        input=asked,
        check=False,
        timeout=_READ_SECONDS,
        capture_output=True,
        text=True,
        env={"TZ": "UTC", "PATH": str(Path(node).parent)},
    )
    answers = done.stdout.splitlines()
    if len(answers) != len(lines):
        sys.stderr.write(done.stderr[-2000:])
        raise PeersMissingError("read.mjs ended early. Do: see what it wrote above")
    for answer in answers:
        yield {name: _claims(found) for name, found in json.loads(answer).items()}


def _claims(found: list[dict[str, Any]]) -> list[Claim]:
    return [Claim(each["start"], each["end"], each["on"]) for each in found]

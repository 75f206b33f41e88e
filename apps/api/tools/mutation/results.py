"""What is known of the mutants of a room already, so that a run can go on where another ended.

It is kept beside the report, and worth nothing once a module, a test or this program has changed.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from mutation.baseline import Baseline
from mutation.rooms import PROJECT, Room
from mutation.trial import Fate, Result

FOLDER = PROJECT.parents[1] / "coverage" / "apps" / "api" / "mutation"
_OWN = Path(__file__).parent
# They say what is made of the results, and change none of them.
_AFTERWARDS = {"equivalent.py", "report.py", "__main__.py", "runs.py"}


class Results:
    """The results of one room; each is written when it is there."""

    def __init__(self, room: Room) -> None:
        self._path = FOLDER / f"{room.name}.jsonl"
        self._baseline = FOLDER / f"{room.name}.baseline.json"
        self._stamp = _stamp_of(room)
        FOLDER.mkdir(parents=True, exist_ok=True)

    def read(self) -> dict[str, Result]:
        """The results by the names of the mutants."""
        if not self._path.exists():
            return {}
        stamp, *lines = self._path.read_text(encoding="utf-8").splitlines()
        if stamp != self._stamp:
            return {}
        rows = [json.loads(line) for line in lines]
        return {name: Result(Fate(fate), test) for name, fate, test in rows}

    def add(self, name: str, result: Result) -> None:
        """Write one down."""
        row = json.dumps([name, result.fate, result.test]) + "\n"
        with self._path.open("a", encoding="utf-8") as file:
            file.write(row)

    def begin(self, baseline: Baseline | None = None) -> Baseline | None:
        """Give the baseline that is known; with a new one, all results begin anew."""
        if baseline is None:
            return self._known()
        self._baseline.write_text(json.dumps([self._stamp, baseline.as_json()]), encoding="utf-8")
        self._path.write_text(self._stamp + "\n", encoding="utf-8")
        return baseline

    def _known(self) -> Baseline | None:
        if not self._baseline.exists():
            return None
        stamp, known = json.loads(self._baseline.read_text(encoding="utf-8"))
        return Baseline.of_json(known) if stamp == self._stamp else None


def _stamp_of(room: Room) -> str:
    stamp = hashlib.sha256()
    for path in _files_of(room):
        stamp.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return stamp.hexdigest()


def _files_of(room: Room) -> Iterator[Path]:
    yield from room.modules
    for place in [*room.tests, "tests/support"]:
        path = PROJECT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]
    yield from (path for path in sorted(_OWN.glob("*.py")) if path.name not in _AFTERWARDS)

"""How long each test takes, and which lines it runs."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import coverage

from mutation.mutants import Mutant
from mutation.rooms import Room
from mutation.session import Session


class TestsFailError(Exception):
    """A test fails without any fault."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """By the name of each test: its seconds of the processor, and the lines of each file."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[Path, frozenset[int]]] = field(default_factory=dict)

    @classmethod
    def of_json(cls, known: dict[str, Any]) -> "Baseline":
        """Read what `as_json` gave."""
        lines = {
            name: {Path(path): frozenset(run) for path, run in files.items()}
            for name, files in known["lines"].items()
        }
        return cls(known["seconds"], lines)

    def as_json(self) -> dict[str, Any]:
        """Give it in values that JSON has."""
        lines = {
            name: {str(path): sorted(run) for path, run in files.items()}
            for name, files in self.lines.items()
        }
        return {"seconds": self.seconds, "lines": lines}

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that run the statement with the fault; what runs on import, all of them run."""
        if mutant.function is None:
            return list(self.seconds)
        found = []
        for name, files in self.lines.items():
            if files.get(mutant.path, frozenset()).intersection(mutant.lines):
                found.append(name)
        return found

    def in_order(self, names: Sequence[str], likely: str | None, *, by_file: bool) -> list[str]:
        """Put the one that is likely to fail first, and then the fastest; `by_file` keeps files."""
        files: defaultdict[str, float] = defaultdict(float)
        if by_file:
            for name in names:
                files[_file(name)] += self.seconds[name]
            files[_file(likely or "")] = -1
        return sorted(
            names,
            key=lambda name: (files[_file(name)], name != likely, self.seconds[name]),
        )

    def seconds_of(self, names: Iterable[str]) -> float:
        """How long some tests take together."""
        return sum(self.seconds[name] for name in names)


def _file(test: str) -> str:
    return test.partition("::")[0]


def measure(session: Session, room: Room) -> Baseline:
    """Run every test once.

    Raises:
        TestsFailError: one of them fails, whose name it has.
    """
    found = Baseline()
    begun = {"": time.process_time()}
    # Queries run in greenlets of SQLAlchemy.
    concurrency = ["thread", "greenlet"] if room.has_database else ["thread"]
    measured = coverage.Coverage(
        data_file=None, include=[str(path) for path in room.modules], concurrency=concurrency
    )

    def before(name: str) -> None:
        measured.switch_context(name)
        begun[name] = time.process_time()

    measured.start()
    failed = session.first_failure(session.items, before)
    measured.stop()
    if failed is not None:
        raise TestsFailError(failed)
    times = [*begun.values(), time.process_time()]
    data = measured.get_data()
    for number, name in enumerate(session.items, start=1):
        found.seconds[name] = times[number + 1] - times[number]
        data.set_query_context(name)
        lines = {path: frozenset(data.lines(str(path)) or ()) for path in room.modules}
        found.lines[name] = {path: run for path, run in lines.items() if run}
    return found

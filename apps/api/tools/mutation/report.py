"""The score: what becomes of the mutants of each file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mutation.equivalent import EQUIVALENT
from mutation.faults import LEFT_OUT
from mutation.mutants import Mutant, mutants_of
from mutation.results import FOLDER
from mutation.rooms import Room
from mutation.session import EXAMPLES_MAX
from mutation.trial import Fate, Result

WANTED_PERCENT = 85
_ALIVE = {Fate.LIVES, Fate.UNTESTED}


@dataclass(frozen=True, slots=True)
class Row:
    """The mutants of one file, or of a room, of which nobody can notice the equivalent ones."""

    name: str
    mutants: int
    noticed: int
    equivalent: int

    @property
    def percent(self) -> float:
        """How many of those that could be noticed are."""
        return 100 * self.noticed / max(1, self.mutants - self.equivalent)

    @property
    def cells(self) -> list[str]:
        """As a row of a table."""
        lives = self.mutants - self.noticed - self.equivalent
        numbers = (self.mutants, self.noticed, self.equivalent, lives)
        return [self.name, *map(str, numbers), f"{self.percent:.1f} %"]


class Report:
    """The score of one room."""

    def __init__(self, room: Room, mutants: Sequence[Mutant], known: Mapping[str, Result]) -> None:
        self.room = room
        self.tried = [each for each in mutants if each.name in known]
        self.left = len(mutants) - len(self.tried)
        self._known = known
        self.living = [each for each in self.tried if known[each.name].fate in _ALIVE]

    @property
    def rows(self) -> list[Row]:
        """One row for each file that has mutants."""
        of_files = [
            self._row(f"`{path.stem}`", [each for each in self.tried if each.path == path])
            for path in self.room.modules
        ]
        return [row for row in of_files if row.mutants]

    @property
    def total(self) -> Row:
        """The row of the whole room."""
        return self._row("all", self.tried)

    @property
    def stale(self) -> list[str]:
        """Names of mutants that are said to be equivalent, and are noticed or not there."""
        stems = {path.stem for path in self.room.modules}
        here = {name for name in EQUIVALENT if name.split(" ")[0] in stems}
        there = {each.name for path in self.room.modules for each in mutants_of(path)}
        noticed = {each.name for each in self.tried} - {each.name for each in self.living}
        return sorted((here - there) | (here & noticed))

    def _row(self, name: str, mutants: Sequence[Mutant]) -> Row:
        alive = [each for each in mutants if self._known[each.name].fate in _ALIVE]
        equivalent = [each for each in alive if each.name in EQUIVALENT]
        return Row(name, len(mutants), len(mutants) - len(alive), len(equivalent))

    def table(self) -> str:
        """The score of each file, in Markdown."""
        head = ["file", "mutants", "noticed", "equivalent", "live", "score"]
        rows = [head, ["-"] * len(head), *(row.cells for row in [*self.rows, self.total])]
        return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)

    def markdown(self) -> str:
        """All that there is to say."""
        missed = [each for each in self.living if each.name not in EQUIVALENT]
        lines = [f"- {each.place} {each.name}: {self._known[each.name].fate}" for each in missed]
        equal = [
            f"- {each.place} {each.name}: {EQUIVALENT[each.name]}"
            for each in self.living
            if each.name in EQUIVALENT
        ]
        return "\n".join(
            [
                *(f"# Mutants of {self.room.name}", "", self.table(), LEFT_OUT),
                f"Hypothesis made up at most {EXAMPLES_MAX} examples for each test.",
                f"Not tried: {self.left}.",
                *("", "## Live", "", *(lines or ["None."])),
                *("", "## Equivalent", "", *(equal or ["None."]), ""),
            ]
        )

    def as_json(self) -> dict[str, Any]:
        """The same for programs, with each mutant."""
        return {
            "room": self.room.name,
            "score": round(self.total.percent, 1),
            "mutants": self.total.mutants,
            "noticed": self.total.noticed,
            "equivalent": self.total.equivalent,
            "notTried": self.left,
            "leftOut": LEFT_OUT,
            "each": [
                {
                    "place": each.place,
                    "mutant": each.name,
                    "fate": self._known[each.name].fate,
                    "test": self._known[each.name].test,
                    "equivalent": EQUIVALENT.get(each.name),
                }
                for each in self.tried
            ],
        }

    def write(self) -> None:
        """Write both beside the results."""
        (FOLDER / f"{self.room.name}.md").write_text(self.markdown(), encoding="utf-8")
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=2)
        (FOLDER / f"{self.room.name}.json").write_text(text + "\n", encoding="utf-8")

"""The data of the grammar, as they lie beside this file."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


def read_data(name: str) -> Any:  # noqa: ANN401 - JSON.
    """Read one of the files; what is made of it is kept by whoever asks, and the JSON is not."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


# How far the first of a run is behind the first of the run before, how many there are, and the step
# from each to the next.
_Run = tuple[int, int, int]


def _points(runs: Iterable[_Run]) -> Iterator[range]:
    """Find the code points of each run."""
    first = 0
    for after, count, step in runs:
        first += after
        # With a step of 0, letters that follow each other become the same one.
        yield range(first, first + count * (step or 1), step or 1)


def _fold(characters: dict[str, Any]) -> dict[str, str]:
    table = {letter: to for to, letters in characters["others"].items() for letter in letters}
    moves: list[tuple[int, int, int, int]] = characters["moves"]
    runs = _points((after, count, step) for after, count, step, _ in moves)
    for points, (_, _, step, move) in zip(runs, moves, strict=True):
        for number, point in enumerate(points):
            table[chr(point)] = chr(points[0] + move + number * step)
    return table


def _letters(runs: Iterable[_Run]) -> frozenset[str]:
    return frozenset(chr(point) for points in _points(runs) for point in points)


def _brackets(runs: Iterable[_Run]) -> str:
    """Write letters as in the brackets of a regular expression; none of them means more there."""
    parts: list[str] = []
    for points in _points(runs):
        is_range = points[-1] - points[0] == len(points) - 1
        ends = (points[0], points[-1])
        parts.append("-".join(map(chr, ends)) if is_range else "".join(map(chr, points)))
    return "".join(parts)


# What each character becomes; one that is not here stays as it is.
_characters = read_data("fold")
FOLD = _fold(_characters)
# As in the brackets of a regular expression, for folded text.
LETTERS = _brackets(_characters["letters"])
SPACES = _brackets(_characters["spaces"])
SPACE_CHARACTERS = _letters(_characters["spaces"])
# The letters with which a name begins, as they are typed.
CAPITALS = _letters(_characters["capitals"])
del _characters

"""The data of the grammar, as they lie beside this file."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def read_data(name: str) -> Any:  # noqa: ANN401 - JSON.
    """Read one of the files."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


_CHARACTERS = read_data("fold")
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


def _fold() -> dict[str, str]:
    table = {letter: to for to, letters in _CHARACTERS["others"].items() for letter in letters}
    moves: list[tuple[int, int, int, int]] = _CHARACTERS["moves"]
    runs = _points((after, count, step) for after, count, step, _ in moves)
    for points, (_, _, step, move) in zip(runs, moves, strict=True):
        for number, point in enumerate(points):
            table[chr(point)] = chr(points[0] + move + number * step)
    return table


def _letters(name: str) -> frozenset[str]:
    return frozenset(chr(point) for points in _points(_CHARACTERS[name]) for point in points)


def _brackets(name: str) -> str:
    """Write letters as in the brackets of a regular expression; none of them means more there."""
    parts: list[str] = []
    for points in _points(_CHARACTERS[name]):
        is_range = points[-1] - points[0] == len(points) - 1
        ends = (points[0], points[-1])
        parts.append("-".join(map(chr, ends)) if is_range else "".join(map(chr, points)))
    return "".join(parts)


# What each character becomes; one that is not here stays as it is.
FOLD = _fold()
# As in the brackets of a regular expression, for folded text.
LETTERS = _brackets("letters")
SPACES = _brackets("spaces")
SPACE_CHARACTERS = _letters("spaces")
# The letters with which a name begins, as they are typed.
CAPITALS = _letters("capitals")

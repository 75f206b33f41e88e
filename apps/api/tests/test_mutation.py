"""Mutants have one fault each, of which somebody could take notice, and none runs for ever."""

import os
from pathlib import Path

import pytest

from mutation.baseline import Baseline
from mutation.mutants import Mutant, mutants_of
from mutation.processes import NoAnswerError, TimeIsOverError, in_a_copy
from mutation.rooms import ROOMS

MODULE = '''
"""A module."""
from typing import TypeVar

LIMIT = 3
T = TypeVar("T")
Either = int | None


class Shop:
    """Sells."""

    def open(self, day: int, late: bool = False) -> bool:
        """Say whether it sells."""
        if day > LIMIT:
            raise ValueError(f"{day}")
        return late or day in {1}


def label(day: int) -> str:
    return "day" if day else "no day at all"
'''


@pytest.fixture
def mutants(tmp_path: Path) -> list[Mutant]:
    """Those of a small module."""
    path = tmp_path / "shop.py"
    path.write_text(MODULE.lstrip(), encoding="utf-8")
    return mutants_of(path)


def test_each_fault_has_a_name_and_what_is_for_people_has_none(mutants: list[Mutant]) -> None:
    assert [each.name for each in mutants] == [
        "shop on import: `LIMIT = 3` is `LIMIT = 4`",
        "shop on import: `self, day: int, late: bool=False` is `self, day: int, late: bool=True`",
        "shop Shop.open: `day > LIMIT` is `day >= LIMIT`",
        "shop Shop.open: without `raise ValueError(f'{day}')`",
        "shop Shop.open: `day in {1}` is `day not in {1}`",
        "shop Shop.open: `late or day in {1}` is `late and day in {1}`",
        "shop Shop.open: `{1}` is `{2}`",
        "shop label: `'day' if day else 'no day at all'` is `'day~' if day else 'no day at all'`",
        "shop label: `return 'day' if day else 'no day at all'` is "
        "`return 'no day at all' if day else 'day'`",
    ]


def test_each_is_compiled_with_its_own_fault_alone(mutants: list[Mutant]) -> None:
    labels, limits = [], []
    for mutant in mutants:
        module: dict[str, object] = {}
        exec(mutant.compiled(), module)  # noqa: S102
        label = module["label"]
        assert callable(label)
        labels.append((label(1), label(0)))
        limits.append(module["LIMIT"])
    assert limits == [4, *[3] * 8]
    assert labels == [
        *[("day", "no day at all")] * 7,
        ("day~", "no day at all"),
        ("no day at all", "day"),
    ]


def test_the_tests_of_a_mutant_are_those_that_run_its_statement(mutants: list[Mutant]) -> None:
    path = mutants[0].path
    seconds = {"a.py::slow": 3.0, "b.py::fast": 1.0, "b.py::other": 2.0}
    lines = {
        "a.py::slow": {path: frozenset({14, 15})},
        "b.py::fast": {path: frozenset({14})},
        "b.py::other": {path: frozenset({20})},
    }
    baseline = Baseline(seconds, lines)
    by_line = {each.lines.start: baseline.tests_of(each) for each in mutants}
    assert by_line[14] == ["a.py::slow", "b.py::fast"]
    assert by_line[15] == ["a.py::slow"]
    # What runs on import is run by all.
    assert by_line[4] == list(seconds)
    assert baseline.in_order(list(seconds), "b.py::other", by_file=False) == [
        *("b.py::other", "b.py::fast", "a.py::slow"),
    ]


def test_what_never_ends_is_ended() -> None:
    def work() -> None:
        while True:
            pass

    with pytest.raises(TimeIsOverError):
        in_a_copy(work, 1, 60)


def test_an_answer_comes_back_and_so_does_an_error() -> None:
    assert in_a_copy(lambda: {"a": 1}, 9, 60) == {"a": 1}
    with pytest.raises(ZeroDivisionError):
        in_a_copy(lambda: 1 // 0, 9, 60)
    with pytest.raises(NoAnswerError):
        in_a_copy(lambda: os._exit(3), 9, 60)


def test_every_module_and_test_that_a_room_names_is_there() -> None:
    project = Path(__file__).parents[1]
    for room in ROOMS.values():
        assert all(path.is_file() for path in room.modules)
        assert all((project / each).exists() for each in room.tests)

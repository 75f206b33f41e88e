"""The rooms of the service lie on floors: what a room imports never leads back to it."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import taskora_api

SOURCES = Path(taskora_api.__file__).parent
NAME = taskora_api.__name__

Floors = dict[str, set[str]]


def _rooms(sources: Path) -> Floors:
    """Map each folder, and each file beside the folders, to those that it imports."""
    rooms: Floors = {}
    for path in sources.rglob("*.py"):
        room = path.relative_to(sources).with_suffix("").parts[0]
        imported = set(_imports(ast.parse(path.read_text())))
        rooms.setdefault(room, set()).update(imported - {room})
    return rooms


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                modules = [module, *(f"{module}.{each.name}" for each in names)]
            case ast.Import(names=names):
                modules = [each.name for each in names]
            case _:
                continue
        for parts in (each.split(".") for each in modules):
            if parts[0] == NAME and len(parts) > 1:
                yield parts[1]


def _order(rooms: Floors) -> list[str]:
    known = {room: imported & rooms.keys() for room, imported in rooms.items()}
    return list(TopologicalSorter(known).static_order())


def test_no_room_is_reached_from_below() -> None:
    order = _order(_rooms(SOURCES))
    assert order.index("settings") < order.index("database") < order.index("http")


def test_an_arrow_back_up_is_seen(tmp_path: Path) -> None:
    (tmp_path / "database").mkdir()
    (tmp_path / "database" / "engine.py").write_text(f"from {NAME}.settings import Settings")
    (tmp_path / "settings.py").write_text(f"from {NAME} import database")
    with pytest.raises(CycleError):
        _order(_rooms(tmp_path))

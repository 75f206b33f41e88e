"""What is tested by what."""

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "src" / "taskora_api"


@dataclass(frozen=True, slots=True)
class Room:
    """Modules, and the tests that ought to notice a fault in them."""

    name: str
    document: str
    modules: tuple[Path, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    has_database: bool = False


def _modules(room: str, *without: str) -> tuple[Path, ...]:
    left_out = {"__init__", *without}
    return tuple(
        path for path in sorted((PACKAGE / room).glob("*.py")) if path.stem not in left_out
    )


ROOMS = {
    room.name: room
    for room in (
        Room("recurrence", "docs/recurrence.md", _modules("recurrence"), ("tests/recurrence",)),
        Room(
            "ledger",
            "docs/ledger.md",
            # Tables and bodies are held by the tests of the migrations and of the API's document.
            _modules("ledger", "models", "schemas"),
            (
                "tests/ledger",
                *("tests/test_changes.py", "tests/test_moving.py", "tests/test_undo_fields.py"),
            ),
            # What takes minutes for each mutant, and is made of what the others say one by one.
            left_out=("tests/ledger/test_machine.py",),
            has_database=True,
        ),
    )
}

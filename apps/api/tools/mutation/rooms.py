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


def _modules(room: str, *names: str) -> tuple[Path, ...]:
    folder = PACKAGE / room
    if names:
        return tuple(folder / f"{name}.py" for name in names)
    return tuple(path for path in sorted(folder.glob("*.py")) if path.stem != "__init__")


ROOMS = {
    room.name: room
    for room in (
        Room("recurrence", "docs/recurrence.md", _modules("recurrence"), ("tests/recurrence",)),
        Room(
            "ledger",
            "docs/ledger.md",
            _modules("ledger"),
            ("tests/ledger", "tests/test_changes.py", "tests/test_undo_fields.py"),
            # What takes minutes for each mutant, and is made of what the others say one by one.
            left_out=("tests/ledger/test_machine.py",),
            has_database=True,
        ),
    )
}

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
    has_database: bool = False


def _modules(folder: str, *names: str) -> tuple[Path, ...]:
    return tuple(PACKAGE / folder / f"{name}.py" for name in names)


def _tests(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/{folder}test_{name}.py" for name in names)


ROOMS = {
    room.name: room
    for room in (
        Room(
            "recurrence",
            "docs/recurrence.md",
            tuple(
                path
                for path in sorted((PACKAGE / "recurrence").glob("*.py"))
                if path.stem != "__init__"
            ),
            ("tests/recurrence",),
        ),
        Room(
            "ledger",
            "docs/ledger.md",
            _modules("ledger", "chain", "merging", "replay", "entries", "head", "outcomes")
            + _modules("ledger", "origins", "position"),
            _tests(
                "ledger/", "chain", "merging", "ledger_replay", "entries", "origins", "position"
            ),
        ),
        # Tables and bodies are held by the tests of the migrations and of the API's document, and
        # the state machine, which takes minutes for each mutant, is made of what the others say.
        Room(
            "ledger-statements",
            "docs/ledger.md",
            _modules("ledger", "applying", "fitting", "recording", "repository", "sealing")
            + _modules("ledger", "service", "table_store", "undoing", "verification", "writing"),
            _tests("ledger/", "activity", "places", "sealing", "undo_fits", "verification")
            + _tests("", "changes", "moving", "undo_fields"),
            has_database=True,
        ),
    )
}

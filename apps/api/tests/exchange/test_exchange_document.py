"""docs/import-and-export.md says what the code has: sources, losses, codes and limits."""

import ast
from pathlib import Path

import pytest

import taskora_api.exchange
from support.exchange_table import DOCUMENT, marks, tables
from taskora_api.exchange import limits
from taskora_api.exchange.catalogue import ABOUT
from taskora_api.exchange.documents import Source
from taskora_api.exchange.errors import Code
from taskora_api.exchange.importing import READERS
from taskora_api.exchange.reasons import Reason

TEXT = DOCUMENT.read_text(encoding="utf-8")
TABLES = tables()
ROOM = Path(taskora_api.exchange.__file__).parent


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_what_the_code_has(name: str) -> None:
    begin, end = marks(name)
    assert TEXT.split(begin)[1].split(end)[0] == TABLES[name]


def test_each_source_has_a_reader_and_its_row() -> None:
    assert READERS.keys() == ABOUT.keys() == set(Source)


def test_the_limits_are_those_of_the_code() -> None:
    for limit in (
        f"{limits.FILE_BYTES_MAX // 10**6} MB",
        f"{limits.UNPACKED_BYTES_MAX // 10**6} MB",
        f"{limits.ENTRIES_MAX:,} entries",
        f"{limits.RATIO_MAX} times",
        f"{limits.ROWS_MAX:,} rows",
        f"{limits.CELL_LENGTH_MAX:,} characters",
        f"{limits.DEPTH_MAX} levels",
    ):
        assert limit in TEXT


@pytest.mark.parametrize("codes", [Code, Reason], ids=["codes", "reasons"])
def test_each_code_is_used(codes: type[Code] | type[Reason]) -> None:
    used = {
        node.attr
        # Some things only a space can say of a row.
        for path in (*ROOM.rglob("*.py"), *(ROOM.parent / "imports").rglob("*.py"))
        if path.name not in {"errors.py", "reasons.py"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == codes.__name__
    }
    assert used == set(codes.__members__)

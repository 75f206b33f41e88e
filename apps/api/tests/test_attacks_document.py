"""Each attack that docs/limits.md names is shown by a test that is there."""

import ast
import re
from pathlib import Path

WORKSPACE = Path(__file__).parents[3]
DOCUMENT = WORKSPACE / "docs/limits.md"
TESTS = Path(__file__).parent
WANTED = {*(f"S{number}" for number in range(1, 7)), *(f"S{number}" for number in range(11, 16))}
ROW = re.compile(r"^\| (?P<attack>[^|]+?) +\| [^|]+ \| `(?P<test>[^`]+)` +\|$", re.MULTILINE)


def _rows() -> list[re.Match[str]]:
    text = DOCUMENT.read_text(encoding="utf-8")
    part = text.split("<!-- attacks:begin -->")[1].split("<!-- attacks:end -->")[0]
    return list(ROW.finditer(part))


def _is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    if file.endswith(".spec.ts"):
        return f"'{name}'" in (WORKSPACE / file).read_text(encoding="utf-8")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return any(isinstance(each, functions) and each.name == name for each in ast.walk(tree))


def test_every_attack_is_in_the_table_with_a_test_that_is_there() -> None:
    rows = _rows()
    assert len(rows) > len(WANTED)
    assert [row["test"] for row in rows if not _is_there(row["test"])] == []
    named = {row["attack"].split()[0] for row in rows}
    assert named >= WANTED

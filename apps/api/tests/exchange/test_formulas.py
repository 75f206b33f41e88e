"""A spreadsheet runs nothing of an export, and the guards come off at import."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.exchange import NOW
from taskora_api.exchange.documents import Source, Task, TaskDocument
from taskora_api.exchange.exporting import export_file
from taskora_api.exchange.formulas import guarded, unguarded


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-1"])
def test_a_cell_that_would_be_run_gets_a_guard(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1+1", "'quoted'", " =1", "a=b", "''"])
def test_other_cells_stay(cell: str) -> None:
    assert guarded(cell) == cell == unguarded(cell)


@given(st.text(st.sampled_from("'=+-@\t\ra "), max_size=6) | st.text(max_size=10))
def test_a_guard_comes_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_no_cell_of_an_export_begins_with_a_formula() -> None:
    task = Task(source_id="=id", title="=cmd()", notes="-note", tags=("@tag",), assignee="+me")
    content = b"".join(export_file(Source.TASKORA_CSV, TaskDocument(tasks=(task,)), NOW)).decode(
        "utf-8-sig"
    )
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert "'=cmd()" in cells
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}] == []

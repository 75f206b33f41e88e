"""How often a line's due date is read rightly, on lines that were labelled by hand (A3).

A wrong day costs a person more than a day that was not read, so nothing may be read wrongly, and
what is known to be missed is marked in the data.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from taskora_api.language.quick_add import parse_quick_add

DATA = Path(__file__).parent / "data" / "due_dates.tsv"
SATURDAY = date(2026, 11, 28)


@dataclass(frozen=True)
class Label:
    """A line with the title and the date that it says."""

    line: str
    due: str
    title: str
    is_missed: bool


def _read_label(row: str) -> Label:
    line, due, title, *mark = row.split("\t")
    return Label(line, due, line if title == "=" else title, mark == ["missed"])


LABELS = [
    _read_label(row)
    for row in DATA.read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("# ")
]


def _verdict(label: Label) -> str:
    parsed = parse_quick_add(label.line, SATURDAY)
    due = parsed.due_on.isoformat() if parsed.due_on else "-"
    if (due, parsed.title) == (label.due, label.title):
        return "right"
    return "missed" if due == "-" and parsed.title == label.line else "wrong"


@pytest.mark.parametrize("label", LABELS, ids=[label.line for label in LABELS])
def test_a_line_has_the_due_date_and_the_title_that_it_says(label: Label) -> None:
    assert _verdict(label) == ("missed" if label.is_missed else "right")


def test_the_labelled_lines_are_enough_to_measure_precision_and_recall() -> None:
    dated = [label for label in LABELS if label.due != "-"]
    assert min(len(dated), len(LABELS) - len(dated)) >= 200
    counted = Counter(_verdict(label) for label in dated)
    claimed = counted["right"] + counted["wrong"]
    precision, recall = counted["right"] / claimed, counted["right"] / len(dated)
    assert precision == 1
    assert recall > 0.95

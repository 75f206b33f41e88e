"""The grammar against the public test specifications of Recognizers-Text (A3).

They are not a part of this repository. Point RECOGNIZERS_SPECS to a folder with
`english-datetime.json` and `english-recurrence.json`: lists of {input, reference, results}, made of
`Specs/DateTime/English/DateTimeModel.json` and `SetParser.json`.
"""

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taskora_api.language.dates import find_date
from taskora_api.language.quick_add import parse_quick_add

FOLDER = os.environ.get("RECOGNIZERS_SPECS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="RECOGNIZERS_SPECS names no folder.")

# How many of the plain dates are read; most of the others are past, holidays or whole lines.
RIGHT_SHARE_MIN = 0.4


def _load(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((Path(FOLDER) / name).read_text(encoding="utf-8"))
    return [entry for entry in entries if entry.get("reference")]


def _kinds(entry: dict[str, Any]) -> list[str]:
    return [result.get("type", "").removeprefix("datetimeV2.") for result in entry["results"]]


def _days(entry: dict[str, Any]) -> set[str]:
    (result,) = entry["results"]
    return {value.get("value", "") for value in result["values"]}


def _read_both(entry: dict[str, Any]) -> set[date]:
    """Read as a line to add and as words that speak of a day."""
    today = date.fromisoformat(entry["reference"][:10])
    found = find_date(entry["input"], today)
    parsed = parse_quick_add(entry["input"], today)
    days = (found.value if found else None, parsed.due_on)
    return {day for day in days if day is not None}


def test_a_plain_date_is_read_rightly_or_not_at_all() -> None:
    verdicts: Counter[str] = Counter()
    wrong = []
    for entry in _load("english-datetime.json"):
        if _kinds(entry) != ["date"]:
            continue
        read = {day.isoformat() for day in _read_both(entry)}
        verdicts["right" if read else "missed"] += 1
        if read - _days(entry):
            wrong.append((entry["input"], read))
    assert wrong == []
    assert verdicts["right"] >= RIGHT_SHARE_MIN * verdicts.total()


@pytest.mark.parametrize("name", ["english-datetime.json", "english-recurrence.json"])
def test_what_is_no_date_or_one_of_many_has_none(name: str) -> None:
    entries = [entry for entry in _load(name) if set(_kinds(entry)) <= {"set"}]
    assert [(entry["input"], days) for entry in entries if (days := _read_both(entry))] == []

"""The grammar against the public test specifications of Recognizers-Text (A3).

They are not a part of this repository. Point RECOGNIZERS_SPECS to a folder with
`english-datetime.json` and `english-recurrence.json`: lists of {input, reference, results}, made of
`Specs/DateTime/English/DateTimeModel.json` and `SetParser.json`.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.talk import find_days

FOLDER = os.environ.get("RECOGNIZERS_SPECS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="RECOGNIZERS_SPECS names no folder.")

PRECISION_MIN, FOUND_MIN = 0.99, 0.75
DATED = {"date", "daterange", "datetime", "datetimerange"}
Entry = dict[str, Any]


@dataclass
class Score:
    """How many single dates were right, wrong, or missed; and what was read by half or made up."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, text: str) -> None:
        self.counts[kind] += 1
        if kind not in {"right", "missed"}:
            self.faults.append((kind, text))


def _load(name: str) -> list[Entry]:
    entries: list[Entry] = json.loads((Path(FOLDER) / name).read_text(encoding="utf-8"))
    return [entry for entry in entries if entry.get("reference")]


def _kind(result: Entry) -> str:
    return str(result["type"]).removeprefix("datetimeV2.")


def _days(result: Entry) -> set[str]:
    """Collect the days that a result names; the end of a range is the day after it."""
    values = result["values"] or []
    days = {value.get(name, "")[:10] for value in values for name in ("value", "start", "end")}
    ends = [value["end"][:10] for value in values if "end" in value]
    return days | {str(date.fromisoformat(end) - timedelta(days=1)) for end in ends}


def _judge(entry: Entry, score: Score) -> None:
    today = date.fromisoformat(entry["reference"][:10])
    found = find_days(entry["input"], Context(today, day_first=False))
    results = entry["results"]
    if [_kind(result) for result in results] == ["date"]:
        read = {each["on"] for each in found}
        kind = "missed" if not read else "right" if read <= _days(results[0]) else "wrong"
        score.add(kind, entry["input"])
        return
    for each in found:
        over = [
            result
            for result in results
            if _kind(result) in DATED
            and result["start"] < each["end"]
            and each["start"] < result["start"] + len(result["text"])
        ]
        if not any(each["on"] in _days(result) for result in over):
            score.add("half-read" if over else "false", entry["input"])


def test_dates_are_found_whole_and_nothing_is_made_up() -> None:
    score = Score()
    for entry in _load("english-datetime.json"):
        _judge(entry, score)
    counts = score.counts
    claimed = counts["right"] + counts["wrong"]
    assert score.faults == []
    assert counts["right"] >= PRECISION_MIN * claimed
    assert counts["right"] >= FOUND_MIN * (claimed + counts["missed"])


def test_what_is_done_again_and_again_is_no_date() -> None:
    for entry in _load("english-recurrence.json"):
        today = date.fromisoformat(entry["reference"][:10])
        assert find_days(entry["input"], Context(today)) == [], entry["input"]

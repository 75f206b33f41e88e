"""The grammar against the public test specifications of Recognizers-Text (A3).

They are not a part of this repository. Point RECOGNIZERS_SPECS to a folder with
`english-datetime.json` and `english-recurrence.json`: lists of {input, reference, results}, made of
`Specs/DateTime/English/DateTimeModel.json` and `SetParser.json`; those of other languages beside
them are of their own folders of `Specs`.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.talk import find_days

FOLDER = os.environ.get("RECOGNIZERS_SPECS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="RECOGNIZERS_SPECS names no folder.")


class Language(NamedTuple):
    """What is read of a specification, and how: `is_day_first` is what its authors mean by 5/12."""

    code: str
    name: str
    is_day_first: bool
    precision_min: float
    found_min: float


LANGUAGES = [
    Language("en", "english", is_day_first=False, precision_min=0.99, found_min=0.75),
    Language("es", "spanish", is_day_first=True, precision_min=0.98, found_min=0.6),
    Language("ar", "arabic", is_day_first=True, precision_min=0.98, found_min=0.6),
    Language("hi", "hindi", is_day_first=False, precision_min=0.98, found_min=0.6),
]
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
    """A result without a kind or a value is one that the specification does not resolve."""
    return str(result.get("type", "")).removeprefix("datetimeV2.") if "values" in result else ""


def _days(result: Entry) -> set[str]:
    """Collect the days that a result names; the end of a range is the day after it."""
    values = result["values"] or []
    days = {value.get(name, "")[:10] for value in values for name in ("value", "start", "end")}
    ends = [value["end"][:10] for value in values if "end" in value]
    return days | {str(date.fromisoformat(end) - timedelta(days=1)) for end in ends}


def _judge(entry: Entry, score: Score, language: Language) -> None:
    today = date.fromisoformat(entry["reference"][:10])
    context = Context(today, day_first=language.is_day_first)
    found = find_days(entry["input"], context, language.code)
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


@pytest.mark.parametrize("language", LANGUAGES, ids=[each.code for each in LANGUAGES])
def test_dates_are_found_whole_and_nothing_is_made_up(language: Language) -> None:
    score = Score()
    for entry in _load(f"{language.name}-datetime.json"):
        _judge(entry, score, language)
    counts = score.counts
    # Shown by `pytest -s`.
    print(language.name, dict(counts))  # noqa: T201 - its figures.
    claimed = counts["right"] + counts["wrong"]
    assert score.faults == []
    assert counts["right"] >= language.precision_min * claimed
    assert counts["right"] >= language.found_min * (claimed + counts["missed"])


def test_what_is_done_again_and_again_is_no_date() -> None:
    for entry in _load("english-recurrence.json"):
        today = date.fromisoformat(entry["reference"][:10])
        assert find_days(entry["input"], Context(today)) == [], entry["input"]

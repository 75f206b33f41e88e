"""Lines whose days are known: those labelled in the tests, and public specifications beside them.

The specifications of Recognizers-Text are no part of this repository: `RECOGNIZERS_SPECS` names a
folder of files `LANGUAGE-datetime.json`, each a list of {input, reference, results}.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from os.path import commonprefix
from pathlib import Path
from typing import Any, Literal

from taskora_api.grammar.data_files import read_data

TESTS = Path(__file__).parents[2] / "tests"
NOW = "2026-11-28T09:30"
# What the files of the specifications are called after.
NAMES = {"en": "english", "es": "spanish", "ar": "arabic", "hi": "hindi", "ur": "urdu"}
_DATED = {"date", "daterange", "datetime", "datetimerange"}

Entry = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A part of a line that says a day, and the days that are right for it."""

    start: int
    end: int
    days: frozenset[str]


@dataclass(frozen=True)
class Line:
    """A line; `is_single` when it says one day and nothing else about time."""

    text: str
    now: str
    said: tuple[Said, ...]
    is_single: bool
    wanted: Literal["due", "all", "talk"] = "all"
    """What is asked of it: its due date alone, all of a task, or the days that it speaks of."""


@dataclass(frozen=True)
class Corpus:
    """Lines of one language and kind."""

    name: str
    language: str
    lines: tuple[Line, ...]


def languages() -> list[str]:
    """Say which languages the grammar has."""
    return [code for code in NAMES if _has_grammar(code)]


def _has_grammar(code: str) -> bool:
    try:
        read_data(code)
    except FileNotFoundError:
        return False
    return True


def own_corpora() -> list[Corpus]:
    """Read the lines that the tests of the grammar have, of each language."""
    grammar, language = TESTS / "grammar" / "data", TESTS / "language" / "data"
    corpora = [
        Corpus("due dates", "en", tuple(_due_dates(language / "due_dates.tsv"))),
        Corpus("whole lines", "en", tuple(_whole_lines(grammar / "lines.tsv"))),
    ]
    for code in languages():
        path = grammar / f"lines.{code}.tsv"
        if path.exists():
            corpora.append(Corpus("whole lines", code, tuple(_whole_lines(path))))
    return corpora


def public_corpora(folder: str) -> list[Corpus]:
    """Read the specifications that are there, of the languages that the grammar has."""
    found = [(code, Path(folder) / f"{NAMES[code]}-datetime.json") for code in languages()]
    return [
        Corpus("Recognizers specs", code, tuple(_specifications(path)))
        for code, path in found
        if path.exists()
    ]


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line.split("\t")


def _due_dates(path: Path) -> Iterator[Line]:
    for text, due, title, *_ in _rows(path):
        line = _labelled(text, "" if due == "-" else due, text if title == "=" else title)
        yield replace(line, wanted="due")


def _whole_lines(path: Path) -> Iterator[Line]:
    """Leave out lines whose days depend on how often: other programs have no word for it."""
    for text, title, written in _rows(path):
        fields = json.loads(written)
        if {"recurrence", "start"} & fields.keys():
            continue
        day = fields.get("due", {}).get("on") or fields.get("deadline", "")
        is_two = "deadline" in fields and "due" in fields
        line = _labelled(text, day, text if title == "=" else title)
        if not is_two:
            yield line


def _labelled(text: str, day: str, title: str) -> Line:
    if not day:
        return Line(text, NOW, (), is_single=False)
    start = len(commonprefix([text, title]))
    tail = len(commonprefix([text[start:][::-1], title[start:][::-1]]))
    said = Said(start, len(text) - tail, frozenset({day}))
    return Line(text, NOW, (said,), is_single=True)


def _specifications(path: Path) -> Iterator[Line]:
    entries: list[Entry] = json.loads(path.read_text(encoding="utf-8"))
    for entry in entries:
        if not entry.get("reference"):
            continue
        results = entry["results"]
        kinds = [_kind(result) for result in results]
        said = tuple(
            Said(result["start"], result["start"] + len(result["text"]), _days(result))
            for result, kind in zip(results, kinds, strict=True)
            if kind in _DATED
        )
        is_single = kinds == ["date"]
        yield Line(entry["input"], entry["reference"][:16], said, is_single, "talk")


def _kind(result: Entry) -> str:
    """A result without a kind or a value is one that the specification does not resolve."""
    return str(result.get("type", "")).removeprefix("datetimeV2.") if "values" in result else ""


def _days(result: Entry) -> frozenset[str]:
    """Collect the days that a result names; the end of a range is the day after it."""
    values = result["values"] or []
    days = {value.get(name, "")[:10] for value in values for name in ("value", "start", "end")}
    ends = [value["end"][:10] for value in values if "end" in value]
    return frozenset(days | {str(date.fromisoformat(end) - timedelta(days=1)) for end in ends})

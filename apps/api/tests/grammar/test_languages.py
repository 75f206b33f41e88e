"""Lines in other languages than English, labelled by hand and read whole (A3)."""

import json
from pathlib import Path

import pytest

import taskora_api.grammar
from taskora_api.grammar.line import parse_line

DATA = Path(taskora_api.grammar.__file__).parent / "data"
LABELLED = Path(__file__).parent / "data"
LANGUAGES = sorted({path.stem for path in DATA.glob("??.json")} - {"en"})
NOW = {"now": "2026-11-28T09:30"}


def _rows(code: str) -> list[list[str]]:
    lines = (LABELLED / f"lines-{code}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


ROWS = [(code, *row) for code in LANGUAGES for row in _rows(code)]


@pytest.mark.parametrize(
    ("code", "line", "title", "fields"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS]
)
def test_a_line_says_what_it_says(code: str, line: str, title: str, fields: str) -> None:
    read = parse_line(line, NOW, code)
    claims = read.pop("claims")
    assert read == {"title": line if title == "=" else title, **json.loads(fields)}
    assert bool(claims) is (title != "=")


@pytest.mark.parametrize("code", LANGUAGES)
def test_lines_that_hold_nothing_are_labelled_in_each_language(code: str) -> None:
    titles = [title for _, title, _ in _rows(code)]
    assert titles.count("=") >= len(titles) // 4


# What makes a day one of two, or one that is not sure: between two days, and beside one.
OR = {"es": "o", "hi": "या", "ur": "یا", "ar": "أو"}
MAYBE = {"es": "quizás", "hi": "शायद", "ur": "شاید", "ar": "ربما"}
OTHER_DAY = {"es": "el 7 de marzo", "hi": "7 मार्च को", "ur": "7 مارچ کو", "ar": "في 7 مارس"}
# A word that is no verb and no part of any phrase.
THING = "Xylo"


def _days(code: str) -> list[str]:
    """Find what is claimed as a day in the labelled lines of a language."""
    claims = [
        (line, claim) for _, line, *_ in ROWS for claim in parse_line(line, NOW, code)["claims"]
    ]
    return sorted({line[it["start"] : it["end"]] for line, it in claims if it["kind"] == "due"})


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_day_beside_a_connective_is_no_day(code: str) -> None:
    days = _days(code)
    assert len(days) > 8
    for day in days:
        alone = f"{THING} {day}"
        beside = [
            f"{THING} {day} {OR[code]} {OTHER_DAY[code]}",
            f"{THING} {OTHER_DAY[code]} {OR[code]} {day}",
            f"{THING} {MAYBE[code]} {day}",
        ]
        read = [line for line in beside if parse_line(line, NOW, code)["claims"]]
        assert read == [], alone


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("es", "llamar a las 5 y setenta"),
        ("hi", "दस बजकर नब्बे मिनट चाय"),
        ("ur", "چھے بجکر ساٹھ منٹ چائے"),
    ],
)
def test_no_hour_has_more_minutes_than_it_has(code: str, line: str) -> None:
    read = parse_line(line, NOW, code)
    assert "at" not in read.get("due", {})

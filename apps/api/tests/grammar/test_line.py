"""Lines that were labelled by hand, read whole: days, times, spans, recurrence and marks (A3)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.line import parse_line, read_line
from taskora_api.grammar.titles import split_words

ROOT = Path(__file__).parents[1]
NOW = {"now": "2026-11-28T09:30"}
SATURDAY = date(2026, 11, 28)


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


LINES = _rows(ROOT / "grammar" / "data" / "lines.tsv")
DUE_DATES = _rows(ROOT / "language" / "data" / "due_dates.tsv")


@pytest.mark.parametrize(("line", "title", "fields"), LINES, ids=[row[0] for row in LINES])
def test_a_line_says_what_it_says(line: str, title: str, fields: str) -> None:
    read = parse_line(line, NOW)
    claims = read.pop("claims")
    expected = {"title": line if title == "=" else title, **json.loads(fields)}
    assert read == expected
    assert bool(claims) is (title != "=")


@pytest.mark.parametrize("row", DUE_DATES, ids=[row[0] for row in DUE_DATES])
def test_only_its_date_is_claimed_where_only_that_is_wanted(row: list[str]) -> None:
    line, due, title, *mark = row
    read = read_line(line, Context(SATURDAY, only=frozenset({"due"})))
    found = read.get("due", {}).get("on", "-")
    is_missed = mark == ["missed"]
    assert found == ("-" if is_missed else due)
    assert read["title"] == (line if is_missed or title == "=" else title)


@pytest.mark.parametrize("row", DUE_DATES, ids=[row[0] for row in DUE_DATES])
def test_no_line_has_another_date_when_all_is_wanted(row: list[str]) -> None:
    """A date that a line says stays that date, whatever else is claimed of it."""
    line, due, *_ = row
    read = parse_line(line, NOW)
    kinds = {claim["kind"] for claim in read["claims"]}
    if not kinds & {"recurrence", "range", "time"}:
        found = read.get("due", {}).get("on") or read.get("deadline") or "-"
        assert found in {due, "-"}


def _claims(line: str, **context: object) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = parse_line(line, {**NOW, **context})["claims"]
    return claims


def test_a_claim_says_where_it_is_and_what_else_it_could_be() -> None:
    assert _claims("pay 10/11") == [
        {
            "kind": "due",
            "start": 4,
            "end": 9,
            "reading": {"on": "2027-10-11"},
            "others": [{"on": "2027-11-10"}],
        }
    ]
    assert _claims("pay 10/24")[0]["others"] == []


def test_the_order_of_figures_changes_which_reading_is_the_other_one() -> None:
    (claim,) = _claims("pay 10/11", dayFirst=True)
    assert (claim["reading"], claim["others"]) == ({"on": "2027-11-10"}, [{"on": "2027-10-11"}])


def test_next_friday_is_what_the_person_means_by_it() -> None:
    monday = {"now": "2026-11-30T09:30"}
    (claim,) = parse_line("call next friday", monday)["claims"]
    assert (claim["reading"], claim["others"]) == ({"on": "2026-12-11"}, [{"on": "2026-12-04"}])
    nearest = parse_line("call next friday", {**monday, "nextWeekday": "nearest"})
    assert nearest["due"] == {"on": "2026-12-04"}


def test_a_choice_is_remembered_by_the_words() -> None:
    read = parse_line("pay 10/11 at 5", {**NOW, "chosen": {"10 / 11": 1, "at 5": 1}})
    assert read["due"] == {"on": "2027-11-10", "at": "05:00"}
    beyond = parse_line("pay 10/11", {**NOW, "chosen": {"10 / 11": 9}})
    assert beyond["due"] == {"on": "2027-10-11"}


def test_what_is_dismissed_stays_in_the_title() -> None:
    read = parse_line("call mom friday at 5pm", {**NOW, "dismissed": [[9, 15]]})
    assert read["title"] == "call mom friday"
    assert "at" in read["due"]
    both = parse_line("call mom friday at 5pm", {**NOW, "dismissed": [[9, 15], [16, 22]]})
    assert (both["title"], both["claims"]) == ("call mom friday at 5pm", [])


def test_places_count_characters_whatever_is_before() -> None:
    (claim,) = _claims("\U0001f95b\u0301 milk tomorrow")
    assert (claim["start"], claim["end"]) == (8, 16)


def test_a_time_that_is_over_is_of_tomorrow() -> None:
    assert parse_line("call at 9:30", NOW)["due"] == {"on": "2026-11-29", "at": "09:30"}
    assert parse_line("call at 9:31", NOW)["due"] == {"on": "2026-11-28", "at": "09:31"}
    assert parse_line("call in 20 hours", NOW)["due"] == {"on": "2026-11-29", "at": "05:30"}


@pytest.mark.parametrize("text", ["", " ", "\u00ad", "\t\n", "...", "---"])
def test_a_text_without_words_is_its_own_title(text: str) -> None:
    read = parse_line(text, NOW)
    assert read["claims"] == []
    assert bool(read["title"]) is bool(split_words(text))

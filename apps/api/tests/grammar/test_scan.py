"""Dates are found as whole phrases, and several days together are none."""

from datetime import date

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.scan import read_day, scan_dates
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise

SATURDAY = Context(date(2026, 11, 28))


def _sentence(text: str) -> Sentence:
    return Sentence(text, tokenise(text), load_language("en"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x on friday", ["on friday 2026-12-04 name"]),
        ("x 24 December 2027", ["24 December 2027 2027-12-24 full"]),
        ("x 12/24", ["12/24 2026-12-24 end"]),
        ("x 24.12.", ["24.12. 2026-12-24 edge"]),
        ("x the 5th", ["the 5th 2026-12-05 after"]),
        ("x christmas", ["christmas 2026-12-25 feast"]),
        (
            "x no later than friday at the latest",
            ["no later than friday at the latest 2026-12-04 name"],
        ),
        ("x friday (4 dec)", ["friday (4 dec) 2026-12-04 clear"]),
        ("x tomorrow, sunday", ["tomorrow, sunday 2026-11-29 name"]),
        ("x friday and sunday", []),
        ("x 31 february", []),
        ("x last friday", []),
        ("x 5 december 26 guests", []),
        ("x 26 feb 27 review", ["26 feb 27 2027-02-26 full"]),
        ("x in 2 weeks or so", []),
        ("x Dec 10am", []),
    ],
)
def test_a_date_is_whole_or_none(text: str, found: list[str]) -> None:
    line = _sentence(text)
    dates = scan_dates(line, SATURDAY, [True] * len(line))
    assert [
        f"{text[line.tokens[it.first].start : line.tokens[it.end - 1].end]} {it.value} {it.form}"
        for it in dates
    ] == found


def test_a_day_does_not_end_within_a_time() -> None:
    line = _sentence("dec 4 10am")
    read = read_day(line, 0)
    assert read is not None
    assert read[0] == 2


def test_tokens_that_are_not_free_are_no_date() -> None:
    line = _sentence("x friday")
    assert scan_dates(line, SATURDAY, [True, False]) == []

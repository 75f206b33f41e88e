"""The days that a text speaks of, past or to come."""

from datetime import date

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.talk import find_days

SATURDAY = Context(date(2026, 11, 28))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("what did I finish last friday", ["2026-11-20"]),
        ("what happened this past wednesday?", ["2026-11-25"]),
        ("it was two weeks ago", ["2026-11-14"]),
        ("a fortnight later it rained", ["2026-12-12"]),
        ("she left on the day before yesterday", ["2026-11-26"]),
        ("born on May 13 1999, in Rome", ["1999-05-13"]),
        ("done by the 15th day of next month", ["2026-12-15"]),
        ("the second tuesday of march 2027", ["2027-03-09"]),
        ("we meet 5 days before christmas", ["2026-12-20"]),
        ("back on thanksgiving 2013 and easter 2018", []),
        ("how about 03/18/60", ["1960-03-18"]),
        ("tomorrow, or friday", []),
        ("out from friday", []),
        ("out since monday", []),
        ("out between now and december 5", []),
        ("out on 24 December and later", []),
        ("every friday", []),
        ("the 15th century", []),
        ("the sun will set", []),
        ('they call it "tomorrow"', []),
        ("feb 30", []),
        ("may I ask?", []),
    ],
)
def test_days_are_found_whole(text: str, days: list[str]) -> None:
    assert [found["on"] for found in find_days(text, SATURDAY)] == days


def test_a_day_is_found_with_the_words_that_lead_to_it() -> None:
    assert find_days("go on friday, please", SATURDAY) == [
        {"start": 3, "end": 12, "on": "2026-12-04"}
    ]

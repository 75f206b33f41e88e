"""From which day to which a period is."""

from datetime import date
from typing import Any

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.periods import full_year, read_period

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ({"u": "day", "rel": 1}, "2026-11-29", "2026-11-29"),
        ({"u": "week", "rel": 0}, "2026-11-23", "2026-11-29"),
        ({"u": "week", "rel": 1}, "2026-11-30", "2026-12-06"),
        ({"u": "month", "rel": 1}, "2026-12-01", "2026-12-31"),
        ({"u": "quarter", "rel": 0}, "2026-10-01", "2026-12-31"),
        ({"u": "quarter", "rel": 1}, "2027-01-01", "2027-03-31"),
        ({"u": "year", "rel": -1}, "2025-01-01", "2025-12-31"),
        ({"m": 11}, "2026-11-01", "2026-11-30"),
        ({"m": 2}, "2027-02-01", "2027-02-28"),
        ({"m": 11, "which": "next"}, "2027-11-01", "2027-11-30"),
        ({"m": 11, "which": "last"}, "2025-11-01", "2025-11-30"),
        ({"m": 2, "y": 2028}, "2028-02-01", "2028-02-29"),
        ({"y": 2028}, "2028-01-01", "2028-12-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: dict[str, Any], first: str, last: str) -> None:
    days = (date.fromisoformat(first), date.fromisoformat(last))
    assert read_period(period, Context(TODAY)) == days


def test_weeks_begin_when_the_person_says() -> None:
    sunday = Context(TODAY, week_start=6)
    assert read_period({"u": "week", "rel": 0}, sunday) == (date(2026, 11, 22), TODAY)


@pytest.mark.parametrize(
    ("year", "to_come", "past"),
    [
        (2027, 2027, 2027),
        (1800, None, None),
        ({"full": 1800}, 1800, 1800),
        ({"rel": 1}, 2027, 2027),
        ({"yy": 27}, 2027, 2027),
        ({"yy": 46}, 2046, 2046),
        ({"yy": 47}, None, 1947),
        ({"yy": 25}, None, 2025),
    ],
)
def test_two_digits_are_a_year_to_come_or_the_nearest_one(
    year: object, to_come: int | None, past: int | None
) -> None:
    assert full_year(year, Context(TODAY)) == to_come
    assert full_year(year, Context(TODAY, past=True)) == past

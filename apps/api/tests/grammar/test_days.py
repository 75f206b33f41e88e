"""Arithmetic on days, where the calendar leaves a choice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.grammar import days

any_day = st.dates(date(1950, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        *((1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2018, date(2018, 4, 1))),
        *((2024, date(2024, 3, 31)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))),
    ],
)
def test_easter(year: int, expected: date) -> None:
    assert days.easter(year) == expected


def test_a_month_after_the_31st_is_the_end_of_a_shorter_month() -> None:
    assert days.add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert days.moved(date(2028, 2, 29), 1, "year") == date(2029, 2, 28)
    assert days.moved(date(2027, 1, 31), -2, "month") == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 5, date(2026, 12, 4)),
        (date(2026, 11, 30), 5, date(2026, 12, 7)),
        (date(2026, 11, 30), -1, date(2026, 11, 27)),
        (date(2026, 11, 29), -1, date(2026, 11, 27)),
        (date(2026, 11, 29), 0, date(2026, 11, 29)),
    ],
)
def test_working_days_are_monday_to_friday(start: date, count: int, expected: date) -> None:
    assert days.moved(start, count, "workday") == expected


@given(any_day, st.integers(1, 200))
def test_working_days_forward_and_back_again_lead_home(start: date, count: int) -> None:
    start = days.on_or_after(start, 2)
    there = days.moved(start, count, "workday")
    assert there.weekday() < 5
    assert days.moved(there, -count, "workday") == start


@given(any_day, st.integers(0, 6), st.integers(0, 6))
def test_a_week_has_each_weekday_once(today: date, weekday: int, week_start: int) -> None:
    first = days.first_of_week(today, 0, week_start)
    found = days.in_week(today, 0, weekday, week_start)
    assert first.weekday() == week_start
    assert found.weekday() == weekday
    assert first <= found <= first + timedelta(days=6)
    assert first <= today <= first + timedelta(days=6)

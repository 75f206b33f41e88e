"""Days are those of the person who asks, wherever that is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from taskora_api.filters.context import Context
from taskora_api.filters.days import beginning, period_of
from taskora_api.filters.values import read_day

SUNDAY = Context(today=date(2026, 11, 29), zone=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-29", "2026-11-29"),
        ("tomorrow", "2026-11-30", "2026-11-30"),
        ("yesterday", "2026-11-28", "2026-11-28"),
        ("tomorrow+1d", "2026-12-01", "2026-12-01"),
        ("-7d", "2026-11-22", "2026-11-22"),
        ("+2w", "2026-12-13", "2026-12-13"),
        ("+3m", "2027-02-28", "2027-02-28"),
        ("-1y", "2025-11-29", "2025-11-29"),
        ("2024-02-29+1y", "2025-02-28", "2025-02-28"),
        ("2026-10-31-1m", "2026-09-30", "2026-09-30"),
        ("week", "2026-11-23", "2026-11-29"),
        ("week+1w", "2026-11-30", "2026-12-06"),
        ("week+1d", "2026-11-30", "2026-12-06"),
        ("month", "2026-11-01", "2026-11-30"),
        ("month-9m", "2026-02-01", "2026-02-28"),
        ("year+1y", "2027-01-01", "2027-12-31"),
        ("+9999y", "9998-12-31", "9998-12-31"),
        ("year-9999y", "0002-01-01", "0002-12-31"),
        ("week-9999m", "1193-08-23", "1193-08-29"),
    ],
)
def test_a_day_or_period_is_counted_from_today(text: str, first: str, last: str) -> None:
    day = read_day(text)
    assert day is not None
    assert period_of(day, SUNDAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("week_start", "first"), [(0, "2026-11-23"), (5, "2026-11-28"), (6, "2026-11-29")]
)
def test_a_week_begins_on_the_day_that_the_person_has_chosen(week_start: int, first: str) -> None:
    context = Context(today=date(2026, 11, 29), zone=ZoneInfo("UTC"), week_start=week_start)
    day = read_day("week")
    assert day is not None
    assert period_of(day, context)[0] == date.fromisoformat(first)


def test_today_is_the_day_of_the_zone_and_not_of_the_server() -> None:
    moment = datetime(2026, 11, 28, 22, tzinfo=UTC)
    assert Context.at(moment, ZoneInfo("Australia/Sydney")).today == date(2026, 11, 29)
    assert Context.at(moment, ZoneInfo("America/New_York")).today == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        ("2026-11-29", "Australia/Sydney", "2026-11-28T13:00:00+00:00"),
        ("2026-11-29", "America/New_York", "2026-11-29T05:00:00+00:00"),
        # The clocks jump from 23:59 to 01:00: the day has no midnight.
        ("2026-09-06", "America/Santiago", "2026-09-06T04:00:00+00:00"),
        # It never was this day there.
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
        ("2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
    ],
)
def test_a_day_begins_when_its_first_moment_comes(day: str, zone: str, instant: str) -> None:
    found = beginning(date.fromisoformat(day), ZoneInfo(zone))
    assert found.isoformat() == instant

"""Times of day, hours from one to the other, and lengths."""

from datetime import date, time

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.times import read_clock, read_hours, read_length, read_wait


@pytest.mark.parametrize(
    ("at", "part", "expected"),
    [
        ({"h": 5, "m": 0, "half": "pm"}, None, ["17:00"]),
        ({"h": 12, "m": 0, "half": "am"}, None, ["00:00"]),
        ({"h": 12, "m": 0, "half": "pm"}, None, ["12:00"]),
        ({"h": 17, "m": 30}, None, ["17:30"]),
        ({"h": 0, "m": 30}, None, ["00:30"]),
        ({"h": 24, "m": 0}, None, ["00:00"]),
        ({"h": 6, "m": 5, "half": "24"}, None, ["06:05"]),
        # A bare hour: the one that people mean, and the other one.
        ({"h": 3, "m": 0}, None, ["15:00", "03:00"]),
        ({"h": 9, "m": 0}, None, ["09:00", "21:00"]),
        ({"h": 12, "m": 0}, None, ["12:00", "00:00"]),
        ({"h": 1, "m": -15}, None, ["12:45", "00:45"]),
        # The part of the day says which.
        ({"h": 8, "m": 0}, "evening", ["20:00"]),
        ({"h": 5, "m": 0}, "morning", ["05:00"]),
        ({"h": 2, "m": 0}, "night", ["02:00"]),
        ({"h": 10, "m": 0, "part": "night"}, None, ["22:00"]),
    ],
)
def test_a_clock_is_read(at: dict[str, object], part: str | None, expected: list[str]) -> None:
    assert [f"{clock:%H:%M}" for clock in read_clock(at, part)] == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ({"h": 5, "m": 0}, {"h": 6, "m": 0, "half": "pm"}, (time(17), 60)),
        ({"h": 11, "m": 0}, {"h": 1, "m": 0, "half": "pm"}, (time(11), 120)),
        ({"h": 10, "m": 0}, {"h": 11, "m": 0, "half": "am"}, (time(10), 60)),
        ({"h": 2, "m": 0, "half": "pm"}, {"h": 4, "m": 0}, (time(14), 120)),
        ({"h": 17, "m": 0}, {"h": 9, "m": 0, "half": "am"}, None),
    ],
)
def test_hours_begin_and_take_minutes(
    first: dict[str, object], last: dict[str, object], expected: tuple[time, int] | None
) -> None:
    assert read_hours({"k": "hours", "from": first, "to": last}, None) == expected


def test_a_wait_counts_from_now_and_a_length_is_in_minutes() -> None:
    context = Context(date(2026, 12, 31), time(23, 30))
    assert str(read_wait({"parts": [[1, "hour"]]}, context)) == "2027-01-01 00:30:00"
    assert read_wait({"parts": [[9999, "hour"], [9999, "hour"]]}, context) is None
    assert read_length({"minutes": [[1, "hour"], [30, "minute"]]}) == 90
    assert read_length({"minutes": [[2, "hour"]], "tenths": [5, "hour"]}) == 150
    assert read_length({"minutes": [[30, "second"]]}) is None

"""Weekdays with ordinals, and set positions, count within their month or their year."""

import pytest

from support.recurrence import FORWARD, day, days, first_dates
from taskora_api.recurrence.reading import read_rule

EARLY = "BYMONTHDAY=1,2,3,4,5,6,7,8"
LATE = "BYMONTHDAY=22,23,24,25,26,27,28,29,30,31"


@pytest.mark.parametrize(
    ("rule", "start", "dates"),
    [
        ("FREQ=YEARLY;BYMONTHDAY=1", "2026-10-15", "2026-11-01 2026-12-01 2027-01-01 2027-02-01"),
        # Ordinals of the year; 2026 begins and ends with a Thursday.
        ("FREQ=YEARLY;BYDAY=1TH", "2025-06-01", "2026-01-01 2027-01-07"),
        ("FREQ=YEARLY;BYDAY=-1TH", "2026-06-01", "2026-12-31 2027-12-30"),
        ("FREQ=YEARLY;BYMONTHDAY=1;BYDAY=1MO", "2026-01-01", "2029-01-01 2035-01-01 2046-01-01"),
        ("FREQ=YEARLY;BYMONTHDAY=31;BYDAY=-1TH", "2026-01-01", "2026-12-31 2037-12-31 2043-12-31"),
        # Ordinals of the month: of these days, the first Monday or the last Friday.
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1,8;BYDAY=1MO", "2026-01-01", "2026-06-01 2037-06-01"),
        (f"FREQ=MONTHLY;{EARLY};BYDAY=1MO", "2026-05-01", "2026-05-04 2026-06-01 2026-07-06"),
        (
            f"FREQ=MONTHLY;{LATE};BYDAY=-1FR",
            "2026-01-01",
            "2026-01-30 2026-02-27 2026-03-27 2026-04-24 2026-05-29",
        ),
        # The last Friday but one.
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,16,17,18,19,20,21,22,23,24;BYDAY=-2FR",
            "2026-01-01",
            "2026-01-23 2026-02-20 2026-03-20 2026-04-17",
        ),
        (
            f"FREQ=MONTHLY;{EARLY},30,27;BYDAY=1MO,-1FR",
            "2026-01-01",
            "2026-01-05 2026-01-30 2026-02-02 2026-02-27",
        ),
        # A month with four Fridays has no fifth one, from neither end.
        ("FREQ=MONTHLY;BYDAY=5FR", "2026-01-01", "2026-01-30 2026-05-29 2026-07-31 2026-10-30"),
        ("FREQ=MONTHLY;BYDAY=-5FR", "2026-01-01", "2026-01-02 2026-05-01 2026-07-03 2026-10-02"),
        # The first weekday of each month; the second of days of which some months have one.
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "2026-01-01",
            "2026-01-01 2026-02-02 2026-03-02 2026-04-01",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=2", "2026-01-01", "2026-01-31 2026-03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=2", "2026-04-01", "2026-05-31 2026-07-31"),
        # Weekdays are there in each month: the day of the start, which is not, counts for nothing.
        (
            f"FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1{FORWARD}",
            "2026-01-31",
            "2026-02-27 2026-03-27 2026-04-24 2026-05-29",
        ),
    ],
)
def test_weekdays_and_set_positions_count_within_their_month_or_year(
    rule: str, start: str, dates: str
) -> None:
    """RFC 5545 section 3.3.10, with the days that a calendar shows."""
    wanted = days(dates)
    assert first_dates(read_rule(rule), day(start), len(wanted)) == wanted

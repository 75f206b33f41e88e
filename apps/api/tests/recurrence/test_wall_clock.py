"""The time of day in a zone is laid on dates afterwards; gap and fold are as RFC 5545 has them."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import day, first_dates
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.wall_clock import WallClock

ZONES = [
    *("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "UTC"),
    *("Pacific/Auckland", "Pacific/Kiritimati", "Asia/Kathmandu", "Africa/Casablanca"),
]


@pytest.mark.parametrize(
    ("clock", "on", "instant"),
    [
        (WallClock(time(2, 30), "America/New_York"), "2026-03-07", "2026-03-07T02:30:00-05:00"),
        # Gap: forward by the hour that is missing, at the instant of the old offset.
        (WallClock(time(2, 30), "America/New_York"), "2026-03-08", "2026-03-08T03:30:00-04:00"),
        (WallClock(time(2, 30), "America/New_York"), "2026-03-09", "2026-03-09T02:30:00-04:00"),
        # A gap of half an hour, and one at midnight.
        (WallClock(time(2, 15), "Australia/Lord_Howe"), "2026-10-04", "2026-10-04T02:45:00+11:00"),
        (WallClock(time(0), "America/Santiago"), "2026-09-06", "2026-09-06T01:00:00-03:00"),
        # Samoa left out the whole 30th of December 2011: what was due then is due a day later.
        (WallClock(time(9), "Pacific/Apia"), "2011-12-30", "2011-12-31T09:00:00+14:00"),
        # Fold: the first of the two.
        (WallClock(time(1, 30), "America/New_York"), "2026-11-01", "2026-11-01T01:30:00-04:00"),
        (
            WallClock(time(1, 30, fold=1), "America/New_York"),
            "2026-11-01",
            "2026-11-01T01:30-04:00",
        ),
        (WallClock(time(2, 30), "Europe/Berlin"), "2026-10-25", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_the_instant_on_a_date(clock: WallClock, on: str, instant: str) -> None:
    found = clock.instant(day(on))
    assert found.isoformat() == datetime.fromisoformat(instant).isoformat()


@pytest.mark.parametrize(
    ("rule", "start", "clock"),
    [
        ("FREQ=DAILY;COUNT=4", "2026-09-25", WallClock(time(0, 30), "Pacific/Auckland")),
        ("FREQ=DAILY;COUNT=4", "2027-04-02", WallClock(time(23, 30), "Pacific/Auckland")),
        # At 01:00 in Denver, the weekday in UTC is the same; at 20:00 it is another one.
        ("FREQ=WEEKLY;COUNT=4;BYDAY=MO", "2026-11-02", WallClock(time(1), "America/Denver")),
        ("FREQ=WEEKLY;COUNT=4;BYDAY=MO", "2026-11-02", WallClock(time(20), "America/Denver")),
    ],
)
def test_each_date_keeps_its_clock_time_and_weekday_whatever_the_offset_is(
    rule: str, start: str, clock: WallClock
) -> None:
    """Over a change of the clocks, and late in the day (tasks#1374, rrule#556)."""
    dates = first_dates(read_rule(rule), day(start), 4)
    locals_ = [clock.instant(each).replace(tzinfo=None) for each in dates]
    assert locals_ == [datetime.combine(each, clock.time) for each in dates]
    assert len(dates) == 4


def test_a_floating_time_is_the_same_clock_time_for_each_reader() -> None:
    clock = WallClock(time(9))
    offsets = [
        clock.instant(date(2026, 1, 5), zone).isoformat()
        for zone in ("Europe/Berlin", "America/Denver")
    ]
    assert offsets == ["2026-01-05T09:00:00+01:00", "2026-01-05T09:00:00-07:00"]


def test_the_zone_of_the_series_comes_before_the_one_of_the_reader() -> None:
    clock = WallClock(time(9), "Asia/Tokyo")
    assert clock.instant(date(2026, 1, 5), "America/Denver") == clock.instant(date(2026, 1, 5))


def test_what_is_due_tonight_has_not_come_at_noon() -> None:
    clock = WallClock(time(19), "Europe/Berlin")
    noon = datetime(2026, 11, 4, 11, tzinfo=UTC)
    assert clock.last_day_until(noon) == date(2026, 11, 3)
    assert clock.last_day_until(noon + timedelta(hours=7)) == date(2026, 11, 4)


def test_a_day_that_has_begun_has_come_though_the_clocks_went_back_before_it() -> None:
    clock = WallClock(time(0), "America/St_Johns")
    # At 00:01 of the 7th it was 23:01 of the 6th again; half an hour later it still was the 6th.
    moment = datetime(2010, 11, 7, 3, 0, tzinfo=UTC)
    assert moment.astimezone(ZoneInfo("America/St_Johns")).day == 6
    assert clock.last_day_until(moment) == date(2010, 11, 7)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.dates(date(1971, 1, 1), date(2200, 1, 1)),
    st.times().map(lambda found: found.replace(microsecond=0)),
    st.sampled_from(ZONES),
)
def test_each_date_has_one_instant_which_exists_and_is_not_before_its_clock_time(
    on: date, at: time, zone: str
) -> None:
    clock = WallClock(at, zone)
    instant = clock.instant(on)
    assert instant.astimezone(UTC).astimezone(instant.tzinfo).isoformat() == instant.isoformat()
    assert (
        timedelta() <= instant.replace(tzinfo=None) - datetime.combine(on, at) <= timedelta(hours=1)
    )
    assert clock.instant(on + timedelta(days=1)) > instant
    assert clock.last_day_until(instant) == on
    assert clock.last_day_until(instant - timedelta(seconds=1)) == on - timedelta(days=1)


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "America", "../etc/passwd", "/etc/passwd", "Europe/\0", "x" * 9999]
)
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(RecurrenceError) as refused:
        WallClock(time(9), zone)
    assert refused.value.code is Code.ZONE
    assert len(str(refused.value)) < 300


def test_a_floating_time_without_a_reader_has_no_instant() -> None:
    with pytest.raises(RecurrenceError) as refused:
        WallClock(time(9)).instant(date(2026, 1, 5))
    assert refused.value.code is Code.ZONE


def test_times_that_cannot_be_laid_on_dates_are_refused() -> None:
    for unusable in (time(9, tzinfo=timezone(timedelta(hours=1))), time(9, 0, 0, 1)):
        with pytest.raises(RecurrenceError) as refused:
            WallClock(unusable)
        assert refused.value.code is Code.VALUE
    with pytest.raises(RecurrenceError) as refused:
        WallClock(time(9), "UTC").last_day_until(datetime(2026, 1, 1))  # noqa: DTZ001
    assert refused.value.code is Code.VALUE

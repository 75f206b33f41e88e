"""When a reminder is due: instants, times with a zone, floating ones, and whole days."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from taskora_api.reminders.moments import LATE_MAX, Due, Timing, is_to_come, is_too_late, moment_of

DAY = date(2027, 1, 15)


def _moment(
    due: Due, minutes: int = 0, home: str = "Europe/Berlin", all_day: time = time(9)
) -> str | None:
    found = moment_of(Timing(None, minutes, all_day, home), due)
    return None if found is None else found.strftime("%Y-%m-%dT%H:%MZ")


def test_an_instant_is_due_whatever_its_task_is() -> None:
    at = datetime(2027, 1, 15, 12, tzinfo=UTC)
    for due in (Due(None, None, None), Due(DAY, time(10), "Asia/Tokyo")):
        assert moment_of(Timing(at, None, time(9), "UTC"), due) == at


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        (Due(DAY, time(15), "Asia/Tokyo"), "2027-01-15T05:30Z"),
        (Due(DAY, time(15), None), "2027-01-15T13:30Z"),
        (Due(DAY, None, None), "2027-01-15T07:30Z"),
        (Due(None, None, None), None),
        (Due(DAY, time(15), "Nowhere/Here"), None),
    ],
)
def test_minutes_count_from_when_the_task_is_due(due: Due, moment: str | None) -> None:
    assert _moment(due, 30) == moment


def test_a_floating_time_and_a_whole_day_follow_their_reader() -> None:
    for home, hour in (("Pacific/Auckland", "02"), ("America/Los_Angeles", "23"), ("UTC", "15")):
        found = _moment(Due(DAY, time(15), None), home=home)
        assert found is not None
        assert found[11:13] == hour
    assert _moment(Due(DAY, None, None), home="Pacific/Kiritimati") == "2027-01-14T19:00Z"
    assert _moment(Due(DAY, None, None), all_day=time(18, 30)) == "2027-01-15T17:30Z"


def test_a_time_that_the_clocks_jump_over_is_moved_forward() -> None:
    gap = Due(date(2027, 3, 28), time(2, 30), "Europe/Berlin")
    assert _moment(gap) == "2027-03-28T01:30Z"
    assert _moment(gap, 60) == "2027-03-28T00:30Z"


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    fold = Due(date(2027, 10, 31), time(2, 30), "Europe/Berlin")
    assert _moment(fold) == "2027-10-31T00:30Z"


def test_minutes_pass_as_they_do_over_a_change_of_the_clocks() -> None:
    """A day before 09:00 is 1,440 minutes, and so 08:00 or 10:00 on the day before."""
    assert _moment(Due(date(2027, 3, 28), time(9), "Europe/Berlin"), 1440) == "2027-03-27T07:00Z"
    assert _moment(Due(date(2027, 10, 31), time(9), "Europe/Berlin"), 1440) == "2027-10-30T08:00Z"


def test_a_day_whose_midnight_does_not_exist_has_its_reminder() -> None:
    due = Due(date(2027, 9, 5), None, None)
    assert _moment(due, home="America/Santiago", all_day=time(0)) == "2027-09-05T04:00Z"


def test_what_is_set_in_the_past_is_not_to_come_and_what_is_a_day_old_is_over() -> None:
    at = datetime(2027, 1, 15, 12, tzinfo=UTC)
    assert is_to_come(at, at)
    assert not is_to_come(at, at + timedelta(seconds=1))
    assert not is_too_late(at, at + LATE_MAX)
    assert is_too_late(at, at + LATE_MAX + timedelta(seconds=1))

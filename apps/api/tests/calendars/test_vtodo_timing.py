"""RFC 5545 counts rule, UNTIL and EXDATE from DTSTART; each date is due as long after as DUE is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from support.caldav import todo
from support.exchange import read
from support.recurrence import days
from taskora_api.calendars.todo.reading import read_object
from taskora_api.recurrence.occurrences import occurrences_between
from taskora_api.recurrence.series import Series

DAY = ("DTSTART;VALUE=DATE:20270301", "DUE;VALUE=DATE:20270303")
EVENING = "TZID=America/New_York:202703"


def _by_caldav(*lines: str) -> Series | None:
    return read_object(todo("SUMMARY:water", *lines)).task.recurrence


def _by_file(*lines: str) -> Series | None:
    result = read(todo("SUMMARY:water", *lines))
    (task,) = result.document.tasks
    assert [each.remarks for each in result.verdicts if each.remarks] == []
    return None if task.recurrence is None else task.recurrence.series


READINGS = pytest.mark.parametrize("read_by", [_by_caldav, _by_file])


def _due(series: Series | None) -> list[date]:
    assert series is not None
    return [each.due for each in occurrences_between(series, series.start, date(2027, 12, 31))]


@READINGS
@pytest.mark.parametrize(
    ("lines", "due"),
    [
        pytest.param(
            [*DAY, "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20270303"],
            "2027-03-03 2027-03-04 2027-03-06",
            id="an exception of a start",
        ),
        pytest.param(
            [*DAY, "RRULE:FREQ=DAILY;UNTIL=20270305"],
            "2027-03-03 2027-03-04 2027-03-05 2027-03-06 2027-03-07",
            id="until the last start",
        ),
        pytest.param(
            [*DAY, "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4"],
            "2027-03-03 2027-03-05 2027-03-10 2027-03-12",
            id="weekdays of both",
        ),
        pytest.param(
            [
                *("DTSTART;VALUE=DATE:20270307", "DUE;VALUE=DATE:20270308"),
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4",
            ],
            "2027-03-08 2027-03-16 2027-03-22 2027-03-30",
            id="every other week moves with its first day",
        ),
        pytest.param(
            [*DAY, "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,3;COUNT=4"],
            "2027-03-03 2027-03-05 2027-04-03 2027-04-05",
            id="days of the month",
        ),
        pytest.param(
            [
                *("DTSTART;VALUE=DATE:20270301", "DUE;VALUE=DATE:20270303"),
                *("RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3", "EXDATE;VALUE=DATE:20270310"),
            ],
            "2027-03-03 2027-03-17",
            id="a rule of the due date alone",
        ),
        pytest.param(
            [
                *(f"DTSTART;{EVENING}01T200000", f"DUE;{EVENING}01T210000"),
                "RRULE:FREQ=DAILY;UNTIL=20270304T010000Z",
            ],
            "2027-03-01 2027-03-02 2027-03-03",
            id="until the time of the last start",
        ),
        pytest.param(
            [
                f"DUE;{EVENING}01T200000",
                *("RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20270303T010000Z"),
            ],
            "2027-03-01 2027-03-03 2027-03-04",
            id="an exception in UTC",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20270301", "DURATION:P2D", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"],
            "2027-03-03 2027-03-10",
            id="a duration",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=DAILY;COUNT=2"],
            "2027-03-01 2027-03-02",
            id="a start alone",
        ),
    ],
)
def test_dates_are_those_of_the_rule(
    read_by: Callable[..., Series | None], lines: list[str], due: str
) -> None:
    assert _due(read_by(*lines)) == list(days(due))


@pytest.mark.parametrize("zone", [None, "America/New_York", "Pacific/Kiritimati"])
def test_a_time_in_utc_that_recurs_stays_in_utc_wherever_the_person_is(zone: str | None) -> None:
    """The days of its rule are those of UTC, and no other zone has the same days."""
    lines = ("SUMMARY:x", "DUE:20270302T010000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    for start in ((), ("DTSTART:20270302T010000Z",)):
        result = read(todo(*lines, *start), zone=zone)
        (task,) = result.document.tasks
        assert (task.start_on, task.due_on) == (None, date(2027, 3, 2))
        assert (task.due_time, task.due_zone) == (time(1), "UTC")
        assert task.recurrence is not None
        expected = days("2027-03-02 2027-03-09 2027-03-16")
        assert _due(task.recurrence.series) == expected
        # Mondays at 20:00 in New York, and at 21:00 from summer time on.
        new_york = ZoneInfo("America/New_York")
        shown = [
            datetime.combine(day, time(1), UTC).astimezone(new_york).date() for day in expected
        ]
        assert shown == days("2027-03-01 2027-03-08 2027-03-15")


def test_a_single_time_in_utc_is_shown_where_the_person_is() -> None:
    (task,) = read(
        todo("SUMMARY:x", "DUE:20270302T010000Z"), zone="America/New_York"
    ).document.tasks
    assert (task.due_on, task.due_time, task.due_zone) == (
        date(2027, 3, 1),
        time(20),
        "America/New_York",
    )


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        (["DTSTART:20270301T090000", "DURATION:PT2H"], (date(2027, 3, 1), time(11))),
        (["DTSTART;VALUE=DATE:20270301", "DURATION:P2D"], (date(2027, 3, 3), None)),
    ],
)
def test_a_start_and_a_duration_are_a_due_date_in_files_too(
    lines: list[str], due: tuple[date, time | None]
) -> None:
    text = todo("SUMMARY:x", *lines)
    (by_file,) = read(text).document.tasks
    by_caldav = read_object(text).task
    assert (by_file.due_on, by_file.due_time) == due
    for name in ("start_on", "due_on", "due_time", "due_zone", "duration_minutes"):
        assert getattr(by_file, name) == getattr(by_caldav, name), name


def test_an_alarm_of_a_start_with_a_rule_is_a_reminder() -> None:
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM")
    result = read(todo("SUMMARY:x", "DTSTART:20270301T090000", "RRULE:FREQ=DAILY", *alarm))
    assert [each.minutes_before for each in result.document.reminders] == [15]

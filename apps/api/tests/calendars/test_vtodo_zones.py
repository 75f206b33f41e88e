"""Zones: which one a TZID means, gaps and folds, and the VTIMEZONE that is written."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from support.caldav import todo, unfolded
from taskora_api.calendars.dav.filters import Span
from taskora_api.calendars.dav.spans import is_in_span
from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.reading import read_object
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.calendars.todo.writing import render

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("/citadel.org/20210210_1/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/America/Indiana/Knox", "America/Indiana/Knox"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_found_by_each_name_that_programs_give_it(tzid: str, zone: str) -> None:
    text = todo(f'DUE;TZID="{tzid}":20260401T090000')
    task = read_object(text).task
    assert (task.due_time, task.due_zone) == (time(9), zone)
    assert render(task, text, 1).endswith(text[text.index(b"BEGIN:VTODO") :])


def test_a_zone_of_a_program_is_found_by_the_location_beside_it() -> None:
    zone = ["BEGIN:VTIMEZONE", "TZID:Mine", "X-LIC-LOCATION:Asia/Tokyo", "END:VTIMEZONE"]
    text = todo("DUE;TZID=Mine:20260401T090000").replace(
        b"BEGIN:VTODO", "\r\n".join([*zone, "BEGIN:VTODO"]).encode()
    )
    assert read_object(text).task.due_zone == "Asia/Tokyo"


@pytest.mark.parametrize("tzid", ["Nowhere", "../../etc/passwd", "Europe", "", "x" * 300])
def test_a_zone_that_nobody_knows_is_refused_with_a_code(tzid: str) -> None:
    with pytest.raises(CalendarError) as refused:
        read_object(todo(f'DUE;TZID="{tzid}":20260401T090000'))
    assert refused.value.code is Code.ZONE


def test_a_definition_of_one_person_means_nothing_for_another() -> None:
    zone = ["BEGIN:VTIMEZONE", "TZID:Shared", "X-LIC-LOCATION:Asia/Tokyo", "END:VTIMEZONE"]
    text = todo("DUE;TZID=Shared:20260401T090000")
    described = text.replace(b"BEGIN:VTODO", "\r\n".join([*zone, "BEGIN:VTODO"]).encode())
    assert read_object(described).task.due_zone == "Asia/Tokyo"
    with pytest.raises(CalendarError):
        read_object(text)


@pytest.mark.parametrize(
    ("day", "at"),
    [(date(2026, 3, 8), time(2, 30)), (date(2026, 11, 1), time(1, 30))],
    ids=["gap", "fold"],
)
def test_a_time_in_a_gap_or_a_fold_comes_back_as_it_was_written(day: date, at: time) -> None:
    task = CalendarTask(uid="one", title="a", due_on=day, due_time=at, due_zone=NEW_YORK)
    text = render(task, None, 1)
    assert f"DUE;TZID={NEW_YORK}:{day:%Y%m%d}T{at:%H%M%S}" in unfolded(text)
    assert read_object(text).task == task


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        # Read with the offset from before, it is half past three of the summer time.
        ("DUE;TZID=America/New_York:20260308T023000", datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
        # The first of the two.
        ("DUE;TZID=America/New_York:20261101T013000", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
    ],
    ids=["gap", "fold"],
)
def test_a_gap_moves_forward_and_a_fold_takes_the_first(line: str, instant: datetime) -> None:
    reading = read_object(todo(line))
    second = timedelta(seconds=1)

    def is_in(start: datetime, end: datetime) -> bool:
        return is_in_span(reading.todo, reading.layout, reading.task, Span(start, end))

    assert is_in(instant - second, instant)
    assert not is_in(instant, instant + second)
    assert not is_in(instant - 2 * second, instant - second)


@pytest.mark.parametrize("zone", [NEW_YORK, "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_a_described_zone_has_the_offsets_of_the_database(zone: str) -> None:
    """icalendar's own generator writes the onsets of summer time an hour late."""
    task = CalendarTask(
        uid="one", title="a", due_on=date(2026, 4, 1), due_time=time(9), due_zone=zone
    )
    written: Any = Calendar.from_ical(render(task, None, 1))
    (described,) = written.walk("VTIMEZONE")
    read = described.to_tz(lookup_tzid=False)
    for hours in range(0, 365 * 24 * 3, 7):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        local = at.astimezone(ZoneInfo(zone))
        assert read.utcoffset(local.replace(tzinfo=None)) in {
            local.utcoffset(),
            local.replace(fold=1 - local.fold).utcoffset(),
        }, at


def test_an_onset_is_written_as_the_clocks_show_it_before_the_change() -> None:
    task = CalendarTask(
        uid="one", title="a", due_on=date(2026, 4, 1), due_time=time(9), due_zone=NEW_YORK
    )
    lines = unfolded(render(task, None, 1))
    summer, winter = lines.index("BEGIN:DAYLIGHT"), lines.index("TZOFFSETFROM:-0400")
    assert lines[summer + 1] == "DTSTART:20250309T020000"
    assert "DTSTART:20251102T020000" in lines[summer:winter]
    assert "RDATE:20260308T020000" in lines


def test_each_onset_is_a_date_on_a_line_of_its_own() -> None:
    """A program that takes neither DTSTART nor a second date of a line sees every change."""
    task = CalendarTask(
        uid="one", title="a", due_on=date(2026, 4, 1), due_time=time(9), due_zone=NEW_YORK
    )
    written: Any = Calendar.from_ical(render(task, None, 1))
    (described,) = written.walk("VTIMEZONE")
    for part in described.subcomponents:
        lines = part.to_ical().decode().splitlines()
        dates = [line.removeprefix("RDATE:") for line in lines if line.startswith("RDATE")]
        assert "," not in "".join(dates)
        assert dates[0] == next(
            line.removeprefix("DTSTART:") for line in lines if line.startswith("DTSTART")
        )

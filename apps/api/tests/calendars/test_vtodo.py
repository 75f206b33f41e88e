"""A task becomes a VTODO and the same task again; what a program sends is read as it is meant."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from icalendar import Calendar

from support.caldav import todo, unfolded
from support.calendar_tasks import tasks
from support.examples import examples
from taskora_api.calendars.todo.changes import read_change
from taskora_api.calendars.todo.reading import read_object
from taskora_api.calendars.todo.task import CalendarTask, Priority, Reminder
from taskora_api.calendars.todo.writing import render


def _task(*lines: str) -> CalendarTask:
    return read_object(todo(*lines)).task


def _written(task: CalendarTask) -> list[str]:
    return unfolded(render(task, None, 1))


@given(tasks())
@settings(max_examples=examples(200), deadline=None)
def test_a_task_comes_back_from_its_text(task: CalendarTask) -> None:
    text = render(task, None, 1)
    assert read_object(text).task == task
    # Again, over itself: not a byte differs.
    assert render(task, text, 2) == text


@given(tasks())
@settings(max_examples=examples(50), deadline=None)
def test_a_text_that_comes_back_unchanged_changes_nothing(task: CalendarTask) -> None:
    text = render(task, None, 1)
    change = read_change(text, task, text)
    assert (change.changed, change.intents, change.task) == (frozenset(), (), task)


@given(tasks())
@settings(max_examples=examples(50), deadline=None)
def test_another_reader_takes_what_is_written(task: CalendarTask) -> None:
    read: Any = Calendar.from_ical(render(task, None, 1))
    (found,) = read.walk("VTODO")
    assert str(found["UID"]) == task.uid
    assert str(found["SUMMARY"]) == task.title
    if task.due_on is not None:
        due = found["DUE"].dt
        assert due == task.due_on if task.due_time is None else due.time() == task.due_time


@pytest.mark.parametrize(
    ("number", "priority"),
    [
        (0, Priority.NONE),
        *((number, Priority.HIGH) for number in (1, 2, 3, 4)),
        (5, Priority.MEDIUM),
        *((number, Priority.LOW) for number in (6, 7, 8, 9)),
    ],
)
def test_nine_priorities_are_three(number: int, priority: Priority) -> None:
    text = todo(f"PRIORITY:{number}")
    task = read_object(text).task
    assert task.priority is priority
    assert render(task, text, 1) == text


def test_texts_are_escaped_and_a_path_stays_in_one_line() -> None:
    task = CalendarTask(uid="a", title="C:\\New; a, b", notes="one\r\ntwo\rthree")
    assert "SUMMARY:C:\\\\New\\; a\\, b" in _written(task)
    assert "DESCRIPTION:one\\ntwo\\nthree" in _written(task)
    assert read_object(render(task, None, 1)).task.title == task.title


def test_a_todo_without_a_summary_is_untitled_and_gets_none() -> None:
    text = todo("DESCRIPTION:x")
    task = read_object(text).task
    assert task.title == "Untitled"
    assert render(task, text, 1) == text


def test_a_summary_of_two_lines_is_one_title() -> None:
    assert _task("SUMMARY:buy\\nmilk").title == "buy milk"


def test_tags_come_from_all_categories_and_equal_ones_are_one() -> None:
    assert _task("CATEGORIES:b,a\\,c", "CATEGORIES:B,d").tags == ("a,c", "b", "d")


@pytest.mark.parametrize(
    ("line", "day", "at", "zone"),
    [
        ("DUE;VALUE=DATE:20260401", date(2026, 4, 1), None, None),
        ("DUE:20260401", date(2026, 4, 1), None, None),
        ("DUE:20260401T173000", date(2026, 4, 1), time(17, 30), None),
        ("DUE:20260401T173059Z", date(2026, 4, 1), time(17, 30), "UTC"),
        ("DUE;TZID=Europe/Berlin:20260401T173000", date(2026, 4, 1), time(17, 30), "Europe/Berlin"),
        (
            'DUE;TZID="Europe/Berlin":20260401T173000',
            *(date(2026, 4, 1), time(17, 30)),
            "Europe/Berlin",
        ),
    ],
)
def test_due_is_a_date_or_floats_or_has_a_zone(
    line: str, day: date, at: time | None, zone: str | None
) -> None:
    task = _task(line)
    assert (task.due_on, task.due_time, task.due_zone) == (day, at, zone)


def test_a_start_and_a_duration_give_the_due_date() -> None:
    task = _task("DTSTART:20260401T230000", "DURATION:P1DT2H")
    assert (task.start_on, task.due_on, task.due_time) == (
        date(2026, 4, 1),
        date(2026, 4, 3),
        time(1),
    )
    assert task.duration_minutes == 26 * 60
    assert _task("DTSTART;VALUE=DATE:20260401", "DURATION:P2D").due_on == date(2026, 4, 3)


def test_an_estimate_counts_before_a_duration() -> None:
    lines = ("DTSTART:20260401T090000", "DURATION:PT1H", "ESTIMATED-DURATION:PT30M")
    assert _task(*lines).duration_minutes == 30


def test_a_start_that_equals_due_is_no_start() -> None:
    """Apple's programs write both alike for everything that has a date."""
    task = _task(
        "DTSTART;TZID=Europe/Berlin:20260401T090000", "DUE;TZID=Europe/Berlin:20260401T090000"
    )
    assert task.start_on is None
    assert _task("DTSTART;VALUE=DATE:20260330", "DUE;VALUE=DATE:20260401").start_on == date(
        2026, 3, 30
    )


@pytest.mark.parametrize(
    ("lines", "done"),
    [
        (["STATUS:COMPLETED", "COMPLETED:20260401T080000Z"], datetime(2026, 4, 1, 8, tzinfo=UTC)),
        (["COMPLETED:20260401T080000Z"], datetime(2026, 4, 1, 8, tzinfo=UTC)),
        (
            ["STATUS:COMPLETED", "LAST-MODIFIED:20260402T080000Z"],
            datetime(2026, 4, 2, 8, tzinfo=UTC),
        ),
        (["STATUS:COMPLETED"], datetime(2026, 3, 1, 8, tzinfo=UTC)),
        (["PERCENT-COMPLETE:100"], datetime(2026, 3, 1, 8, tzinfo=UTC)),
        (["STATUS:NEEDS-ACTION", "COMPLETED:20260401T080000Z"], None),
        (["STATUS:IN-PROCESS", "PERCENT-COMPLETE:50"], None),
        (["STATUS:CANCELLED"], None),
    ],
)
def test_a_task_is_done_when_its_status_says_so(lines: list[str], done: datetime | None) -> None:
    text = todo(*lines)
    task = read_object(text).task
    assert task.completed_at == done
    assert render(task, text, 1) == text


def test_completing_and_reopening_leaves_no_trace_of_the_other() -> None:
    text = todo("STATUS;X-A=b:NEEDS-ACTION", "PERCENT-COMPLETE:20")
    done = CalendarTask(uid="one", title="Untitled", completed_at=datetime(2026, 4, 1, tzinfo=UTC))
    completed = render(done, text, 2)
    assert {"STATUS;X-A=b:COMPLETED", "PERCENT-COMPLETE:100", "COMPLETED:20260401T000000Z"} <= set(
        unfolded(completed)
    )
    opened = unfolded(render(CalendarTask(uid="one", title="Untitled"), completed, 3))
    assert "STATUS;X-A=b:NEEDS-ACTION" in opened
    assert not [line for line in opened if line.startswith(("COMPLETED", "PERCENT"))]


def test_the_parent_is_the_relation_without_a_type_or_of_that_type() -> None:
    lines = ("RELATED-TO;RELTYPE=SIBLING:s", "RELATED-TO;RELTYPE=PARENT:p", "RELATED-TO:q")
    assert _task(*lines).parent_uid == "p"
    assert _task("RELATED-TO;RELTYPE=DEPENDS-ON;GAP=P1D:x").parent_uid is None
    assert _task("RELATED-TO:one").parent_uid is None


def test_another_parent_leaves_other_relations_alone() -> None:
    text = todo("RELATED-TO;RELTYPE=FINISHTOSTART;GAP=P1D:x", "RELATED-TO;RELTYPE=PARENT;X-A=b:p")
    task = CalendarTask(uid="one", title="Untitled", parent_uid="q")
    written = unfolded(render(task, text, 2))
    assert "RELATED-TO;RELTYPE=FINISHTOSTART;GAP=P1D:x" in written
    assert "RELATED-TO;RELTYPE=PARENT;X-A=b:q" in written


def _alarm(*lines: str) -> list[str]:
    return ["BEGIN:VALARM", *lines, "END:VALARM"]


def test_alarms_are_reminders_with_what_was_acknowledged() -> None:
    task = _task(
        "DTSTART:20260401T090000Z",
        "DUE:20260401T090000Z",
        *_alarm("UID:u", "ACTION:DISPLAY", "TRIGGER:-PT15M", "ACKNOWLEDGED:20260401T084600Z"),
        *_alarm("ACTION:AUDIO", "TRIGGER;RELATED=END:PT0S"),
        *_alarm("ACTION:DISPLAY", "TRIGGER;VALUE=DATE-TIME:20260401T070000Z"),
    )
    at = datetime(2026, 4, 1, 8, 46, tzinfo=UTC)
    assert task.reminders == (
        Reminder(uid="u", minutes_before=15, acknowledged_at=at),
        Reminder(minutes_before=0),
        Reminder(at=datetime(2026, 4, 1, 7, tzinfo=UTC)),
    )


@pytest.mark.parametrize(
    "lines",
    [
        _alarm("ACTION:EMAIL", "TRIGGER:-PT15M", "ATTENDEE:mailto:a@example.org"),
        _alarm("ACTION:DISPLAY", "TRIGGER;VALUE=DATE-TIME:19760401T005545Z"),
        _alarm("ACTION:DISPLAY", "TRIGGER:-PT15M"),
        _alarm("ACTION:DISPLAY", "TRIGGER;RELATED=END:-PT90S"),
        _alarm("X-A:b"),
    ],
    ids=["mail", "none of Apple's", "before another start", "half a minute", "nothing"],
)
def test_an_alarm_that_no_reminder_can_be_is_kept(lines: list[str]) -> None:
    text = todo("DTSTART:20260330T090000Z", "DUE:20260401T090000Z", *lines)
    task = read_object(text).task
    assert task.reminders == ()
    changed = CalendarTask(uid="one", title="b", reminders=(Reminder(uid="u", minutes_before=5),))
    written = unfolded(render(changed, text, 2))
    assert "\n".join(lines) in "\n".join(written)
    assert "TRIGGER;RELATED=END:-PT5M" in written


def test_a_reminder_that_was_dismissed_here_changes_nothing_else_of_its_alarm() -> None:
    lines = _alarm("UID:u", "ACTION:AUDIO", "ATTACH;VALUE=URI:Chord", "TRIGGER;X-A=b:-PT15M")
    text = todo("DUE:20260401T090000Z", *lines)
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    (reminder,) = read_object(text).task.reminders
    dismissed = Reminder(uid="u", minutes_before=reminder.minutes_before, acknowledged_at=at)
    task = read_object(text).task
    changed = CalendarTask(
        uid="one",
        title=task.title,
        due_on=task.due_on,
        due_time=task.due_time,
        due_zone=task.due_zone,
        reminders=(dismissed,),
    )
    written = unfolded(render(changed, text, 2))
    assert {"ATTACH;VALUE=URI:Chord", "ACKNOWLEDGED:20260401T090000Z"} <= set(written)
    assert read_object(render(changed, text, 2)).task.reminders == (dismissed,)


def test_a_change_says_when_and_how_often() -> None:
    text = todo(
        "SUMMARY:a", "SEQUENCE:4", "LAST-MODIFIED:20260301T080000Z", "CREATED:20260228T080000Z"
    )
    at = datetime(2026, 5, 1, tzinfo=UTC)
    written = unfolded(render(CalendarTask(uid="one", title="b", updated_at=at), text, 3))
    assert {
        *("SEQUENCE:5", "LAST-MODIFIED:20260501T000000Z", "DTSTAMP:20260501T000000Z"),
        "CREATED:20260228T080000Z",
    } <= set(written)

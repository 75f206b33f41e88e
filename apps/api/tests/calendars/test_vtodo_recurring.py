"""A task that recurs is one open occurrence and a rule, and nothing a program does destroys it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from support.caldav import todo, unfolded
from support.recurrence import day, days
from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.changes import (
    Advance,
    Change,
    Complete,
    Move,
    Skip,
    read_change,
)
from taskora_api.calendars.todo.reading import read_object
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.calendars.todo.writing import render
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.series import Occurrence, Pause, Series
from taskora_api.recurrence.vocabulary import Anchor

MONDAYS = days("2026-03-02 2026-03-09 2026-03-16 2026-03-23")
DONE = datetime(2026, 3, 2, 18, tzinfo=UTC)


def _task(rule: str = "FREQ=WEEKLY", start: str = "2026-03-02", due: str = "") -> CalendarTask:
    series = Series(rule=read_rule(rule), start=day(start))
    return CalendarTask(uid="one", title="water", due_on=day(due or start), recurrence=series)


def _line(task: CalendarTask, name: str) -> str:
    (line,) = [each for each in unfolded(render(task, None, 1)) if each.startswith(name)]
    return line


def _sent(task: CalendarTask, *swaps: tuple[str, str]) -> Change:
    """Compare what a program sends after it has changed these lines of what it saw."""
    seen = render(task, None, 1)
    sent = seen
    for old, new in swaps:
        assert old.encode() in sent
        sent = sent.replace(old.encode(), new.encode())
    return read_change(sent, task, seen)


DONE_LINES = ("END:VTODO", "STATUS:COMPLETED\r\nCOMPLETED:20260302T180000Z\r\nEND:VTODO")


@pytest.mark.parametrize(
    ("rule", "start", "due", "written"),
    [
        ("FREQ=WEEKLY", "2026-03-02", "2026-03-16", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;COUNT=5", "2026-03-02", "2026-03-16", "FREQ=WEEKLY;COUNT=3"),
        ("FREQ=DAILY;UNTIL=20260401", "2026-03-02", "2026-03-16", "FREQ=DAILY;UNTIL=20260401"),
        ("FREQ=WEEKLY", "2026-03-02", "2026-03-18", "FREQ=WEEKLY;BYDAY=MO"),
        (
            "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD",
            *("2026-01-31", "2026-02-28"),
            "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD",
        ),
        (
            "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD",
            *("2028-02-29", "2029-03-01"),
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;RSCALE=GREGORIAN;SKIP=FORWARD",
        ),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-03-27", "2026-04-24", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("FREQ=MONTHLY", "2026-03-02", "2026-03-05", "FREQ=MONTHLY;BYMONTHDAY=2"),
    ],
)
def test_the_rule_is_written_as_it_counts_from_the_open_one(
    rule: str, start: str, due: str, written: str
) -> None:
    assert _line(_task(rule, start, due), "RRULE") == f"RRULE:{written}"


def test_until_has_the_form_of_the_due_date() -> None:
    task = _task("FREQ=DAILY;UNTIL=20260401")
    at_seven = replace(task, due_time=time(19))
    assert _line(at_seven, "RRULE").endswith("UNTIL=20260401T190000")
    assert _line(replace(at_seven, due_zone="Asia/Tokyo"), "RRULE").endswith(
        "UNTIL=20260401T100000Z"
    )


@pytest.mark.parametrize(
    ("lines", "until"),
    [
        (
            ["DUE;TZID=America/Denver:20261228T010000", "RRULE:FREQ=DAILY;UNTIL=20270101"],
            "2027-01-01",
        ),
        (
            ["DUE;TZID=Asia/Tokyo:20261228T080000", "RRULE:FREQ=DAILY;UNTIL=20270101T230000Z"],
            "2027-01-02",
        ),
        (["DUE;VALUE=DATE:20261228", "RRULE:FREQ=DAILY;UNTIL=20270101T120000"], "2027-01-01"),
    ],
)
def test_until_is_read_in_every_form_beside_every_due_date(lines: list[str], until: str) -> None:
    series = read_object(todo(*lines)).task.recurrence
    assert series is not None
    assert series.rule.until == day(until)


def test_a_start_that_its_rule_does_not_hit_stays_where_it_is() -> None:
    text = todo("DTSTART;TZID=America/Denver:20260303T010000", "RRULE:FREQ=WEEKLY;BYDAY=MO")
    task = read_object(text).task
    assert (task.due_on, task.due_time, task.due_zone) == (
        date(2026, 3, 3),
        time(1),
        "America/Denver",
    )
    assert render(task, text, 1) == text


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (["DUE;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=-1"], "COUNT=-1"),
        (["DUE;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=0"], "COUNT is 0"),
        (["DUE;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;INTERVAL=0"], "INTERVAL is 0"),
        (["DUE;VALUE=DATE:20260302", "RRULE:FREQ=HOURLY"], "FREQ=HOURLY"),
        (["DUE;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101"], "COUNT and UNTIL"),
        (["DUE;VALUE=DATE:20260302", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "two RRULE"),
        (["DUE:20260302T090000", "RRULE:FREQ=DAILY;UNTIL=20270101T090000Z"], "no zone"),
        (["RRULE:FREQ=DAILY"], "neither DTSTART nor DUE"),
    ],
)
def test_a_rule_outside_of_the_subset_is_refused_with_a_code(lines: list[str], part: str) -> None:
    with pytest.raises(CalendarError) as refused:
        read_object(todo(*lines))
    assert refused.value.code is Code.RULE
    assert part in refused.value.what


def test_weekdays_of_the_start_are_read_as_those_of_the_due_date() -> None:
    text = todo(
        *("DTSTART;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260304"),
        *("RRULE:FREQ=WEEKLY;BYDAY=MO,SA;UNTIL=20260330", "EXDATE;VALUE=DATE:20260309"),
    )
    task = read_object(text).task
    series = _series(task)
    assert (task.start_on, task.due_on) == (date(2026, 3, 2), date(2026, 3, 4))
    assert series.rule == read_rule("FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260401")
    assert series.skipped == {date(2026, 3, 11)}
    assert render(task, text, 1) == text


def test_a_rule_that_fits_the_due_date_counts_from_it() -> None:
    lines = ["DTSTART;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260304"]
    for rule in ("FREQ=WEEKLY;BYDAY=WE", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=4"):
        assert _series(read_object(todo(*lines, f"RRULE:{rule}")).task).rule == read_rule(rule)


def test_a_rule_of_the_start_that_no_due_date_can_follow_is_refused() -> None:
    lines = ["DTSTART;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260304"]
    with pytest.raises(CalendarError) as refused:
        read_object(todo(*lines, "RRULE:FREQ=MONTHLY;BYDAY=1MO"))
    assert refused.value.code is Code.RULE


def test_skipped_days_are_read_in_the_zone_of_the_task_and_written_back() -> None:
    text = todo(
        "DUE;TZID=Asia/Tokyo:20260302T080000",
        "RRULE:FREQ=DAILY",
        "EXDATE:20260303T230000Z,20260304T230000Z",
        "EXDATE;TZID=Asia/Tokyo:20260310T080000",
    )
    task = read_object(text).task
    assert task.recurrence is not None
    assert task.recurrence.skipped == frozenset(days("2026-03-04 2026-03-05 2026-03-10"))
    assert render(task, text, 1) == text
    later = replace(task, due_on=date(2026, 3, 5))
    assert "EXDATE;TZID=Asia/Tokyo:20260305T080000,20260310T080000" in unfolded(
        render(later, text, 2)
    )


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=5"])
def test_completing_the_task_completes_the_open_one(rule: str) -> None:
    task = _task(rule)
    change = _sent(task, DONE_LINES)
    assert change.intents == (Complete(MONDAYS[0], DONE),)
    assert (change.task, change.changed) == (task, frozenset())


def test_completing_it_and_dropping_its_rule_still_keeps_the_rule() -> None:
    task = _task()
    change = _sent(task, DONE_LINES, ("RRULE:FREQ=WEEKLY\r\n", ""))
    assert (change.intents, change.task) == ((Complete(MONDAYS[0], DONE),), task)


def test_after_it_was_completed_a_program_sees_the_next_one_open() -> None:
    task = _task("FREQ=WEEKLY;COUNT=5")
    change = _sent(task, DONE_LINES)
    written = unfolded(render(replace(task, due_on=MONDAYS[1]), change.text, 2))
    assert {"DUE;VALUE=DATE:20260309", "STATUS:NEEDS-ACTION", "RRULE:FREQ=WEEKLY;COUNT=4"} <= set(
        written
    )
    assert not [line for line in written if line.startswith(("COMPLETED", "PERCENT"))]


@pytest.mark.parametrize("rule", ["RRULE:FREQ=WEEKLY;COUNT=5", "RRULE:FREQ=WEEKLY;COUNT=4"])
def test_a_program_that_goes_on_to_a_later_date_keeps_the_rule(rule: str) -> None:
    """Tasks.org and the client of Python do so, with COUNT and without counting it down."""
    task = _task("FREQ=WEEKLY;COUNT=5")
    change = _sent(
        task,
        ("DUE;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260309"),
        ("RRULE:FREQ=WEEKLY;COUNT=5", rule),
    )
    assert change.intents == (Advance(MONDAYS[0], MONDAYS[1]),)
    assert (change.task, change.changed) == (task, frozenset())


def test_another_date_alone_moves_the_open_one() -> None:
    task = _task()
    change = _sent(task, ("DUE;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260304"))
    assert (change.intents, change.task) == ((Move(MONDAYS[0], date(2026, 3, 4)),), task)


def test_one_that_was_moved_is_named_by_the_date_of_the_rule() -> None:
    task = _task(due="2026-03-04")
    moved = replace(
        task,
        recurrence=Series(
            rule=read_rule("FREQ=WEEKLY"),
            start=MONDAYS[0],
            moved=frozenset({Occurrence(MONDAYS[0], date(2026, 3, 4))}),
        ),
    )
    assert _sent(moved, DONE_LINES).intents == (Complete(MONDAYS[0], DONE),)


def test_another_rule_begins_on_the_due_date_and_keeps_pauses() -> None:
    pauses = frozenset({Pause(date(2026, 7, 1), date(2026, 8, 1))})
    task = _task()
    paused = replace(task, recurrence=replace(_series(task), pauses=pauses))
    change = _sent(paused, ("RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY"))
    assert change.changed == {"recurrence"}
    assert change.intents == ()
    assert _series(change.task) == Series(
        rule=read_rule("FREQ=MONTHLY"), start=MONDAYS[0], pauses=pauses
    )


def test_taking_the_rule_away_ends_the_recurrence() -> None:
    change = _sent(_task(), ("RRULE:FREQ=WEEKLY\r\n", ""))
    assert (change.changed, change.task.recurrence) == (frozenset({"recurrence"}), None)


def test_another_title_leaves_moves_and_skips_that_a_program_cannot_see() -> None:
    series = Series(
        rule=read_rule("FREQ=WEEKLY"),
        start=date(2026, 2, 2),
        skipped=frozenset(days("2026-02-09")),
        moved=frozenset({Occurrence(MONDAYS[2], date(2026, 3, 18))}),
    )
    task = replace(_task(), recurrence=series)
    change = _sent(task, ("SUMMARY:water", "SUMMARY:feed"))
    assert (change.changed, change.task.recurrence) == (frozenset({"title"}), series)


def test_a_property_of_ours_that_a_program_drops_is_not_changed() -> None:
    rule = read_rule("FREQ=WEEKLY", anchor=Anchor.COMPLETION)
    task = replace(
        _task(),
        recurrence=Series(rule=rule, start=MONDAYS[0]),
        start_on=date(2026, 3, 1),
        deadline_on=date(2026, 5, 1),
        duration_minutes=30,
    )
    change = _sent(
        task,
        ("X-TASKORA-ANCHOR:COMPLETION\r\n", ""),
        ("X-TASKORA-START;VALUE=DATE:20260301\r\n", ""),
        ("X-TASKORA-DEADLINE;VALUE=DATE:20260501\r\n", ""),
        ("ESTIMATED-DURATION:PT30M\r\n", ""),
    )
    assert (change.changed, change.intents, change.task) == (frozenset(), (), task)


def _override(*lines: str) -> tuple[str, str]:
    """Add one occurrence beside the task, as Thunderbird does."""
    inside = "\r\n".join(["BEGIN:VTODO", "UID:one", "SUMMARY:water", *lines, "END:VTODO"])
    return ("END:VCALENDAR", f"{inside}\r\nEND:VCALENDAR")


@pytest.mark.parametrize(
    ("lines", "intents"),
    [
        (
            [
                *("RECURRENCE-ID;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260302"),
                *("STATUS:COMPLETED", "COMPLETED:20260302T180000Z"),
            ],
            (Complete(MONDAYS[0], DONE),),
        ),
        (["RECURRENCE-ID;VALUE=DATE:20260309", "STATUS:CANCELLED"], (Skip(MONDAYS[1]),)),
        (
            ["RECURRENCE-ID;VALUE=DATE:20260309", "DUE;VALUE=DATE:20260311"],
            (Move(MONDAYS[1], date(2026, 3, 11)),),
        ),
        (["RECURRENCE-ID;VALUE=DATE:20260309", "DUE;VALUE=DATE:20260309"], ()),
        (["RECURRENCE-ID;VALUE=DATE:20260223", "STATUS:COMPLETED"], ()),
    ],
    ids=["completed", "cancelled", "moved", "as it is", "over already"],
)
def test_one_occurrence_is_an_intent_and_no_row(lines: list[str], intents: object) -> None:
    change = _sent(_task(), _override(*lines))
    assert change.intents == intents
    assert b"RECURRENCE-ID" not in change.text


def test_one_occurrence_with_another_title_is_refused_with_a_code() -> None:
    swap = _override("RECURRENCE-ID;VALUE=DATE:20260309", "SUMMARY:x")
    swap = (swap[0], swap[1].replace("SUMMARY:water\r\n", ""))
    with pytest.raises(CalendarError) as refused:
        _sent(_task(), swap)
    assert refused.value.code is Code.OCCURRENCE


REST = "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260309"


def test_all_that_follow_cannot_be_moved_by_one_occurrence() -> None:
    with pytest.raises(CalendarError) as refused:
        _sent(_task(), _override(REST, "DUE;VALUE=DATE:20260311"))
    assert refused.value.code is Code.OCCURRENCE


def test_what_follows_a_completion_is_left_to_the_rule() -> None:
    """A client of Python writes the next occurrence beside the one that is completed."""
    done = [
        *("RECURRENCE-ID;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260302", "STATUS:COMPLETED"),
        *("COMPLETED:20260302T180000Z", "END:VTODO", "BEGIN:VTODO", "UID:one"),
        *(REST, "SUMMARY:water", "DUE;VALUE=DATE:20260311"),
    ]
    assert _sent(_task(), _override(*done)).intents == (Complete(MONDAYS[0], DONE),)


def test_occurrences_of_a_task_that_does_not_recur_are_refused() -> None:
    plain = replace(_task(), recurrence=None)
    with pytest.raises(CalendarError) as refused:
        _sent(plain, _override("RECURRENCE-ID;VALUE=DATE:20260302"))
    assert refused.value.code is Code.OCCURRENCE


def _series(task: CalendarTask) -> Series:
    assert task.recurrence is not None
    return task.recurrence

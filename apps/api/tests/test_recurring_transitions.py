"""What becomes of a task that recurs, with the moment as an input: no clock, no database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from taskora_api.caldav.occurrences import carried_out
from taskora_api.calendars.todo.changes import Complete
from taskora_api.errors import InvalidFieldError
from taskora_api.tasks import series_changes, transition
from taskora_api.tasks.clock import completed_on
from taskora_api.tasks.schemas import NewTask, SeriesChanges, Task, TaskChanges

SPACE = UUID("5d0e8a0e-0000-8000-8000-000000000001")
BERLIN = "Europe/Berlin"


def _at(day: str, clock: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=UTC)


def _task(rule: str, due: str, anchor: str = "due", **fields: Any) -> Task:  # noqa: ANN401
    recurrence = {"rule": rule, "anchor": anchor} | fields.pop("recurrence", {})
    body = {"title": "t", "dueOn": due, "recurrence": recurrence} | fields
    new = NewTask.model_validate(body)
    return transition.add(new, uuid4(), SPACE, "ada", _at("2026-01-01")).task


def _changed(task: Task, now: datetime, **changes: Any) -> Task:  # noqa: ANN401
    return transition.change(task, TaskChanges.model_validate(changes), now).task


def _ticked(task: Task, day: str, clock: str = "12:00", zone: str = "UTC") -> Task:
    return _changed(task, _at(day, clock), completed=True, timeZone=zone)


def _due(task: Task) -> str | None:
    return None if task.due_on is None else task.due_on.isoformat()


@pytest.mark.parametrize(
    ("rule", "done", "due"),
    [
        # Due on Friday the 9th, done on Tuesday the 6th.
        ("FREQ=WEEKLY;BYDAY=FR", "2026-01-06", "2026-01-16"),
        ("FREQ=MONTHLY;BYMONTHDAY=9", "2026-01-06", "2026-02-09"),
        ("FREQ=DAILY;INTERVAL=3", "2026-01-06", "2026-01-12"),
        ("FREQ=DAILY;INTERVAL=5", "2026-01-06", "2026-01-11"),
        # On the day itself, and late.
        ("FREQ=WEEKLY;BYDAY=FR", "2026-01-09", "2026-01-16"),
        ("FREQ=DAILY;INTERVAL=3", "2026-01-10", "2026-01-13"),
    ],
)
def test_what_is_completed_is_not_due_again_on_the_same_day(rule: str, done: str, due: str) -> None:
    task = _task(rule, "2026-01-09", "completion")
    after = _ticked(task, done)
    assert (_due(after), after.version) == (due, 2)


def test_a_pause_uses_up_nothing_of_a_count_of_completions() -> None:
    task = _task("FREQ=DAILY;COUNT=5", "2026-01-05", "completion")
    paused = series_changes.pause(task, date(2026, 1, 6), date(2026, 1, 15), _at("2026-01-05")).task
    after = _ticked(paused, "2026-01-05")
    assert (_due(after), after.completed_at) == ("2026-01-15", None)
    moved = _changed(after, _at("2026-01-06"), dueOn="2026-01-17")
    assert _due(_ticked(moved, "2026-01-17")) == "2026-01-18"
    days = []
    while after.completed_at is None:
        days.append(_due(after))
        after = _ticked(after, str(days[-1]))
    assert days == ["2026-01-15", "2026-01-16", "2026-01-17", "2026-01-18"]


def test_the_same_rule_again_changes_nothing_of_a_series() -> None:
    rule = "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD"
    open_one = _ticked(_task(rule, "2026-01-31"), "2026-01-31")
    assert _due(open_one) == "2026-02-28"
    again = _changed(open_one, _at("2026-02-01"), recurrence={"rule": rule})
    assert again == open_one
    catching_up = _changed(open_one, _at("2026-02-01"), recurrence={"rule": rule, "catchUp": True})
    assert catching_up.recurrence is not None
    assert catching_up.recurrence.catch_up
    assert _due(_ticked(catching_up, "2026-02-28")) == "2026-03-31"


def test_the_same_rule_again_keeps_a_moved_occurrence_and_a_count() -> None:
    for rule in ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO"):
        moved = _changed(_task(rule, "2026-01-05"), _at("2026-01-05"), dueOn="2026-01-07")
        again = _changed(moved, _at("2026-01-05"), recurrence={"rule": rule})
        assert _due(again) == "2026-01-07"
        assert _due(_ticked(again, "2026-01-07")) == "2026-01-12"
    counted = _task("FREQ=DAILY;COUNT=10", "2026-01-05")
    for day in ("2026-01-05", "2026-01-06", "2026-01-07"):
        counted = _ticked(counted, day)
    for _ in range(3):
        counted = _changed(counted, _at("2026-01-08"), recurrence={"rule": "FREQ=DAILY;COUNT=10"})
    ends = counted
    while ends.completed_at is None:
        last, ends = _due(ends), _ticked(ends, str(_due(ends)))
    assert last == "2026-01-14"


@pytest.mark.parametrize(
    ("time", "until", "last"),
    [
        # 18:00 in Berlin is 17:00 in UTC.
        ("18:00", "20270110T170000Z", "2027-01-10"),
        ("18:00", "20270110T165959Z", "2027-01-09"),
        ("19:00", "20270110T180000", "2027-01-09"),
        ("18:00", "20270110T180000", "2027-01-10"),
    ],
)
def test_until_is_read_in_the_zone_of_the_task(time: str, until: str, last: str) -> None:
    fields = {"dueTime": time, "dueZone": BERLIN}
    task = _task(f"FREQ=DAILY;UNTIL={until}", "2027-01-08", **fields)
    later = _changed(
        _task("FREQ=DAILY", "2027-01-08", **fields),
        _at("2027-01-01"),
        recurrence={"rule": f"FREQ=DAILY;UNTIL={until}"},
    )
    for each in (task, later):
        ends = each
        while ends.completed_at is None:
            day, ends = _due(ends), _ticked(ends, str(_due(ends)), "23:00")
        assert day == last


def test_until_in_utc_needs_a_zone() -> None:
    with pytest.raises(InvalidFieldError) as refused:
        _task("FREQ=DAILY;UNTIL=20270110T170000Z", "2027-01-08")
    assert (refused.value.field, "UNTIL" in refused.value.reason) == ("recurrence", True)


@pytest.mark.parametrize(
    ("anchor", "clock", "due"),
    [
        # Berlin is an hour ahead: 19:00 there is 18:00 in UTC. Three days were missed.
        ("due", "11:00", "2026-01-08"),
        ("due", "17:59", "2026-01-08"),
        ("due", "18:00", "2026-01-09"),
        ("completion", "11:00", "2026-01-09"),
    ],
)
def test_a_time_of_day_that_has_not_come_is_due_again_today(
    anchor: str, clock: str, due: str
) -> None:
    """tasks#1581: the next one is after now."""
    task = _task("FREQ=DAILY", "2026-01-05", anchor, dueTime="19:00", dueZone=BERLIN)
    assert _due(_ticked(task, "2026-01-08", clock, BERLIN)) == due
    floating = _task("FREQ=DAILY", "2026-01-05", anchor, dueTime="19:00")
    assert _due(_ticked(floating, "2026-01-08", clock, BERLIN)) == due


def test_todays_that_is_done_early_is_not_due_again_today() -> None:
    task = _task("FREQ=DAILY", "2026-01-08", dueTime="19:00", dueZone=BERLIN)
    assert _due(_ticked(task, "2026-01-08", "11:00", BERLIN)) == "2026-01-09"


def test_what_is_over_does_not_come_back_when_an_old_pause_is_ended() -> None:
    task = _task("FREQ=WEEKLY", "2026-01-04")
    paused = series_changes.pause(
        _ticked(task, "2026-01-04"), date(2026, 1, 5), date(2026, 1, 25), _at("2026-01-04")
    ).task
    assert _due(paused) == "2026-01-25"
    early = series_changes.resume(paused, date(2026, 1, 15), _at("2026-01-14")).task
    assert _due(early) == "2026-01-18"
    done = _ticked(paused, "2026-01-25")
    assert _due(done) == "2026-02-01"
    late = series_changes.resume(done, date(2026, 1, 15), _at("2026-01-26")).task
    assert _due(late) == "2026-02-01"


def test_when_it_can_be_done_goes_along_with_the_occurrence() -> None:
    task = _task("FREQ=WEEKLY", "2026-01-04", startOn="2026-01-01", deadlineOn="2026-01-05")
    dates = [
        (each.start_on, each.due_on, each.deadline_on) for each in (_ticked(task, "2026-01-04"),)
    ]
    assert dates == [(date(2026, 1, 8), date(2026, 1, 11), date(2026, 1, 12))]
    # One occurrence that is moved moves the others' days by nothing.
    moved = _changed(task, _at("2026-01-02"), dueOn="2026-01-06")
    after = _ticked(moved, "2026-01-06")
    assert (after.start_on, after.due_on) == (date(2026, 1, 8), date(2026, 1, 11))
    skipped = transition.skip(task, date(2026, 1, 4), _at("2026-01-04")).task
    assert skipped.deadline_on == date(2026, 1, 12)
    new = series_changes.New(uuid4(), "ada", _at("2026-01-01"))
    _, rest = series_changes.split(task, date(2026, 1, 18), SeriesChanges(), new)
    assert (rest.task.start_on, rest.task.deadline_on) == (date(2026, 1, 15), date(2026, 1, 19))
    paused = series_changes.pause(task, date(2026, 1, 3), date(2026, 1, 10), _at("2026-01-01")).task
    assert (paused.start_on, paused.due_on) == (date(2026, 1, 8), date(2026, 1, 11))


@pytest.mark.parametrize(
    ("rule", "day", "following"),
    [
        # Mondays from the 4th; the 18th and what follows on Tuesdays.
        ("FREQ=WEEKLY;BYDAY=MO", "2027-01-19", ["2027-01-19", "2027-01-26", "2027-02-02"]),
        ("FREQ=WEEKLY", "2027-01-19", ["2027-01-19", "2027-01-26", "2027-02-02"]),
        # A rule that cannot give a Tuesday goes on with its own days after it.
        ("FREQ=WEEKLY;BYDAY=MO,FR", "2027-01-19", ["2027-01-19", "2027-01-22", "2027-01-25"]),
    ],
)
def test_this_and_following_move_to_another_weekday(
    rule: str, day: str, following: list[str]
) -> None:
    task = _task(rule, "2027-01-04")
    new = series_changes.New(uuid4(), "ada", _at("2027-01-01"))
    changes = SeriesChanges.model_validate({"dueOn": day})
    before, after = series_changes.split(task, date(2027, 1, 18), changes, new)
    assert before is not None
    days, each = [], after.task
    for _ in following:
        days.append(_due(each))
        each = _ticked(each, str(days[-1]))
    assert days == following
    first, last = before.task, None
    while first.completed_at is None:
        last, first = _due(first), _ticked(first, str(_due(first)))
    assert str(last) < "2027-01-18"


def test_a_rule_that_is_sent_as_it_was_splits_without_beginning_anew() -> None:
    rule = "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD"
    new = series_changes.New(uuid4(), "ada", _at("2026-01-01"))
    changes = SeriesChanges.model_validate({"title": "u", "recurrence": {"rule": rule}})
    _, after = series_changes.split(_task(rule, "2026-01-31"), date(2026, 2, 28), changes, new)
    assert _due(_ticked(after.task, "2026-02-28")) == "2026-03-31"


def test_a_completion_counts_as_the_day_of_the_person() -> None:
    task = _task("FREQ=DAILY", "2026-01-05")
    night = _at("2026-01-08", "23:30")
    assert completed_on(task, night, BERLIN) - completed_on(task, night, "UTC") == timedelta(days=1)
    theirs = date(2026, 1, 9)
    assert completed_on(task, night, "UTC", theirs) == theirs
    timed = _task("FREQ=DAILY", "2026-01-05", dueTime="19:00", dueZone="Asia/Tokyo")
    assert completed_on(timed, night, "UTC", theirs) == date(2026, 1, 8)


def test_a_calendar_program_completes_as_the_page_does() -> None:
    fields = {"dueTime": "19:00", "dueZone": BERLIN, "startOn": "2026-01-04"}
    task = _task("FREQ=DAILY", "2026-01-05", **fields)
    at = _at("2026-01-08", "11:00")
    after = carried_out(task, Complete(original=date(2026, 1, 5), at=at), at)
    assert (_due(after), after.start_on) == ("2026-01-08", date(2026, 1, 7))

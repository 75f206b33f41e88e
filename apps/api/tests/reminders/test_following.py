"""Reminders follow their task: moved, recurring, completed, deleted, and back by undo."""

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from support.reminding import NOON, Reminding
from taskora_api.ledger.entries import Actor
from taskora_api.reminders.schemas import Reminder, ReminderBody

DUE = {"dueOn": "2027-01-15", "dueTime": "15:00", "dueZone": "UTC"}


def _at(hour: int, minute: int = 0, day: int = 15) -> datetime:
    return datetime(2027, 1, day, hour, minute, tzinfo=UTC)


def _titles(reminding: Reminding) -> list[str]:
    return [request.path for request in reminding.receiver.requests]


async def test_several_of_one_task_are_each_sent_at_their_time(reminding: Reminding) -> None:
    await reminding.webhook()
    task = await reminding.task(**DUE)
    await reminding.remind(task, minutesBefore=60)
    await reminding.remind(task, minutesBefore=0)
    await reminding.remind(task, remindAt="2027-01-15T13:00:00+00:00")
    sent = []
    for clock in (_at(12, 59), _at(13), _at(14), _at(15), _at(16)):
        reminding.clock.now = clock
        await reminding.step()
        sent.append(len(reminding.receiver.requests))
    assert sent == [0, 1, 2, 3, 3]


async def test_a_step_says_when_the_next_one_is_due(reminding: Reminding) -> None:
    task = await reminding.task(**DUE)
    for minutes in (10, 90):
        await reminding.remind(task, minutesBefore=minutes)
    assert await reminding.step() == _at(13, 30)
    reminding.clock.now = _at(13, 30)
    assert await reminding.step() == _at(14, 50)


async def test_a_task_that_is_moved_takes_its_reminders_along(reminding: Reminding) -> None:
    task = await reminding.task(**DUE)
    relative = await reminding.remind(task, minutesBefore=30)
    fixed = await reminding.remind(task, remindAt="2027-01-15T13:00:00Z")
    assert await reminding.fire_at(relative) == _at(14, 30)
    moved = await reminding.change(task, dueOn="2027-01-16", dueTime="08:00")
    assert await reminding.fire_at(relative) == _at(7, 30, 16)
    assert await reminding.fire_at(fixed) == _at(13)
    await reminding.undo(moved)
    assert await reminding.fire_at(relative) == _at(14, 30)
    await reminding.change(task, dueOn=None)
    assert await reminding.fire_at(relative) is None
    assert await reminding.fire_at(fixed) == _at(13)


async def test_what_was_dismissed_elsewhere_is_over_and_what_comes_later_is_not(
    reminding: Reminding,
) -> None:
    await reminding.webhook()
    task = await reminding.task(**DUE)
    reminder = await reminding.remind(task, minutesBefore=30)
    await _dismiss(reminding, reminder, _at(14, 30))
    assert await reminding.fire_at(reminder) is None
    await reminding.change(task, dueOn="2027-01-16")
    assert await reminding.fire_at(reminder) == _at(14, 30, 16)


async def _dismiss(reminding: Reminding, reminder: Reminder, at: datetime) -> None:
    """As a calendar program does by ACKNOWLEDGED."""

    async def work(connection: AsyncConnection) -> None:
        named = {"id": reminder.id}
        dismiss = text("UPDATE app.reminders SET acknowledged_at = :at WHERE id = :id")
        await connection.execute(dismiss, named | {"at": at})
        mark = text("UPDATE app.reminder_times SET is_stale = true WHERE reminder_id = :id")
        await connection.execute(mark, named)

    await reminding.database.write(work)


async def test_each_occurrence_has_its_reminder_once(reminding: Reminding) -> None:
    await reminding.webhook()
    task = await reminding.task(**DUE, recurrence={"rule": "FREQ=DAILY"})
    await reminding.remind(task, minutesBefore=0)
    for day in (15, 16, 17):
        reminding.clock.now = _at(15, day=day)
        await reminding.step()
        await reminding.step()
        reminding.clock.pass_by(minutes=5)
        await reminding.change(await _now(reminding, task), completed=True, timeZone="UTC")
        await reminding.step()
    keys = reminding.receiver.keys("webhook-id")
    assert len(keys) == len(set(keys)) == 3


async def _now(reminding: Reminding, task: Any) -> Any:  # noqa: ANN401 - a task.
    return await reminding.tasks.get_task(reminding.person, task.id)


async def test_what_is_completed_or_deleted_has_none_until_it_is_undone(
    reminding: Reminding,
) -> None:
    task = await reminding.task(**DUE)
    reminder = await reminding.remind(task, minutesBefore=0)
    completed = await reminding.change(task, completed=True)
    assert await reminding.fire_at(reminder) is None
    await reminding.undo(completed)
    assert await reminding.fire_at(reminder) == _at(15)
    deleted = await reminding.tasks.delete_tasks(reminding.person, [task.id], Actor.WEB)
    assert deleted.change_id is not None
    assert await reminding.fire_at(reminder) is None
    await reminding.undo(deleted.change_id)
    assert await reminding.fire_at(reminder) == _at(15)
    await reminding.tasks.delete_tasks(reminding.person, [task.id], Actor.WEB)
    assert await reminding.fire_at(reminder) is None
    await reminding.trash.restore(reminding.person, task.id, Actor.WEB)
    assert await reminding.fire_at(reminder) == _at(15)


async def test_a_reminder_that_is_deleted_comes_back_by_undo(reminding: Reminding) -> None:
    task = await reminding.task(**DUE)
    reminder = await reminding.remind(task, minutesBefore=0)
    change = await reminding.reminders.delete(reminding.person, reminder.id, Actor.WEB)
    assert change is not None
    await reminding.step()
    left = text("SELECT count(*) FROM app.reminder_times")
    assert await reminding.database.read(lambda c: c.scalar(left)) == 0
    await reminding.undo(change)
    assert await reminding.fire_at(reminder) == _at(15)
    listed = await reminding.reminders.list_reminders(reminding.person, task.id)
    assert listed.items == [reminder]


async def test_another_time_of_a_reminder_counts_and_undo_takes_it_back(
    reminding: Reminding,
) -> None:
    task = await reminding.task(**DUE)
    reminder = await reminding.remind(task, minutesBefore=0)
    body = ReminderBody.model_validate({"minutesBefore": 90})
    _, change = await reminding.reminders.edit(reminding.person, reminder.id, body, Actor.WEB)
    assert await reminding.fire_at(reminder) == _at(13, 30)
    assert change is not None
    await reminding.undo(change)
    assert await reminding.fire_at(reminder) == _at(15)


async def test_the_past_is_not_made_up_for(reminding: Reminding) -> None:
    """Who is late with a task is not told at once by all of its reminders."""
    await reminding.webhook()
    task = await reminding.task(**DUE)
    for minutes in (240, 1440):
        await reminding.remind(task, minutesBefore=minutes)
    await reminding.remind(task, remindAt="2027-01-15T11:59:59Z")
    await reminding.step()
    assert reminding.receiver.requests == []


async def test_what_was_sent_is_not_sent_again_when_it_is_undone(reminding: Reminding) -> None:
    await reminding.webhook()
    task = await reminding.task(**DUE)
    await reminding.remind(task, minutesBefore=0)
    reminding.clock.now = _at(15)
    await reminding.step()
    reminding.clock.pass_by(seconds=30)
    await reminding.undo(await reminding.change(task, completed=True))
    await reminding.step()
    assert len(reminding.receiver.requests) == 1


async def test_whoever_was_away_is_late_and_not_silent_within_a_day(reminding: Reminding) -> None:
    await reminding.webhook()
    for number, late in enumerate((timedelta(hours=23), timedelta(hours=25))):
        reminding.clock.now = NOON
        task = await reminding.task(**DUE)
        await reminding.remind(task, minutesBefore=0)
        await reminding.step()
        reminding.clock.now = _at(15) + late
        await reminding.step()
        assert len(reminding.receiver.requests) == 1, number


async def test_settings_that_are_saved_lose_nothing_that_is_due(reminding: Reminding) -> None:
    """It was due before, and nobody has fired it yet."""
    await reminding.webhook()
    task = await reminding.task(**DUE)
    await reminding.remind(task, minutesBefore=0)
    await reminding.step()
    reminding.clock.now = _at(15, 2)
    await reminding.live_in("Asia/Tokyo")
    await reminding.step()
    assert len(reminding.receiver.requests) == 1


async def test_what_is_sent_again_says_what_is_so_now(reminding: Reminding) -> None:
    await reminding.webhook()
    task = await reminding.task("call mum", **DUE)
    await reminding.remind(task, minutesBefore=0)
    await _fail_once(reminding)
    await reminding.change(task, title="call dad")
    reminding.clock.pass_by(minutes=1)
    await reminding.step()
    assert [json.loads(each.body)["data"]["title"] for each in reminding.receiver.requests] == [
        "call mum",
        "call dad",
    ]


async def test_who_is_no_member_any_more_is_not_told(reminding: Reminding) -> None:
    channel, _ = await reminding.webhook()
    task = await reminding.task(**DUE)
    await reminding.remind(task, minutesBefore=0)
    await _fail_once(reminding)
    leave = text("DELETE FROM app.members WHERE space_id = :id")
    await reminding.database.write(lambda c: c.execute(leave, {"id": task.space_id}))
    reminding.clock.pass_by(minutes=1)
    await reminding.step()
    assert len(reminding.receiver.requests) == 1
    assert await reminding.deliveries(channel) == [("withdrawn", 2, "not_due_any_more")]


async def _fail_once(reminding: Reminding) -> None:
    """The first attempt is made and fails."""
    await reminding.step()
    reminding.clock.now = _at(15)
    reminding.receiver.answers.append((500, {}))
    await reminding.step()


async def test_who_moves_house_is_reminded_there(reminding: Reminding) -> None:
    floating = await reminding.task(dueOn="2027-01-20", dueTime="15:00")
    whole_day = await reminding.task(dueOn="2027-01-20")
    fixed = await reminding.task(dueOn="2027-01-20", dueTime="15:00", dueZone="UTC")
    reminders = [
        await reminding.remind(each, minutesBefore=0) for each in (floating, whole_day, fixed)
    ]
    own_time = await reminding.remind(whole_day, minutesBefore=0, allDayTime="18:00")
    reminders.append(own_time)
    expected = {
        "": (15, 9, 15, 18),
        "Asia/Tokyo": (6, 0, 15, 9),
        "Europe/Berlin": (14, 8, 15, 17),
    }
    for zone, hours in expected.items():
        if zone:
            await reminding.live_in(zone)
        assert [await reminding.fire_at(each) for each in reminders] == [
            _at(hour, day=20) for hour in hours
        ]
    await reminding.live_in("UTC", time(7, 30))
    assert [await reminding.fire_at(each) for each in reminders] == [
        *(_at(15, day=20), _at(7, 30, 20), _at(15, day=20), _at(18, day=20))
    ]


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        ("2027-03-28", "Europe/Berlin", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("2027-10-31", "Europe/Berlin", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
async def test_a_change_of_the_clocks_gives_one_reminder(
    reminding: Reminding, day: str, zone: str, instant: datetime
) -> None:
    """In the gap an hour later, in the fold the first time, and not again the second."""
    await reminding.webhook()
    task = await reminding.task(dueOn=day, dueTime="02:30", dueZone=zone)
    reminder = await reminding.remind(task, minutesBefore=0)
    assert await reminding.fire_at(reminder) == instant
    for minutes in (-1, 0, 59, 60, 120):
        reminding.clock.now = instant + timedelta(minutes=minutes)
        await reminding.step()
        assert len(reminding.receiver.requests) == (0 if minutes < 0 else 1)


async def test_an_older_program_moves_a_task_with_its_reminders(reminding: Reminding) -> None:
    """It knows of no reminders: what the database does for it counts."""
    task = await reminding.task(**DUE)
    reminder = await reminding.remind(task, minutesBefore=0)
    statement = text("UPDATE app.tasks SET due_on = '2027-01-18', updated_at = :now WHERE id = :id")
    await reminding.database.write(
        lambda c: c.execute(statement, {"id": task.id, "now": reminding.clock.now})
    )
    assert await reminding.fire_at(reminder) == _at(15, day=18)

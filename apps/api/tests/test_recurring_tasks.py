"""Tasks that recur: docs/public-reports.md has what went wrong elsewhere."""

import asyncio
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from support.tasks import Tasks
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask, TaskChanges
from taskora_api.tasks.service import TaskService

MONTHLY = {"rule": "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD"}


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


class At:
    """The use cases at a moment, for one person."""

    def __init__(self, application: FastAPI, person: str) -> None:
        self._database = application.state.services.tasks.database
        self._person = person

    def _service(self, moment: str) -> TaskService:
        return TaskService(self._database, lambda: datetime.fromisoformat(moment).astimezone(UTC))

    async def add(self, moment: str, **fields: Any) -> UUID:  # noqa: ANN401 - any field.
        new = NewTask.model_validate({"title": "a", **fields})
        return (await self._service(moment).add_tasks(self._person, [new], Actor.WEB)).tasks[0].id

    async def complete(self, moment: str, task_id: UUID, zone: str = "UTC") -> str | None:
        """Complete the open occurrence, and return when the task is due next."""
        changes = TaskChanges.model_validate({"completed": True, "timeZone": zone})
        changed = await self._service(moment).update_tasks(
            self._person, {task_id: changes}, Actor.WEB
        )
        (task,) = changed.tasks
        return None if task.completed_at is not None or not task.due_on else str(task.due_on)


@pytest.fixture
def at(application: FastAPI, person: str) -> At:
    """Time, as an input."""
    return At(application, person)


async def test_monthly_on_the_31st_remembers_the_day_through_short_months(at: At) -> None:
    """As its first date has it (tasks#4135, tasks#1450)."""
    task = await at.add("2027-01-01T12:00+00:00", dueOn="2027-01-31", recurrence=MONTHLY)
    dates = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    found = [await at.complete(f"{day}T12:00+00:00", task) for day in dates]
    assert found == ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]


@pytest.mark.parametrize(("catch_up", "following"), [(False, "2027-06-05"), (True, "2027-06-02")])
async def test_what_was_missed_neither_piles_up_nor_vanishes_unless_it_is_wanted(
    at: At, catch_up: bool, following: str
) -> None:
    """Whatever was not done (tasks#1581, super-productivity#4559, super-productivity#8644)."""
    recurrence = {"rule": "FREQ=DAILY", "catchUp": catch_up}
    task = await at.add("2027-06-01T08:00+00:00", dueOn="2027-06-01", recurrence=recurrence)
    assert await at.complete("2027-06-04T09:00+00:00", task) == following


async def test_from_completion_counts_from_the_day_of_completion(at: At) -> None:
    """In the zone of the person (tasks#3875, planify#1902)."""
    recurrence = {"rule": "FREQ=MONTHLY", "anchor": "completion"}
    task = await at.add("2027-08-01T08:00+00:00", dueOn="2027-08-29", recurrence=recurrence)
    assert await at.complete("2027-09-10T09:00+00:00", task) == "2027-10-10"


@pytest.mark.parametrize(
    ("zone", "moment", "due", "following"),
    [
        ("Pacific/Auckland", "2027-09-25T23:50+12:00", "2027-09-25", "2027-09-26"),
        ("Pacific/Auckland", "2027-09-26T23:50+13:00", "2027-09-26", "2027-09-27"),
        ("America/Santiago", "2027-09-04T23:55-04:00", "2027-09-04", "2027-09-05"),
    ],
)
async def test_days_are_days_of_the_persons_zone_also_where_the_clocks_change(
    at: At, zone: str, moment: str, due: str, following: str
) -> None:
    """Also late in the day (tasks#1374, tasks#1634, tasks#2239)."""
    task = await at.add(moment, dueOn=due, recurrence={"rule": "FREQ=DAILY"})
    assert await at.complete(moment, task, zone) == following


async def test_the_first_occurrence_is_the_first_match_from_the_start_on(tasks: Tasks) -> None:
    """On a day that the rule does not give (super-productivity#5594, super-productivity#7423)."""
    rule = {"rule": "FREQ=WEEKLY;BYDAY=MO,WE,FR"}
    made = await tasks.add("on a Saturday", dueOn="2027-01-02", recurrence=rule)
    assert made["dueOn"] == "2027-01-04"
    path = f"/{made['id']}"
    earlier = (await tasks.call("PATCH", path, json={"dueOn": "2027-01-01"})).json()
    assert (earlier["dueOn"], earlier["recurrence"]["rule"]) == ("2027-01-01", rule["rule"])


async def test_todays_occurrence_stays_where_another_rule_gives_it_too(tasks: Tasks) -> None:
    """And is not lost (super-productivity#7951)."""
    made = await tasks.add("a", dueOn="2027-01-05", recurrence={"rule": "FREQ=DAILY"})
    weekdays = {"recurrence": {"rule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"}}
    changed = (await tasks.call("PATCH", f"/{made['id']}", json=weekdays)).json()
    assert changed["dueOn"] == "2027-01-05"


async def _change(tasks: Tasks, task: UUID | str, **changes: object) -> dict[str, Any]:
    answer = await tasks.call("PATCH", f"/{task}", json=changes)
    assert answer.status_code == 200
    return cast("dict[str, Any]", answer.json())


async def test_a_count_that_stays_goes_on_where_the_rule_changes(at: At, tasks: Tasks) -> None:
    """Of four, one is done: three are left, on another weekday too; another number is said anew."""
    rule = {"rule": "FREQ=WEEKLY;COUNT=4;BYDAY=MO"}
    task = await at.add("2027-01-04T08:00+00:00", dueOn="2027-01-04", recurrence=rule)
    assert await at.complete("2027-01-04T08:00+00:00", task) == "2027-01-11"
    moved = {"rule": "FREQ=WEEKLY;COUNT=4;BYDAY=TU"}
    changed = await _change(tasks, task, dueOn="2027-01-12", recurrence=moved)
    assert (changed["dueOn"], changed["recurrence"]["rule"]) == (
        "2027-01-12",
        "FREQ=WEEKLY;COUNT=3;BYDAY=TU",
    )
    again = {"rule": changed["recurrence"]["rule"]}
    assert (await _change(tasks, task, recurrence=again))["recurrence"]["rule"] == again["rule"]
    longer = {"rule": "FREQ=WEEKLY;COUNT=9;BYDAY=TU"}
    assert (await _change(tasks, task, recurrence=longer))["recurrence"]["rule"] == longer["rule"]


async def test_what_was_left_out_stays_where_the_new_rule_still_gives_it(tasks: Tasks) -> None:
    made = await tasks.add("a", dueOn="2027-01-04", recurrence={"rule": "FREQ=WEEKLY;BYDAY=MO,TH"})
    for day in ("2027-01-11", "2027-01-14"):
        answer = await tasks.call(
            "POST", f"/{made['id']}/recurrence/skip", json={"occurrenceOn": day}
        )
        assert answer.status_code == 200
    moved = {"rule": "FREQ=WEEKLY;BYDAY=TU,TH"}
    changed = await _change(tasks, made["id"], dueOn="2027-01-05", recurrence=moved)
    assert changed["dueOn"] == "2027-01-05"
    assert changed["recurrence"]["skippedOn"] == ["2027-01-14"]


async def test_a_rule_that_never_gives_a_date_is_refused_at_once(tasks: Tasks) -> None:
    """And not searched for without end (dateutil#1441)."""
    never = {"rule": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}
    refused = await tasks.call(
        "POST", json={"title": "a", "dueOn": "2027-01-01", "recurrence": never}
    )
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "recurrence"


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=-1", "FREQ=DAILY;INTERVAL=0", "DAILY", "FREQ="])
async def test_a_rule_that_is_none_is_refused_by_name(tasks: Tasks, rule: str) -> None:
    """Before anything is kept (dateutil#1094, tasks#1323, xandikos#571)."""
    refused = await tasks.call(
        "POST", json={"title": "a", "dueOn": "2027-01-01", "recurrence": {"rule": rule}}
    )
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "recurrence.rule"


async def test_an_end_by_date_is_the_end_of_that_day(at: At) -> None:
    """Also with a zone that is behind (rrule#556)."""
    rule = {"rule": "FREQ=DAILY;UNTIL=20270102"}
    task = await at.add(
        "2027-01-01T08:00+00:00",
        dueOn="2027-01-01",
        dueTime="23:00",
        dueZone="America/Denver",
        recurrence=rule,
    )
    assert await at.complete("2027-01-01T20:00+00:00", task) == "2027-01-02"
    assert await at.complete("2027-01-02T20:00+00:00", task) is None


async def test_moving_the_date_keeps_the_rule_and_the_others(at: At, tasks: Tasks) -> None:
    """Whoever moves it (todoist-mcp#279)."""
    rule = {"rule": "FREQ=WEEKLY;BYDAY=MO"}
    task = await at.add("2027-01-01T08:00+00:00", dueOn="2027-01-04", recurrence=rule)
    moved = (await tasks.call("PATCH", f"/{task}", json={"dueOn": "2027-01-06"})).json()
    assert (moved["dueOn"], moved["recurrence"]["rule"]) == ("2027-01-06", rule["rule"])
    assert moved["recurrence"]["originalOn"] == "2027-01-04"
    assert await at.complete("2027-01-06T08:00+00:00", task) == "2027-01-11"


@pytest.mark.parametrize("over", ["completed", "skipped"])
async def test_only_the_occurrence_that_was_seen_is_moved(tasks: Tasks, over: str) -> None:
    made = await tasks.add("a", dueOn="2030-01-01", recurrence={"rule": "FREQ=WEEKLY"})
    path, seen = f"/{made['id']}", {"occurrenceOn": "2030-01-01"}
    moved = await tasks.call("PATCH", path, json={"dueOn": "2030-01-03", **seen})
    assert (moved.status_code, moved.json()["dueOn"]) == (200, "2030-01-03")
    if over == "completed":
        await tasks.call("PATCH", path, json={"completed": True, **seen})
    else:
        await tasks.call("POST", f"{path}/recurrence/skip", json=seen)
    now = (await tasks.call("GET", path)).json()
    assert now["dueOn"] == "2030-01-08"
    for late in ("2030-01-02", None):
        body = {"dueOn": late, "title": "b", **seen}
        refused = await tasks.call("PATCH", path, json=body)
        assert (refused.status_code, refused.json()["status"]) == (412, 412)
    assert (await tasks.call("GET", path)).json() == now
    # Where it is there already, nothing is moved.
    titled = await tasks.call("PATCH", path, json={"dueOn": "2030-01-08", "title": "b", **seen})
    assert (titled.status_code, titled.json()["title"]) == (200, "b")
    opened = {"dueOn": "2030-01-09", "occurrenceOn": now["recurrence"]["originalOn"]}
    assert (await tasks.call("PATCH", path, json=opened)).json()["dueOn"] == "2030-01-09"


async def test_completing_one_occurrence_twice_at_once_makes_one_successor(tasks: Tasks) -> None:
    made = await tasks.add("a", dueOn="2030-01-01", recurrence={"rule": "FREQ=DAILY"})
    body = {"completed": True, "occurrenceOn": made["recurrence"]["originalOn"]}
    answers = await asyncio.gather(
        *(tasks.call("PATCH", f"/{made['id']}", json=body) for _ in range(6))
    )
    assert {answer.json()["dueOn"] for answer in answers} == {"2030-01-02"}
    assert [change["kind"] for change in await tasks.changes()] == ["completed", "added"]


async def test_undoing_a_completion_takes_back_exactly_its_successor(tasks: Tasks) -> None:
    made = await tasks.add("a", dueOn="2030-01-01", recurrence={"rule": "FREQ=DAILY"})
    path = f"/{made['id']}"
    done = await tasks.call("PATCH", path, json={"completed": True})
    assert done.json()["dueOn"] == "2030-01-02"
    assert (await tasks.undo(done)).status_code == 200
    now = (await tasks.call("GET", path)).json()
    assert (now["dueOn"], now["recurrence"]) == (made["dueOn"], made["recurrence"])
    assert await tasks.titles() == ["a"]


async def test_the_last_occurrence_completes_the_task(tasks: Tasks) -> None:
    made = await tasks.add("a", dueOn="2030-01-01", recurrence={"rule": "FREQ=DAILY;COUNT=1"})
    done = (await tasks.call("PATCH", f"/{made['id']}", json={"completed": True})).json()
    assert done["completedAt"] is not None
    assert done["dueOn"] == "2030-01-01"


async def test_the_last_day_of_the_calendar_completes_the_task(tasks: Tasks) -> None:
    made = await tasks.add("a", dueOn="2999-12-31", recurrence={"rule": "FREQ=DAILY"})
    done = await tasks.call("PATCH", f"/{made['id']}", json={"completed": True})
    assert (done.status_code, done.json()["dueOn"]) == (200, "2999-12-31")
    assert done.json()["completedAt"] is not None


async def test_what_takes_too_long_to_follow_is_refused_and_no_fault(tasks: Tasks) -> None:
    rule = {"rule": "FREQ=DAILY;BYDAY=MO;COUNT=9999"}
    made = await tasks.add("a", dueOn="1900-01-01", recurrence=rule)
    refused = await tasks.call("PATCH", f"/{made['id']}", json={"completed": True})
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "recurrence"

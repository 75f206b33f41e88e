"""Series of tasks that recur, over HTTP: skipped, paused, resumed, and changed from one day on."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from support.tasks import Tasks

DAILY = {"rule": "FREQ=DAILY"}
Json = dict[str, Any]


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _made(tasks: Tasks, due: str = "2027-06-01", **recurrence: object) -> Json:
    return await tasks.add("water the plants", dueOn=due, recurrence=DAILY | recurrence)


async def _do(tasks: Tasks, task: Json, what: str, **body: object) -> httpx2.Response:
    return await tasks.call("POST", f"/{task['id']}/recurrence/{what}", json=body)


async def _now(tasks: Tasks, task: Json) -> Json:
    found: Json = (await tasks.call("GET", f"/{task['id']}")).json()
    return found


async def test_the_open_occurrence_is_left_out_once_however_often_that_is_asked_for(
    tasks: Tasks,
) -> None:
    task = await _made(tasks, due="2999-06-01")
    answers = await asyncio.gather(
        *(_do(tasks, task, "skip", occurrenceOn="2999-06-01") for _ in range(5))
    )
    assert {answer.json()["dueOn"] for answer in answers} == {"2999-06-02"}
    changed = [answer for answer in answers if "change-id" in answer.headers]
    assert len(changed) == 1
    assert (await tasks.undo(changed[0])).status_code == 200
    back = await _now(tasks, task)
    assert (back["dueOn"], back["recurrence"]) == (task["dueOn"], task["recurrence"])


async def test_a_later_occurrence_is_left_out_and_the_open_one_stays(tasks: Tasks) -> None:
    task = await _made(tasks, due="2999-06-01")
    skipped = (await _do(tasks, task, "skip", occurrenceOn="2999-06-02")).json()
    assert (skipped["dueOn"], skipped["recurrence"]["skippedOn"]) == ("2999-06-01", ["2999-06-02"])
    following = (await _do(tasks, task, "skip", occurrenceOn="2999-06-01")).json()
    assert following["dueOn"] == "2999-06-03"


async def test_leaving_out_the_last_one_completes_the_task(tasks: Tasks) -> None:
    task = await _made(tasks, due="2999-06-01", rule="FREQ=DAILY;COUNT=1")
    skipped = (await _do(tasks, task, "skip", occurrenceOn="2999-06-01")).json()
    assert skipped["completedAt"] is not None
    assert (await _do(tasks, task, "skip", occurrenceOn="2999-06-01")).json() == skipped


async def test_what_falls_into_a_pause_is_not_due_and_comes_back_where_it_ends_early(
    tasks: Tasks,
) -> None:
    task = await _made(tasks)
    pause = {"startOn": "2027-06-01", "resumedOn": "2027-06-10"}
    answers = await asyncio.gather(*(_do(tasks, task, "pause", **pause) for _ in range(3)))
    assert {answer.json()["dueOn"] for answer in answers} == {"2027-06-10"}
    assert sum("change-id" in answer.headers for answer in answers) == 1
    again = await asyncio.gather(
        *(_do(tasks, task, "resume", resumedOn="2027-06-04") for _ in range(3))
    )
    assert {answer.json()["dueOn"] for answer in again} == {"2027-06-04"}
    (changed,) = (answer for answer in again if "change-id" in answer.headers)
    assert (await tasks.undo(changed)).status_code == 200
    assert (await _now(tasks, task))["dueOn"] == "2027-06-10"


async def test_a_pause_that_comes_later_moves_nothing_yet(tasks: Tasks) -> None:
    task = await _made(tasks, due="2027-06-01")
    paused = await _do(tasks, task, "pause", startOn="2027-06-05", resumedOn="2027-06-08")
    assert paused.json()["dueOn"] == "2027-06-01"
    resumed = await _do(tasks, task, "resume", resumedOn="2027-06-05")
    assert (resumed.json()["dueOn"], resumed.json()["recurrence"]["pauses"]) == ("2027-06-01", [])


@pytest.mark.parametrize(
    ("what", "body", "code"),
    [
        ("skip", {"occurrenceOn": "2027-06-02"}, "RECURRENCE_NOT_AN_OCCURRENCE"),
        ("split", {"occurrenceOn": "2027-06-02", "changes": {}}, "RECURRENCE_NOT_AN_OCCURRENCE"),
        ("split", {"occurrenceOn": "2027-05-01", "changes": {}}, "RECURRENCE_NOT_AN_OCCURRENCE"),
        ("pause", {"startOn": "2027-06-09", "resumedOn": "2027-06-09"}, "RECURRENCE_VALUE"),
        ("pause", {"startOn": "2027-05-09", "resumedOn": "2027-09-09"}, "RECURRENCE_VALUE"),
        ("resume", {"resumedOn": "2027-06-09"}, "RECURRENCE_NOT_PAUSED"),
    ],
)
async def test_what_cannot_be_done_is_refused_with_its_code(
    tasks: Tasks, what: str, body: Json, code: str
) -> None:
    task = await _made(tasks, rule="FREQ=WEEKLY;COUNT=3")
    refused = await _do(tasks, task, what, **body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert await _now(tasks, task) == task


async def test_two_pauses_of_one_day_are_refused(tasks: Tasks) -> None:
    task = await _made(tasks)
    await _do(tasks, task, "pause", startOn="2027-06-05", resumedOn="2027-06-08")
    refused = await _do(tasks, task, "pause", startOn="2027-06-07", resumedOn="2027-06-09")
    assert (refused.status_code, refused.json()["code"]) == (422, "RECURRENCE_PAUSED")


@pytest.mark.parametrize("what", ["skip", "pause", "resume", "split"])
async def test_a_task_that_does_not_recur_is_refused(tasks: Tasks, what: str) -> None:
    task = await tasks.add("once", dueOn="2027-06-01")
    bodies: dict[str, Json] = {
        "skip": {"occurrenceOn": "2027-06-01"},
        "pause": {"startOn": "2027-06-01", "resumedOn": "2027-06-02"},
        "resume": {"resumedOn": "2027-06-01"},
        "split": {"occurrenceOn": "2027-06-01", "changes": {"title": "other"}},
    }
    refused = await _do(tasks, task, what, **bodies[what])
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "recurrence"


async def test_this_and_following_become_a_task_of_their_own_and_join_again(tasks: Tasks) -> None:
    task = await _made(tasks, rule="FREQ=DAILY;COUNT=10")
    body = {"occurrenceOn": "2027-06-04", "changes": {"title": "water them twice"}}
    answers = await asyncio.gather(*(_do(tasks, task, "split", **body) for _ in range(3)))
    (made,) = (answer for answer in answers if answer.is_success)
    refused = [answer.json()["code"] for answer in answers if not answer.is_success]
    assert refused == ["RECURRENCE_NOT_AN_OCCURRENCE"] * 2
    before, following = made.json()["before"], made.json()["following"]
    assert (before["id"], before["dueOn"]) == (task["id"], "2027-06-01")
    assert before["recurrence"]["rule"] == "FREQ=DAILY;UNTIL=20270603"
    assert (following["title"], following["dueOn"]) == ("water them twice", "2027-06-04")
    assert following["recurrence"]["rule"] == "FREQ=DAILY;COUNT=10"
    assert (following["recurrence"]["startOn"], following["version"]) == ("2027-06-01", 1)
    assert (await tasks.undo(made)).status_code == 200
    assert await tasks.titles() == ["water the plants"]
    assert (await _now(tasks, task))["recurrence"] == task["recurrence"]


async def test_what_follows_has_another_rule_from_another_day_on(tasks: Tasks) -> None:
    task = await _made(tasks)
    changes = {"dueOn": "2027-06-07", "recurrence": {"rule": "FREQ=WEEKLY"}}
    made = (await _do(tasks, task, "split", occurrenceOn="2027-06-04", changes=changes)).json()
    assert made["before"]["recurrence"]["rule"] == "FREQ=DAILY;UNTIL=20270603"
    assert (made["following"]["dueOn"], made["following"]["recurrence"]["rule"]) == (
        "2027-06-07",
        "FREQ=WEEKLY",
    )


async def test_of_the_open_one_the_task_itself_changes(tasks: Tasks) -> None:
    task = await _made(tasks)
    changes = {"title": "feed the cat", "dueOn": "2027-06-03"}
    made = (await _do(tasks, task, "split", occurrenceOn="2027-06-01", changes=changes)).json()
    assert made["before"] == made["following"]
    assert (made["following"]["id"], made["following"]["title"]) == (task["id"], "feed the cat")
    series = made["following"]["recurrence"]
    assert (series["startOn"], series["moved"]) == ("2027-06-03", [])
    assert len(await tasks.titles()) == 1


async def test_what_follows_may_end_the_series(tasks: Tasks) -> None:
    task = await _made(tasks)
    body = {"occurrenceOn": "2027-06-04", "changes": {"recurrence": None}}
    following = (await _do(tasks, task, "split", **body)).json()["following"]
    assert (following["dueOn"], following["recurrence"]) == ("2027-06-04", None)


async def test_what_follows_names_only_what_is_there(tasks: Tasks) -> None:
    task = await _made(tasks)
    body = {"occurrenceOn": "2027-06-04", "changes": {"projectId": str(uuid4())}}
    refused = await _do(tasks, task, "split", **body)
    assert refused.json()["fields"][0]["path"] == "projectId"
    assert await _now(tasks, task) == task


async def test_a_rule_from_completion_knows_its_open_occurrence_alone(tasks: Tasks) -> None:
    task = await _made(tasks, anchor="completion")
    refused = await _do(tasks, task, "skip", occurrenceOn="2027-06-02")
    assert refused.json()["code"] == "RECURRENCE_NOT_AN_OCCURRENCE"

"""Dry runs over HTTP: what a plan says, and that it is applied once or not at all."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from conftest import Headers
from support.household import SharedSpace
from support.ledger import verified
from support.tasks import Tasks
from taskora_api.database.engine import Database
from taskora_api.entity_stores import STORES
from taskora_api.errors import NotFoundError
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.plans import repository
from taskora_api.plans.schemas import PLANS_MAX
from taskora_api.plans.service import PlanService
from taskora_api.settings import Settings
from taskora_api.spaces.personal import personal_space_id

DRY = {"Dry-Run": "true"}
PLANS = "/api/v1/plans"
Json = dict[str, Any]


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _plan(tasks: Tasks, method: str, path: str = "", body: Json | None = None) -> Json:
    answer = await tasks.call(method, path, json=body, headers=DRY)
    assert answer.status_code == 202, answer.text
    assert "change-id" not in answer.headers
    plan: Json = answer.json()
    return plan


async def _apply(tasks: Tasks, plan: Json, **headers: str) -> httpx2.Response:
    path = f"{PLANS}/{plan['id']}/apply"
    return await tasks.client.post(path, headers=tasks.headers | headers)


async def _all(tasks: Tasks) -> list[Json]:
    return list((await tasks.call("GET")).json()["items"])


async def test_a_plan_says_what_it_would_change_and_does_exactly_that_once(tasks: Tasks) -> None:
    task = await tasks.add("buy milk", tags=["shop"])
    before = await _all(tasks)
    changes = {"title": "buy oat milk", "tags": [], "notes": ""}
    plan = await _plan(tasks, "PATCH", f"/{task['id']}", changes)
    (entity,) = plan["entities"]
    assert entity == {
        "entity": "task",
        "entityId": task["id"],
        "action": "change",
        "version": 1,
        "fields": [
            {"field": "tags", "before": ["shop"], "after": []},
            {"field": "title", "before": "buy milk", "after": "buy oat milk"},
        ],
    }
    assert await _all(tasks) == before
    answers = await asyncio.gather(*(_apply(tasks, plan) for _ in range(5)))
    (done,) = (answer for answer in answers if answer.is_success)
    refused = [answer for answer in answers if not answer.is_success]
    assert {(each.status_code, each.json()["code"]) for each in refused} == {(409, "PLAN_APPLIED")}
    assert {each.headers["change-id"] for each in refused} == {done.json()["changeId"]}
    (now,) = await _all(tasks)
    assert (now["title"], now["tags"], now["version"]) == ("buy oat milk", [], 2)
    (latest, *_) = await tasks.changes()
    assert (latest["id"], latest["tool"]) == (done.json()["changeId"], "updateTask")
    assert (await tasks.undo(done)).status_code == 200
    assert (await _all(tasks))[0]["title"] == "buy milk"


Ask = tuple[str, str, Json | None]


async def _asked(tasks: Tasks, what: str) -> Ask:
    """A request of each kind that changes tasks."""
    task = await tasks.add("a", dueOn="2027-06-01", recurrence={"rule": "FREQ=DAILY"})
    other = await tasks.add("b")
    path = f"/{task['id']}"
    asked: dict[str, Ask] = {
        "create": ("POST", "", {"title": "c"}),
        "update": ("PATCH", path, {"title": "c"}),
        "complete": ("PATCH", path, {"completed": True}),
        "place": ("POST", f"{path}/place", {"afterId": other["id"]}),
        "delete": ("DELETE", path, None),
        "skip": ("POST", f"{path}/recurrence/skip", {"occurrenceOn": "2027-06-01"}),
        "split": (
            "POST",
            f"{path}/recurrence/split",
            {"occurrenceOn": "2027-06-04", "changes": {"title": "c"}},
        ),
    }
    return asked[what]


def _seen(items: list[Json]) -> list[Json]:
    hidden = {"id", "createdAt", "updatedAt", "completedAt", "position"}
    return [{k: v for k, v in each.items() if k not in hidden} for each in items]


@pytest.mark.parametrize(
    "what", ["create", "update", "complete", "place", "delete", "skip", "split"]
)
async def test_an_applied_plan_is_as_if_it_had_been_done_at_once(
    client: httpx2.AsyncClient, headers: Headers, settings: Settings, what: str
) -> None:
    people = [f"one-{uuid4().hex}", f"other-{uuid4().hex}"]
    one, other = (Tasks(client, headers(who)) for who in people)
    plan = await _plan(one, *await _asked(one, what))
    assert (await _apply(one, plan)).status_code == 200
    method, path, body = await _asked(other, what)
    assert (await other.call(method, path, json=body)).is_success
    own = [str(personal_space_id(who)) for who in people]
    found, expected = _seen(await _all(one)), _seen(await _all(other))
    for each in (*found, *expected):
        each["spaceId"] = each["createdBy"] = ""
    assert found == expected
    reports = await verified(settings)
    assert all(reports[space]["whole"] for space in own)


async def test_the_plan_of_an_undo_undoes(tasks: Tasks) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    path = f"/api/v1/changes/{added.headers['change-id']}/undo"
    plan = (await tasks.client.post(path, headers=tasks.headers | DRY)).json()
    assert [each["action"] for each in plan["entities"]] == ["delete"]
    again = (await tasks.client.post(path, headers=tasks.headers | DRY)).json()
    assert (await _apply(tasks, plan)).status_code == 200
    assert await tasks.titles() == []
    (undo, first) = await tasks.changes()
    assert (undo["kind"], first["undoneAt"] is None) == ("undone", False)
    refused = await _apply(tasks, again)
    assert (refused.status_code, refused.json()["code"]) == (409, "PLAN_STALE")
    said_again = (await tasks.client.post(path, headers=tasks.headers | DRY)).json()
    assert said_again["entities"] == []


async def test_moving_to_another_space_is_planned_in_both(
    client: httpx2.AsyncClient, headers: Headers, tasks: Tasks, person: str
) -> None:
    space = await SharedSpace(client, headers, person).make()
    task = await tasks.add("a")
    plan = await _plan(tasks, "POST", f"/{task['id']}/move", {"spaceId": space.id})
    assert [each["action"] for each in plan["entities"]] == ["delete", "add"]
    assert (await _apply(tasks, plan)).status_code == 200
    assert (await _all(tasks))[0]["spaceId"] == space.id


async def test_a_plan_is_stale_once_a_task_of_it_was_changed_and_names_it(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    space = await SharedSpace(client, headers, person).make()
    guest = await space.let_in()
    parent = await space.add(person, "parent")
    child = await space.add(person, "child", parentId=parent["id"])
    mine = Tasks(client, headers(person))
    plan = await _plan(mine, "DELETE", f"/{parent['id']}")
    assert len(plan["entities"]) == 2
    await space.call(guest, "PATCH", f"/tasks/{child['id']}", {"title": "changed"})
    refused = await _apply(mine, plan)
    assert (refused.status_code, refused.json()["code"]) == (409, "PLAN_STALE")
    assert [field["path"] for field in refused.json()["fields"]] == [f"task.{child['id']}"]
    assert "version 2" in refused.json()["fields"][0]["message"]
    assert set(await mine.titles()) == {"parent", "changed"}


async def _reparented(space: SharedSpace, who: str, parent: Json, _section: Json) -> None:
    await space.add(who, "another", parentId=parent["id"])


async def _gone(space: SharedSpace, who: str, parent: Json, _project: Json) -> None:
    await space.call(who, "DELETE", f"/tasks/{parent['id']}")


async def _without_project(space: SharedSpace, who: str, _parent: Json, project: Json) -> None:
    await space.call(who, "DELETE", f"/projects/{project['id']}")


@pytest.mark.parametrize(
    ("method", "meanwhile"),
    [("DELETE", _reparented), ("PATCH", _gone), ("PATCH", _without_project)],
)
async def test_a_plan_is_stale_too_where_what_it_names_or_is_named_by_changed(
    client: httpx2.AsyncClient,
    headers: Headers,
    person: str,
    method: str,
    meanwhile: Callable[..., Any],
) -> None:
    space = await SharedSpace(client, headers, person).make()
    project = await space.call(person, "POST", "/projects", {"name": "p", "spaceId": space.id})
    parent, task = await space.add(person, "parent"), await space.add(person, "task")
    mine = Tasks(client, headers(person))
    body = {"parentId": parent["id"], "projectId": project["id"]} if method == "PATCH" else None
    target = task if method == "PATCH" else parent
    plan = await _plan(mine, method, f"/{target['id']}", body)
    await meanwhile(space, person, parent, project)
    refused = await _apply(mine, plan)
    assert (refused.status_code, refused.json()["code"]) == (409, "PLAN_STALE")


async def test_a_plan_is_its_members_alone_and_needs_their_role_still(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    space = await SharedSpace(client, headers, person).make()
    guest = await space.let_in()
    theirs = Tasks(client, headers(guest))
    plan = await _plan(theirs, "POST", "", {"title": "a", "spaceId": space.id})
    owner = Tasks(client, headers(person))
    foreign, unknown = await _apply(owner, plan), await _apply(owner, {"id": str(uuid4())})
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.json()["detail"] == unknown.json()["detail"]
    await space.call(person, "PATCH", f"/spaces/{space.id}/members/{guest}", {"role": "viewer"})
    assert (await _apply(theirs, plan)).status_code == 403
    await space.remove(guest)
    assert (await _apply(theirs, plan)).status_code == 404


async def test_a_plan_expires_and_is_removed_then(
    application: FastAPI, database: Database, tasks: Tasks, person: str
) -> None:
    plan = await _plan(tasks, "POST", "", {"title": "a"})
    late = datetime.now(UTC) + timedelta(minutes=15, seconds=1)
    service = PlanService(application.state.services.plans.database, STORES, lambda: late)
    with pytest.raises(NotFoundError):
        await service.apply(person, UUID(plan["id"]))
    chore = Chore("plans", timedelta(0), repository.remove_expired)
    await Housekeeper(database, [chore], lambda: late).sweep()
    assert await _count(database, plan["id"]) == 0


async def _count(database: Database, plan_id: str) -> int:
    async with database.engine.connect() as connection:
        found = await connection.execute(
            text("SELECT count(*) FROM app.planned_entries WHERE plan_id = :id"), {"id": plan_id}
        )
        return int(found.scalar_one())


async def test_a_member_has_so_many_plans_and_the_oldest_goes(tasks: Tasks) -> None:
    plans = [await _plan(tasks, "POST", "", {"title": "a"}) for _ in range(PLANS_MAX + 1)]
    assert (await _apply(tasks, plans[0])).status_code == 404
    assert (await _apply(tasks, plans[1])).status_code == 200


async def test_a_dry_run_with_a_key_is_another_request_than_the_real_one(tasks: Tasks) -> None:
    key = {"Idempotency-Key": uuid4().hex}
    body = {"title": "a"}
    planned = [await tasks.call("POST", json=body, headers=DRY | key) for _ in range(2)]
    assert planned[0].json() == planned[1].json()
    assert (await tasks.call("POST", json=body, headers=key)).status_code == 422
    plan, more = planned[0].json(), {"Idempotency-Key": uuid4().hex}
    applied = [await _apply(tasks, plan, **more) for _ in range(2)]
    assert [each.status_code for each in applied] == [200, 200]
    assert applied[0].headers["change-id"] == applied[1].headers["change-id"]
    assert await tasks.titles() == ["a"]


@pytest.mark.parametrize("value", ["TRUE", "1", "yes", ""])
async def test_a_dry_run_that_is_not_understood_is_no_real_one(tasks: Tasks, value: str) -> None:
    answer = await tasks.call("POST", json={"title": "a"}, headers={"Dry-Run": value})
    assert answer.status_code == 422
    assert await tasks.titles() == []


async def test_a_dry_run_is_refused_as_the_request_is(tasks: Tasks) -> None:
    path = f"/{uuid4()}"
    assert (await tasks.call("DELETE", path, headers=DRY)).status_code == 404
    task = await tasks.add("a")
    version = {"If-Match": '"7"'}
    asked = await tasks.call("PATCH", f"/{task['id']}", json={"title": "b"}, headers=DRY | version)
    assert asked.status_code == 412


async def test_a_plan_of_nothing_does_nothing_and_is_applied_once_as_well(tasks: Tasks) -> None:
    task = await tasks.add("a")
    plan = await _plan(tasks, "PATCH", f"/{task['id']}", {"title": "a"})
    assert plan["entities"] == []
    done, again = await _apply(tasks, plan), await _apply(tasks, plan)
    assert (done.json(), again.json()["code"]) == ({"changeId": None, "count": 0}, "PLAN_APPLIED")

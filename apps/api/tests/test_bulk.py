"""All tasks of a filter are changed at once, as planned or not at all, and by one undo back.

`nx run api:test-very-many` has as many as the product lets one change have.
"""

import os
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import text

from conftest import Headers
from support.household import SharedSpace
from support.made_tasks import fill
from support.statements import statements_of
from support.tasks import Tasks
from taskora_api.bulk import service
from taskora_api.bulk.schemas import BULK_MAX
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.database.engine import Database
from taskora_api.plans.schemas import DESCRIBED_MAX
from taskora_api.spaces.personal import personal_space_id

pytestmark = pytest.mark.long

MOST = BULK_MAX if "TASKORA_TEST_TASKS" in os.environ else 4 * CHUNK_SIZE


@pytest.fixture
def tasks(client: httpx2.AsyncClient, headers: Headers) -> Tasks:
    """The tasks of somebody who has none yet."""
    return Tasks(client, headers(f"bulk-{uuid4().hex}"))


async def _bulk(tasks: Tasks, status: int = 200, **body: object) -> dict[str, Any]:
    response = await tasks.call("POST", "/bulk", json=body)
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()
    assert response.headers.get("change-id") == found.get("changeId")
    return found


async def _plan(tasks: Tasks, **body: object) -> dict[str, Any]:
    response = await tasks.call("POST", "/bulk", json=body, headers={"Dry-Run": "true"})
    assert response.status_code == 202, response.text
    plan: dict[str, Any] = response.json()
    return plan


async def _apply(tasks: Tasks, plan: dict[str, Any], status: int = 200) -> dict[str, Any]:
    path = f"/api/v1/plans/{plan['id']}/apply"
    response = await tasks.client.post(path, headers=tasks.headers)
    assert response.status_code == status, response.text
    done: dict[str, Any] = response.json()
    return done


async def _state(tasks: Tasks) -> list[dict[str, Any]]:
    items = (await tasks.call("GET", params={"limit": 500})).json()["items"]
    return sorted(items, key=lambda task: str(task["id"]))


async def _some(tasks: Tasks) -> None:
    for number in range(5):
        await tasks.add(f"thing {number}", tags=["Home"] if number < 3 else [])


async def test_a_plan_changes_nothing_and_says_what_is_found(tasks: Tasks) -> None:
    await _some(tasks)
    before = await _state(tasks)
    plan = await _plan(tasks, filter="tag:home", changes={"completed": True})
    tagged = {task["id"] for task in before if task["tags"]}
    assert plan["count"] == 3
    assert {entity["entityId"] for entity in plan["entities"]} == tagged
    assert await _state(tasks) == before


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"changes": {"priority": "high"}}, {"priority": "high"}),
        ({"changes": {"dueOn": "2030-01-15"}}, {"dueOn": "2030-01-15"}),
        ({"addTags": ["HOME", "work"]}, {"tags": ["Home", "work"]}),
        ({"addTags": ["work"], "removeTags": ["home"]}, {"tags": ["work"]}),
    ],
)
async def test_one_undo_takes_all_of_it_back(
    tasks: Tasks, change: dict[str, Any], after: dict[str, Any]
) -> None:
    await _some(tasks)
    before = await _state(tasks)
    done = await _bulk(tasks, filter="tag:home", **change)
    changed = [task for task in await _state(tasks) if task["version"] == 2]
    assert done["count"] == len(changed) == 3
    assert all(task[name] == value for task in changed for name, value in after.items())
    assert len(await tasks.changes()) == 6
    await tasks.undo(done["changeId"])
    fields = ("title", "tags", "priority", "dueOn")
    assert [[task[name] for name in fields] for task in await _state(tasks)] == [
        [task[name] for name in fields] for task in before
    ]


async def test_deleted_are_all_with_what_is_below_them(tasks: Tasks) -> None:
    parent = await tasks.add("parent", tags=["old"])
    await tasks.add("child", parentId=parent["id"])
    done = await _bulk(tasks, filter="tag:old", delete=True)
    assert (done["count"], await _state(tasks)) == (1, [])
    await tasks.undo(done["changeId"])
    assert sorted(await tasks.titles()) == ["child", "parent"]


async def test_what_was_planned_is_done_once_or_nothing(tasks: Tasks) -> None:
    await _some(tasks)
    body: dict[str, Any] = {"filter": "tag:home", "changes": {"completed": True}}
    plan, other = await _plan(tasks, **body), await _plan(tasks, **body)
    late = await tasks.add("thing 5", tags=["home"])
    done = await _apply(tasks, plan)
    assert done["count"] == 3
    # What was not seen is not touched.
    assert [task for task in await _state(tasks) if task["id"] == late["id"]] == [late]
    before = await _state(tasks)
    assert (await _apply(tasks, plan, 409))["code"] == "PLAN_APPLIED"
    assert (await _apply(tasks, other, 409))["code"] == "PLAN_STALE"
    assert await _state(tasks) == before
    await tasks.undo(done["changeId"])
    assert not any(task["completedAt"] for task in await _state(tasks))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"filter": "milk"}, "delete"),
        ({"filter": " ", "delete": True}, "filter"),
        ({"delete": True}, "filter"),
        ({"filter": "milk", "taskIds": [str(uuid4())], "delete": True}, "filter"),
        ({"filter": "milk", "delete": True, "addTags": ["a"]}, "delete"),
        ({"filter": "milk", "changes": {"parentId": str(uuid4())}}, "parentId"),
        ({"filter": "milk", "changes": {"tags": []}, "addTags": ["a"]}, "addTags"),
        ({"filter": "due:someday", "delete": True}, "filter"),
        ({"filter": "milk", "changes": {"projectId": str(uuid4())}}, "projectId"),
    ],
)
async def test_what_is_no_change_of_many_is_refused(
    tasks: Tasks, body: dict[str, Any], path: str
) -> None:
    await tasks.add("milk")
    before = await _state(tasks)
    refused = await _bulk(tasks, 422, **body)
    assert [field["path"] for field in refused["fields"]] == [path]
    assert await _state(tasks) == before


async def test_those_of_some_ids_are_changed_and_no_others(tasks: Tasks) -> None:
    await _some(tasks)
    before = await _state(tasks)
    named, gone = before[:3], before[3]
    await tasks.call("DELETE", f"/{gone['id']}")
    ids = [task["id"] for task in [*named, named[0], gone]] + [str(uuid4())]
    done = await _bulk(tasks, taskIds=ids, changes={"priority": "high"}, addTags=["work"])
    # What is not there, or is named twice, is not counted.
    assert done["count"] == 3
    after = {task["id"]: task for task in await _state(tasks)}
    assert [task["id"] for task in after.values() if task["priority"] == "high"] == ids[:3]
    assert after[before[4]["id"]] == before[4]
    await tasks.undo(done["changeId"])
    assert {task["priority"] for task in await _state(tasks)} == {"none"}


async def test_a_member_changes_what_they_may_and_sees_no_other(
    client: httpx2.AsyncClient, headers: Headers
) -> None:
    space = await SharedSpace(client, headers, f"owner-{uuid4().hex}").make()
    await space.add(space.owner, "paint the wall")
    viewer = Tasks(client, headers(await space.let_in(role="viewer")))
    editor = Tasks(client, headers(await space.let_in()))
    stranger = Tasks(client, headers(f"stranger-{uuid4().hex}"))
    body: dict[str, Any] = {"filter": "paint", "changes": {"priority": "high"}}
    await editor.add("paint a picture")
    await _bulk(viewer, 403, **body)
    assert (await _bulk(stranger, **body))["count"] == 0
    of_one: dict[str, Any] = {
        "taskIds": [task["id"] for task in await _state(viewer)],
        "delete": True,
    }
    await _bulk(viewer, 403, **of_one)
    assert await _bulk(stranger, **of_one) == {"count": 0, "items": [], "changeId": None}
    done = await _bulk(editor, **body)
    assert done["count"] == 2
    # Changes in two spaces, which are one to undo.
    await editor.undo(done["changeId"])
    priorities = {task["priority"] for task in await _state(editor)}
    assert priorities == {"none"}


@pytest.mark.timeout(600)
async def test_as_many_as_may_be_are_changed_in_chunks_and_one_more_is_refused(
    client: httpx2.AsyncClient,
    headers: Headers,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "BULK_MAX", MOST)
    owner = f"bulk-{uuid4().hex}"
    tasks = Tasks(client, headers(owner))
    await fill(database, owner, MOST)
    body: dict[str, Any] = {"filter": "!tag:moved", "addTags": ["moved"]}
    plan = await _plan(tasks, **body)
    assert (plan["count"], len(plan["entities"])) == (MOST, DESCRIBED_MAX)
    with statements_of(database) as sent:
        done = await _bulk(tasks, **body)
    assert done["count"] == MOST
    assert len(sent) < 8 * MOST / CHUNK_SIZE
    await tasks.undo(done["changeId"])
    assert (await _apply(tasks, await _plan(tasks, **body)))["count"] == MOST
    async with database.engine.connect() as connection:
        count = text("SELECT count(*) FROM app.tasks WHERE space_id = :space AND tags = '{moved}'")
        space = personal_space_id(owner)
        assert await connection.scalar(count, {"space": space}) == MOST
    await tasks.add("one more")
    refused = await _bulk(tasks, 409, filter="!done | done", delete=True)
    assert refused["fields"][0]["code"] == "SELECTION_TOO_LARGE"

"""What is done can be undone, and what others did since stays (N9)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.all_tasks import all_tasks
from support.tasks import Tasks
from taskora_api.errors import NothingToUndoError
from taskora_api.http.dependencies import Services
from taskora_api.ledger.entries import Actor
from taskora_api.tasks.schemas import NewTask, TaskChanges, TaskStatus
from taskora_api.tasks.service import TaskService

BOOKKEEPING = ("updatedAt", "version")


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


@pytest.fixture
def service(application: FastAPI) -> TaskService:
    """The use cases."""
    services: Services = application.state.services
    return services.tasks


def _seen(task: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in task.items() if name not in BOOKKEEPING}


async def _read(tasks: Tasks, task_id: str) -> dict[str, Any]:
    response = await tasks.call("GET", f"/{task_id}")
    assert response.status_code == 200
    read: dict[str, Any] = response.json()
    return read


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"title": "b"}, "changed"),
        ({"notes": "new"}, "changed"),
        ({"dueOn": None}, "changed"),
        ({"completed": True}, "completed"),
        ({"completed": True, "title": "b"}, "changed"),
    ],
)
async def test_a_change_is_undone_and_done_again_to_the_letter(
    tasks: Tasks, body: dict[str, object], kind: str
) -> None:
    before = await tasks.add("a", notes="old", dueOn="2030-01-01")
    changed = await tasks.call("PATCH", f"/{before['id']}", json=body)
    assert (await tasks.changes())[0]["kind"] == kind
    undone = (await tasks.undo(changed)).json()
    assert [_seen(task) for task in undone["undone"]] == [_seen(before)]
    assert undone["removed"] == undone["kept"] == []
    assert undone["undone"][0] == await _read(tasks, before["id"])
    assert undone["undone"][0]["version"] > changed.json()["version"]
    again = (await tasks.undo(undone["changeId"])).json()
    assert [_seen(task) for task in again["undone"]] == [_seen(changed.json())]


async def test_a_task_that_was_deleted_comes_back_as_it_was_with_its_id(tasks: Tasks) -> None:
    added = await tasks.add("a", notes="old", dueOn="2030-01-01")
    done = (await tasks.call("PATCH", f"/{added['id']}", json={"completed": True})).json()
    deleted = await tasks.call("DELETE", f"/{added['id']}")
    undone = (await tasks.undo(deleted)).json()
    assert [_seen(task) for task in undone["undone"]] == [_seen(done)]
    assert _seen(await _read(tasks, added["id"])) == _seen(done)
    assert undone["undone"][0]["version"] > done["version"]
    gone = (await tasks.undo(undone["changeId"])).json()
    assert gone["removed"] == [added["id"]]
    assert await tasks.titles() == []


async def test_the_undo_of_an_add_removes_the_task(tasks: Tasks) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    undone = (await tasks.undo(added)).json()
    assert (undone["removed"], undone["undone"]) == ([added.json()["id"]], [])
    assert await tasks.titles() == []
    back = (await tasks.undo(undone["changeId"])).json()
    assert [task["id"] for task in back["undone"]] == [added.json()["id"]]
    assert await tasks.titles() == ["a"]


async def test_undoing_twice_answers_the_same_and_does_nothing_more(tasks: Tasks) -> None:
    added = await tasks.add("a")
    changed = await tasks.call("PATCH", f"/{added['id']}", json={"title": "b"})
    first = await tasks.undo(changed)
    second = await tasks.undo(changed)
    assert second.json() == first.json()
    assert second.headers["change-id"] == first.headers["change-id"]
    assert [change["kind"] for change in await tasks.changes()] == ["undone", "changed", "added"]


async def test_steps_are_undone_one_after_the_other_and_done_again(tasks: Tasks) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    path = f"/{added.json()['id']}"
    steps = [
        added,
        await tasks.call("PATCH", path, json={"title": "b"}),
        await tasks.call("PATCH", path, json={"completed": True}),
        await tasks.call("DELETE", path),
    ]
    undos = [await tasks.undo(step) for step in reversed(steps)]
    assert [undo.status_code for undo in undos] == [200] * 4
    assert await tasks.titles() == []
    for undo in reversed(undos):
        assert (await tasks.undo(undo)).status_code == 200
    assert await tasks.titles() == []
    last = await tasks.undo(steps[-1])
    assert last.status_code == 200, "what was done again can be undone again"
    assert await tasks.titles(status="done") == ["b"]


async def test_what_was_changed_since_is_kept_and_named(service: TaskService, person: str) -> None:
    new = [NewTask(title=title) for title in "abc"]
    one, two, three = (await service.add_tasks(person, new, Actor.WEB)).tasks
    completed = await service.update_tasks(
        person, dict.fromkeys([one.id, two.id, three.id], TaskChanges(completed=True)), Actor.CHAT
    )
    assert completed.change_id is not None
    for changes in (TaskChanges(completed=False), TaskChanges(completed=True, title="mine")):
        await service.update_tasks(person, {two.id: changes}, Actor.WEB)
    await service.delete_tasks(person, [three.id], Actor.WEB)
    undone = await service.undo(person, completed.change_id, Actor.CHAT)
    assert [task.id for task in undone.undone] == [one.id]
    assert [task.title for task in undone.kept] == ["mine"]
    assert [(each.entity_id, each.field) for each in undone.conflicts] == [(two.id, "completedAt")]
    now = await all_tasks(service, person, TaskStatus.ALL)
    assert {task.title: task.completed_at is None for task in now} == {"a": True, "mine": False}


async def test_a_change_that_was_itself_undone_does_not_stand_in_the_way(tasks: Tasks) -> None:
    added = await tasks.add("a")
    path = f"/{added['id']}"
    first = await tasks.call("PATCH", path, json={"title": "b"})
    second = await tasks.call("PATCH", path, json={"title": "c"})
    assert (await tasks.undo(first)).status_code == 409
    await tasks.undo(second)
    assert (await tasks.undo(first)).status_code == 200
    assert await tasks.titles() == ["a"]


async def test_when_nothing_can_be_undone_it_is_refused_in_plain_words(tasks: Tasks) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    await tasks.call("PATCH", f"/{added.json()['id']}", json={"title": "b"})
    refused = await tasks.undo(added)
    assert refused.status_code == 409
    assert "changed again since" in refused.json()["detail"]
    assert await tasks.titles() == ["b"]
    assert (await tasks.changes())[1]["undoneAt"] is None


async def test_what_changes_nothing_is_no_change(tasks: Tasks) -> None:
    added = await tasks.add("a", dueOn="2030-01-01")
    same = await tasks.call("PATCH", f"/{added['id']}", json={"title": "a", "completed": False})
    assert same.status_code == 200
    assert same.json() == added
    assert "change-id" not in same.headers
    assert [change["kind"] for change in await tasks.changes()] == ["added"]


async def test_a_change_of_somebody_else_is_none(
    tasks: Tasks, client: httpx2.AsyncClient, headers: Headers
) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    other = Tasks(client, headers(f"other-{uuid4().hex}"))
    assert (await other.undo(added)).status_code == 404
    assert await other.changes() == []
    assert await tasks.titles() == ["a"]


async def test_changes_are_listed_in_pages_the_newest_first(tasks: Tasks) -> None:
    for number in range(5):
        await tasks.add(f"task {number}")
    whole = await tasks.changes()
    assert [change["titles"] for change in whole] == [[f"task {n}"] for n in (4, 3, 2, 1, 0)]
    assert {(c["actor"], c["kind"], c["count"]) for c in whole} == {("web", "added", 1)}
    paged: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = (
            await tasks.client.get(
                "/api/v1/changes", params={"limit": 2, **cursor}, headers=tasks.headers
            )
        ).json()
        paged += page["items"]
        if page["nextCursor"] is None:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert paged == whole


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 501}, {"cursor": "x"}, {"cursor": "0"}])
async def test_a_page_of_changes_outside_its_values_is_refused(
    tasks: Tasks, query: dict[str, str | int]
) -> None:
    response = await tasks.client.get("/api/v1/changes", params=query, headers=tasks.headers)
    assert response.status_code == 422


async def test_a_batch_is_one_change_that_names_the_first_tasks(
    service: TaskService, person: str
) -> None:
    added = await service.add_tasks(person, [NewTask(title=t) for t in "abcd"], Actor.CHAT)
    (change,) = (await service.list_changes(person, 10)).items
    assert (change.id, change.actor, change.kind) == (added.change_id, "chat", "added")
    assert (change.count, change.titles) == (4, ["a", "b", "c"])


async def test_each_task_can_change_in_its_own_way_in_one_change(
    service: TaskService, person: str
) -> None:
    added = (await service.add_tasks(person, [NewTask(title=t) for t in "ab"], Actor.WEB)).tasks
    absent = uuid4()
    wishes = {
        added[0].id: TaskChanges(title="x"),
        absent: TaskChanges(title="y"),
        added[1].id: TaskChanges(completed=True),
    }
    changed = await service.update_tasks(person, wishes, Actor.CHAT)
    assert [task.title for task in changed.tasks] == ["x", "b"]
    assert changed.missing == [absent]
    assert changed.change_id is not None
    undone = await service.undo(person, changed.change_id, Actor.CHAT)
    assert sorted(task.title for task in undone.undone) == ["a", "b"]


async def test_the_latest_change_is_the_one_that_a_person_would_undo(
    service: TaskService, person: str
) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)

    async def latest(actor: Actor | None = Actor.CHAT) -> UUID | None:
        change = await service.latest_change(person, actor, long_ago)
        return None if change is None else change.id

    assert await latest() is None
    first = (await service.add_tasks(person, [NewTask(title="a")], Actor.CHAT)).change_id
    second = (await service.add_tasks(person, [NewTask(title="b")], Actor.CHAT)).change_id
    web = (await service.add_tasks(person, [NewTask(title="c")], Actor.WEB)).change_id
    assert (first, second, web) == (first, await latest(), await latest(None))
    assert second is not None
    undo = await service.undo(person, second, Actor.CHAT)
    assert await latest() == first
    await service.undo(person, undo.change_id, Actor.CHAT)
    assert await latest() == second, "what was done again is the latest again"
    assert await service.latest_change(person, None, datetime.now(UTC)) is None


async def test_an_undo_that_nobody_can_do_leaves_no_trace(
    service: TaskService, person: str
) -> None:
    added = await service.add_tasks(person, [NewTask(title="a")], Actor.WEB)
    assert added.change_id is not None
    await service.delete_tasks(person, [added.tasks[0].id], Actor.WEB)
    with pytest.raises(NothingToUndoError):
        await service.undo(person, added.change_id, Actor.WEB)
    kinds = [change.kind for change in (await service.list_changes(person, 10)).items]
    assert kinds == ["deleted", "added"]

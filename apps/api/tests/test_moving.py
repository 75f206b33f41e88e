"""Tasks that are put elsewhere: in their list, in another space, in the trash and out of it."""

import asyncio
from typing import Any

import httpx2
import pytest

from conftest import Headers
from support.household import SharedSpace
from support.ledger import verified
from support.tasks import Tasks
from taskora_api.settings import Settings
from taskora_api.tasks.placing import KEY_LENGTH_MAX

API = "/api/v1"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _in_order(tasks: Tasks) -> list[str]:
    items = (await tasks.call("GET", params={"limit": 500})).json()["items"]
    return [task["title"] for task in sorted(items, key=lambda task: task["position"])]


async def _place(tasks: Tasks, task: dict[str, Any], **where: str) -> httpx2.Response:
    placed = await tasks.call("POST", f"/{task['id']}/place", json=where)
    assert placed.status_code == 200, placed.text
    return placed


async def test_tasks_are_in_the_order_in_which_they_were_added_until_somebody_moves_them(
    tasks: Tasks,
) -> None:
    a, _, c = [await tasks.add(title) for title in "abc"]
    assert await _in_order(tasks) == ["a", "b", "c"]
    await _place(tasks, c, afterId=a["id"])
    assert await _in_order(tasks) == ["a", "c", "b"]
    moved = await _place(tasks, c, beforeId=a["id"])
    assert await _in_order(tasks) == ["c", "a", "b"]
    await tasks.undo(moved)
    assert await _in_order(tasks) == ["a", "c", "b"]


async def test_a_drag_and_a_rename_at_once_lose_nothing(tasks: Tasks) -> None:
    """Whichever came first (vikunja#2400)."""
    a, b = [await tasks.add(title) for title in "ab"]
    await _place(tasks, b, beforeId=a["id"])
    renamed = await tasks.call(
        "PATCH",
        f"/{b['id']}",
        json={"title": "c"},
        headers={"If-Match": f'"{b["version"]}"'},
    )
    assert renamed.status_code == 200
    assert await _in_order(tasks) == ["c", "a"]


async def test_two_hundred_drags_between_the_same_two_keep_their_order(tasks: Tasks) -> None:
    """And the keys stay short (vikunja#2400)."""
    first, last, *others = [await tasks.add(title) for title in ("first", "last", *"abcd")]
    expected: list[str] = []
    for number in range(200):
        task = others[number % len(others)]
        await _place(tasks, task, afterId=first["id"])
        expected = [task["title"], *(title for title in expected if title != task["title"])]
    assert await _in_order(tasks) == ["first", *expected, "last"]
    items = (await tasks.call("GET")).json()["items"]
    assert max(len(task["position"]) for task in items) <= KEY_LENGTH_MAX
    assert last["id"] in {task["id"] for task in items}


async def test_concurrent_drags_into_one_gap_get_places_of_their_own(tasks: Tasks) -> None:
    first = await tasks.add("first")
    others = [await tasks.add(f"{number}") for number in range(8)]
    await asyncio.gather(*(_place(tasks, task, afterId=first["id"]) for task in others))
    items = (await tasks.call("GET")).json()["items"]
    assert len({task["position"] for task in items}) == len(items)


async def test_a_task_of_another_list_is_no_neighbour(tasks: Tasks) -> None:
    top = await tasks.add("top")
    below = await tasks.add("below", parentId=top["id"])
    refused = await tasks.call("POST", f"/{top['id']}/place", json={"afterId": below["id"]})
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"] == "afterId"


async def _space(tasks: Tasks) -> str:
    made = await tasks.client.post(f"{API}/spaces", json={"name": "home"}, headers=tasks.headers)
    return str(made.json()["id"])


async def test_a_task_moves_with_all_that_belongs_to_it_and_back(
    tasks: Tasks, settings: Settings
) -> None:
    space = await _space(tasks)
    top = await tasks.add("top", tags=["x"])
    below = await tasks.add("below", parentId=top["id"])
    beside = await tasks.add("beside")
    path = f"{API}/tasks/{below['id']}"
    said = await tasks.client.post(
        f"{path}/comments", json={"text": "hello"}, headers=tasks.headers
    )
    for other in (top, beside):
        body = {"toId": other["id"], "kind": "blocks"}
        await tasks.client.post(f"{path}/relations", json=body, headers=tasks.headers)

    async def relations() -> set[str]:
        listed = await tasks.client.get(f"{path}/relations", headers=tasks.headers)
        return {each["toId"] for each in listed.json()["items"]}

    before = (await tasks.call("GET", f"/{below['id']}")).json()
    moved = await tasks.call("POST", f"/{top['id']}/move", json={"spaceId": space})
    assert moved.status_code == 200, moved.text
    assert moved.json()["spaceId"] == space
    now = (await tasks.call("GET", f"/{below['id']}")).json()
    assert (now["spaceId"], now["parentId"]) == (space, top["id"])
    comments = await tasks.client.get(f"{path}/comments", headers=tasks.headers)
    assert [each["id"] for each in comments.json()["items"]] == [said.json()["id"]]
    assert await relations() == {top["id"]}
    undone = await tasks.undo(moved)
    assert undone.status_code == 200, undone.text
    now = (await tasks.call("GET", f"/{below['id']}")).json()
    assert {**now, "updatedAt": "", "version": 0} == {**before, "updatedAt": "", "version": 0}
    assert await relations() == {top["id"], beside["id"]}
    assert (await verified(settings))["all"]["broken"] == 0


async def test_the_history_of_a_task_that_moved_goes_on(tasks: Tasks) -> None:
    space = await _space(tasks)
    task = await tasks.add("a")
    await tasks.call("PATCH", f"/{task['id']}", json={"title": "b"})
    await tasks.call("POST", f"/{task['id']}/move", json={"spaceId": space})
    listed = await tasks.client.get(
        f"{API}/activity", params={"entityId": task["id"]}, headers=tasks.headers
    )
    kinds = [(each["kind"], each["tool"]) for each in listed.json()["items"]]
    assert kinds == [
        ("moved", "moveTask"),
        ("moved", "moveTask"),
        ("changed", "updateTask"),
        ("added", "createTask"),
    ]


async def test_nothing_moves_into_a_space_that_one_is_no_member_of(
    tasks: Tasks, headers: Headers, client: httpx2.AsyncClient
) -> None:
    foreign = await _space(Tasks(client, headers("somebody else")))
    task = await tasks.add("a")
    refused = await tasks.call("POST", f"/{task['id']}/move", json={"spaceId": foreign})
    assert refused.status_code == 404
    assert await tasks.titles() == ["a"]


async def test_what_was_deleted_is_in_the_trash_and_comes_back_with_its_id(tasks: Tasks) -> None:
    task = await tasks.add("a", tags=["x"])
    await tasks.call("DELETE", f"/{task['id']}")
    trash = (await tasks.client.get(f"{API}/trash", headers=tasks.headers)).json()["items"]
    assert [each["task"] for each in trash] == [task]
    restored = await tasks.client.post(f"{API}/trash/{task['id']}/restore", headers=tasks.headers)
    assert restored.status_code == 200, restored.text
    assert (restored.json()["id"], restored.json()["tags"]) == (task["id"], ["x"])
    assert await tasks.titles() == ["a"]
    trash = (await tasks.client.get(f"{API}/trash", headers=tasks.headers)).json()["items"]
    assert trash == []


async def test_a_subtask_comes_back_alone_where_its_parent_stays_in_the_trash(
    tasks: Tasks,
) -> None:
    top = await tasks.add("top")
    below = await tasks.add("below", parentId=top["id"])
    await tasks.call("DELETE", f"/{top['id']}")
    path = f"{API}/trash/{below['id']}/restore"
    assert (await tasks.client.post(path, headers=tasks.headers)).json()["parentId"] is None
    assert await tasks.titles() == ["below"]


async def test_the_state_at_any_time_is_what_was_there_then(tasks: Tasks) -> None:
    task = await tasks.add("a")
    space = task["spaceId"]
    seen: dict[int, list[str]] = {}

    async def remember() -> None:
        params = {"spaceId": space, "limit": 1}
        listed = await tasks.client.get(f"{API}/activity", params=params, headers=tasks.headers)
        seen[listed.json()["items"][0]["sequence"]] = sorted(await tasks.titles())

    await remember()
    await tasks.call("PATCH", f"/{task['id']}", json={"title": "b"})
    await remember()
    await tasks.add("c")
    await remember()
    await tasks.call("DELETE", f"/{task['id']}")
    await remember()
    assert len(seen) == 4
    for sequence, titles in seen.items():
        past = await tasks.client.get(
            f"{API}/spaces/{space}/history/{sequence}", headers=tasks.headers
        )
        assert sorted(each["title"] for each in past.json()["items"]) == titles
    beyond = f"{API}/spaces/{space}/history/{max(seen) + 1}"
    assert (await tasks.client.get(beyond, headers=tasks.headers)).status_code == 404


async def test_a_tree_that_moved_goes_back_whole_or_not_at_all(tasks: Tasks) -> None:
    space = await _space(tasks)
    top = await tasks.add("top")
    below = [await tasks.add(f"{number}", parentId=top["id"]) for number in range(3)]
    moved = await tasks.call("POST", f"/{top['id']}/move", json={"spaceId": space})
    renamed = await tasks.call("PATCH", f"/{below[1]['id']}", json={"title": "renamed"})
    refused = await tasks.undo(moved)
    assert (refused.status_code, refused.json()["code"]) == (409, "UNDO_TORN")
    assert f"task.{below[1]['id']}" in {each["path"] for each in refused.json()["fields"]}
    for each in below:
        now = (await tasks.call("GET", f"/{each['id']}")).json()
        assert (now["spaceId"], now["parentId"]) == (space, top["id"])
    assert (await tasks.undo(renamed)).status_code == 200
    undone = await tasks.undo(moved)
    assert undone.status_code == 200, undone.text
    for each in below:
        now = (await tasks.call("GET", f"/{each['id']}")).json()
        assert (now["spaceId"], now["parentId"]) == (top["spaceId"], top["id"])


async def test_who_sees_one_side_of_a_move_cannot_undo_it(
    client: httpx2.AsyncClient, headers: Headers, person: str, tasks: Tasks
) -> None:
    shared = await SharedSpace(client, headers, person).make()
    bob = await shared.let_in()
    task = await tasks.add("a")
    moved = await tasks.call("POST", f"/{task['id']}/move", json={"spaceId": shared.id})
    change = (await shared.call(bob, "GET", f"/activity?spaceId={shared.id}&limit=1"))["items"][0]
    assert change["kind"] == "moved"
    refused = await Tasks(client, headers(bob)).undo(change["changeId"])
    assert (refused.status_code, refused.json()["code"]) == (409, "UNDO_UNSEEN")
    assert (await shared.call(bob, "GET", f"/tasks/{task['id']}"))["spaceId"] == shared.id
    assert (await tasks.undo(moved)).status_code == 200
    assert (await tasks.call("GET", f"/{task['id']}")).json()["spaceId"] == task["spaceId"]


async def test_what_was_changed_before_a_move_is_undone_after_the_move_is(tasks: Tasks) -> None:
    """And it is said why not before: nobody has changed it again."""
    task = await tasks.add("a")
    renamed = await tasks.call("PATCH", f"/{task['id']}", json={"title": "b"})
    moved = await tasks.call("POST", f"/{task['id']}/move", json={"spaceId": await _space(tasks)})
    refused = await tasks.undo(renamed)
    assert (refused.status_code, refused.json()["code"]) == (409, "UNDO_ELSEWHERE")
    assert await tasks.titles() == ["b"]
    assert (await tasks.undo(moved)).status_code == 200
    assert (await tasks.undo(renamed)).status_code == 200
    assert await tasks.titles() == ["a"]


async def _restore(tasks: Tasks, task: dict[str, Any], **more: str) -> httpx2.Response:
    return await tasks.client.post(
        f"{API}/trash/{task['id']}/restore", headers=tasks.headers | more
    )


@pytest.mark.parametrize("way", ["restored", "undone", "planned"])
async def test_what_comes_back_names_nothing_that_is_gone(tasks: Tasks, way: str) -> None:
    """By each way that there is."""
    client, headers = tasks.client, tasks.headers
    project = (await client.post(f"{API}/projects", json={"name": "p"}, headers=headers)).json()
    section = await client.post(
        f"{API}/projects/{project['id']}/sections", json={"name": "s"}, headers=headers
    )
    task = await tasks.add("a", projectId=project["id"], sectionId=section.json()["id"])
    deleted = await tasks.call("DELETE", f"/{task['id']}")
    await client.delete(f"{API}/projects/{project['id']}", headers=headers)
    if way == "restored":
        back = await _restore(tasks, task)
    elif way == "undone":
        back = await tasks.undo(deleted)
    else:
        plan = await _restore(tasks, task, **{"Dry-Run": "true"})
        assert plan.status_code == 202, plan.text
        back = await client.post(f"{API}/plans/{plan.json()['id']}/apply", headers=headers)
    assert back.status_code == 200, back.text
    now = (await tasks.call("GET", f"/{task['id']}")).json()
    assert (now["title"], now["projectId"], now["sectionId"]) == ("a", None, None)
    assert await tasks.titles(filter="no:project") == ["a"]


async def test_what_comes_back_is_assigned_to_no_one_who_has_left(
    client: httpx2.AsyncClient, headers: Headers, person: str, tasks: Tasks
) -> None:
    shared = await SharedSpace(client, headers, person).make()
    bob = await shared.let_in()
    task = await shared.add(person, "a", assigneeId=bob)
    await tasks.call("DELETE", f"/{task['id']}")
    await shared.remove(bob)
    assert (await _restore(tasks, task)).json()["assigneeId"] is None


async def test_what_comes_back_is_not_deeper_than_may_be(tasks: Tasks) -> None:
    chain = [await tasks.add("0")]
    for number in range(1, 9):
        chain.append(await tasks.add(f"{number}", parentId=chain[-1]["id"]))
    parent = await tasks.add("parent")
    leaf = await tasks.add("leaf", parentId=parent["id"])
    await tasks.call("DELETE", f"/{leaf['id']}")
    moved = await tasks.call("PATCH", f"/{parent['id']}", json={"parentId": chain[-1]["id"]})
    assert moved.status_code == 200, moved.text
    assert (await _restore(tasks, leaf)).json()["parentId"] is None


@pytest.mark.parametrize("side", ["afterId", "beforeId"])
async def test_a_task_comes_right_beside_one_that_was_restored(tasks: Tasks, side: str) -> None:
    """Also where another one was put into its place meanwhile."""
    a, d, e, f = [await tasks.add(title) for title in "adef"]
    await _place(tasks, f, afterId=a["id"])
    await tasks.call("DELETE", f"/{f['id']}")
    await _place(tasks, e, afterId=a["id"])
    assert (await _restore(tasks, f)).status_code == 200
    await _place(tasks, d, **{side: f["id"]})
    order = await _in_order(tasks)
    steps = 1 if side == "afterId" else -1
    assert order.index("d") == order.index("f") + steps
    assert set(order) == set("adef")

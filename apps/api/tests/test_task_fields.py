"""What a task can hold, what goes together, and what a change leaves alone."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest

from support.tasks import Tasks

ALL: dict[str, Any] = {
    "title": "t" * 1024,
    "notes": "# Notes\n\n" + "n" * 32_000,
    "priority": "high",
    "tags": ["garden", "Home"],
    "startOn": "2030-01-01",
    "dueOn": "2030-01-02",
    "dueTime": "17:30:00",
    "dueZone": "Europe/Berlin",
    "deadlineOn": "2030-01-05",
    "durationMinutes": 90,
}


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _refused(tasks: Tasks, method: str, path: str, body: dict[str, Any]) -> str:
    answer = await tasks.call(method, path, json=body)
    assert answer.status_code == 422, answer.text
    (field,) = answer.json()["fields"]
    assert field["message"]
    assert field["fix"]
    return str(field["path"])


async def test_every_field_comes_back_as_it_was_sent(tasks: Tasks) -> None:
    title, others = ALL["title"], {k: v for k, v in ALL.items() if k != "title"}
    added = await tasks.add(title, **others)
    read = (await tasks.call("GET", f"/{added['id']}")).json()
    listed = (await tasks.call("GET")).json()["items"]
    assert read == added
    assert listed == [added]
    assert {name: read[name] for name in ALL} == ALL


@pytest.mark.parametrize(("name", "value"), list(ALL.items()))
async def test_each_field_is_changed_alone_and_taken_back(
    tasks: Tasks, name: str, value: object
) -> None:
    before = await tasks.add("a", dueOn="2029-01-01", dueTime="09:00")
    changed = await tasks.call("PATCH", f"/{before['id']}", json={name: value})
    assert changed.status_code == 200, changed.text
    after = changed.json()
    different = {key for key in after if after[key] != before[key]}
    assert different == {name, "updatedAt", "version"}
    assert (await tasks.undo(changed)).status_code == 200
    now = (await tasks.call("GET", f"/{before['id']}")).json()
    assert now[name] == before[name]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"dueTime": "09:00"}, "dueTime"),
        ({"dueOn": "2030-01-01", "dueZone": "Europe/Berlin"}, "dueZone"),
        ({"dueOn": "2030-01-01", "dueTime": "09:00", "dueZone": "Mars/Olympus"}, "dueZone"),
        ({"dueOn": "2030-01-01", "dueTime": "9:00"}, "dueTime"),
        ({"dueOn": "2030-01-01", "dueTime": "09:00:30"}, "dueTime"),
        ({"dueOn": "2030-01-01", "dueTime": "24:00"}, "dueTime"),
        ({"dueOn": "2030-01-01", "dueTime": 540}, "dueTime"),
        ({"durationMinutes": 0}, "durationMinutes"),
        ({"priority": "urgent"}, "priority"),
        ({"tags": ["a" * 101]}, "tags.0"),
        ({"tags": [str(n) for n in range(51)]}, "tags"),
        ({"recurrence": {"rule": "FREQ=DAILY"}}, "dueOn"),
        ({"recurrence": {"rule": "FREQ=HOURLY"}, "dueOn": "2030-01-01"}, "recurrence.rule"),
        ({"projectId": str(uuid4())}, "projectId"),
        ({"sectionId": str(uuid4())}, "sectionId"),
        ({"parentId": str(uuid4())}, "parentId"),
        ({"title": "t" * 1025}, "title"),
        ({"notes": "n" * 32_769}, "notes"),
    ],
)
async def test_what_does_not_go_together_or_is_too_much_is_refused_by_name(
    tasks: Tasks, body: dict[str, Any], field: str
) -> None:
    assert await _refused(tasks, "POST", "", {"title": "a", **body}) == field
    added = await tasks.add("a")
    assert await _refused(tasks, "PATCH", f"/{added['id']}", body) == field


async def test_a_time_goes_with_its_date_and_a_zone_with_its_time(tasks: Tasks) -> None:
    whole = {"dueOn": "2030-01-01", "dueTime": "09:00", "dueZone": "Asia/Tokyo"}
    added = await tasks.add("a", **whole)
    path = f"/{added['id']}"
    without_time = (await tasks.call("PATCH", path, json={"dueTime": None})).json()
    assert (without_time["dueOn"], without_time["dueZone"]) == ("2030-01-01", None)
    await tasks.call("PATCH", path, json=whole)
    without_date = (await tasks.call("PATCH", path, json={"dueOn": None})).json()
    assert [without_date[name] for name in whole] == [None, None, None]


async def test_tags_that_differ_in_case_alone_are_one_and_all_are_sorted(tasks: Tasks) -> None:
    added = await tasks.add("a", tags=["home", "Garden", "HOME", "Ärger"])
    assert added["tags"] == ["Garden", "home", "Ärger"]


async def test_a_deleted_task_takes_what_is_below_it_along_and_brings_it_back(
    tasks: Tasks,
) -> None:
    top = await tasks.add("top")
    middle = await tasks.add("middle", parentId=top["id"])
    await tasks.add("bottom", parentId=middle["id"])
    await tasks.add("beside")
    deleted = await tasks.call("DELETE", f"/{top['id']}")
    assert await tasks.titles() == ["beside"]
    undone = (await tasks.undo(deleted)).json()
    assert {task["title"] for task in undone["undone"]} == {"top", "middle", "bottom"}
    assert sorted(await tasks.titles()) == ["beside", "bottom", "middle", "top"]


async def test_no_task_is_below_itself_however_far(tasks: Tasks) -> None:
    top = await tasks.add("top")
    middle = await tasks.add("middle", parentId=top["id"])
    bottom = await tasks.add("bottom", parentId=middle["id"])
    for parent in (top, middle, bottom):
        body = {"parentId": parent["id"]}
        assert await _refused(tasks, "PATCH", f"/{top['id']}", body) == "parentId"


async def test_tasks_go_ten_levels_down_however_they_are_put_there(tasks: Tasks) -> None:
    async def chain(length: int) -> list[str]:
        ids: list[str] = []
        for number in range(length):
            below = {"parentId": ids[-1]} if ids else {}
            ids.append((await tasks.add(f"{number}", **below))["id"])
        return ids

    upper, lower = await chain(6), await chain(5)
    refused = {"parentId": upper[-1]}
    assert await _refused(tasks, "PATCH", f"/{lower[0]}", refused) == "parentId"
    body = {"parentId": upper[-2]}
    assert (await tasks.call("PATCH", f"/{lower[0]}", json=body)).status_code == 200
    assert await _refused(tasks, "POST", "", {"title": "x", "parentId": lower[-1]}) == "parentId"


async def test_a_task_of_another_space_is_no_parent(
    client: httpx2.AsyncClient, signed_in: dict[str, str], tasks: Tasks
) -> None:
    space = (await client.post("/api/v1/spaces", json={"name": "home"}, headers=signed_in)).json()
    there = await tasks.add("there", spaceId=space["id"])
    assert await _refused(tasks, "POST", "", {"title": "a", "parentId": there["id"]}) == "parentId"


async def test_lists_merge_all_spaces_in_one_order_page_by_page(
    client: httpx2.AsyncClient, signed_in: dict[str, str], tasks: Tasks
) -> None:
    spaces = [
        (await client.post("/api/v1/spaces", json={"name": name}, headers=signed_in)).json()["id"]
        for name in ("one", "two")
    ]
    for number in range(9):
        space = [None, *spaces][number % 3]
        await tasks.add(f"{number}", spaceId=space, dueOn=f"2030-01-0{number % 4 + 1}")
    whole = (await tasks.call("GET")).json()["items"]
    key = [(task["dueOn"], -int(task["title"])) for task in whole]
    assert key == sorted(key)
    paged: list[Any] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = (await tasks.call("GET", params=query)).json()
        paged += page["items"]
        if page["nextCursor"] is None:
            break
        query["cursor"] = page["nextCursor"]
    assert paged == whole
    only = (await tasks.call("GET", params={"spaceId": spaces[0]})).json()["items"]
    assert {task["spaceId"] for task in only} == {spaces[0]}
    assert len(only) == 3

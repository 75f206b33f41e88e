"""Undo is per field and by three states: what was done since, by anybody, stays."""

from typing import Any

import httpx2
import pytest

from support.tasks import Tasks


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _read(tasks: Tasks, task: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = (await tasks.call("GET", f"/{task['id']}")).json()
    return read


async def test_a_field_goes_back_while_another_that_was_changed_since_stays(tasks: Tasks) -> None:
    task = await tasks.add("a", dueOn="2030-01-01")
    path = f"/{task['id']}"
    renamed = await tasks.call("PATCH", path, json={"title": "b"})
    await tasks.call("PATCH", path, json={"dueOn": "2031-01-01", "notes": "later"})
    undone = (await tasks.undo(renamed)).json()
    assert undone["conflicts"] == []
    now = await _read(tasks, task)
    assert (now["title"], now["dueOn"], now["notes"]) == ("a", "2031-01-01", "later")


async def test_of_two_fields_the_one_that_was_changed_again_stays_and_is_named(
    tasks: Tasks,
) -> None:
    task = await tasks.add("a", notes="old")
    path = f"/{task['id']}"
    both = await tasks.call("PATCH", path, json={"title": "b", "notes": "new"})
    await tasks.call("PATCH", path, json={"title": "mine"})
    undone = (await tasks.undo(both)).json()
    assert undone["conflicts"] == [{"entity": "task", "entityId": task["id"], "field": "title"}]
    now = await _read(tasks, task)
    assert (now["title"], now["notes"]) == ("mine", "old")


async def test_a_date_and_its_time_go_back_together_or_not_at_all(tasks: Tasks) -> None:
    task = await tasks.add("a", dueOn="2030-01-01", dueTime="09:00")
    path = f"/{task['id']}"
    moved = await tasks.call("PATCH", path, json={"dueOn": "2030-02-02", "dueTime": "10:00"})
    await tasks.call("PATCH", path, json={"dueTime": "11:00"})
    assert (await tasks.undo(moved)).status_code == 409
    now = await _read(tasks, task)
    assert (now["dueOn"], now["dueTime"]) == ("2030-02-02", "11:00:00")


async def test_tags_are_merged_one_by_one(tasks: Tasks) -> None:
    task = await tasks.add("a", tags=["home", "old"])
    path = f"/{task['id']}"
    tagged = await tasks.call("PATCH", path, json={"tags": ["home", "urgent"]})
    await tasks.call("PATCH", path, json={"tags": ["home", "urgent", "later"]})
    assert (await tasks.undo(tagged)).status_code == 200
    assert (await _read(tasks, task))["tags"] == ["home", "later", "old"]


async def test_an_undo_is_undone_with_the_same_care(tasks: Tasks) -> None:
    task = await tasks.add("a")
    path = f"/{task['id']}"
    renamed = await tasks.call("PATCH", path, json={"title": "b"})
    undone = (await tasks.undo(renamed)).json()
    await tasks.call("PATCH", path, json={"notes": "since"})
    assert (await tasks.undo(undone["changeId"])).status_code == 200
    now = await _read(tasks, task)
    assert (now["title"], now["notes"]) == ("b", "since")


async def test_undoing_a_deletion_brings_back_the_same_task(tasks: Tasks) -> None:
    task = await tasks.add("a", tags=["x"], priority="low", dueOn="2030-01-01")
    deleted = await tasks.call("DELETE", f"/{task['id']}")
    await tasks.undo(deleted)
    now = await _read(tasks, task)
    without = {"updatedAt", "version"}
    assert {k: v for k, v in now.items() if k not in without} == {
        k: v for k, v in task.items() if k not in without
    }

"""An undo of many additions is found out before its space is held, and does what it does held."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from support.ledger import verified
from support.tasks import Tasks
from taskora_api.settings import Settings
from taskora_api.tasks.undo_ahead import find_out

Json = dict[str, Any]
DOCUMENT: Json = {
    "format": "taskora",
    "version": 1,
    "projects": [{"sourceId": "p", "name": "Kitchen"}, {"sourceId": "q", "name": "Cellar"}],
    "tasks": [
        {"sourceId": "a", "title": "parent", "projectId": "p"},
        {"sourceId": "b", "title": "child", "parentId": "a", "projectId": "p"},
        {"sourceId": "c", "title": "alone", "projectId": "q"},
        {"sourceId": "d", "title": "last"},
    ],
    "comments": [{"sourceId": "e", "taskId": "a", "text": "with soap"}],
    "relations": [{"sourceId": "f", "kind": "blocks", "fromId": "a", "toId": "d"}],
}
CHANGES: dict[str, Callable[[Tasks, Json], Awaitable[object]]] = {
    "nothing": lambda tasks, _ids: tasks.call("GET"),
    "another": lambda tasks, _ids: tasks.add("beside"),
    "a task": lambda tasks, ids: tasks.call("PATCH", f"/{ids['child']}", json={"title": "mine"}),
    "below": lambda tasks, ids: tasks.call(
        "POST", "", json={"title": "below", "parentId": ids["alone"]}
    ),
    "gone": lambda tasks, ids: tasks.call("DELETE", f"/{ids['last']}"),
}


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _imported(tasks: Tasks) -> tuple[str, Json]:
    answer = await tasks.client.post(
        "/api/v1/imports", content=json.dumps(DOCUMENT), headers=tasks.headers
    )
    assert answer.status_code == 200, answer.text
    listed = (await tasks.call("GET")).json()["items"]
    return answer.headers["change-id"], {each["title"]: each["id"] for each in listed}


async def _left(tasks: Tasks, answer: httpx2.Response, ids: Json) -> Json:
    """What an undo has said and left, without what differs each time."""
    titles = {task_id: title for title, task_id in ids.items()}
    said = answer.json()
    projects = await tasks.client.get("/api/v1/projects", headers=tasks.headers)
    return {
        "removed": [titles[each] for each in said["removed"]],
        "kept": [each["title"] for each in said["kept"]],
        "conflicts": said["conflicts"],
        "titles": sorted(await tasks.titles()),
        "projects": [each["name"] for each in projects.json()["items"]],
    }


@pytest.mark.parametrize("change_size", [3, 2000])
@pytest.mark.parametrize("what", CHANGES)
async def test_what_others_do_meanwhile_counts_as_if_it_came_before(
    tasks: Tasks,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    change_size: int,
) -> None:
    monkeypatch.setattr("taskora_api.imports.writing.CHANGE_SIZE", change_size)
    held_change, ids = await _imported(tasks)
    await CHANGES[what](tasks, ids)
    held = await _left(tasks, await tasks.undo(held_change), ids)
    for each in (await tasks.call("GET")).json()["items"]:
        await tasks.call("DELETE", f"/{each['id']}")

    monkeypatch.setattr("taskora_api.tasks.undo_ahead.AHEAD_MIN", 1)
    found: list[object] = []

    async def find_out_and_change(*arguments: object) -> object:
        found.append(await find_out(*arguments))  # type: ignore[arg-type]
        await CHANGES[what](tasks, ids)
        return found[-1]

    change, ids = await _imported(tasks)
    monkeypatch.setattr("taskora_api.tasks.undo.find_out", find_out_and_change)
    ahead = await _left(tasks, await tasks.undo(change), ids)
    assert found[0] is not None
    assert ahead == held
    assert (await verified(settings))["all"]["broken"] == 0


async def test_an_undo_that_is_asked_for_again_says_the_same(
    tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taskora_api.tasks.undo_ahead.AHEAD_MIN", 1)
    change, _ = await _imported(tasks)
    once, again = (await tasks.undo(change)).json(), (await tasks.undo(change)).json()
    assert once["changeId"] == again["changeId"]
    assert len(once["removed"]) == 4
    assert sorted(once["removed"]) == sorted(again["removed"])
    assert await tasks.titles() == []
    back = await tasks.undo(once["changeId"])
    assert back.status_code == 200
    assert sorted(await tasks.titles()) == ["alone", "child", "last", "parent"]

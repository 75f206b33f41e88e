"""Files over HTTP: what becomes of each row, that it is one act, and that it comes in once."""

import asyncio
import json
from collections import Counter
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.exchange import golden
from support.household import SharedSpace
from support.ledger import verified
from support.tasks import Tasks
from taskora_api.exchange.documents import Source
from taskora_api.exchange.limits import FILE_BYTES_MAX
from taskora_api.settings import Settings

IMPORTS = "/api/v1/imports"
EXPORTS = "/api/v1/exports"
DRY = {"Dry-Run": "true"}
Json = dict[str, Any]
LIST = "# Kitchen\n## Floor\n- [ ] sweep #home\n  - [x] find the broom\n- [ ] wash\n"
DOCUMENT = {
    "format": "taskora",
    "version": 1,
    "projects": [{"sourceId": "p", "name": "Kitchen"}],
    "sections": [{"sourceId": "s", "projectId": "p", "name": "Floor"}],
    "tasks": [
        {"sourceId": "b", "title": "child", "parentId": "a"},
        {
            **{"sourceId": "a", "title": "parent", "projectId": "p", "sectionId": "s"},
            **{"tags": ["Home"], "priority": "high", "dueOn": "2027-06-02", "dueTime": "08:30"},
            "recurrence": {"rule": "FREQ=WEEKLY;BYDAY=FR", "start": "2027-06-01"},
            "assignee": "nobody here",
        },
    ],
    "comments": [{"sourceId": "c", "taskId": "a", "text": "with soap", "author": "Ada"}],
    "relations": [
        {"sourceId": "r", "kind": "blocks", "fromId": "a", "toId": "b"},
        {"sourceId": "q", "kind": "blocks", "fromId": "b", "toId": "a"},
    ],
    "reminders": [{"sourceId": "m", "taskId": "a", "minutesBefore": 10}],
}
FILE = json.dumps(DOCUMENT).encode()


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def send(
    tasks: Tasks, content: bytes, headers: dict[str, str] | None = None, **query: str
) -> httpx2.Response:
    """Send a file."""
    sent = tasks.headers | (headers or {})
    return await tasks.client.post(IMPORTS, params=query, content=content, headers=sent)


async def _everything(tasks: Tasks, space: str = "") -> Json:
    query = {"format": "taskora-json"} | ({"spaceId": space} if space else {})
    answer = await tasks.client.get(EXPORTS, params=query, headers=tasks.headers)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def _faults(settings: Settings) -> list[str]:
    """What is wrong with the ledgers of all spaces."""
    reports = await verified(settings)
    return [space for space, each in reports.items() if space != "all" and not each["whole"]]


async def test_a_file_comes_in_whole_with_a_verdict_for_each_row(tasks: Tasks, person: str) -> None:
    answer = await send(tasks, FILE)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert report["source"] == "taskora-json"
    assert report["counts"] == {"create": 7, "known": 0, "skip": 1, "error": 0}
    rows = {(row["kind"], row["sourceId"]): row for row in report["rows"]}
    assert rows["relation", "q"]["reason"] == "RELATED_ALREADY"
    assert rows["reminder", "m"]["action"] == "create"
    assert [each["reason"] for each in rows["task", "a"]["remarks"]] == ["ASSIGNEE_LEFT_OUT"]
    assert [each["reason"] for each in rows["comment", "c"]["remarks"]] == ["AUTHOR_LEFT_OUT"]
    found = await _everything(tasks)
    (project,), (section,) = found["projects"], found["sections"]
    parent = next(each for each in found["tasks"] if each["title"] == "parent")
    child = next(each for each in found["tasks"] if each["title"] == "child")
    assert (parent["projectId"], parent["sectionId"]) == (project["sourceId"], section["sourceId"])
    assert (child["parentId"], parent["tags"]) == (parent["sourceId"], ["Home"])
    (comment,), (relation,) = found["comments"], found["relations"]
    assert (comment["text"], comment["author"]) == ("with soap", person)
    assert (relation["fromId"], relation["toId"]) == (parent["sourceId"], child["sourceId"])
    (reminder,) = found["reminders"]
    assert (reminder["taskId"], reminder["minutesBefore"]) == (parent["sourceId"], 10)
    # Wednesday is the Friday of that week, moved: after it comes the next Friday.
    path = f"/{parent['sourceId']}"
    recurring = (await tasks.call("GET", path)).json()
    assert (recurring["dueOn"], recurring["recurrence"]["originalOn"]) == (
        "2027-06-02",
        "2027-06-04",
    )
    done = await tasks.call("PATCH", path, json={"completed": True})
    assert done.json()["dueOn"] == "2027-06-11"


async def test_one_undo_takes_the_whole_import_back_and_one_brings_it_back(
    tasks: Tasks, settings: Settings
) -> None:
    answer = await send(tasks, FILE)
    (change,) = await tasks.changes()
    assert (change["actor"], change["tool"], change["id"]) == (
        "import",
        "importFile",
        answer.headers["change-id"],
    )
    before = await _everything(tasks)
    undone = await tasks.undo(answer)
    empty = await _everything(tasks)
    assert [empty[kind] for kind in ("projects", "sections", "tasks", "comments")] == [[]] * 4
    assert (await tasks.undo(undone)).status_code == 200
    again = await _everything(tasks)
    for each in (before, again):
        for task in each["tasks"]:
            del task["updatedAt"]
    assert again == before
    assert await _faults(settings) == []


@pytest.mark.parametrize("is_planned", [False, True])
async def test_an_import_of_many_changes_is_one_act_whichever_of_them_is_undone(
    tasks: Tasks, settings: Settings, monkeypatch: pytest.MonkeyPatch, is_planned: bool
) -> None:
    monkeypatch.setattr("taskora_api.imports.writing.CHANGE_SIZE", 2)
    answer = await send(tasks, FILE, DRY if is_planned else {})
    if is_planned:
        path = f"/api/v1/plans/{answer.json()['planId']}/apply"
        answer = await tasks.client.post(path, headers=tasks.headers)
    changes = await tasks.changes()
    assert [change["count"] for change in changes] == [1, 2, 2, 2]
    assert changes[-1]["id"] == answer.headers["change-id"]
    assert (await tasks.undo(changes[1]["id"])).status_code == 200
    left = await _everything(tasks)
    assert [left[kind] for kind in ("projects", "sections", "tasks", "comments")] == [[]] * 4
    assert await _faults(settings) == []


async def test_what_was_worked_on_since_stays_with_all_that_it_is_in(tasks: Tasks) -> None:
    answer = await send(tasks, FILE)
    found = await _everything(tasks)
    child = next(each for each in found["tasks"] if each["title"] == "child")
    await tasks.call("PATCH", f"/{child['sourceId']}", json={"title": "mine now"})
    undone = (await tasks.undo(answer)).json()
    assert [task["title"] for task in undone["kept"]]
    left = await _everything(tasks)
    assert {task["title"] for task in left["tasks"]} == {"mine now", "parent"}
    assert [each["name"] for each in left["projects"]] == ["Kitchen"]


async def test_the_same_file_again_is_known_row_by_row_and_changes_nothing(tasks: Tasks) -> None:
    await send(tasks, FILE)
    before = await _everything(tasks)
    again = await send(tasks, FILE)
    report = again.json()
    assert report["counts"]["create"] == 0
    assert {row["reason"] for row in report["rows"] if row["action"] == "known"} == {
        "IMPORTED_BEFORE"
    }
    assert ("change-id" in again.headers, report["changeId"]) == (False, None)
    assert await _everything(tasks) == before


async def test_the_same_file_at_once_comes_in_once(tasks: Tasks, settings: Settings) -> None:
    answers = await asyncio.gather(*(send(tasks, FILE) for _ in range(3)))
    assert sorted(each.json()["counts"]["create"] for each in answers) == [0, 0, 7]
    assert len(await tasks.changes()) == 1
    assert await _faults(settings) == []


async def test_what_was_undone_or_deleted_comes_in_again(tasks: Tasks) -> None:
    first = await send(tasks, LIST.encode(), fileName="list.md")
    await tasks.undo(first)
    assert (await send(tasks, LIST.encode(), fileName="list.md")).json()["counts"]["create"] == 5
    (wash,) = (await tasks.call("GET", params={"q": "wash"})).json()["items"]
    await tasks.call("DELETE", f"/{wash['id']}")
    third = await send(tasks, LIST.encode(), fileName="list.md")
    assert third.json()["counts"] == {"create": 1, "known": 4, "skip": 0, "error": 0}
    (back,) = (await tasks.call("GET", params={"q": "wash"})).json()["items"]
    assert (back["id"], back["version"] > wash["version"]) == (wash["id"], True)


async def test_an_export_that_comes_back_is_known_and_its_additions_are_new(tasks: Tasks) -> None:
    parent = await tasks.add("parent")
    exported = await _everything(tasks)
    exported["tasks"].append({"sourceId": "new", "title": "child", "parentId": parent["id"]})
    report = (await send(tasks, json.dumps(exported).encode())).json()
    assert (report["counts"]["known"], report["counts"]["create"]) == (1, 1)
    (child,) = (await tasks.call("GET", params={"q": "child"})).json()["items"]
    assert child["parentId"] == parent["id"]


async def test_a_task_below_what_is_here_is_never_too_deep(tasks: Tasks) -> None:
    above: str | None = None
    for number in range(10):
        above = (await tasks.add(f"level {number}", parentId=above))["id"]
    exported = await _everything(tasks)
    exported["tasks"] = [{"sourceId": "new", "title": "child", "parentId": above}]
    report = (await send(tasks, json.dumps(exported).encode())).json()
    (row,) = (row for row in report["rows"] if row["sourceId"] == "new")
    assert [each["reason"] for each in row["remarks"]] == ["PLACE_LEFT_OUT"]


async def test_a_preview_changes_nothing_and_its_plan_is_the_import(
    tasks: Tasks, settings: Settings
) -> None:
    preview = await send(tasks, FILE, DRY)
    assert (preview.status_code, "change-id" in preview.headers) == (202, False)
    assert await tasks.changes() == []
    plan = preview.json()
    assert plan["counts"] == {"create": 7, "known": 0, "skip": 1, "error": 0}
    path = f"/api/v1/plans/{plan['planId']}/apply"
    applied = await tasks.client.post(path, headers=tasks.headers)
    assert (applied.status_code, applied.json()["count"]) == (200, 7)
    (change,) = await tasks.changes()
    assert (change["actor"], change["id"]) == ("import", applied.json()["changeId"])
    assert (await send(tasks, FILE)).json()["counts"]["create"] == 0
    assert (await tasks.undo(applied)).status_code == 200
    assert (await _everything(tasks))["tasks"] == []
    assert await _faults(settings) == []


async def test_a_preview_is_stale_once_the_file_came_in(tasks: Tasks) -> None:
    plan = (await send(tasks, FILE, DRY)).json()
    await send(tasks, FILE)
    path = f"/api/v1/plans/{plan['planId']}/apply"
    refused = await tasks.client.post(path, headers=tasks.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "PLAN_STALE")


TICKTICK = """Version: 7.1
Folder Name,List Name,Title,Content,Priority,Status,Created Time,Timezone,taskId,parentId
F,Home,sweep,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,3,2
F,Home,clean,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,2,
F,Work,a,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,4,5
F,Work,b,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,5,4
F,Work,write,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,6,
F,Garden,,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,7,
F,Garden,sow,,0,0,2026-01-01T08:00:00+0000,Europe/Berlin,8,
"""


async def test_bad_rows_stop_no_import_and_a_child_may_come_first(tasks: Tasks) -> None:
    """Neither a cycle nor a row without a title (vikunja#2487, vikunja#344, vikunja#370)."""
    answer = await send(tasks, TICKTICK.encode(), fileName="TickTick.csv")
    assert answer.status_code == 200, answer.text
    report = answer.json()
    reasons = Counter(row["reason"] for row in report["rows"] if row["action"] == "error")
    assert reasons == {"PARENT_CYCLE": 2, "TITLE_MISSING": 1}, report["rows"]
    items = (await tasks.call("GET", "?limit=100")).json()["items"]
    made = {task["title"]: task for task in items}
    assert set(made) == {"sweep", "clean", "write", "sow"}
    assert made["sweep"]["parentId"] == made["clean"]["id"]
    assert made["sweep"]["projectId"] == made["clean"]["projectId"]
    assert len({task["projectId"] for task in items}) == 3


async def test_only_who_may_change_a_space_imports_into_it(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    space = await SharedSpace(client, headers, person).make()
    viewer, editor = await space.let_in(role="viewer"), await space.let_in()
    statuses = [
        (await send(Tasks(client, headers(who)), FILE, dry, spaceId=space.id)).status_code
        for who in (viewer, "stranger", editor)
        for dry in ({}, DRY)
    ]
    assert statuses == [403, 403, 404, 404, 200, 202]
    theirs = await _everything(Tasks(client, headers(viewer)), space.id)
    assert len(theirs["tasks"]) == 2
    foreign = await client.get(
        EXPORTS,
        params={"format": "markdown", "spaceId": space.id},
        headers=headers("stranger"),
    )
    assert foreign.status_code == 404


async def test_a_file_sent_again_with_its_key_is_imported_once(tasks: Tasks) -> None:
    key = {"Idempotency-Key": uuid4().hex}
    first, second = [await send(tasks, FILE, key) for _ in range(2)]
    assert first.headers["change-id"] == second.headers["change-id"]
    assert (len(first.json()["rows"]), second.json()["rows"]) == (8, [])
    assert (await send(tasks, FILE + b" ", key)).status_code == 422


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "EXCHANGE_EMPTY"),
        (b"\x00\xff\xfe", 422, None),
        (b"hello", 422, "EXCHANGE_FORMAT_UNKNOWN"),
        (b'{"a": ', 422, None),
        # Named, or its 32 MB were the name of the case, which every report of it carries.
        pytest.param(b"x" * (FILE_BYTES_MAX + 1), 413, None, id="one byte too many"),
    ],
)
async def test_what_is_no_file_of_tasks_is_refused(
    tasks: Tasks, content: bytes, status: int, code: str | None
) -> None:
    answer = await send(tasks, content)
    assert answer.status_code == status
    if code is not None:
        assert answer.json()["code"] == code
    elif status == 422:
        assert answer.json()["code"].startswith("EXCHANGE_")


async def test_a_body_that_does_not_say_its_length_is_cut_off_at_the_limit(tasks: Tasks) -> None:
    read = Counter[str]()

    async def endless() -> Any:  # noqa: ANN401 - a stream.
        while read["pieces"] < 100:
            read["pieces"] += 1
            yield b"x" * 1_000_000

    answer = await tasks.client.post(IMPORTS, content=endless(), headers=tasks.headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("source", Source)
async def test_the_golden_file_of_each_source_comes_in_and_goes_out(
    tasks: Tasks, source: Source
) -> None:
    name, content = golden(source)
    report = (await send(tasks, content, fileName=name, timeZone="Europe/Berlin")).json()
    assert report["source"] == source
    assert report["counts"]["create"] > 0
    actions = Counter(row["action"] for row in report["rows"])
    found = await _everything(tasks)
    kinds = ("projects", "sections", "tasks", "comments", "relations", "reminders")
    assert sum(len(found[kind]) for kind in kinds) == actions["create"]

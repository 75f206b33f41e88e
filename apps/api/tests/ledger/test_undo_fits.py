"""What an undo brings back fits what is there by then: nothing dangles, doubles or circles."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.tasks import Tasks

API = "/api/v1"


class Home:
    """A person's own space over HTTP."""

    def __init__(self, client: httpx2.AsyncClient, headers: dict[str, str]) -> None:
        self.tasks = Tasks(client, headers)
        self._client = client
        self._headers = headers

    async def call(self, method: str, path: str, body: object = None) -> httpx2.Response:
        return await self._client.request(method, API + path, json=body, headers=self._headers)

    async def project(self) -> httpx2.Response:
        return await self.call("POST", "/projects", {"name": "kitchen"})

    async def section(self, project: str) -> httpx2.Response:
        return await self.call("POST", f"/projects/{project}/sections", {"name": "floor"})

    async def change(self, task: dict[str, Any], **fields: object) -> httpx2.Response:
        changed = await self.tasks.call("PATCH", f"/{task['id']}", json=fields)
        assert changed.status_code == 200, changed.text
        return changed

    async def read(self, task: dict[str, Any]) -> dict[str, Any]:
        read: dict[str, Any] = (await self.tasks.call("GET", f"/{task['id']}")).json()
        return read


@pytest.fixture
def home(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Home:
    """The space of the person of this test."""
    return Home(client, signed_in)


async def test_a_task_comes_back_without_the_project_that_was_deleted_meanwhile(
    home: Home,
) -> None:
    project = (await home.project()).json()["id"]
    section = (await home.section(project)).json()["id"]
    task = await home.tasks.add("a", projectId=project, sectionId=section)
    deleted = await home.tasks.call("DELETE", f"/{task['id']}")
    await home.call("DELETE", f"/projects/{project}")
    undone = (await home.tasks.undo(deleted)).json()
    assert {each["field"] for each in undone["conflicts"]} == {"projectId", "sectionId"}
    now = await home.read(task)
    assert (now["title"], now["projectId"], now["sectionId"]) == ("a", None, None)


async def test_a_task_does_not_go_back_into_a_project_that_is_gone(home: Home) -> None:
    project = (await home.project()).json()["id"]
    task = await home.tasks.add("a", projectId=project)
    moved = await home.change(task, projectId=None, title="b")
    await home.call("DELETE", f"/projects/{project}")
    undone = (await home.tasks.undo(moved)).json()
    assert [each["field"] for each in undone["conflicts"]] == ["projectId"]
    now = await home.read(task)
    assert (now["title"], now["projectId"]) == ("a", None)


async def test_a_section_stays_deleted_with_its_project(home: Home) -> None:
    project = (await home.project()).json()["id"]
    section = (await home.section(project)).json()["id"]
    deleted = await home.call("DELETE", f"/sections/{section}")
    await home.call("DELETE", f"/projects/{project}")
    assert (await home.tasks.undo(deleted)).status_code == 409


async def test_a_project_that_is_used_since_stays(home: Home) -> None:
    added = await home.project()
    task = await home.tasks.add("a", projectId=added.json()["id"])
    assert (await home.tasks.undo(added)).status_code == 409
    with_section = await home.project()
    await home.section(with_section.json()["id"])
    assert (await home.tasks.undo(with_section)).status_code == 409
    assert (await home.read(task))["projectId"] == added.json()["id"]
    await home.change(task, projectId=None)
    assert (await home.tasks.undo(added)).status_code == 200


async def test_a_project_that_is_deleted_again_by_redo_takes_no_newer_task_along(
    home: Home,
) -> None:
    project = (await home.project()).json()["id"]
    inside = await home.tasks.add("inside", projectId=project)
    deleted = await home.call("DELETE", f"/projects/{project}")
    undone = (await home.tasks.undo(deleted)).json()
    assert (await home.read(inside))["projectId"] == project
    newer = await home.tasks.add("newer", projectId=project)
    await home.tasks.undo(undone["changeId"])
    listed = (await home.call("GET", "/projects")).json()["items"]
    assert [each["id"] for each in listed] == [project]
    assert (await home.read(newer))["projectId"] == project


async def test_a_task_with_others_below_it_does_not_go_from_above_them(home: Home) -> None:
    added = await home.tasks.call("POST", json={"title": "top"})
    below = await home.tasks.add("below", parentId=added.json()["id"])
    assert (await home.tasks.undo(added)).status_code == 409
    assert (await home.read(below))["parentId"] == added.json()["id"]


async def test_undo_never_puts_a_task_below_itself(home: Home) -> None:
    one, other = await home.tasks.add("one"), await home.tasks.add("other")
    await home.change(one, parentId=other["id"])
    out = await home.change(one, parentId=None, title="renamed")
    await home.change(other, parentId=one["id"])
    undone = (await home.tasks.undo(out)).json()
    assert [each["field"] for each in undone["conflicts"]] == ["parentId"]
    now = await home.read(one)
    assert (now["title"], now["parentId"]) == ("one", None)


async def test_a_subtask_comes_back_without_a_parent_that_is_gone(home: Home) -> None:
    top = await home.tasks.add("top")
    below = await home.tasks.add("below", parentId=top["id"])
    deleted = await home.tasks.call("DELETE", f"/{below['id']}")
    await home.tasks.call("DELETE", f"/{top['id']}")
    await home.tasks.undo(deleted)
    assert (await home.read(below))["parentId"] is None


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"dueOn": "2030-01-01"}, {"dueTime": "09:00"}),
        ({"dueOn": "2030-01-01"}, {"recurrence": {"rule": "FREQ=DAILY"}}),
        ({"dueOn": "2030-01-01", "title": "b"}, {"dueTime": "09:00"}),
    ],
)
async def test_a_date_that_something_needs_since_stays(
    home: Home, first: dict[str, Any], then: dict[str, Any]
) -> None:
    task = await home.tasks.add("a")
    changed = await home.change(task, **first)
    await home.change(task, **then)
    undone = await home.tasks.undo(changed)
    assert undone.status_code == (200 if "title" in first else 409)
    now = await home.read(task)
    assert (now["title"], now["dueOn"]) == ("a", "2030-01-01")
    await home.change(task, notes="still to be changed")


async def test_a_project_whose_section_a_task_has_since_stays(home: Home) -> None:
    first = (await home.project()).json()["id"]
    second = (await home.project()).json()["id"]
    section = (await home.section(second)).json()["id"]
    task = await home.tasks.add("a", projectId=first)
    moved = await home.change(task, projectId=second)
    await home.change(task, sectionId=section)
    assert (await home.tasks.undo(moved)).status_code == 409
    now = await home.read(task)
    assert (now["projectId"], now["sectionId"]) == (second, section)


async def test_the_same_relation_does_not_come_back_twice_nor_reversed(home: Home) -> None:
    one, other = await home.tasks.add("one"), await home.tasks.add("other")

    async def relate(from_id: str, to_id: str) -> httpx2.Response:
        body = {"toId": to_id, "kind": "blocks"}
        return await home.call("POST", f"/tasks/{from_id}/relations", body)

    for again in ((one["id"], other["id"]), (other["id"], one["id"])):
        made = (await relate(one["id"], other["id"])).json()
        ended = await home.call("DELETE", f"/relations/{made['id']}")
        newer = (await relate(*again)).json()
        assert (await home.tasks.undo(ended)).status_code == 409
        (listed,) = (await home.call("GET", f"/tasks/{one['id']}/relations")).json()["items"]
        assert listed == newer
        await home.call("DELETE", f"/relations/{newer['id']}")


async def test_tags_that_come_back_are_none_that_are_there_in_other_letters(home: Home) -> None:
    task = await home.tasks.add("a", tags=["straße", "old"])
    changed = await home.change(task, tags=["new"])
    await home.change(task, tags=["new", "STRASSE"])
    assert (await home.tasks.undo(changed)).status_code == 200
    assert (await home.read(task))["tags"] == ["old", "STRASSE"]


async def test_no_version_of_a_task_comes_twice(home: Home) -> None:
    task = await home.tasks.add("a")
    deleted = await home.tasks.call("DELETE", f"/{task['id']}")
    undone = (await home.tasks.undo(deleted)).json()
    await home.change(task, title="b")
    seen = (await home.change(task, title="a")).json()["version"]
    await home.tasks.undo(undone["changeId"])
    assert (await home.tasks.undo(deleted)).status_code == 200
    assert (await home.read(task))["version"] > seen


async def test_nobody_is_assigned_again_who_has_left(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    home = Home(client, headers(person))
    space = (await home.call("POST", "/spaces", {"name": "home"})).json()["id"]
    link = (await home.call("POST", f"/spaces/{space}/invitations", {"role": "editor"})).json()
    bob = f"bob-{uuid4().hex}"
    await Home(client, headers(bob)).call("POST", "/invitations/accept", {"secret": link["secret"]})
    task = await home.tasks.add("a", spaceId=space, assigneeId=bob)
    taken = await home.change(task, assigneeId=None)
    await home.call("DELETE", f"/spaces/{space}/members/{bob}")
    assert (await home.tasks.undo(taken)).status_code == 409
    assert (await home.read(task))["assigneeId"] is None


async def test_a_space_and_who_is_in_it_are_decided_by_no_undo(
    client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    home = Home(client, headers(person))
    space = (await home.call("POST", "/spaces", {"name": "home"})).json()["id"]
    link = (await home.call("POST", f"/spaces/{space}/invitations", {"role": "editor"})).json()
    bob = Home(client, headers(f"bob-{uuid4().hex}"))
    await bob.call("POST", "/invitations/accept", {"secret": link["secret"]})
    await home.call("PATCH", f"/spaces/{space}", {"name": "renamed"})
    listed = (await home.call("GET", f"/activity?spaceId={space}")).json()["items"]
    assert {each["entity"] for each in listed} == {"space", "member"}
    for change in {each["changeId"] for each in listed}:
        assert (await home.tasks.undo(change)).status_code in {404, 409}
    assert (await home.call("GET", f"/activity?spaceId={space}")).json()["items"] == listed
    spaces = (await bob.call("GET", "/spaces")).json()["items"]
    assert ("renamed", "editor") in {(each["name"], each["role"]) for each in spaces}


async def _split(home: Home) -> tuple[dict[str, Any], str, httpx2.Response]:
    """A daily series from the 4th, of which all from the 7th is another one."""
    task = await home.tasks.add("a", dueOn="2027-01-04", recurrence={"rule": "FREQ=DAILY"})
    split = await home.tasks.call(
        "POST",
        f"/{task['id']}/recurrence/split",
        json={"occurrenceOn": "2027-01-07", "changes": {"title": "b"}},
    )
    assert split.status_code == 200, split.text
    return task, split.json()["following"]["id"], split


async def _parts(home: Home) -> list[tuple[str, str, str]]:
    items = (await home.tasks.call("GET")).json()["items"]
    return sorted((each["title"], each["dueOn"], each["recurrence"]["rule"]) for each in items)


@pytest.mark.parametrize("worked_on", ["first", "second", "second is done", "second is gone"])
async def test_both_parts_of_a_split_are_taken_back_or_none(home: Home, worked_on: str) -> None:
    task, following, split = await _split(home)
    match worked_on:
        case "first":
            await home.change(task, completed=True, occurrenceOn="2027-01-04")
        case "second":
            await home.change({"id": following}, notes="n")
        case "second is done":
            await home.change({"id": following}, completed=True, occurrenceOn="2027-01-07")
        case _:
            await home.tasks.call("DELETE", f"/{following}")
    before = await _parts(home)
    refused = await home.tasks.undo(split)
    assert (refused.status_code, refused.json()["code"]) == (409, "UNDO_TORN")
    assert {each["path"] for each in refused.json()["fields"]} == {
        f"task.{task['id'] if worked_on == 'first' else following}"
    }
    assert await _parts(home) == before


async def test_a_split_is_taken_back_and_done_again_whole(home: Home) -> None:
    task, following, split = await _split(home)
    both = await _parts(home)
    await home.change(task, notes="kept")
    undone = await home.tasks.undo(split)
    assert undone.status_code == 200, undone.text
    assert await _parts(home) == [("a", "2027-01-04", "FREQ=DAILY")]
    again = await home.tasks.undo(undone.json()["changeId"])
    assert again.status_code == 200, again.text
    assert await _parts(home) == both
    assert (await home.read({"id": following}))["title"] == "b"
    assert (await home.read(task))["notes"] == "kept"

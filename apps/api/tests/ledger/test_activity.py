"""What was done, entry by entry, and what was there then, over HTTP."""

from typing import Any

import httpx2
import pytest

from conftest import Headers
from support.access_tokens import token_headers
from support.tasks import Tasks

API = "/api/v1"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _page(tasks: Tasks, **query: str | int) -> dict[str, Any]:
    read = await tasks.client.get(f"{API}/activity", params=query, headers=tasks.headers)
    assert read.status_code == 200, read.text
    page: dict[str, Any] = read.json()
    return page


async def _activities(tasks: Tasks, **query: str | int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await _page(tasks, **query))["items"]
    return items


async def _past(tasks: Tasks, space: str, sequence: int, **query: str | int) -> httpx2.Response:
    path = f"{API}/spaces/{space}/history/{sequence}"
    return await tasks.client.get(path, params=query, headers=tasks.headers)


async def _project_with_tasks(tasks: Tasks) -> tuple[str, list[dict[str, Any]]]:
    """A project that was deleted from around its tasks, which is one change of four entries."""
    project = (
        await tasks.client.post(f"{API}/projects", json={"name": "p"}, headers=tasks.headers)
    ).json()
    inside = [await tasks.add(title, projectId=project["id"]) for title in "abc"]
    deleted = await tasks.client.delete(f"{API}/projects/{project['id']}", headers=tasks.headers)
    assert deleted.status_code == 204, deleted.text
    return project["id"], inside


async def test_an_entry_says_who_did_what_by_which_tool_and_what_differs(
    tasks: Tasks, person: str
) -> None:
    added = await tasks.add("a", notes="n")
    changed = await tasks.call("PATCH", f"/{added['id']}", json={"title": "b"})
    undone = (await tasks.undo(changed)).json()
    await tasks.call("DELETE", f"/{added['id']}")
    deletion, undo, change, addition = await _activities(tasks)
    assert [each["sequence"] for each in (addition, change, undo, deletion)] == [1, 2, 3, 4]
    for each in (addition, change, undo, deletion):
        assert (each["entity"], each["entityId"]) == ("task", added["id"])
        assert each["spaceId"] == added["spaceId"]
        assert (each["memberId"], each["actor"]) == (person, "web")
        assert len(bytes.fromhex(each["hash"])) == 32
        assert each["erasedAt"] is None
    kinds = [each["kind"] for each in (addition, change, undo, deletion)]
    assert kinds == ["added", "changed", "undone", "deleted"]
    assert (change["tool"], change["changeId"]) == ("updateTask", changed.headers["change-id"])
    assert change["arguments"]["title"] == "b"
    assert (change["undoes"], undo["undoes"]) == (None, change["changeId"])
    assert undo["changeId"] == undone["changeId"]
    assert addition["before"] is None
    assert (addition["after"]["title"], addition["after"]["notes"]) == ("a", "n")
    assert deletion["after"] is None
    assert (deletion["before"]["title"], deletion["before"]["notes"]) == ("a", "n")
    assert change["before"].keys() == change["after"].keys() >= {"title", "version"}
    assert (change["before"]["title"], change["after"]["title"]) == ("a", "b")
    assert "notes" not in change["before"]
    titles = [each["title"] for each in (addition, change, undo, deletion)]
    assert titles == ["a", "b", "a", "a"]
    assert (change["undoneBy"], undo["undoneBy"]) == (undo["changeId"], None)
    assert change["undoneAt"] == undo["createdAt"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 8, 9])
async def test_pages_together_are_the_whole_in_its_order_also_within_a_change(
    tasks: Tasks, limit: int
) -> None:
    await _project_with_tasks(tasks)
    whole = await _activities(tasks)
    assert [each["sequence"] for each in whole] == list(range(8, 0, -1))
    found: list[dict[str, Any]] = []
    pages = 0
    query: dict[str, str] = {}
    while True:
        page = await _page(tasks, limit=limit, **query)
        pages += 1
        found += page["items"]
        if page["nextCursor"] is None:
            break
        query = {"cursor": page["nextCursor"]}
    assert found == whole
    assert pages == -(-8 // limit)


async def test_only_what_was_done_to_one_entity_or_in_one_space_is_listed_where_that_is_asked_for(
    tasks: Tasks,
) -> None:
    space = (
        await tasks.client.post(f"{API}/spaces", json={"name": "s"}, headers=tasks.headers)
    ).json()["id"]
    own, shared = await tasks.add("own"), await tasks.add("shared", spaceId=space)
    assert {each["entityId"] for each in await _activities(tasks, spaceId=own["spaceId"])} == {
        own["id"]
    }
    there = {each["entityId"]: each["entity"] for each in await _activities(tasks, spaceId=space)}
    assert [each for each, entity in there.items() if entity == "task"] == [shared["id"]]
    (only,) = await _activities(tasks, entityId=own["id"])
    assert only["entityId"] == own["id"]


async def test_only_what_was_done_from_one_place_is_listed_where_that_is_asked_for(
    tasks: Tasks, client: httpx2.AsyncClient
) -> None:
    program = Tasks(client, await token_headers(client, tasks.headers))
    for number in range(3):
        await tasks.add(f"by hand {number}")
        await program.add(f"by a program {number}")
    first = await _page(tasks, actor="api", limit=2)
    rest = await _page(tasks, actor="api", limit=2, cursor=first["nextCursor"])
    found = [each["title"] for each in first["items"] + rest["items"]]
    assert found == ["by a program 2", "by a program 1", "by a program 0"]
    assert rest["nextCursor"] is None
    assert await _activities(tasks, actor="chat") == []
    read = await client.get(f"{API}/activity", params={"actor": "me"}, headers=tasks.headers)
    assert read.status_code == 422


async def test_what_was_undone_names_the_change_by_which_it_is_done_again(tasks: Tasks) -> None:
    added = await tasks.add("a")
    changed = await tasks.call("PATCH", f"/{added['id']}", json={"title": "b"})
    undo_id = (await tasks.undo(changed)).json()["changeId"]
    (change,) = [each for each in await _activities(tasks) if each["kind"] == "changed"]
    assert (change["undoneBy"], change["undoneAt"] is None) == (undo_id, False)
    await tasks.undo(undo_id)
    (change,) = [each for each in await _activities(tasks) if each["kind"] == "changed"]
    assert (change["undoneBy"], change["undoneAt"]) == (None, None)


async def test_what_others_did_is_not_there(
    tasks: Tasks, client: httpx2.AsyncClient, headers: Headers, person: str
) -> None:
    added = await tasks.add("a")
    other = Tasks(client, headers(f"other-{person}"))
    await other.add("theirs")
    queries: list[dict[str, str]] = [
        {},
        {"spaceId": added["spaceId"]},
        {"entityId": added["id"]},
    ]
    for query in queries:
        assert all(each["entityId"] != added["id"] for each in await _activities(other, **query))
    assert (await _past(other, added["spaceId"], 1)).status_code == 404


async def test_another_cursor_is_refused(tasks: Tasks) -> None:
    read = await tasks.client.get(
        f"{API}/activity", params={"cursor": "e30"}, headers=tasks.headers
    )
    assert read.status_code == 422, read.text


async def test_the_past_is_of_the_entry_and_of_the_kind_that_are_named(tasks: Tasks) -> None:
    project, inside = await _project_with_tasks(tasks)
    space = inside[0]["spaceId"]
    seen: list[tuple[list[str], list[str]]] = []
    for sequence in range(1, 9):
        of_tasks = (await _past(tasks, space, sequence)).json()
        of_projects = (await _past(tasks, space, sequence, entity="project")).json()
        assert (of_tasks["spaceId"], of_tasks["sequence"]) == (space, sequence)
        assert (of_tasks["entity"], of_projects["entity"]) == ("task", "project")
        titles = [each["title"] for each in of_tasks["items"]]
        seen.append((titles, [each["id"] for each in of_projects["items"]]))
    assert seen[:4] == [
        ([], [project]),
        (["a"], [project]),
        (["a", "b"], [project]),
        (["a", "b", "c"], [project]),
    ]
    assert seen[7] == (["a", "b", "c"], [])
    places = [
        [each["project_id"] for each in (await _past(tasks, space, sequence)).json()["items"]]
        for sequence in (4, 8)
    ]
    assert places == [[project] * 3, [None] * 3]
    (last, *_) = await _activities(tasks, spaceId=space)
    assert (await _past(tasks, space, 8)).json()["at"] == last["createdAt"]
    assert (await _past(tasks, space, 9)).status_code == 404


async def test_the_past_of_one_entity_is_its_state_then_or_nothing(tasks: Tasks) -> None:
    other, added = await tasks.add("other"), await tasks.add("a")
    changed = await tasks.call("PATCH", f"/{added['id']}", json={"title": "b"})
    await tasks.call("PATCH", f"/{other['id']}", json={"title": "c"})
    await tasks.call("DELETE", f"/{added['id']}")
    space, query = added["spaceId"], {"entityId": added["id"]}
    pasts = [(await _past(tasks, space, each, **query)).json() for each in range(1, 6)]
    titles = [[item["title"] for item in past["items"]] for past in pasts]
    assert titles == [[], ["a"], ["b"], ["b"], []]
    assert pasts[0]["at"] is None
    assert pasts[3]["at"] == pasts[2]["at"] == changed.json()["updatedAt"]


async def test_each_entry_says_how_much_its_whole_change_is_about(tasks: Tasks) -> None:
    _, inside = await _project_with_tasks(tasks)
    # One entry of the deletion of four things, and one of an addition of one.
    deletion, addition = await _activities(tasks, entityId=inside[0]["id"])
    assert (deletion["changeCount"], addition["changeCount"]) == (4, 1)
    assert deletion["actionId"] == deletion["changeId"]


async def test_what_was_done_in_two_spaces_at_once_is_one_action(tasks: Tasks) -> None:
    space = await tasks.client.post(f"{API}/spaces", json={"name": "s"}, headers=tasks.headers)
    added = await tasks.add("a")
    await tasks.call("POST", f"/{added['id']}/move", json={"spaceId": space.json()["id"]})
    halves = [each for each in await _activities(tasks) if each["kind"] == "moved"]
    assert len({each["spaceId"] for each in halves}) == 2
    assert len({each["actionId"] for each in halves}) == 1

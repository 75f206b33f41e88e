"""Saved views are parts of a space: its members see them, undo knows them, and sync brings them."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import text

from conftest import Headers
from support.household import SharedSpace
from support.ledger import verified
from taskora_api.database.engine import Database
from taskora_api.settings import Settings
from taskora_api.views.schemas import VIEWS_MAX

Json = dict[str, Any]


@pytest.fixture
async def space(client: httpx2.AsyncClient, headers: Headers) -> SharedSpace:
    """A space with one member."""
    return await SharedSpace(client, headers, f"owner-{uuid4().hex}").make("Family")


async def _add(space: SharedSpace, name: str, **fields: object) -> Json:
    body = {"name": name, "spaceId": space.id, **fields}
    return await space.call(space.owner, "POST", "/views", body)


async def _views(space: SharedSpace, who: str = "") -> list[Json]:
    items: list[Json] = (await space.call(who or space.owner, "GET", "/views"))["items"]
    return items


async def _answer(space: SharedSpace, who: str, method: str, path: str, body: Json) -> Json:
    answer = await space.client.request(
        method, f"/api/v1{path}", json=body, headers=space.headers(who)
    )
    return {"status": answer.status_code, **(answer.json() if answer.content else {})}


async def test_a_view_is_kept_in_its_canonical_form(space: SharedSpace) -> None:
    view = await _add(space, "Now", filter="Done OR due:Today", sort=" due , -priority")
    assert (view["filter"], view["sort"]) == ("is:done | due:today", "due,-priority")
    assert view["grouping"] == "none"
    (listed,) = await _views(space)
    assert listed == view | {"fault": None}


async def test_what_is_in_a_persons_own_space_is_theirs_alone(space: SharedSpace) -> None:
    guest = await space.let_in()
    await _add(space, "ours")
    await space.call(space.owner, "POST", "/views", {"name": "mine", "filter": "space:Family"})
    assert [view["name"] for view in await _views(space, guest)] == ["ours"]
    assert sorted(view["name"] for view in await _views(space)) == ["mine", "ours"]
    await space.remove(guest)
    assert await _views(space, guest) == []


async def test_views_have_an_order_that_is_changed_one_by_one(space: SharedSpace) -> None:
    one, two, three = [await _add(space, name) for name in ("one", "two", "three")]
    await space.call(space.owner, "PATCH", f"/views/{three['id']}", {"afterId": None})
    await space.call(space.owner, "PATCH", f"/views/{one['id']}", {"afterId": two["id"]})
    assert [view["name"] for view in await _views(space)] == ["three", "two", "one"]
    elsewhere = await space.call(space.owner, "POST", "/views", {"name": "mine"})
    refused = await _answer(
        space, space.owner, "PATCH", f"/views/{one['id']}", {"afterId": elsewhere["id"]}
    )
    assert (refused["status"], refused["fields"][0]["path"]) == (422, "afterId")


async def test_a_view_of_a_project_that_is_gone_stays_and_says_so(space: SharedSpace) -> None:
    body = {"name": "Kitchen", "spaceId": space.id}
    project = await space.call(space.owner, "POST", "/projects", body)
    named = await _add(space, "kitchen", filter="!done & project:Kitchen")
    by_id = await _add(space, "by id", filter=f"project:{project['id']}")
    await space.call(space.owner, "PATCH", f"/projects/{project['id']}", {"name": "Bath"})
    faults = {view["name"]: view["fault"] for view in await _views(space)}
    assert faults["by id"] is None
    fault = faults["kitchen"]
    assert fault["code"] == "FILTER_NAME_UNKNOWN"
    assert named["filter"][fault["start"] : fault["end"]] == "Kitchen"
    await space.call(space.owner, "DELETE", f"/projects/{project['id']}")
    assert all(view["fault"] for view in await _views(space))
    assert len(await _views(space)) == 2
    # Its name can still be changed, and its filter to one that is right.
    await space.call(space.owner, "PATCH", f"/views/{by_id['id']}", {"name": "old"})
    await space.call(space.owner, "PATCH", f"/views/{by_id['id']}", {"filter": "no:project"})
    assert {view["name"]: view["fault"] for view in await _views(space)}["old"] is None


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"filter": "due:someday"}, "filter", "FILTER_VALUE"),
        ({"filter": "project:Nowhere"}, "filter", "FILTER_NAME_UNKNOWN"),
        ({"sort": "colour"}, "sort", "SORT_KEY_UNKNOWN"),
        ({"grouping": "colour"}, "grouping", None),
        ({"name": " "}, "name", None),
        ({"filter": "x" * 1001}, "filter", None),
    ],
)
async def test_what_is_no_view_is_refused(
    space: SharedSpace, body: Json, path: str, code: str | None
) -> None:
    view = await _add(space, "right")
    for method, to, beside in (
        ("POST", "/views", {"name": "wrong", "spaceId": space.id}),
        ("PATCH", f"/views/{view['id']}", {}),
    ):
        refused = await _answer(space, space.owner, method, to, beside | body)
        assert refused["status"] == 422
        (field,) = refused["fields"]
        assert (field["path"], field.get("code")) == (path, code)
    assert len(await _views(space)) == 1


async def test_a_viewer_sees_and_changes_nothing_and_a_stranger_knows_of_none(
    space: SharedSpace,
) -> None:
    view = await _add(space, "ours")
    viewer, stranger = await space.let_in(role="viewer"), f"stranger-{uuid4().hex}"
    assert len(await _views(space, viewer)) == 1
    for who, status in ((viewer, 403), (stranger, 404)):
        for method in ("PATCH", "DELETE"):
            refused = await _answer(space, who, method, f"/views/{view['id']}", {"name": "theirs"})
            assert refused["status"] == status
    assert [each["name"] for each in await _views(space)] == ["ours"]


async def test_changes_of_views_are_in_the_ledger_undone_and_in_sync(
    space: SharedSpace, settings: Settings
) -> None:
    view = await _add(space, "ours", filter="today", grouping="due")
    loaded = await space.call(space.owner, "GET", "/sync?limit=500")
    (state,) = [each["state"] for each in loaded["changes"] if each["entity"] == "view"]
    assert state == view
    await space.call(space.owner, "PATCH", f"/views/{view['id']}", {"name": "renamed"})
    await space.call(space.owner, "DELETE", f"/views/{view['id']}")
    later = await space.call(space.owner, "GET", f"/sync?after={loaded['nextCursor']}")
    assert [(each["entity"], each["state"]) for each in later["changes"]] == [("view", None)]
    changes = await space.call(space.owner, "GET", f"/changes?spaceId={space.id}")
    kinds = [change["kind"] for change in changes["items"]]
    assert kinds[:3] == ["deleted", "changed", "added"]
    for change in changes["items"][:2]:
        await space.call(space.owner, "POST", f"/changes/{change['id']}/undo")
    assert await _views(space) == [view | {"fault": None}]
    again = await space.call(space.owner, "GET", f"/sync?after={later['nextCursor']}")
    assert [each["state"] for each in again["changes"]] == [view]
    assert (await verified(settings))[space.id]["whole"]


async def test_a_space_has_a_limited_number_of_views(
    space: SharedSpace, database: Database
) -> None:
    async with database.engine.connect() as connection:
        await connection.execute(
            text(
                "INSERT INTO app.views (id, space_id, name, filter, sort, grouping, position,"
                " created_at, sequence) SELECT gen_random_uuid(), :space, 'v', '', '', 'none',"
                " 'a' || number, now(), 0 FROM generate_series(1, :many) AS number"
            ),
            {"space": space.id, "many": VIEWS_MAX},
        )
        await connection.commit()
    body = {"name": "one more", "spaceId": space.id}
    assert (await _answer(space, space.owner, "POST", "/views", body))["status"] == 409

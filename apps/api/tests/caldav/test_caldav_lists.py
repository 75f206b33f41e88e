"""Lists: spaces and projects as calendars, what a program does to them, and whose they are."""

from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.caldav import CALENDAR, HOME, NAMESPACES, ROOT, todo
from support.calendar_store import ANN
from support.household import SharedSpace
from support.product_calendars import ProductDav, named, signed_in

RENAME = (
    f"<d:propertyupdate {NAMESPACES}><d:set><d:prop><d:displayname>Kitchen</d:displayname>"
    "</d:prop></d:set></d:propertyupdate>"
)


@pytest.fixture
def dav(product_dav: ProductDav) -> ProductDav:
    """Ann, and an empty calendar of hers."""
    return product_dav


async def _names(dav: ProductDav) -> dict[str, str]:
    found = await dav.propfind(HOME, "d:displayname", depth="1")
    return {path: one.text("d:displayname") for path, one in found.items() if path != HOME}


async def test_spaces_and_projects_are_lists_and_archived_ones_are_not(dav: ProductDav) -> None:
    space = await dav.rest("POST", "/spaces", {"name": "home"})
    garden = await dav.rest("POST", "/projects", {"name": "garden", "spaceId": space["id"]})
    attic = await dav.rest("POST", "/projects", {"name": "attic", "spaceId": space["id"]})
    await dav.rest("PATCH", f"/projects/{attic['id']}", {"archived": True})
    names = await _names(dav)
    assert names[f"{HOME}{space['id']}/"] == "home"
    assert names[f"{HOME}{garden['id']}/"] == "garden"
    assert f"{HOME}{attic['id']}/" not in names


async def test_renaming_a_project_is_a_change_of_it(dav: ProductDav) -> None:
    assert (await dav.send("PROPPATCH", CALENDAR, RENAME)).status_code == 207
    assert (await _names(dav))[CALENDAR] == "Kitchen"
    assert await dav.project("Kitchen")
    change = (await dav.rest("GET", "/changes?limit=1"))["items"][0]
    assert change["actor"] == "caldav"


async def test_a_space_is_renamed_for_the_person_alone(dav: ProductDav) -> None:
    space = await dav.rest("POST", "/spaces", {"name": "home"})
    path = f"{HOME}{space['id']}/"
    assert (await dav.send("PROPPATCH", path, RENAME)).status_code == 207
    assert (await _names(dav))[path] == "Kitchen"
    items = (await dav.rest("GET", "/spaces"))["items"]
    assert "home" in {each["name"] for each in items}
    assert (await dav.send("DELETE", path)).status_code == 403


async def test_a_deleted_list_is_one_change_with_its_tasks_and_comes_back_by_undo(
    dav: ProductDav,
) -> None:
    await dav.put("parent.ics", todo("SUMMARY:parent", uid="parent"))
    await dav.put("child.ics", todo("SUMMARY:child", "RELATED-TO:parent", uid="child"))
    assert (await dav.send("DELETE", CALENDAR)).status_code == 204
    assert await dav.tasks() == {}
    assert CALENDAR not in await _names(dav)
    change = (await dav.rest("GET", "/changes?limit=1"))["items"][0]
    assert (change["actor"], change["kind"]) == ("caldav", "deleted")
    await dav.rest("POST", f"/changes/{change['id']}/undo")
    assert sorted(await dav.tasks()) == ["child", "parent"]
    assert "RELATED-TO:parent" in (await dav.get("child.ics")).text


async def test_an_address_is_given_once_and_again_after_its_list_is_gone(dav: ProductDav) -> None:
    assert (await dav.send("MKCALENDAR", CALENDAR, named("Other"))).status_code == 405
    await dav.send("DELETE", CALENDAR)
    assert (await dav.send("MKCALENDAR", CALENDAR, named("Other"))).status_code == 201
    assert (await _names(dav))[CALENDAR] == "Other"
    own = next(path for path, name in (await _names(dav)).items() if name == "Tasks")
    assert (await dav.send("MKCALENDAR", own, named("Other"))).status_code == 405


@pytest.mark.parametrize("role", ["viewer", "editor"])
async def test_a_viewer_reads_and_changes_nothing(
    dav: ProductDav, client: httpx2.AsyncClient, headers: Headers, role: str
) -> None:
    shared = await SharedSpace(client, headers, "carl").make()
    await shared.let_in(ANN.id, role)
    await shared.add("carl", "milk")
    path = f"{HOME}{shared.id}/"
    rights = (await dav.propfind(path, "d:current-user-privilege-set"))[path]
    is_editor = role == "editor"
    assert ("d:write" in rights.names_inside("d:current-user-privilege-set")) is is_editor
    put = await dav.send("PUT", f"{path}one.ics", todo("SUMMARY:a"))
    assert put.status_code == (201 if is_editor else 403)
    patched = await dav.send("PROPPATCH", path, RENAME)
    assert patched.status_code == (207 if is_editor else 403)
    await shared.remove(ANN.id)
    assert (await dav.send("PROPFIND", path, depth="0")).status_code == 404


@pytest.mark.parametrize("method", ["PROPFIND", "REPORT", "PUT", "GET", "DELETE", "PROPPATCH"])
async def test_a_foreign_list_and_none_are_the_same_answer(
    dav: ProductDav, client: httpx2.AsyncClient, headers: Headers, method: str
) -> None:
    shared = await SharedSpace(client, headers, "carl").make()
    task = await shared.add("carl", "milk")
    rest = f"{task['id']}.ics" if method in {"GET", "PUT"} else ""
    bodies = {"PUT": todo("SUMMARY:a").decode(), "PROPPATCH": RENAME}
    bodies["REPORT"] = f"<d:sync-collection {NAMESPACES}><d:sync-token/></d:sync-collection>"
    paths = [
        f"{HOME}{shared.id}/{rest}",
        f"{HOME}{uuid4()}/{rest}",
        f"{ROOT}/calendars/carl/{shared.id}/{rest}",
        f"{ROOT}/calendars/nobody/{shared.id}/{rest}",
    ]
    answers = [await dav.send(method, path, bodies.get(method, ""), depth="0") for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


async def test_a_person_who_has_nothing_has_one_list(dav: ProductDav, headers: Headers) -> None:
    who = f"new-{uuid4().hex}"
    async with signed_in(dav.application, headers, who) as client:
        found = await client.request("PROPFIND", f"{ROOT}/calendars/{who}/", headers={"Depth": "1"})
        assert found.status_code == 207
        assert found.text.count("<c:calendar/>") + found.text.count("C:calendar/>") <= 2
        assert "Tasks" in found.text

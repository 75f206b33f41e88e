"""One task that is edited by a calendar program and on the page: nothing of either is lost."""

import asyncio

import pytest

from support.caldav import CALENDAR, todo, unfolded
from support.ledger import verified
from support.product_calendars import ProductDav
from taskora_api.settings import Settings

FOREIGN = (
    b'X-APPLE-SORT-ORDER;X-P="a,b":7\r\nATTACH;VALUE=URI:https://example.org/a?b=c;d\r\n'
    b"X-LONG:0123456789012345678901234567890123456789012345678901234567890123\r\n 45678901\r\n"
)


@pytest.fixture
def dav(product_dav: ProductDav) -> ProductDav:
    """Ann, and an empty calendar of hers."""
    return product_dav


def _with_foreign(*lines: str) -> bytes:
    return todo("SUMMARY:milk", *lines).replace(b"END:VTODO", FOREIGN + b"END:VTODO")


async def _lines(dav: ProductDav, name: str = "one.ics") -> list[str]:
    return unfolded((await dav.get(name)).content)


async def test_a_program_that_was_too_late_takes_nothing_back(dav: ProductDav) -> None:
    tag = (await dav.put("one.ics", todo("SUMMARY:milk"))).headers["etag"]
    task = (await dav.tasks())["milk"]
    await dav.rest("PATCH", f"/tasks/{task['id']}", {"notes": "two litres"})
    late = await dav.put("one.ics", todo("SUMMARY:oat milk"), if_match=tag)
    assert late.status_code == 412
    seen = await dav.get("one.ics")
    sent = seen.content.replace(b"SUMMARY:milk", b"SUMMARY:oat milk")
    assert (await dav.put("one.ics", sent, if_match=seen.headers["etag"])).status_code == 204
    after = (await dav.tasks())["oat milk"]
    assert (after["id"], after["notes"]) == (task["id"], "two litres")


async def test_both_at_once_change_what_each_has_changed(dav: ProductDav) -> None:
    """Whoever comes first: a change of one field says nothing of another."""
    await dav.put("one.ics", todo("SUMMARY:milk"))
    task = (await dav.tasks())["milk"]
    seen = await dav.get("one.ics")
    sent = seen.content.replace(b"SUMMARY:milk", b"SUMMARY:oat milk")
    put, _ = await asyncio.gather(
        dav.put("one.ics", sent, if_match=seen.headers["etag"]),
        dav.rest("PATCH", f"/tasks/{task['id']}", {"priority": "high"}),
    )
    if put.status_code == 412:
        seen = await dav.get("one.ics")
        sent = seen.content.replace(b"SUMMARY:milk", b"SUMMARY:oat milk")
        assert (await dav.put("one.ics", sent, if_match=seen.headers["etag"])).is_success
    assert (await dav.tasks())["oat milk"]["priority"] == "high"


async def test_undo_on_the_page_takes_back_what_a_program_did_and_nothing_since(
    dav: ProductDav,
) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk", "PRIORITY:1"))
    task = (await dav.tasks())["milk"]
    await dav.put("one.ics", todo("SUMMARY:oat milk", "PRIORITY:9"))
    change = (await dav.rest("GET", "/changes?limit=1"))["items"][0]
    assert (change["actor"], change["kind"]) == ("caldav", "changed")
    await dav.rest("PATCH", f"/tasks/{task['id']}", {"priority": "medium", "notes": "since"})
    undone = await dav.rest("POST", f"/changes/{change['id']}/undo")
    assert undone["conflicts"], undone
    after = (await dav.tasks())["milk"]
    assert (after["priority"], after["notes"]) == ("medium", "since")
    assert {"SUMMARY:milk", "PRIORITY:5", "DESCRIPTION:since"} <= set(await _lines(dav))


async def test_what_nobody_knows_outlives_the_trash_an_undo_and_another_space(
    dav: ProductDav,
) -> None:
    text = _with_foreign()
    await dav.put("one.ics", text)
    task = (await dav.tasks())["milk"]
    path = f"/tasks/{task['id']}"
    renamed = await dav.rest("PATCH", path, {"title": "oat milk"})
    assert FOREIGN in (await dav.get("one.ics")).content
    await dav.rest("POST", f"/changes/{renamed['changeId']}/undo")
    await dav.rest("DELETE", path)
    assert (await dav.get("one.ics")).status_code == 404
    await dav.rest("POST", f"/trash/{task['id']}/restore")
    assert FOREIGN in (await dav.get("one.ics")).content
    space = await dav.rest("POST", "/spaces", {"name": "home"})
    await dav.rest("POST", f"{path}/move", {"spaceId": space["id"]})
    assert (await dav.get("one.ics")).status_code == 404
    there = await dav.send("GET", f"/dav/calendars/ann/{space['id']}/one.ics")
    assert FOREIGN in there.content


async def test_a_change_of_the_text_alone_is_a_version_and_in_the_ledger(
    dav: ProductDav, settings: Settings
) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk"))
    before = (await dav.tasks())["milk"]
    token, _ = await dav.sync()
    await dav.put("one.ics", _with_foreign())
    after = (await dav.tasks())["milk"]
    assert after == before | {key: after[key] for key in ("version", "updatedAt")}
    assert after["version"] == before["version"] + 1
    assert list((await dav.sync(token))[1]) == [f"{CALENDAR}one.ics"]
    change = (await dav.rest("GET", "/changes?limit=1"))["items"][0]
    assert (change["actor"], change["kind"]) == ("caldav", "changed")
    reports = await verified(settings)
    assert all(report["whole"] for space, report in reports.items() if space != "all")


async def test_deleting_a_parent_leaves_its_subtasks_which_still_name_it(dav: ProductDav) -> None:
    child = todo("SUMMARY:child", "RELATED-TO:parent", uid="child")
    await dav.put("child.ics", child)
    await dav.put("parent.ics", todo("SUMMARY:parent", uid="parent"))
    tasks = await dav.tasks()
    assert tasks["child"]["parentId"] == tasks["parent"]["id"]
    assert (await dav.send("DELETE", f"{CALENDAR}parent.ics")).status_code == 204
    tasks = await dav.tasks()
    assert list(tasks) == ["child"]
    assert tasks["child"]["parentId"] is None
    assert (await dav.get("child.ics")).content == child
    change = (await dav.rest("GET", "/changes?limit=1"))["items"][0]
    await dav.rest("POST", f"/changes/{change['id']}/undo")
    tasks = await dav.tasks()
    assert tasks["child"]["parentId"] == tasks["parent"]["id"]


async def test_a_child_that_comes_before_its_parent_waits_for_it(dav: ProductDav) -> None:
    """And no task stands in for the parent (vikunja#2383, Errands#203)."""
    child = todo("SUMMARY:child", "RELATED-TO;RELTYPE=PARENT:parent", uid="child")
    await dav.put("child.ics", child)
    tasks = await dav.tasks()
    assert [(title, task["parentId"]) for title, task in tasks.items()] == [("child", None)]
    assert (await dav.get("child.ics")).content == child
    token, _ = await dav.sync()
    await dav.put("parent.ics", todo("SUMMARY:parent", uid="parent"))
    tasks = await dav.tasks()
    assert tasks["child"]["parentId"] == tasks["parent"]["id"]
    assert (await dav.get("child.ics")).content == child
    assert sorted((await dav.sync(token))[1]) == [f"{CALENDAR}child.ics", f"{CALENDAR}parent.ics"]
    await dav.rest("PATCH", f"/tasks/{tasks['child']['id']}", {"parentId": None})
    assert not [line for line in await _lines(dav, "child.ics") if line.startswith("RELATED-TO")]


async def test_two_that_are_each_other_s_parent_are_both_kept(dav: ProductDav) -> None:
    """A circle is text and no place."""
    for name, parent in (("a", "b"), ("b", "a")):
        put = await dav.put(
            f"{name}.ics", todo(f"SUMMARY:{name}", f"RELATED-TO:{parent}", uid=name)
        )
        assert put.status_code == 201
    tasks = await dav.tasks()
    assert sorted(tasks) == ["a", "b"]
    assert None in {tasks["a"]["parentId"], tasks["b"]["parentId"]}
    assert "RELATED-TO:b" in await _lines(dav, "a.ics")
    assert "RELATED-TO:a" in await _lines(dav, "b.ics")


@pytest.mark.parametrize("name", ["one.ics", "two.ics"])
async def test_a_uid_is_of_one_task_of_a_list_alone(dav: ProductDav, name: str) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk"))
    again = await dav.put(name, todo("SUMMARY:other"))
    assert again.status_code == (204 if name == "one.ics" else 403)
    assert len(await dav.tasks()) == 1


async def test_a_task_of_the_page_is_there_for_programs_and_is_changed_by_them(
    dav: ProductDav,
) -> None:
    project = await dav.project()
    made = await dav.rest(
        "POST",
        "/tasks",
        {
            "title": "milk",
            "projectId": project,
            "tags": ["shop"],
            "dueOn": "2026-03-02",
            "dueTime": "09:00",
            "dueZone": "Europe/Berlin",
            "durationMinutes": 30,
        },
    )
    name = f"{made['id']}.ics"
    seen = (await dav.get(name)).content
    lines = set(unfolded(seen))
    assert {"SUMMARY:milk", "CATEGORIES:shop", "DUE;TZID=Europe/Berlin:20260302T090000"} <= lines
    done = seen.replace(b"SUMMARY:milk", b"SUMMARY:milk\r\nSTATUS:COMPLETED")
    assert (await dav.put(name, done)).status_code == 204
    after = (await dav.tasks())["milk"]
    assert after["completedAt"] is not None
    expected = {"id": made["id"], "tags": ["shop"], "durationMinutes": 30}
    assert {key: after[key] for key in expected} == expected

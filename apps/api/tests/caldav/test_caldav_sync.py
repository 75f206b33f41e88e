"""What a program synchronises, by the ledger: what was changed, moved and deleted elsewhere."""

from typing import Any

import pytest

from support.caldav import CALENDAR, GONE, HOME, preconditions, sync_body, todo, unfolded
from support.product_calendars import ProductDav


@pytest.fixture
def dav(product_dav: ProductDav) -> ProductDav:
    """Ann, and an empty calendar of hers."""
    return product_dav


def _seen(found: dict[str, Any]) -> dict[str, str | None]:
    """The names of what was changed, and of what is gone."""
    return {path.rpartition("/")[2]: one.status for path, one in found.items()}


async def _space(dav: ProductDav) -> tuple[str, str]:
    """Make a shared space; give its id and its calendar."""
    made = await dav.rest("POST", "/spaces", {"name": "home"})
    return made["id"], f"{HOME}{made['id']}/"


async def test_a_task_that_moves_to_another_space_is_removed_in_one_and_added_in_the_other(
    dav: ProductDav,
) -> None:
    """Both lists agree with the page, whichever is synchronised first (vikunja#3482)."""
    space, there = await _space(dav)
    await dav.put("one.ics", todo("SUMMARY:milk"))
    task = (await dav.tasks())["milk"]
    here, _ = await dav.sync()
    other, listed = await dav.sync(path=there)
    assert listed == {}
    moved = await dav.rest("POST", f"/tasks/{task['id']}/move", {"spaceId": space})
    here, gone = await dav.sync(here)
    other, came = await dav.sync(other, path=there)
    assert _seen(gone) == {"one.ics": GONE}
    assert _seen(came) == {"one.ics": None}
    await dav.rest("POST", f"/changes/{moved['changeId']}/undo")
    # What was in no project when it left is in none when it comes back; here it was in one.
    assert _seen((await dav.sync(here))[1]) == {"one.ics": None}
    assert _seen((await dav.sync(other, path=there))[1]) == {"one.ics": GONE}


async def test_another_project_is_another_list(dav: ProductDav) -> None:
    project = (await dav.rest("POST", "/projects", {"name": "kitchen"}))["id"]
    kitchen = f"{HOME}{project}/"
    await dav.put("one.ics", todo("SUMMARY:milk"))
    task = (await dav.tasks())["milk"]
    here, _ = await dav.sync()
    there, _ = await dav.sync(path=kitchen)
    await dav.rest("PATCH", f"/tasks/{task['id']}", {"projectId": project})
    await dav.rest("PATCH", f"/tasks/{task['id']}", {"title": "oat milk"})
    assert _seen((await dav.sync(here))[1]) == {"one.ics": GONE}
    assert _seen((await dav.sync(there, path=kitchen))[1]) == {"one.ics": None}
    archived = await dav.rest("PATCH", f"/projects/{project}", {"archived": True})
    assert archived["archivedAt"]
    assert (await dav.send("GET", f"{kitchen}one.ics")).status_code == 404


async def test_what_is_done_is_in_its_own_list_alone_and_moves_with_its_list(
    dav: ProductDav,
) -> None:
    """Whoever completed it, and however a program asks (vikunja#3482)."""
    project = (await dav.rest("POST", "/projects", {"name": "kitchen"}))["id"]
    kitchen = f"{HOME}{project}/"
    at = "20260301T100000Z"
    for name in ("one", "two"):
        await dav.put(f"{name}.ics", todo(f"SUMMARY:{name}", uid=name))
    done = todo("SUMMARY:one", "STATUS:COMPLETED", f"COMPLETED:{at}", uid="one")
    await dav.put("one.ics", done)
    tasks = await dav.tasks()
    await dav.rest("PATCH", f"/tasks/{tasks['two']['id']}", {"completed": True})
    await dav.rest("PATCH", f"/tasks/{tasks['two']['id']}", {"projectId": project})
    tokens = {}
    for path, own in ((CALENDAR, "one.ics"), (kitchen, "two.ics")):
        asked = await dav.query("", path=path)
        listed = await dav.propfind(path, "d:getetag", depth="1")
        tokens[path], synced = await dav.sync(path=path)
        for found in (asked, listed, synced):
            assert [each for each in _seen(found) if each] == [own]
    await dav.rest("PATCH", f"/tasks/{tasks['one']['id']}", {"projectId": project})
    assert _seen((await dav.sync(tokens[CALENDAR]))[1]) == {"one.ics": GONE}
    assert _seen((await dav.sync(tokens[kitchen], path=kitchen))[1]) == {"one.ics": None}
    moved = await dav.send("GET", f"{kitchen}one.ics")
    assert {"STATUS:COMPLETED", f"COMPLETED:{at}"} <= set(unfolded(moved.content))


async def test_trash_and_restore_are_gone_and_there(dav: ProductDav) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk"))
    task = (await dav.tasks())["milk"]
    token, _ = await dav.sync()
    await dav.rest("DELETE", f"/tasks/{task['id']}")
    token, found = await dav.sync(token)
    assert _seen(found) == {"one.ics": GONE}
    await dav.rest("POST", f"/trash/{task['id']}/restore")
    assert _seen((await dav.sync(token))[1]) == {"one.ics": None}


async def test_a_name_that_is_used_again_is_changed_and_not_gone(dav: ProductDav) -> None:
    await dav.put("one.ics", todo("SUMMARY:milk"))
    token, _ = await dav.sync()
    old = (await dav.tasks())["milk"]
    await dav.send("DELETE", f"{CALENDAR}one.ics")
    await dav.put("one.ics", todo("SUMMARY:bread"))
    token, found = await dav.sync(token)
    assert _seen(found) == {"one.ics": None}
    await dav.rest("POST", f"/trash/{old['id']}/restore")
    assert _seen((await dav.sync(token))[1]) == {f"{old['id']}.ics": None}
    listed = await dav.propfind(CALENDAR, "d:getetag", depth="1")
    assert _seen(listed) == {"": None, "one.ics": None, f"{old['id']}.ics": None}


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
async def test_pages_of_any_size_give_the_same_in_the_end(dav: ProductDav, limit: int) -> None:
    for name in "abcd":
        await dav.put(f"{name}.ics", todo(f"SUMMARY:{name}", uid=name))
    known = await _all_pages(dav, "", limit, {})
    assert sorted(known[1]) == ["a.ics", "b.ics", "c.ics", "d.ics"]
    await dav.send("DELETE", f"{CALENDAR}b.ics")
    await dav.put("a.ics", todo("SUMMARY:a2", uid="a"))
    await dav.put("e.ics", todo("SUMMARY:e", uid="e"))
    await dav.send("DELETE", f"{CALENDAR}e.ics")
    await dav.put("c.ics", todo("SUMMARY:c2", uid="c"))
    _, kept = await _all_pages(dav, known[0], limit, known[1])
    listed = await dav.propfind(CALENDAR, "d:getetag", depth="1")
    tags = {
        path.rpartition("/")[2]: one.text("d:getetag")
        for path, one in listed.items()
        if path != CALENDAR
    }
    assert kept == tags


async def _all_pages(
    dav: ProductDav, token: str, limit: int, known: dict[str, str]
) -> tuple[str, dict[str, str]]:
    kept = dict(known)
    while True:
        token, found = await dav.sync(token, limit=limit)
        cut = found.pop(CALENDAR, None)
        for path, one in found.items():
            name = path.rpartition("/")[2]
            if one.status == GONE:
                kept.pop(name, None)
            else:
                kept[name] = one.text("d:getetag")
        if cut is None:
            return token, kept


async def test_a_token_of_another_list_or_of_what_was_not_yet_is_refused(dav: ProductDav) -> None:
    _, there = await _space(dav)
    other, _ = await dav.sync(path=there)
    token, _ = await dav.sync()
    later = f"{token.rpartition('-')[0]}-999999"
    for wrong in (other, later, "urn:x-taskora:sync:x", f"{token}x"):
        refused = await dav.send("REPORT", CALENDAR, sync_body(wrong), depth="0")
        assert (refused.status_code, preconditions(refused)) == (403, ["d:valid-sync-token"])

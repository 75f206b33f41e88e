"""sync-collection (RFC 6578) and the tag of a calendar."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from support.caldav import CALENDAR, GONE, Dav, found_in, preconditions, sync_body, talking, todo
from support.calendar_store import ANN, BEN, TASKS


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers with two tasks."""
    async with talking() as running:
        for name in ("a", "b"):
            await running.put(f"{name}.ics", todo("SUMMARY:x", uid=name))
        yield running


def _path(name: str) -> str:
    return f"{CALENDAR}{name}.ics"


async def test_without_a_token_all_that_is_there_is_given(dav: Dav) -> None:
    await dav.send("DELETE", _path("b"))
    _, found = await dav.sync()
    assert {path: one.status for path, one in found.items()} == {_path("a"): None}


async def test_with_a_token_only_what_has_changed_since(dav: Dav) -> None:
    token, _ = await dav.sync()
    assert (await dav.sync(token)) == (token, {})
    await dav.put("a.ics", todo("SUMMARY:y", uid="a"))
    await dav.send("DELETE", _path("b"))
    await dav.put("c.ics", todo("SUMMARY:z", uid="c"))
    following, found = await dav.sync(token)
    assert {path: one.status for path, one in found.items()} == {
        _path("a"): None,
        _path("b"): GONE,
        _path("c"): None,
    }
    assert found[_path("a")].text("d:getetag") == (await dav.get("a.ics")).headers["etag"]
    assert await dav.sync(following) == (following, {})


async def test_what_was_changed_here_is_given_as_what_a_program_has_changed(dav: Dav) -> None:
    token, _ = await dav.sync()
    stored = dav.list_of_ann()
    dav.memory.store(stored, "a.ics", replace(stored.objects["a.ics"].task, title="here"))
    _, found = await dav.sync(token)
    assert list(found) == [_path("a")]


async def test_the_tag_of_the_calendar_goes_with_the_token(dav: Dav) -> None:
    names = ("cs:getctag", "d:sync-token")
    before = (await dav.propfind(CALENDAR, *names))[CALENDAR]
    assert before.text("d:sync-token") == (await dav.sync())[0]
    await dav.put("c.ics", todo("SUMMARY:z", uid="c"))
    after = (await dav.propfind(CALENDAR, *names))[CALENDAR]
    assert after.text("cs:getctag") != before.text("cs:getctag")
    assert after.text("d:sync-token") == (await dav.sync())[0]


async def test_more_than_wanted_comes_in_parts_that_end(dav: Dav) -> None:
    """RFC 6578 3.6: the calendar itself is named with 507 while something is left."""
    await dav.put("c.ics", todo("SUMMARY:z", uid="c"))
    token, seen = "", []
    for _ in range(3):
        token, found = await dav.sync(token, limit=1)
        seen += [path for path in found if path != CALENDAR]
        is_cut = CALENDAR in found
        assert is_cut is (len(seen) < 3)
        if is_cut:
            assert found[CALENDAR].status == "HTTP/1.1 507 Insufficient Storage"
    assert sorted(seen) == [_path("a"), _path("b"), _path("c")]
    assert (await dav.sync(token))[1] == {}


@pytest.mark.parametrize("token", ["nonsense", "urn:x-taskora:sync:0", "http://example.org/5"])
async def test_a_token_that_we_have_not_given_is_refused_by_its_precondition(
    dav: Dav, token: str
) -> None:
    refused = await dav.send("REPORT", CALENDAR, sync_body(token))
    assert (refused.status_code, preconditions(refused)) == (403, ["d:valid-sync-token"])


async def test_a_token_that_is_too_old_is_refused_and_a_new_beginning_is_not(dav: Dav) -> None:
    token, _ = await dav.sync()
    await dav.put("c.ics", todo("SUMMARY:z", uid="c"))
    dav.memory.forget(ANN, TASKS)
    refused = await dav.send("REPORT", CALENDAR, sync_body(token))
    assert preconditions(refused) == ["d:valid-sync-token"]
    _, found = await dav.sync()
    assert len(found) == 3


async def test_a_token_of_another_calendar_is_refused(dav: Dav) -> None:
    async with talking(BEN.id, dav.store) as ben:
        path = CALENDAR.replace("ann", "ben")
        token, _ = await ben.sync(path=path)
    refused = await dav.send("REPORT", CALENDAR, sync_body(token))
    assert preconditions(refused) == ["d:valid-sync-token"]


async def test_a_limit_that_is_no_number_is_no_limit(dav: Dav) -> None:
    body = sync_body("").replace(
        "<d:prop>", "<d:limit><d:nresults>-1</d:nresults></d:limit><d:prop>"
    )
    assert len(found_in(await dav.send("REPORT", CALENDAR, body))) == 2

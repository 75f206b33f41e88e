"""GET, PUT and DELETE of one task, and what a request demands of its version."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from support.caldav import CALENDAR, Dav, preconditions, talking, todo, unfolded
from support.calendar_store import ANN, TASKS
from taskora_api.calendars.todo.layout import TEXT_BYTES_MAX

PATH = f"{CALENDAR}one.ics"
TEXT = todo("SUMMARY:a", "X-A;B=c:d", "DUE;VALUE=DATE:20260401")


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers."""
    async with talking() as running:
        yield running


async def test_what_was_put_comes_back_byte_for_byte_with_its_tag(dav: Dav) -> None:
    put = await dav.put("one.ics", TEXT)
    got = await dav.get("one.ics")
    assert (put.status_code, got.status_code) == (201, 200)
    assert got.content == TEXT
    assert got.headers["etag"] == put.headers["etag"]
    assert got.headers["content-type"] == "text/calendar; charset=utf-8; component=vtodo"


async def test_head_is_get_without_its_body(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    head, got = await dav.send("HEAD", PATH), await dav.get("one.ics")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == got.headers


async def test_a_put_has_no_tag_where_get_would_give_other_bytes(dav: Dav) -> None:
    """RFC 4791 5.3.4: a program that is given none reads the task again."""
    text = todo("SUMMARY:a", "DUE;VALUE=DATE:20260401", "RRULE:FREQ=DAILY")
    assert "etag" in (await dav.put("one.ics", text)).headers
    done = text.replace(b"SUMMARY:a", b"SUMMARY:a\r\nSTATUS:COMPLETED")
    put = await dav.put("one.ics", done)
    assert put.status_code == 204
    assert "etag" not in put.headers
    assert "DUE;VALUE=DATE:20260402" in unfolded((await dav.get("one.ics")).content)


async def test_the_same_text_again_changes_nothing(dav: Dav) -> None:
    first = await dav.put("one.ics", TEXT)
    again = await dav.put("one.ics", TEXT)
    assert (again.status_code, again.headers["etag"]) == (204, first.headers["etag"])
    assert len(dav.memory.changes_made) == 1


async def test_only_what_differs_is_a_change(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    stored = dav.list_of_ann()
    task = replace(stored.objects["one.ics"].task, notes="from the page")
    dav.memory.store(stored, "one.ics", task)
    seen = (await dav.get("one.ics")).content
    await dav.put("one.ics", seen.replace(b"SUMMARY:a", b"SUMMARY:b"))
    assert dav.memory.changes_made[-1].changed == {"title"}
    kept = stored.objects["one.ics"].task
    assert (kept.title, kept.notes) == ("b", "from the page")


async def test_if_match_holds_a_change_of_another_version_back(dav: Dav) -> None:
    tag = (await dav.put("one.ics", TEXT)).headers["etag"]
    changed = TEXT.replace(b"SUMMARY:a", b"SUMMARY:b")
    assert (await dav.put("one.ics", changed, if_match='"other"')).status_code == 412
    assert (await dav.put("one.ics", changed, if_match=f"W/{tag}")).status_code == 412
    assert (await dav.put("one.ics", changed, if_match=f'"other", {tag}')).status_code == 204
    assert (await dav.put("one.ics", TEXT, if_match="*")).status_code == 204
    assert (await dav.put("two.ics", todo(uid="two"), if_match="*")).status_code == 412
    assert (await dav.get("two.ics")).status_code == 404


async def test_if_none_match_holds_back_what_is_there(dav: Dav) -> None:
    tag = (await dav.put("one.ics", TEXT, if_none_match="*")).headers["etag"]
    assert (await dav.put("one.ics", TEXT, if_none_match="*")).status_code == 412
    assert (await dav.put("one.ics", TEXT, if_none_match=tag)).status_code == 412
    assert (await dav.put("one.ics", TEXT, if_none_match='"other"')).status_code == 204


async def test_delete_looks_at_if_match(dav: Dav) -> None:
    tag = (await dav.put("one.ics", TEXT)).headers["etag"]
    assert (await dav.send("DELETE", PATH, if_match='"other"')).status_code == 412
    assert (await dav.send("DELETE", PATH, if_match=tag)).status_code == 204


async def test_a_reader_that_has_this_version_is_sent_nothing(dav: Dav) -> None:
    tag = (await dav.put("one.ics", TEXT)).headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        got = await dav.send("GET", PATH, if_none_match=known)
        assert (got.status_code, got.content, got.headers["etag"]) == (304, b"", tag)


async def test_a_task_that_was_deleted_and_made_again_has_another_tag(dav: Dav) -> None:
    first = (await dav.put("one.ics", TEXT)).headers["etag"]
    await dav.send("DELETE", PATH)
    assert (await dav.put("one.ics", TEXT)).headers["etag"] != first


async def test_a_change_that_meets_another_one_is_made_anew(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    dav.memory.interferences = 1
    put = await dav.put("one.ics", TEXT.replace(b"SUMMARY:a", b"SUMMARY:b"))
    assert put.status_code == 204
    task = dav.list_of_ann().objects["one.ics"].task
    # Its text does not have the notes that came meanwhile, so it takes them away again.
    assert (task.title, task.notes) == ("b", "")


async def test_a_change_for_one_version_is_refused_where_another_came_first(dav: Dav) -> None:
    tag = (await dav.put("one.ics", TEXT)).headers["etag"]
    dav.memory.interferences = 1
    put = await dav.put("one.ics", TEXT.replace(b"SUMMARY:a", b"SUMMARY:b"), if_match=tag)
    assert put.status_code == 412
    assert dav.list_of_ann().objects["one.ics"].task.title == "a"


async def test_a_change_that_never_gets_through_is_refused(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    dav.memory.interferences = 100
    assert (await dav.put("one.ics", TEXT.replace(b":a", b":b"))).status_code == 412


async def test_a_uid_stands_once_in_a_calendar(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    refused = await dav.put("two.ics", TEXT)
    assert refused.status_code == 403
    assert preconditions(refused) == ["c:no-uid-conflict"]
    assert PATH in refused.text


async def test_a_task_keeps_its_uid(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    refused = await dav.put("one.ics", todo("SUMMARY:a", uid="two"))
    assert refused.status_code == 403
    assert preconditions(refused) == ["c:no-uid-conflict"]


async def test_a_task_goes_to_another_list_as_a_copy_and_a_deletion(dav: Dav) -> None:
    await dav.memory.create_calendar(ANN, "other", "Other", {})
    token, _ = await dav.sync()
    await dav.put("one.ics", TEXT)
    other = CALENDAR.replace(TASKS, "other")
    assert (await dav.send("PUT", f"{other}one.ics", TEXT)).status_code == 201
    assert (await dav.send("DELETE", PATH)).status_code == 204
    _, here = await dav.sync(token)
    _, there = await dav.sync(path=other)
    assert here[PATH].status == "HTTP/1.1 404 Not Found"
    assert list(there) == [f"{other}one.ics"]


async def test_what_is_no_calendar_by_its_type_is_refused(dav: Dav) -> None:
    refused = await dav.send("PUT", PATH, TEXT, content_type="application/json")
    assert refused.status_code == 403
    assert preconditions(refused) == ["c:supported-calendar-data"]


async def test_an_event_is_refused_by_its_component(dav: Dav) -> None:
    refused = await dav.put("one.ics", TEXT.replace(b"VTODO", b"VEVENT"))
    assert preconditions(refused) == ["c:supported-calendar-component", "t:code"]
    assert "CALENDAR_COMPONENT" in refused.text


async def test_a_text_that_is_too_long_is_refused(dav: Dav) -> None:
    refused = await dav.put("one.ics", b"x" * (TEXT_BYTES_MAX + 1))
    assert refused.status_code == 413


async def test_a_calendar_to_read_only_takes_no_change(dav: Dav) -> None:
    await dav.put("one.ics", TEXT)
    dav.memory.close_for_writing(ANN, TASKS)
    for refused in (
        await dav.put("one.ics", TEXT.replace(b":a", b":b")),
        await dav.send("DELETE", PATH),
        await dav.send("DELETE", CALENDAR),
    ):
        assert refused.status_code == 403
        assert preconditions(refused) == ["d:need-privileges"]
    found = await dav.propfind(CALENDAR, "d:current-user-privilege-set")
    inside = found[CALENDAR].names_inside("d:current-user-privilege-set")
    assert "d:write" not in inside


@pytest.mark.parametrize("method", ["POST", "PATCH", "LOCK", "COPY", "MOVE", "TRACE"])
async def test_other_methods_are_not_taken(dav: Dav, method: str) -> None:
    answer = await dav.send(method, PATH)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PROPFIND, PROPPATCH, PUT"

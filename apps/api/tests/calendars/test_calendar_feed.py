"""The feed: all tasks as one text, to read only."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from support.caldav import Dav, talking, todo, unfolded
from support.calendar_store import ANN, TASKS
from taskora_api.calendars.todo.task import CalendarTask

FEED = "/feeds/secret.ics"


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers."""
    async with talking() as running:
        yield running


def _components(text: bytes, name: str) -> list[Any]:
    """Read a feed as another program does."""
    calendar: Any = Calendar.from_ical(text)
    found: list[Any] = calendar.walk(name)
    return found


async def test_tasks_are_todos_with_all_that_programs_have_sent(dav: Dav) -> None:
    await dav.put("one.ics", todo("SUMMARY:a", "X-A;B=c:d"))
    await dav.put("two.ics", todo("SUMMARY:b", "STATUS:COMPLETED", uid="two"))
    answer = await dav.send("GET", FEED)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    assert lines.count("BEGIN:VTODO") == 2
    assert {
        *("X-A;B=c:d", "NAME:Tasks", "X-WR-CALNAME:Tasks"),
        *("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"),
    } <= set(lines)
    assert len(_components(answer.content, "VTODO")) == 2


async def test_open_tasks_that_are_due_are_events(dav: Dav) -> None:
    await dav.put("day.ics", todo("SUMMARY:day", "DUE;VALUE=DATE:20260401", uid="day"))
    timed = ["SUMMARY:timed", "DUE;TZID=Europe/Berlin:20260401T090000", "ESTIMATED-DURATION:PT45M"]
    await dav.put("timed.ics", todo(*timed, "RRULE:FREQ=DAILY;COUNT=3", uid="timed"))
    await dav.put("none.ics", todo("SUMMARY:none", uid="none"))
    done = ["SUMMARY:done", "DUE;VALUE=DATE:20260401", "STATUS:COMPLETED"]
    await dav.put("done.ics", todo(*done, uid="done"))
    answer = await dav.send("GET", f"{FEED}?as=event")
    lines = unfolded(answer.content)
    assert [line for line in lines if line.startswith("UID")] == ["UID:day", "UID:timed"]
    assert {
        *("DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260402", "TRANSP:TRANSPARENT"),
        *("DTSTART;TZID=Europe/Berlin:20260401T090000", "DURATION:PT45M"),
        *("RRULE:FREQ=DAILY;COUNT=3", "TZID:Europe/Berlin"),
    } <= set(lines)
    day, at = _components(answer.content, "VEVENT")
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2026, 4, 1), date(2026, 4, 2))
    assert at["DTSTART"].dt.utcoffset().total_seconds() == 7200


async def test_a_task_from_the_page_is_in_it_with_its_zone(dav: Dav) -> None:
    task = CalendarTask(
        uid="page",
        title="a",
        due_on=date(2026, 4, 1),
        due_time=time(9),
        due_zone="Asia/Tokyo",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    dav.memory.store(dav.memory.list_of(ANN, TASKS), "page.ics", task)
    for variant in ("todo", "event"):
        lines = unfolded((await dav.send("GET", f"{FEED}?as={variant}")).content)
        assert lines.count("TZID:Asia/Tokyo") == 1


async def test_who_has_this_state_is_sent_nothing(dav: Dav) -> None:
    await dav.put("one.ics", todo("SUMMARY:a"))
    first = await dav.send("GET", FEED)
    tag = first.headers["etag"]
    same = await dav.send("GET", FEED, if_none_match=tag)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    await dav.put("one.ics", todo("SUMMARY:b"))
    assert (await dav.send("GET", FEED, if_none_match=tag)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/feeds/unknown.ics", 404),
        ("GET", f"{FEED}?as=journal", 400),
        ("PUT", FEED, 405),
        ("DELETE", FEED, 405),
        ("HEAD", FEED, 200),
    ],
)
async def test_it_is_read_only_and_opens_nothing_else(
    dav: Dav, method: str, path: str, status: int
) -> None:
    assert (await dav.send(method, path)).status_code == status

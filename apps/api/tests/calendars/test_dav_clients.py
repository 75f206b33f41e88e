"""What programs of people do, request by request, with calendars in memory and in the product.

Each is written from the RFCs and from what is known of the program; none is a recording.
"""

import pytest

from support.caldav import (
    CALENDAR,
    GONE,
    HOME,
    NAMESPACES,
    ROOT,
    Dav,
    found_in,
    todo,
    unfolded,
)
from taskora_api.calendars.todo.changes import Advance, Complete, Skip

PRINCIPAL = f"{ROOT}/principals/ann/"
RECURRING = ["SUMMARY:water", "DTSTART;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260302"]


@pytest.fixture(params=["served_dav", "product_dav"])
def dav(request: pytest.FixtureRequest) -> Dav:
    """Ann and an empty calendar: in memory over a connection, and in the product."""
    found: Dav = request.getfixturevalue(request.param)
    return found


async def test_davx5(dav: Dav) -> None:
    """Discovery by the name of the host, sync-collection and multiget, then its own changes."""
    found = await dav.propfind("/.well-known/caldav", "d:current-user-principal")
    assert found[f"{ROOT}/"].text("d:current-user-principal") == PRINCIPAL
    person = await dav.propfind(PRINCIPAL, "c:calendar-home-set", "d:displayname")
    assert person[PRINCIPAL].text("c:calendar-home-set") == HOME
    names = ("d:resourcetype", "d:displayname", "a:calendar-color", "d:current-user-privilege-set")
    more = ("c:supported-calendar-component-set", "c:calendar-timezone", "cs:source")
    calendar = (await dav.propfind(HOME, *names, *more, depth="1"))[CALENDAR]
    assert "d:write-content" in calendar.names_inside("d:current-user-privilege-set")
    reports = (await dav.propfind(CALENDAR, "d:supported-report-set", "d:sync-token"))[CALENDAR]
    assert "d:sync-collection" in reports.names_inside("d:supported-report-set")
    await dav.put("there.ics", todo("SUMMARY:there", uid="there"))
    token, listed = await dav.sync()
    read = await dav.multiget(*listed)
    assert read[f"{CALENDAR}there.ics"].text("c:calendar-data")
    made = await dav.put("mine.ics", todo("SUMMARY:mine", uid="mine"), if_none_match="*")
    tag = made.headers["etag"]
    changed = todo("SUMMARY:mine", "STATUS:IN-PROCESS", "PERCENT-COMPLETE:40", uid="mine")
    tag = (await dav.put("mine.ics", changed, if_match=tag)).headers["etag"]
    token, listed = await dav.sync(token)
    assert listed[f"{CALENDAR}mine.ics"].text("d:getetag") == tag
    gone = await dav.send("DELETE", f"{CALENDAR}mine.ics", if_match=tag)
    assert gone.status_code == 204
    assert {path: one.status for path, one in (await dav.sync(token))[1].items()} == {
        f"{CALENDAR}mine.ics": GONE
    }


async def test_thunderbird(dav: Dav) -> None:
    """It lists by PROPFIND, and completes one occurrence in a VTODO of its own."""
    options = await dav.send("OPTIONS", CALENDAR)
    assert "calendar-access" in options.headers["dav"]
    names = ("d:resourcetype", "d:owner", "d:supported-report-set", "cs:getctag")
    more = ("d:current-user-principal", "d:current-user-privilege-set", "a:calendar-color")
    calendar = (await dav.propfind(CALENDAR, *names, *more))[CALENDAR]
    assert calendar.text("d:owner") == PRINCIPAL
    text = todo(*RECURRING, "RRULE:FREQ=WEEKLY", "X-MOZ-GENERATION:1")
    assert (await dav.put("one.ics", text, if_none_match="*")).status_code == 201
    listed = await dav.propfind(
        CALENDAR, "d:getcontenttype", "d:resourcetype", "d:getetag", depth="1"
    )
    one = listed[f"{CALENDAR}one.ics"]
    assert "component=vtodo" in one.text("d:getcontenttype")
    occurrence = [
        *("BEGIN:VTODO", "UID:one", "RECURRENCE-ID;VALUE=DATE:20260302", "SUMMARY:water"),
        *("DTSTART;VALUE=DATE:20260302", "DUE;VALUE=DATE:20260302", "STATUS:COMPLETED"),
        *("COMPLETED:20260302T180000Z", "PERCENT-COMPLETE:100", "END:VTODO", "END:VCALENDAR"),
    ]
    sent = text.replace(b"END:VCALENDAR", "\r\n".join(occurrence).encode())
    put = await dav.put("one.ics", sent, if_match=one.text("d:getetag"))
    assert (put.status_code, "etag" in put.headers) == (204, False)
    after = unfolded((await dav.get("one.ics")).content)
    assert {"DUE;VALUE=DATE:20260309", "RRULE:FREQ=WEEKLY", "X-MOZ-GENERATION:1"} <= set(after)
    assert not [line for line in after if line.startswith(("RECURRENCE-ID", "COMPLETED"))]
    assert dav.meant in (None, [Complete])
    cancelled = [
        *("BEGIN:VTODO", "UID:one", "RECURRENCE-ID;VALUE=DATE:20260316", "SUMMARY:water"),
        *("STATUS:CANCELLED", "END:VTODO", "END:VCALENDAR"),
    ]
    seen = (await dav.get("one.ics")).content
    await dav.put("one.ics", seen.replace(b"END:VCALENDAR", "\r\n".join(cancelled).encode()))
    assert dav.meant in (None, [Complete, Skip])
    assert "EXDATE;VALUE=DATE:20260316" in unfolded((await dav.get("one.ics")).content)


async def test_tasks_org(dav: Dav) -> None:
    """A subtask comes before its parent; completing a task that recurs is its next date."""
    child = todo(
        "SUMMARY:child", "RELATED-TO;RELTYPE=PARENT:parent", "X-APPLE-SORT-ORDER:7", uid="child"
    )
    assert (await dav.put("child.ics", child, if_none_match="*")).status_code == 201
    # There is no task that stands in for the parent.
    assert len(await dav.propfind(CALENDAR, "d:getetag", depth="1")) == 2
    parent = todo("SUMMARY:parent", "X-OC-HIDESUBTASKS:1", uid="parent")
    assert (await dav.put("parent.ics", parent, if_none_match="*")).status_code == 201
    assert (await dav.get("child.ics")).content == child
    ctag = (await dav.propfind(CALENDAR, "cs:getctag"))[CALENDAR].text("cs:getctag")
    text = todo(*RECURRING, "RRULE:FREQ=WEEKLY;COUNT=4", "X-APPLE-SORT-ORDER:8")
    await dav.put("one.ics", text)
    assert (await dav.propfind(CALENDAR, "cs:getctag"))[CALENDAR].text("cs:getctag") != ctag
    advanced = text.replace(b"DUE;VALUE=DATE:20260302", b"DUE;VALUE=DATE:20260309").replace(
        b"COUNT=4", b"COUNT=3"
    )
    assert (await dav.put("one.ics", advanced)).status_code == 204
    assert dav.meant in (None, [Advance])
    after = unfolded((await dav.get("one.ics")).content)
    assert {"DUE;VALUE=DATE:20260309", "RRULE:FREQ=WEEKLY;COUNT=3", "X-APPLE-SORT-ORDER:8"} <= set(
        after
    )
    for name in ("parent.ics", "child.ics"):
        assert (await dav.send("DELETE", f"{CALENDAR}{name}")).status_code == 204


async def test_ios_reminders(dav: Dav) -> None:
    """It asks without a password first, for much that we do not have, and completes the task."""
    async with dav.visitor() as visitor:
        first = await visitor.request("PROPFIND", "/.well-known/caldav")
        assert (first.status_code, first.headers["location"]) == (301, f"{ROOT}/")
        assert (await visitor.request("PROPFIND", f"{ROOT}/")).status_code == 401
    names = ("d:current-user-principal", "d:principal-URL", "d:resourcetype")
    root = (await dav.propfind(f"{ROOT}/", *names))[f"{ROOT}/"]
    assert root.text("d:current-user-principal") == PRINCIPAL
    assert root.missing == ["d:principal-URL"]
    assert "calendar-access" in (await dav.send("OPTIONS", PRINCIPAL)).headers["dav"]
    wanted = ("c:calendar-home-set", "c:calendar-user-address-set", "d:displayname")
    unknown = (
        "c:schedule-inbox-URL",
        "cs:dropbox-home-URL",
        "cs:email-address-set",
        "d:resource-id",
    )
    person = (await dav.propfind(PRINCIPAL, *wanted, *unknown))[PRINCIPAL]
    assert person.missing == list(unknown)
    assert person.text("c:calendar-home-set") == HOME
    asked = (
        "d:add-member",
        "cs:push-transports",
        "c:supported-calendar-component-set",
        "cs:getctag",
    )
    more = (
        "a:calendar-order",
        "d:current-user-privilege-set",
        "d:sync-token",
        "d:quota-used-bytes",
    )
    lists = await dav.propfind(HOME, *asked, *more, "d:resourcetype", depth="1")
    assert lists[CALENDAR].text("d:sync-token")
    body = (
        f"<d:propertyupdate {NAMESPACES}><d:set><d:prop><a:calendar-order>2</a:calendar-order>"
        '<a:calendar-color symbolic-color="red">#FF2968FF</a:calendar-color>'
        "</d:prop></d:set></d:propertyupdate>"
    )
    assert found_in(await dav.send("PROPPATCH", CALENDAR, body))[CALENDAR].missing == []
    alarm = [
        *("BEGIN:VALARM", "UID:A", "X-WR-ALARMUID:A", "ACTION:DISPLAY", "DESCRIPTION:Reminder"),
        *("TRIGGER;VALUE=DATE-TIME:20260302T080000Z", "END:VALARM"),
    ]
    start = "TZID=Europe/Berlin:20260302T090000"
    text = todo(
        *("SUMMARY:water", f"DTSTART;{start}", f"DUE;{start}", "RRULE:FREQ=DAILY"),
        *("X-APPLE-SORT-ORDER:1", "SEQUENCE:0", *alarm),
    )
    tag = (await dav.put("one.ics", text, if_none_match="*")).headers["etag"]
    done = text.replace(
        b"SEQUENCE:0",
        b"SEQUENCE:1\r\nSTATUS:COMPLETED\r\nCOMPLETED:20260302T081500Z\r\nPERCENT-COMPLETE:100",
    )
    put = await dav.put("one.ics", done, if_match=tag)
    assert (put.status_code, "etag" in put.headers) == (204, False)
    token, _ = await dav.sync()
    read = await dav.multiget(f"{CALENDAR}one.ics")
    lines = unfolded(read[f"{CALENDAR}one.ics"].text("c:calendar-data").encode())
    next_day = "TZID=Europe/Berlin:20260303T090000"
    assert {f"DTSTART;{next_day}", f"DUE;{next_day}", "RRULE:FREQ=DAILY"} <= set(lines)
    assert {"STATUS:NEEDS-ACTION", "X-APPLE-SORT-ORDER:1", "X-WR-ALARMUID:A"} <= set(lines)
    assert (await dav.sync(token))[1] == {}

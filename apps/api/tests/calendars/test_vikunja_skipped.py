"""What the tests of another self-hosted server leave out as known faults, one by one.

Vikunja's suite for CalDAV names eleven; each is a test here by the same subject.
"""

import pytest

from support.caldav import (
    CALENDAR,
    HOME,
    NAMESPACES,
    Dav,
    preconditions,
    todo,
    unfolded,
)


@pytest.fixture(params=["memory_dav", "product_dav"])
def dav(request: pytest.FixtureRequest) -> Dav:
    """Ann, and a calendar of hers: in memory, and in the product."""
    found: Dav = request.getfixturevalue(request.param)
    return found


async def _rule_back(dav: Dav, rule: str, start: str = "20260302") -> list[str]:
    text = todo("SUMMARY:water", f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}")
    assert (await dav.put("one.ics", text)).status_code == 201
    answer = await dav.send("GET", f"{CALENDAR}one.ics")
    assert answer.content == text
    assert await dav.recurs("one.ics")
    return [line for line in unfolded(answer.content) if line.startswith("RRULE")]


async def test_a_rule_of_days_comes_back(dav: Dav) -> None:
    assert await _rule_back(dav, "FREQ=DAILY;INTERVAL=3") == ["RRULE:FREQ=DAILY;INTERVAL=3"]


async def test_a_rule_of_weeks_comes_back(dav: Dav) -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"
    assert await _rule_back(dav, rule) == [f"RRULE:{rule}"]


async def test_a_rule_of_months_comes_back(dav: Dav) -> None:
    rule = "FREQ=MONTHLY;BYDAY=-1FR;COUNT=6"
    assert await _rule_back(dav, rule, "20260327") == [f"RRULE:{rule}"]


async def test_if_none_match_keeps_what_is_there(dav: Dav) -> None:
    assert (await dav.put("one.ics", todo("SUMMARY:a"), if_none_match="*")).status_code == 201
    refused = await dav.put("one.ics", todo("SUMMARY:b"), if_none_match="*")
    assert refused.status_code == 412
    assert "SUMMARY:a" in unfolded((await dav.get("one.ics")).content)


async def test_an_etag_has_one_form_in_header_propfind_and_reports(dav: Dav) -> None:
    put = await dav.put("one.ics", todo("SUMMARY:a"))
    path = f"{CALENDAR}one.ics"
    _, synced = await dav.sync()
    tags = {
        put.headers["etag"],
        (await dav.get("one.ics")).headers["etag"],
        (await dav.send("HEAD", path)).headers["etag"],
        (await dav.propfind(path, "d:getetag"))[path].text("d:getetag"),
        (await dav.propfind(CALENDAR, "d:getetag", depth="1"))[path].text("d:getetag"),
        (await dav.query(""))[path].text("d:getetag"),
        (await dav.multiget(path))[path].text("d:getetag"),
        synced[path].text("d:getetag"),
    }
    (tag,) = tags
    assert tag.startswith('"')
    assert tag.endswith('"')


async def test_delete_needs_no_get_before_it(dav: Dav) -> None:
    await dav.put("one.ics", todo("SUMMARY:a"))
    assert (await dav.send("DELETE", f"{CALENDAR}one.ics")).status_code == 204
    assert (await dav.get("one.ics")).status_code == 404
    assert (await dav.send("DELETE", f"{CALENDAR}one.ics")).status_code == 404


@pytest.mark.parametrize("text", [b"", b"nonsense", b"BEGIN:VCALENDAR\r\n", b"\xff\xfe", b"\x00"])
async def test_what_is_no_calendar_is_refused_and_is_no_fault_of_ours(
    dav: Dav, text: bytes
) -> None:
    refused = await dav.put("one.ics", text)
    assert refused.status_code == 403
    assert preconditions(refused) == ["c:valid-calendar-data", "t:code"]


@pytest.mark.parametrize("method", ["PROPFIND", "REPORT", "PROPPATCH", "MKCALENDAR"])
async def test_what_is_no_xml_is_a_bad_request(dav: Dav, method: str) -> None:
    path = f"{HOME}new/" if method == "MKCALENDAR" else CALENDAR
    refused = await dav.send(method, path, "<d:propfind", depth="0")
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        *(("PROPFIND", ""), ("REPORT", ""), ("PROPPATCH", ""), ("DELETE", "")),
        *(("GET", "one.ics"), ("PUT", "one.ics"), ("DELETE", "one.ics"), ("PROPFIND", "one.ics")),
    ],
)
async def test_a_foreign_calendar_is_as_one_that_nobody_has(
    dav: Dav, method: str, rest: str
) -> None:
    await dav.give_ben("private")
    bodies = {
        "PROPFIND": f"<d:propfind {NAMESPACES}><d:allprop/></d:propfind>",
        "REPORT": f"<d:sync-collection {NAMESPACES}><d:sync-token/></d:sync-collection>",
        "PROPPATCH": f"<d:propertyupdate {NAMESPACES}/>",
        "PUT": todo("SUMMARY:a").decode(),
    }
    paths = [
        *("/dav/calendars/ben/private/", f"{HOME}private/", "/dav/calendars/nobody/private/"),
        # Ann has a calendar of this name, too.
        "/dav/calendars/ben/tasks/",
    ]
    answers = [
        await dav.send(method, f"{path}{rest}", bodies.get(method, ""), depth="0") for path in paths
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


async def test_a_property_that_is_not_there_has_a_404_of_its_own(dav: Dav) -> None:
    found = await dav.propfind(CALENDAR, "d:displayname", "d:quota-used-bytes", "cs:source")
    assert found[CALENDAR].text("d:displayname") == "Tasks"
    assert found[CALENDAR].missing == ["d:quota-used-bytes", "cs:source"]


async def test_a_colour_is_kept(dav: Dav) -> None:
    body = (
        f"<d:propertyupdate {NAMESPACES}><d:set><d:prop><a:calendar-color>#FF2968FF"
        "</a:calendar-color></d:prop></d:set></d:propertyupdate>"
    )
    assert (await dav.send("PROPPATCH", CALENDAR, body)).status_code == 207
    found = await dav.propfind(CALENDAR, "a:calendar-color")
    assert found[CALENDAR].text("a:calendar-color") == "#FF2968FF"

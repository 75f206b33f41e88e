"""Making, describing and deleting a calendar."""

from collections.abc import AsyncIterator

import pytest

from support.caldav import (
    CALENDAR,
    HOME,
    NAMESPACES,
    ROOT,
    Dav,
    found_in,
    preconditions,
    talking,
    todo,
)

NEW = f"{HOME}new%20list/"


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers."""
    async with talking() as running:
        yield running


def _make(*properties: str, name: str = "c:mkcalendar") -> str:
    inside = "".join(properties)
    return f"<{name} {NAMESPACES}><d:set><d:prop>{inside}</d:prop></d:set></{name}>"


def _update(*properties: str, remove: str = "") -> str:
    return (
        f"<d:propertyupdate {NAMESPACES}><d:set><d:prop>{''.join(properties)}</d:prop></d:set>"
        f"<d:remove><d:prop>{remove}</d:prop></d:remove></d:propertyupdate>"
    )


async def test_a_calendar_is_made_with_what_was_set(dav: Dav) -> None:
    body = _make(
        "<d:displayname>Groceries &amp; more</d:displayname>",
        "<a:calendar-color>#ff0000</a:calendar-color>",
        "<c:calendar-description>Weekly</c:calendar-description>",
        '<c:supported-calendar-component-set><c:comp name="VTODO"/>'
        '<c:comp name="VEVENT"/></c:supported-calendar-component-set>',
    )
    assert (await dav.send("MKCALENDAR", NEW, body)).status_code == 201
    names = ("d:displayname", "a:calendar-color", "c:calendar-description", "a:calendar-order")
    found = (await dav.propfind(NEW, *names))[NEW]
    assert found.text("d:displayname") == "Groceries & more"
    assert found.text("a:calendar-color") == "#ff0000"
    assert found.text("c:calendar-description") == "Weekly"
    assert found.missing == ["a:calendar-order"]
    assert (await dav.send("PUT", f"{NEW}one.ics", todo("SUMMARY:a"))).status_code == 201


async def test_a_calendar_without_a_name_has_that_of_its_address(dav: Dav) -> None:
    assert (await dav.send("MKCALENDAR", NEW)).status_code == 201
    assert (await dav.propfind(NEW, "d:displayname"))[NEW].text("d:displayname") == "new list"


async def test_mkcol_makes_a_calendar_and_nothing_else(dav: Dav) -> None:
    kind = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
    assert (await dav.send("MKCOL", NEW, _make(kind, name="d:mkcol"))).status_code == 201
    other = "<d:resourcetype><d:collection/></d:resourcetype>"
    for body in ("", _make(other, name="d:mkcol")):
        refused = await dav.send("MKCOL", f"{HOME}other/", body)
        assert preconditions(refused) == ["d:valid-resourcetype"]


async def test_a_calendar_for_events_alone_is_refused(dav: Dav) -> None:
    components = (
        '<c:supported-calendar-component-set><c:comp name="VEVENT"/>'
        "</c:supported-calendar-component-set>"
    )
    refused = await dav.send("MKCALENDAR", NEW, _make(components))
    assert refused.status_code == 403
    assert preconditions(refused) == ["c:supported-calendar-component"]
    assert (await dav.send("PROPFIND", NEW, depth="0")).status_code == 404


async def test_an_address_that_is_taken_is_refused(dav: Dav) -> None:
    refused = await dav.send("MKCALENDAR", CALENDAR)
    assert (refused.status_code, preconditions(refused)) == (405, ["d:resource-must-be-null"])


@pytest.mark.parametrize("path", [HOME, f"{ROOT}/", f"{CALENDAR}inside.ics"])
async def test_calendars_are_made_in_the_home_alone(dav: Dav, path: str) -> None:
    assert (await dav.send("MKCALENDAR", path)).status_code == 405


async def test_a_property_that_cannot_be_set_makes_no_calendar(dav: Dav) -> None:
    refused = await dav.send("MKCALENDAR", NEW, _make("<d:getetag>x</d:getetag>"))
    assert preconditions(refused) == ["d:cannot-modify-property"]


async def test_a_deleted_calendar_is_gone_and_its_address_free(dav: Dav) -> None:
    await dav.send("MKCALENDAR", NEW)
    assert (await dav.send("DELETE", NEW)).status_code == 204
    assert (await dav.send("PROPFIND", NEW, depth="0")).status_code == 404
    assert (await dav.send("DELETE", NEW)).status_code == 404
    assert (await dav.send("MKCALENDAR", NEW)).status_code == 201


async def test_properties_are_set_and_removed(dav: Dav) -> None:
    body = _update("<d:displayname>Work</d:displayname>", "<a:calendar-order>3</a:calendar-order>")
    found = found_in(await dav.send("PROPPATCH", CALENDAR, body))
    assert set(found[CALENDAR].properties) == {"d:displayname", "a:calendar-order"}
    names = ("d:displayname", "a:calendar-order")
    assert (await dav.propfind(CALENDAR, *names))[CALENDAR].text("a:calendar-order") == "3"
    await dav.send("PROPPATCH", CALENDAR, _update(remove="<a:calendar-order/>"))
    after = (await dav.propfind(CALENDAR, *names))[CALENDAR]
    assert (after.text("d:displayname"), after.missing) == ("Work", ["a:calendar-order"])


@pytest.mark.parametrize(
    "refused",
    [
        "<d:getetag>x</d:getetag>",
        "<d:displayname></d:displayname>",
        "<d:displayname>a&#10;b</d:displayname>",
        f"<d:displayname>{'x' * 201}</d:displayname>",
        f"<a:calendar-color>{'x' * 1025}</a:calendar-color>",
        "<t:anything>x</t:anything>",
    ],
)
async def test_of_several_properties_all_are_set_or_none(dav: Dav, refused: str) -> None:
    body = _update("<a:calendar-color>#ff0000</a:calendar-color>", refused)
    answer = await dav.send("PROPPATCH", CALENDAR, body)
    assert "HTTP/1.1 403 Forbidden" in answer.text
    assert "HTTP/1.1 424 Failed Dependency" in answer.text
    found = await dav.propfind(CALENDAR, "a:calendar-color")
    assert found[CALENDAR].missing == ["a:calendar-color"]


async def test_nothing_is_set_of_a_task_or_a_person(dav: Dav) -> None:
    await dav.put("one.ics", todo("SUMMARY:a"))
    body = _update("<d:displayname>x</d:displayname>")
    for path in (f"{CALENDAR}one.ics", HOME, f"{ROOT}/principals/ann/"):
        assert "HTTP/1.1 403 Forbidden" in (await dav.send("PROPPATCH", path, body)).text
    assert (await dav.send("PROPPATCH", f"{CALENDAR}no.ics", body)).status_code == 404

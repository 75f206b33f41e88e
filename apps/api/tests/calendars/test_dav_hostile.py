"""Bodies that are made to harm, each refused at once and without a trace."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.caldav import CALENDAR, NAMESPACES, Dav, talking, todo
from taskora_api.calendars.dav.xml import DEPTH_MAX, XML_BYTES_MAX


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers."""
    async with talking() as running:
        yield running


async def _refused(dav: Dav, body: str | bytes, method: str = "PROPFIND") -> str:
    answer = await dav.send(method, CALENDAR, body, depth="0")
    assert answer.status_code == 400
    return answer.text


def _named(entity: str, subset: str) -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [{subset}]><d:propertyupdate {NAMESPACES}><d:set>'
        f"<d:prop><d:displayname>{entity}</d:displayname></d:prop></d:set></d:propertyupdate>"
    )


async def test_an_entity_is_refused_however_harmless(dav: Dav) -> None:
    body = _named("&small;", '<!ENTITY small "abc">')
    assert "document type" in await _refused(dav, body, "PROPPATCH")
    assert (await dav.propfind(CALENDAR, "d:displayname"))[CALENDAR].text(
        "d:displayname"
    ) == "Tasks"


async def test_an_entity_of_entities_is_refused(dav: Dav) -> None:
    await _refused(dav, _named("&b;", '<!ENTITY a "xx"><!ENTITY b "&a;&a;">'), "PROPPATCH")


async def test_an_entity_in_an_attribute_is_refused(dav: Dav) -> None:
    await _refused(
        dav,
        f'<!DOCTYPE d [<!ENTITY a "x">]><d:propfind {NAMESPACES} x="&a;"><d:allprop/></d:propfind>',
    )


async def test_a_file_is_not_read(dav: Dav, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret text")
    body = _named("&file;", f'<!ENTITY file SYSTEM "{secret.as_uri()}">')
    assert "secret text" not in await _refused(dav, body, "PROPPATCH")


async def test_a_parameter_entity_is_refused(dav: Dav) -> None:
    await _refused(dav, _named("x", '<!ENTITY % p SYSTEM "http://localhost:9/x"> %p;'), "PROPPATCH")


async def test_a_document_type_of_elsewhere_is_refused(dav: Dav) -> None:
    await _refused(dav, f'<!DOCTYPE d SYSTEM "http://localhost:9/d.dtd"><d:propfind {NAMESPACES}/>')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7"])
async def test_another_encoding_hides_nothing(dav: Dav, encoding: str) -> None:
    await _refused(dav, _named("&a;", '<!ENTITY a "x">').encode(encoding), "PROPPATCH")


async def test_an_encoding_that_is_claimed_counts_for_nothing(dav: Dav) -> None:
    body = (
        '<?xml version="1.0" encoding="utf-16"?>'
        f"<d:propfind {NAMESPACES}><d:prop><d:displayname/></d:prop></d:propfind>"
    )
    assert (await dav.send("PROPFIND", CALENDAR, body, depth="0")).status_code in {207, 400}


@pytest.mark.parametrize("depth", [DEPTH_MAX, 400, 40_000])
async def test_elements_that_are_nested_too_deep_are_refused(dav: Dav, depth: int) -> None:
    body = f"<d:propfind {NAMESPACES}>{'<d:a>' * depth}{'</d:a>' * depth}</d:propfind>"
    await _refused(dav, body)


async def test_a_body_that_is_too_long_is_refused(dav: Dav) -> None:
    body = f"<d:propfind {NAMESPACES}>{' ' * XML_BYTES_MAX}</d:propfind>"
    assert (await dav.send("PROPFIND", CALENDAR, body, depth="0")).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        *("<", "<a", "<a></b>", "text", "<a/><b/>", "<a:b/>", '<a b="1" b="2"/>', "<a>\x01</a>"),
        *("<a>&unknown;</a>", "<a>&#0;</a>", "<?xml version='1.0'?>", "<!-- -->", "\ufffe"),
    ],
)
async def test_xml_that_is_not_well_formed_is_a_bad_request(dav: Dav, body: str) -> None:
    await _refused(dav, body)


async def test_another_document_is_a_bad_request(dav: Dav) -> None:
    for method in ("PROPFIND", "PROPPATCH"):
        await _refused(dav, f"<d:multistatus {NAMESPACES}/>", method)
    await _refused(dav, f"<d:propfind {NAMESPACES}/>")


async def test_text_that_xml_cannot_hold_breaks_no_answer(dav: Dav) -> None:
    text = todo("SUMMARY:a", "X-A:\x0b\x1b\ufffe]]>&amp;<x>")
    assert (await dav.put("one.ics", text)).status_code == 201
    assert (await dav.get("one.ics")).content == text
    found = await dav.query("", "c:calendar-data")
    assert "X-A:]]>&amp;<x>" in found[f"{CALENDAR}one.ics"].text("c:calendar-data")


async def test_a_name_of_markup_is_text(dav: Dav) -> None:
    name = "</d:displayname><d:x/>&lt;"
    written = name.replace("&", "&amp;").replace("<", "&lt;")
    body = (
        f"<d:propertyupdate {NAMESPACES}><d:set><d:prop><d:displayname>{written}</d:displayname>"
        "</d:prop></d:set></d:propertyupdate>"
    )
    await dav.send("PROPPATCH", CALENDAR, body)
    found = await dav.propfind(CALENDAR, "d:displayname")
    assert found[CALENDAR].text("d:displayname") == name


async def test_a_line_break_in_a_name_makes_no_header(dav: Dav) -> None:
    answer = await dav.send("MKCALENDAR", "/dav/calendars/ann/a%0d%0aX-Evil:%20b/")
    assert answer.status_code == 404
    assert "x-evil" not in answer.headers

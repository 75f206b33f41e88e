"""calendar-query and calendar-multiget: filters of RFC 4791, with the table of its section 9.9."""

from collections.abc import AsyncIterator

import pytest

from support.caldav import CALENDAR, GONE, NAMESPACES, Dav, preconditions, talking, todo
from taskora_api.calendars.dav.xml import ELEMENTS_MAX


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers."""
    async with talking() as running:
        yield running


async def _found(dav: Dav, condition: str) -> list[str]:
    paths = await dav.query(condition)
    return sorted(path.removeprefix(CALENDAR).removesuffix(".ics") for path in paths)


async def _is_found(dav: Dav, lines: list[str], condition: str) -> bool:
    assert (await dav.put("one.ics", todo(*lines))).status_code == 201
    return await _found(dav, condition) == ["one"]


def _range(start: str | None = None, end: str | None = None) -> str:
    limits = {"start": start, "end": end}
    written = " ".join(f'{name}="{value}"' for name, value in limits.items() if value)
    return f"<c:time-range {written}/>"


APRIL = _range("20260401T000000Z", "20260501T000000Z")


@pytest.mark.parametrize(
    ("lines", "is_in"),
    [
        (["DTSTART:20260410T080000Z", "DURATION:PT1H"], True),
        (["DTSTART:20260331T080000Z", "DURATION:P1D"], True),
        (["DTSTART:20260330T080000Z", "DURATION:P1D"], False),
        (["DTSTART:20260310T080000Z", "DUE:20260410T080000Z"], True),
        (["DTSTART:20260310T080000Z", "DUE:20260610T080000Z"], True),
        (["DTSTART:20260501T000000Z", "DUE:20260502T000000Z"], False),
        (["DTSTART:20260310T080000Z", "DUE:20260401T000000Z"], False),
        (["DTSTART:20260410T080000Z"], True),
        (["DTSTART:20260331T235959Z"], False),
        (["DUE:20260501T000000Z"], True),
        (["DUE:20260401T000000Z"], False),
        (["DUE;VALUE=DATE:20260430"], True),
        (["DUE;VALUE=DATE:20260401"], True),
        (["DUE;VALUE=DATE:20260331"], False),
        (["DUE;TZID=Asia/Tokyo:20260501T083000"], True),
        (["DUE;TZID=America/New_York:20260331T203000"], True),
        (["COMPLETED:20260410T080000Z", "CREATED:20260101T080000Z"], True),
        (["COMPLETED:20260310T080000Z", "CREATED:20260101T080000Z"], False),
        (["COMPLETED:20260510T080000Z", "CREATED:20260101T080000Z"], True),
        (["COMPLETED:20260410T080000Z"], True),
        (["COMPLETED:20260310T080000Z"], False),
        (["CREATED:20260101T080000Z"], True),
        (["CREATED:20260501T080000Z"], False),
        (["SUMMARY:a"], True),
        (["DUE;VALUE=DATE:20260101", "RRULE:FREQ=MONTHLY"], True),
        (["DUE;VALUE=DATE:20260101", "RRULE:FREQ=MONTHLY;COUNT=3"], False),
        (["DUE;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY;INTERVAL=4"], False),
        (["DUE;VALUE=DATE:20260701", "RRULE:FREQ=DAILY"], False),
    ],
)
async def test_a_task_lies_in_a_range_as_the_table_says(
    dav: Dav, lines: list[str], is_in: bool
) -> None:
    assert await _is_found(dav, lines, APRIL) is is_in


@pytest.mark.parametrize(
    ("limits", "is_in"),
    [
        (_range(start="20260401T000000Z"), True),
        (_range(start="20260411T000000Z"), False),
        (_range(end="20260411T000000Z"), True),
        (_range(end="20260401T000000Z"), False),
    ],
)
async def test_a_range_may_be_open(dav: Dav, limits: str, is_in: bool) -> None:
    lines = ["DTSTART:20260410T080000Z", "DUE:20260410T090000Z"]
    assert await _is_found(dav, lines, limits) is is_in


async def test_a_rule_without_an_end_is_found_far_ahead_and_at_the_end_of_time(dav: Dav) -> None:
    await dav.put("one.ics", todo("DUE;VALUE=DATE:20260101", "RRULE:FREQ=DAILY"))
    assert await _found(dav, _range("20991231T000000Z", "21000101T000000Z")) == ["one"]
    assert await _found(dav, _range("99980101T000000Z", "99990101T000000Z")) == []


def _property(name: str, inside: str = "") -> str:
    return f'<c:prop-filter name="{name}">{inside}</c:prop-filter>'


def _text(text: str, **attributes: str) -> str:
    named = {"negate_condition": "negate-condition"}
    written = " ".join(f'{named.get(key, key)}="{value}"' for key, value in attributes.items())
    return f"<c:text-match {written}>{text}</c:text-match>"


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("", ["done", "open"]),
        (_property("COMPLETED", "<c:is-not-defined/>"), ["open"]),
        (_property("COMPLETED"), ["done"]),
        (_property("STATUS", _text("CANCELLED", negate_condition="yes")), ["done"]),
        (_property("SUMMARY", _text("MILK")), ["open"]),
        (_property("SUMMARY", _text("MILK", collation="i;octet")), []),
        (_property("SUMMARY", _text("milk", collation="i;octet")), ["open"]),
        (_property("SUMMARY", _text("ÖL", collation="i;unicode-casemap")), ["done"]),
        (_property("SUMMARY", _text("ÖL", collation="i;ascii-casemap")), []),
        (_property("SUMMARY", _text("a, b")), ["open"]),
        (_property("SUMMARY", _text("milk", negate_condition="yes")), ["done"]),
        (_property("CATEGORIES", _text("home")), ["open"]),
        (_property("SUMMARY", _text("milk")) + _property("CATEGORIES", _text("work")), []),
        (_property("X-COLOUR", _text("red")), ["done"]),
        (_property("SUMMARY", '<c:param-filter name="LANGUAGE"/>'), ["done"]),
        (
            _property("SUMMARY", f'<c:param-filter name="LANGUAGE">{_text("DE")}</c:param-filter>'),
            ["done"],
        ),
        (
            _property(
                "SUMMARY", '<c:param-filter name="LANGUAGE"><c:is-not-defined/></c:param-filter>'
            ),
            ["open"],
        ),
        (_property("COMPLETED", _range("20260401T000000Z", "20260402T000000Z")), ["done"]),
        (_property("COMPLETED", _range("20260501T000000Z")), []),
        (_property("SUMMARY", _range("20260501T000000Z")), []),
        ('<c:comp-filter name="VALARM"/>', ["open"]),
        ('<c:comp-filter name="VALARM"><c:is-not-defined/></c:comp-filter>', ["done"]),
        (
            f'<c:comp-filter name="VALARM">{_range("20260410T074500Z", "20260410T074600Z")}'
            "</c:comp-filter>",
            ["open"],
        ),
        (f'<c:comp-filter name="VALARM">{_range("20260410T080000Z")}</c:comp-filter>', []),
    ],
)
async def test_a_filter_takes_what_it_describes(dav: Dav, condition: str, found: list[str]) -> None:
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;RELATED=END:-PT15M", "END:VALARM"]
    lines = ["SUMMARY:milk a\\, b", "CATEGORIES:Home,x", "DUE:20260410T080000Z", *alarm]
    await dav.put("open.ics", todo(*lines, uid="open"))
    done = ["SUMMARY;LANGUAGE=de:öl", "COMPLETED:20260401T080000Z", "STATUS:COMPLETED"]
    await dav.put("done.ics", todo(*done, "X-COLOUR:Red", uid="done"))
    assert await _found(dav, condition) == found


async def test_other_components_are_found_nowhere(dav: Dav) -> None:
    await dav.put("one.ics", todo("SUMMARY:a"))
    body = (
        f"<c:calendar-query {NAMESPACES}><d:prop><d:getetag/></d:prop><c:filter>"
        '<c:comp-filter name="VCALENDAR">{}</c:comp-filter></c:filter></c:calendar-query>'
    )
    event = '<c:comp-filter name="VEVENT"/>'
    absent = '<c:comp-filter name="VEVENT"><c:is-not-defined/></c:comp-filter>'
    for inside, is_found in ((event, False), (absent, True), ("", True)):
        answer = await dav.send("REPORT", CALENDAR, body.format(inside), depth="1")
        assert ("one.ics" in answer.text) is is_found


@pytest.mark.parametrize(
    "condition",
    [
        "<c:time-range/>",
        '<c:time-range start="20260401"/>',
        '<c:time-range start="20261301T000000Z"/>',
        '<c:time-range start="20260401T000000" end="20260501T000000"/>',
        _range("20260501T000000Z", "20260401T000000Z"),
        "<c:prop-filter/>",
    ],
)
async def test_a_filter_that_means_nothing_is_refused(dav: Dav, condition: str) -> None:
    await dav.put("one.ics", todo("SUMMARY:a"))
    body = (
        f"<c:calendar-query {NAMESPACES}><c:filter>"
        f'<c:comp-filter name="VCALENDAR"><c:comp-filter name="VTODO">{condition}'
        "</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
    )
    refused = await dav.send("REPORT", CALENDAR, body)
    assert (refused.status_code, preconditions(refused)) == (403, ["c:valid-filter"])


async def test_a_comparison_that_we_do_not_have_is_refused(dav: Dav) -> None:
    body = (
        f'<c:calendar-query {NAMESPACES}><c:filter><c:comp-filter name="VCALENDAR">'
        f"{_property('SUMMARY', _text('a', collation='i;other'))}"
        "</c:comp-filter></c:filter></c:calendar-query>"
    )
    refused = await dav.send("REPORT", CALENDAR, body)
    assert preconditions(refused) == ["c:supported-collation"]


async def test_a_query_gives_text_and_properties_and_names_what_is_not_there(dav: Dav) -> None:
    text = todo("SUMMARY:a < b & c")
    await dav.put("one.ics", text)
    found = await dav.query("", "d:getetag", "c:calendar-data", "d:displayname")
    one = found[f"{CALENDAR}one.ics"]
    assert one.text("c:calendar-data").encode() == text
    assert one.missing == ["d:displayname"]


async def test_multiget_gives_each_of_the_addresses_or_says_that_it_is_not_there(dav: Dav) -> None:
    names = ["a b.ics", "ü.ics", "x@y.ics"]
    for name in names:
        assert (await dav.put(name, todo("SUMMARY:a", uid=name))).status_code == 201
    here = [f"{CALENDAR}a%20b.ics", f"{CALENDAR}%C3%BC.ics", f"http://api{CALENDAR}x%40y.ics"]
    gone = [f"{CALENDAR}no.ics", "/dav/calendars/ben/tasks/a.ics", "/elsewhere", "http://[/"]
    found = await dav.multiget(*here, *gone)
    ours = {path for path, one in found.items() if one.status is None}
    assert ours == {f"{CALENDAR}a%20b.ics", f"{CALENDAR}%C3%BC.ics", f"{CALENDAR}x@y.ics"}
    assert {path for path, one in found.items() if one.status == GONE} == set(gone)


async def test_a_report_that_we_do_not_have_is_refused(dav: Dav) -> None:
    for name in ("c:free-busy-query", "d:expand-property", "d:principal-match"):
        refused = await dav.send("REPORT", CALENDAR, f"<{name} {NAMESPACES}/>")
        assert (refused.status_code, preconditions(refused)) == (403, ["d:supported-report"])
    assert (await dav.send("REPORT", CALENDAR)).status_code == 403


async def test_a_multiget_of_more_than_can_be_is_refused(dav: Dav) -> None:
    body = (
        f"<c:calendar-multiget {NAMESPACES}><d:prop/>{'<d:href/>' * ELEMENTS_MAX}"
        "</c:calendar-multiget>"
    )
    assert (await dav.send("REPORT", CALENDAR, body)).status_code == 400

"""How a program finds the calendars of a person, and who is let in."""

import base64
from collections.abc import AsyncIterator

import httpx2
import pytest

from support.caldav import CALENDAR, HOME, NAMESPACES, ROOT, Dav, application, found_in, talking
from support.calendar_store import ANN, PASSWORD, MemoryStore

PRINCIPAL = f"{ROOT}/principals/ann/"


@pytest.fixture
async def dav() -> AsyncIterator[Dav]:
    """Ann, and a calendar of hers."""
    async with talking() as running:
        yield running


@pytest.fixture
async def visitor() -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody who is not signed in."""
    transport = httpx2.ASGITransport(application(MemoryStore()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://api") as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "OPTIONS"])
async def test_the_well_known_address_leads_there(visitor: httpx2.AsyncClient, method: str) -> None:
    answer = await visitor.request(method, "/.well-known/caldav")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{ROOT}/")


async def test_from_the_root_to_the_calendars(dav: Dav) -> None:
    """RFC 6764, RFC 5397, RFC 4791 6.2.1: each address leads to the next."""
    root = await dav.propfind(f"{ROOT}/", "d:current-user-principal", "d:resourcetype")
    assert root[f"{ROOT}/"].text("d:current-user-principal") == PRINCIPAL
    person = await dav.propfind(PRINCIPAL, "c:calendar-home-set", "d:resourcetype", "d:displayname")
    assert person[PRINCIPAL].text("c:calendar-home-set") == HOME
    assert person[PRINCIPAL].names_inside("d:resourcetype") == ["d:collection", "d:principal"]
    assert person[PRINCIPAL].text("d:displayname") == "Ann"
    home = await dav.propfind(
        HOME, "d:resourcetype", "d:displayname", "c:supported-calendar-component-set", depth="1"
    )
    assert list(home) == [HOME, CALENDAR]
    assert home[HOME].names_inside("d:resourcetype") == ["d:collection"]
    calendar = home[CALENDAR]
    assert calendar.names_inside("d:resourcetype") == ["d:collection", "c:calendar"]
    (component,) = calendar.properties["c:supported-calendar-component-set"]
    assert component.attrib == {"name": "VTODO"}


async def test_the_root_names_the_person_one_level_down(dav: Dav) -> None:
    found = await dav.propfind(f"{ROOT}/", "d:displayname", depth="1")
    assert list(found) == [f"{ROOT}/", PRINCIPAL]


async def test_an_address_of_a_collection_may_come_without_its_slash(dav: Dav) -> None:
    found = await dav.propfind(CALENDAR.rstrip("/"), "d:displayname")
    assert list(found) == [CALENDAR]


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Basic",
        "Basic !",
        f"Basic {base64.b64encode(b'ann').decode()}",
        f"Basic {base64.b64encode(b'ann:wrong').decode()}",
        f"Basic {base64.b64encode(f'nobody:{PASSWORD}'.encode()).decode()}",
        f"Basic {base64.b64encode(bytes([255, 58, 255])).decode()}",
        f"Basic {'A' * 100_000}",
        "Bearer token",
    ],
)
async def test_who_has_no_app_password_is_asked_for_one(
    visitor: httpx2.AsyncClient, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    for path in (f"{ROOT}/", HOME, f"{ROOT}/nonsense", "/dav/calendars/nobody/"):
        answer = await visitor.request("PROPFIND", path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Basic realm="Taskora", charset="UTF-8"'


async def test_a_password_may_have_colons_and_letters_of_any_script() -> None:
    class Store(MemoryStore):
        async def authenticate(self, user: str, password: str):  # type: ignore[no-untyped-def]
            return ANN if (user, password) == ("änn", "a:b:ü") else None

    transport = httpx2.ASGITransport(application(Store()))
    header = base64.b64encode("änn:a:b:ü".encode()).decode()
    async with httpx2.AsyncClient(transport=transport, base_url="http://api") as client:
        answer = await client.request(
            "PROPFIND", HOME, headers={"Authorization": f"Basic {header}", "Depth": "0"}
        )
    assert answer.status_code == 207


async def test_options_says_what_there_is_without_a_password(visitor: httpx2.AsyncClient) -> None:
    answer = await visitor.request("OPTIONS", CALENDAR)
    assert answer.status_code == 200
    assert {"1", "3", "calendar-access"} <= set(answer.headers["dav"].split(", "))
    assert {"PROPFIND", "REPORT", "MKCALENDAR"} <= set(answer.headers["allow"].split(", "))


@pytest.mark.parametrize(
    "path",
    [
        *("/dav/x", "/dav/calendars/ann/a/b/c", "/dav/principals/ann/x"),
        *("/dav/calendars/ann/%ff/", "/dav/calendars/ann/a%2Fb/", "/dav/calendars/ann/%00/"),
        f"/dav/calendars/ann/{'x' * 256}/",
    ],
)
async def test_an_address_that_nothing_can_have_is_not_there(dav: Dav, path: str) -> None:
    assert (await dav.send("PROPFIND", path, depth="0")).status_code == 404


async def test_allprop_leaves_the_properties_of_calendars_to_who_asks(dav: Dav) -> None:
    body = f"<d:propfind {NAMESPACES}><d:allprop/><d:include><cs:getctag/></d:include></d:propfind>"
    (found,) = found_in(await dav.send("PROPFIND", CALENDAR, body, depth="0")).values()
    assert {"d:resourcetype", "d:displayname", "cs:getctag"} <= found.properties.keys()
    assert "c:supported-calendar-component-set" not in found.properties
    assert found.missing == []
    (same,) = found_in(await dav.send("PROPFIND", CALENDAR, depth="0")).values()
    assert same.properties.keys() == found.properties.keys() - {"cs:getctag"}


async def test_propname_gives_names_without_values(dav: Dav) -> None:
    body = f"<d:propfind {NAMESPACES}><d:propname/></d:propfind>"
    (found,) = found_in(await dav.send("PROPFIND", CALENDAR, body, depth="0")).values()
    assert {"d:displayname", "c:supported-calendar-data"} <= found.properties.keys()
    assert found.text("d:displayname") == ""


@pytest.mark.parametrize("headers", [{}, {"depth": "infinity"}, {"depth": "2"}])
async def test_a_depth_without_end_is_refused(dav: Dav, headers: dict[str, str]) -> None:
    answer = await dav.send("PROPFIND", CALENDAR, **headers)
    assert answer.status_code == 403
    assert "propfind-finite-depth" in answer.text

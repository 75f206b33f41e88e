"""/dav in the application: methods, limits, ids and answers are those of all requests."""

import httpx2
import pytest

from support.caldav import CALENDAR, HOME, NAMESPACES, sync_body, todo
from support.product_calendars import ProductDav

MEGABYTE = 1024 * 1024


@pytest.fixture
def dav(product_dav: ProductDav) -> ProductDav:
    """Ann, and an empty calendar of hers."""
    return product_dav


@pytest.mark.parametrize("method", ["PROPFIND", "GET", "OPTIONS", "REPORT"])
@pytest.mark.parametrize("path", ["/dav", "/dav/", HOME, CALENDAR, "/dav/else/where"])
async def test_each_answer_has_an_id_and_safe_headers(
    dav: ProductDav, method: str, path: str
) -> None:
    answer = await dav.send(method, path, depth="0", x_request_id="abc-12345")
    assert answer.headers["x-request-id"] == "abc-12345"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "calendar-access" in answer.headers["dav"]
    assert answer.status_code < 500


async def test_without_a_password_it_asks_for_one_and_says_what_it_is(dav: ProductDav) -> None:
    async with dav.visitor() as visitor:
        found = await visitor.request("PROPFIND", "/.well-known/caldav")
        assert (found.status_code, found.headers["location"]) == (301, "/dav/")
        refused = await visitor.request("PROPFIND", CALENDAR)
        assert (refused.status_code, refused.headers["www-authenticate"][:5]) == (401, "Basic")
        options = await visitor.request("OPTIONS", CALENDAR)
        assert (options.status_code, "REPORT" in options.headers["allow"]) == (200, True)


@pytest.mark.parametrize(
    ("method", "size", "is_taken"),
    [
        *(("PUT", 256 * 1024, True), ("PUT", 256 * 1024 + 1, False)),
        *(("REPORT", MEGABYTE, True), ("REPORT", MEGABYTE + 1, False)),
        *(("PROPFIND", 256 * 1024, True), ("PROPFIND", 256 * 1024 + 1, False)),
    ],
)
async def test_bodies_have_the_limits_of_their_methods(
    dav: ProductDav, method: str, size: int, is_taken: bool
) -> None:
    path = f"{CALENDAR}one.ics" if method == "PUT" else CALENDAR
    body = {
        "PUT": todo("SUMMARY:milk").replace(b"END:VTODO", b"X-FILL:\r\nEND:VTODO"),
        "REPORT": sync_body("").encode(),
        "PROPFIND": f"<d:propfind {NAMESPACES}><d:allprop/></d:propfind>".encode(),
    }[method]
    filled = _filled(method, body, size)
    assert len(filled) == size
    answer = await dav.send(method, path, filled, depth="0")
    assert answer.status_code == {"PUT": 201}.get(method, 207) if is_taken else 413


def _filled(method: str, body: bytes, size: int) -> bytes:
    rest = size - len(body)
    if method != "PUT":
        return body + b" " * rest
    lines, last = divmod(rest, 1000)
    fill = b"".join(b"a" * 997 + b"\r\n " for _ in range(lines)) + b"a" * last
    return body.replace(b"X-FILL:", b"X-FILL:" + fill)


@pytest.mark.parametrize(
    ("path", "route"),
    [
        *(("/dav", "/dav"), ("/dav/calendars/ann/x/", "/dav/{path:path}")),
        ("/feeds/secret.ics", "/feeds/{secret}.ics"),
        ("/.well-known/caldav", "/.well-known/caldav"),
    ],
)
async def test_log_and_metrics_name_the_route_and_not_the_address(
    dav: ProductDav, path: str, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[object] = []
    monkeypatch.setattr(
        "taskora_api.http.request_context._log",
        lambda scope, *_: named.append(scope["route"].path),
    )
    async with dav.visitor() as visitor:
        await visitor.get(path)
    assert named == [route]


async def test_head_is_get_without_its_body(dav: ProductDav) -> None:
    put = await dav.put("one.ics", todo("SUMMARY:milk"))
    head = await dav.send("HEAD", f"{CALENDAR}one.ics")
    assert (head.status_code, head.headers["etag"], head.content) == (
        200,
        put.headers["etag"],
        b"",
    )


async def test_a_database_that_is_away_is_a_503(
    dav: ProductDav, monkeypatch: pytest.MonkeyPatch
) -> None:
    from taskora_api.caldav import store
    from taskora_api.errors import DatabaseUnavailableError

    async def away(*_: object) -> None:
        raise DatabaseUnavailableError("away")

    monkeypatch.setattr(store, "list_places", away)
    answer: httpx2.Response = await dav.send("PROPFIND", HOME, depth="1")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")

"""Feeds of the product: an address is a secret, and opens what its owner may see now."""

import httpx2
import pytest

from conftest import Headers
from support.household import SharedSpace
from support.tasks import Tasks

FEEDS = "/api/v1/calendar-feeds"


async def _make(
    client: httpx2.AsyncClient, headers: dict[str, str], **fields: str
) -> dict[str, str]:
    made = await client.post(FEEDS, json={"name": "mine", **fields}, headers=headers)
    assert made.status_code == 201, made.text
    found: dict[str, str] = made.json()
    return found


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def test_an_address_gives_all_tasks_of_a_person_to_whoever_has_it(
    client: httpx2.AsyncClient, tasks: Tasks
) -> None:
    await tasks.add("milk", dueOn="2026-03-02")
    await tasks.add("bread")
    made = await _make(client, tasks.headers)
    feed = await client.get(made["path"])
    assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
    assert feed.text.count("BEGIN:VTODO") == 2
    assert "X-WR-CALNAME:mine" in feed.text
    events = await client.get(f"{made['path']}?as=event")
    assert events.text.count("BEGIN:VEVENT") == 1
    unchanged = {"If-None-Match": feed.headers["etag"]}
    assert (await client.get(made["path"], headers=unchanged)).status_code == 304
    await tasks.add("more")
    assert (await client.get(made["path"], headers=unchanged)).status_code == 200
    assert (await client.head(made["path"])).content == b""


async def test_an_address_is_shown_once_and_not_kept(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    made = await _make(client, signed_in)
    (listed,) = (await client.get(FEEDS, headers=signed_in)).json()["items"]
    assert listed == {name: made[name] for name in ("id", "name", "spaceId", "createdAt")}


async def test_another_address_ends_the_first_and_revoking_ends_both(
    client: httpx2.AsyncClient, signed_in: dict[str, str], headers: Headers
) -> None:
    first = await _make(client, signed_in)
    path = f"{FEEDS}/{first['id']}"
    assert (await client.post(f"{path}/rotate", headers=headers("else"))).status_code == 404
    second = (await client.post(f"{path}/rotate", headers=signed_in)).json()
    assert second["path"] != first["path"]
    assert (await client.get(first["path"])).status_code == 404
    assert (await client.get(second["path"])).status_code == 200
    assert (await client.delete(path, headers=headers("else"))).status_code == 404
    assert (await client.delete(path, headers=signed_in)).status_code == 204
    gone = await client.get(second["path"])
    never = await client.get("/feeds/tskf_" + "x" * 43 + ".ics")
    assert (gone.status_code, gone.content) == (never.status_code, never.content)


async def test_a_space_s_feed_ends_with_the_membership(
    client: httpx2.AsyncClient, headers: Headers, signed_in: dict[str, str], person: str
) -> None:
    shared = await SharedSpace(client, headers, f"owner-{person}").make()
    body = {"name": "home", "spaceId": shared.id}
    assert (await client.post(FEEDS, json=body, headers=signed_in)).status_code == 404
    await shared.let_in(person, "viewer")
    await shared.add(shared.owner, "shared task")
    await Tasks(client, signed_in).add("own task")
    made = await _make(client, signed_in, spaceId=shared.id)
    text = (await client.get(made["path"])).text
    assert "SUMMARY:shared task" in text
    assert "SUMMARY:own task" not in text
    await shared.remove(person)
    assert "BEGIN:VTODO" not in (await client.get(made["path"])).text

"""App passwords: made once, kept by a slow hash, good for calendars alone, ended at any time."""

from base64 import b64encode
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from conftest import Headers
from support.access_tokens import create_token
from support.product_calendars import APP_PASSWORDS, make_app_password
from taskora_api.app_passwords import secret as form
from taskora_api.app_passwords.schemas import APP_PASSWORDS_MAX
from taskora_api.app_passwords.verified import REMEMBERED_SECONDS, Owner, Verified
from taskora_api.database.engine import Database

DAV = "/dav/"
JSON = dict[str, Any]


async def _open(client: httpx2.AsyncClient, user: str, password: str) -> httpx2.Response:
    return await client.request("PROPFIND", DAV, headers={"Depth": "0"}, auth=(user, password))


@pytest.fixture
async def made(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> JSON:
    """An app password of the person of this test."""
    return await make_app_password(client, signed_in)


async def test_it_is_shown_once_and_opens_calendars(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, made: JSON
) -> None:
    assert (made["userName"], made["lastUsedOn"]) == (person, None)
    assert (await _open(client, person, made["password"])).status_code == 207
    (listed,) = (await client.get(APP_PASSWORDS, headers=signed_in)).json()["items"]
    assert "password" not in listed
    assert len(listed["lastUsedOn"]) == len("2026-03-01")


async def test_it_is_typed_with_or_without_hyphens_and_in_any_case(
    client: httpx2.AsyncClient, person: str, made: JSON
) -> None:
    for typed in (made["password"].replace("-", ""), made["password"].upper()):
        assert (await _open(client, person, typed)).status_code == 207


async def test_another_name_can_be_given_beside_it(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str
) -> None:
    made = await make_app_password(client, signed_in, userName="Ann@example.org")
    for user in ("ann@example.org", person):
        assert (await _open(client, user, made["password"])).status_code == 207
    assert (await _open(client, "ben@example.org", made["password"])).status_code == 401


async def test_what_is_wrong_is_not_said(
    client: httpx2.AsyncClient, person: str, made: JSON
) -> None:
    """Unknown people, wrong passwords and revoked ones have one answer."""
    right = made["password"]
    tries = [
        ("nobody", right),
        (person, form.make_password()),
        (person, right[:-1] + ("b" if right[-1] == "a" else "a")),
        (person, "password"),
        ("nobody", form.make_password()),
        ("", ""),
    ]
    answers = [await _open(client, user, password) for user, password in tries]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert {answer.headers["www-authenticate"] for answer in answers} == {
        'Basic realm="Taskora", charset="UTF-8"'
    }


async def test_unknown_people_cost_as_much_as_wrong_passwords(
    client: httpx2.AsyncClient, person: str, made: JSON, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def counted(secret: str, salt: bytes) -> bytes:
        hashed.append(secret)
        return form.hash_of(secret, salt)

    monkeypatch.setattr("taskora_api.app_passwords.service.hash_of", counted)
    await _open(client, "nobody", form.make_password())
    await _open(client, person, made["password"][:-4] + "zzzz")
    assert len(hashed) == 2
    for _ in range(3):
        assert (await _open(client, person, made["password"])).status_code == 207
    assert len(hashed) == 3


async def test_it_is_remembered_for_a_minute_and_not_as_it_is() -> None:
    now = [0.0]
    verified = Verified(lambda: now[0])
    verified.remember("ann", "secret", Owner("1", "ann"))
    verified.remember("ann", "wrong", None)
    known, wrong = verified.find("ann", "secret"), verified.find("ann", "wrong")
    assert known is not None
    assert known.owner == Owner("1", "ann")
    assert wrong is not None
    assert wrong.owner is None
    assert verified.find("annsecret", "") is None
    assert "secret" not in repr(verified.__dict__)
    now[0] = REMEMBERED_SECONDS
    assert verified.find("ann", "secret") is None


async def test_only_a_hash_of_it_is_kept(database: Database, made: JSON) -> None:
    async with database.engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM app.app_passwords"))).all()
    parts = form.parts_of(made["password"])
    assert parts is not None
    kept = repr([row._asdict() for row in rows])
    assert parts.selector in kept
    assert parts.secret not in kept


async def test_a_revoked_one_opens_nothing_at_once(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, made: JSON
) -> None:
    assert (await _open(client, person, made["password"])).status_code == 207
    path = f"{APP_PASSWORDS}/{made['id']}"
    assert (await client.delete(path, headers=signed_in)).status_code == 204
    assert (await client.delete(path, headers=signed_in)).status_code == 404
    assert (await _open(client, person, made["password"])).status_code == 401


async def test_it_ends_with_all_access_of_programs(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, made: JSON
) -> None:
    """As when somebody sets a new password of their account."""
    assert (await _open(client, person, made["password"])).status_code == 207
    feed = await client.post("/api/v1/calendar-feeds", json={"name": "a"}, headers=signed_in)
    assert (await client.delete("/api/v1/tokens", headers=signed_in)).status_code == 204
    assert (await _open(client, person, made["password"])).status_code == 401
    assert (await client.get(feed.json()["path"])).status_code == 404


async def test_nobody_else_revokes_it(
    client: httpx2.AsyncClient, headers: Headers, person: str, made: JSON
) -> None:
    path = f"{APP_PASSWORDS}/{made['id']}"
    assert (await client.delete(path, headers=headers("somebody"))).status_code == 404
    assert (await _open(client, person, made["password"])).status_code == 207


async def test_it_opens_nothing_else_and_nothing_else_opens_calendars(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, made: JSON
) -> None:
    basic = b64encode(f"{person}:{made['password']}".encode()).decode()
    for headers in (
        {"Authorization": f"Bearer {made['password']}"},
        {"Authorization": f"Basic {basic}"},
    ):
        assert (await client.get("/api/v1/tasks", headers=headers)).status_code == 401
    token = (await create_token(client, signed_in))["token"]
    assert (await _open(client, person, token)).status_code == 401
    for bearer in (signed_in["Authorization"], f"Bearer {token}"):
        answer = await client.request("PROPFIND", DAV, headers={"Authorization": bearer})
        assert answer.status_code == 401
    program = {"Authorization": f"Bearer {token}"}
    refused = await client.post(APP_PASSWORDS, json={"name": "x"}, headers=program)
    assert refused.status_code == 403


async def test_one_person_has_so_many_at_most(
    client: httpx2.AsyncClient, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taskora_api.app_passwords.service.hash_of", lambda *_: b"x")
    for _ in range(APP_PASSWORDS_MAX):
        await make_app_password(client, signed_in)
    refused = await client.post(APP_PASSWORDS, json={"name": "one more"}, headers=signed_in)
    assert refused.status_code == 409


def test_no_two_characters_of_one_are_mistaken_for_each_other() -> None:
    password = form.make_password()
    assert len(password) == 29
    assert not set("il1o0u") & set(password)
    assert form.parts_of(password + "a") is None
    assert form.parts_of("") is None

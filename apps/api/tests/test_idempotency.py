"""A request that is sent again with its key is done once."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection

from conftest import Headers
from support.chat import Chat
from support.tasks import Tasks

REPLAYED = "idempotency-replayed"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


def _key(key: str = "key-1") -> dict[str, str]:
    return {"Idempotency-Key": key}


def _same(first: httpx2.Response, second: httpx2.Response) -> bool:
    """Compare all that a caller acts on."""
    return (first.status_code, first.content, first.headers.get("change-id")) == (
        second.status_code,
        second.content,
        second.headers.get("change-id"),
    )


async def test_the_same_post_is_done_once_and_answered_the_same(tasks: Tasks) -> None:
    first = await tasks.call("POST", json={"title": "a"}, headers=_key())
    second = await tasks.call("POST", json={"title": "a"}, headers=_key())
    assert first.status_code == 201
    assert _same(first, second)
    assert (first.headers.get(REPLAYED), second.headers[REPLAYED]) == (None, "true")
    assert first.headers["content-type"] == second.headers["content-type"] == "application/json"
    assert await tasks.titles() == ["a"]


async def test_without_a_key_or_with_another_each_is_done(tasks: Tasks) -> None:
    for headers in ({}, {}, _key("k1"), _key("k2")):
        await tasks.call("POST", json={"title": "a"}, headers=headers)
    assert len(await tasks.titles()) == 4


async def test_two_at_once_are_done_once(tasks: Tasks) -> None:
    calls = (tasks.call("POST", json={"title": "a"}, headers=_key()) for _ in range(8))
    answers = await asyncio.gather(*calls)
    assert all(_same(answers[0], answer) for answer in answers)
    assert sorted(answer.headers.get(REPLAYED, "") for answer in answers) == [""] + ["true"] * 7
    assert await tasks.titles() == ["a"]


async def test_every_kind_of_change_is_done_once(tasks: Tasks) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    path = f"/{added.json()['id']}"
    await tasks.call("PATCH", path, json={"title": "b"}, headers=_key("patch"))
    await tasks.call("PATCH", path, json={"title": "c"})
    again = await tasks.call("PATCH", path, json={"title": "b"}, headers=_key("patch"))
    assert again.json()["title"] == "b"
    assert await tasks.titles() == ["c"], "a late repetition does not win over what came after"

    deleted = await tasks.call("DELETE", path, headers=_key("delete"))
    repeated = await tasks.call("DELETE", path, headers=_key("delete"))
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert _same(deleted, repeated)
    assert repeated.headers[REPLAYED] == "true"

    undone = await tasks.undo(deleted, **_key("undo"))
    redone = await tasks.undo(undone)
    late = await tasks.undo(deleted, **_key("undo"))
    assert redone.status_code == 200
    assert _same(undone, late)
    assert await tasks.titles() == [], "the late repetition did not undo what was done again"


async def test_a_conversation_is_deleted_once(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    chat = Chat(client, signed_in)
    path = f"/api/v1/conversations/{chat.conversation_id}"
    await chat.say("list")
    headers = signed_in | _key()
    assert (await client.delete(path, headers=headers)).status_code == 204
    await chat.say("list")
    repeated = await client.delete(path, headers=headers)
    assert (repeated.status_code, repeated.headers[REPLAYED]) == (204, "true")
    assert (await client.get(path, headers=signed_in)).status_code == 200


async def test_a_key_for_another_request_is_refused(tasks: Tasks) -> None:
    added = await tasks.add("a")
    other = await tasks.add("other")
    path = f"/{added['id']}"
    assert (await tasks.call("PATCH", path, json={"title": "b"}, headers=_key())).is_success
    different = [
        await tasks.call("PATCH", path, json={"title": "c"}, headers=_key()),
        await tasks.call("PATCH", path, json={"title": "b", "notes": ""}, headers=_key()),
        await tasks.call("PATCH", f"/{other['id']}", json={"title": "b"}, headers=_key()),
        await tasks.call("PATCH", path, json={"title": "b"}, headers=_key() | {"If-Match": '"2"'}),
        await tasks.call("POST", json={"title": "b"}, headers=_key()),
        await tasks.call("DELETE", path, headers=_key()),
    ]
    assert [answer.status_code for answer in different] == [422] * 6
    assert different[0].json()["fields"][0]["path"] == "Idempotency-Key"
    assert sorted(await tasks.titles()) == ["b", "other"]


async def test_how_the_json_is_written_makes_no_other_request(tasks: Tasks) -> None:
    await tasks.call("POST", content='{"title":"a","notes":"n"}', headers=_key())
    again = await tasks.call("POST", content='{ "notes": "n", "title": "\\u0061" }', headers=_key())
    assert again.headers[REPLAYED] == "true"


async def test_a_key_is_known_to_its_owner_alone(
    tasks: Tasks, client: httpx2.AsyncClient, headers: Headers
) -> None:
    other = Tasks(client, headers(f"other-{uuid4().hex}"))
    await tasks.call("POST", json={"title": "a"}, headers=_key())
    answer = await other.call("POST", json={"title": "a"}, headers=_key())
    assert REPLAYED not in answer.headers
    assert await other.titles() == ["a"]


async def test_what_was_refused_is_not_remembered(tasks: Tasks) -> None:
    added = await tasks.add("a")
    path = f"/{added['id']}"
    body = {"title": "b"}
    stale = _key() | {"If-Match": '"2"'}
    assert (await tasks.call("PATCH", path, json=body, headers=stale)).status_code == 412
    await tasks.call("PATCH", path, json={"notes": "n"})
    assert (await tasks.call("PATCH", path, json=body, headers=stale)).status_code == 200


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "\u00e9", "a\tb"])
async def test_a_key_that_is_none_is_refused(tasks: Tasks, key: str) -> None:
    headers = {name.encode(): value.encode() for name, value in (tasks.headers | _key(key)).items()}
    response = await tasks.client.post("/api/v1/tasks", json={"title": "a"}, headers=headers)
    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == "Idempotency-Key"
    assert await tasks.titles() == []


async def test_an_answer_that_was_lost_with_its_connection_is_given_again(
    tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = AsyncConnection.commit

    async def committed_unheard(connection: AsyncConnection) -> None:
        await commit(connection)
        raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle")

    monkeypatch.setattr(AsyncConnection, "commit", committed_unheard)
    lost = await tasks.call("POST", json={"title": "a"}, headers=_key())
    monkeypatch.undo()
    assert lost.status_code == 504
    again = await tasks.call("POST", json={"title": "a"}, headers=_key())
    assert (again.status_code, again.json()["title"]) == (201, "a")
    assert again.headers[REPLAYED] == "true"
    assert await tasks.titles() == ["a"]


async def test_after_a_day_a_key_is_new(
    tasks: Tasks, application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = application.state.services.answers
    for hours, count in ((0, 1), (23.9, 1), (24.1, 2), (24.2, 2)):
        at = datetime.now(UTC) + timedelta(hours=hours)
        monkeypatch.setattr(answers, "_clock", lambda at=at: at)
        await tasks.call("POST", json={"title": "a"}, headers=_key())
        assert len(await tasks.titles()) == count


@pytest.mark.parametrize("body", [b"{", b"[" * 60, b"1" * 6_000], ids=["cut", "deep", "long"])
async def test_a_body_that_nobody_reads_does_not_fail_a_request_with_a_key(
    tasks: Tasks, body: bytes
) -> None:
    added = await tasks.call("POST", json={"title": "a"})
    path = f"/{added.json()['id']}"
    deleted = await tasks.call("DELETE", path, content=body, headers=_key("delete"))
    again = await tasks.call("DELETE", path, content=body, headers=_key("delete"))
    assert (deleted.status_code, again.status_code) == (204, 204)
    assert again.headers[REPLAYED] == "true"
    other = await tasks.call("DELETE", path, content=b"other", headers=_key("delete"))
    assert other.status_code == 422, "the key came with another request"

"""The addresses that name the person: aliases of the same tasks and the same assistant (A2)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from conftest import Headers
from support.access_tokens import ALL_SCOPES, token_headers
from support.tasks import Tasks
from taskora_api.assistant.runner import Turn

ROUTES = [
    ("GET", "/tasks", None, {"tasks:read"}),
    ("POST", "/tasks", {"title": "buy eggs"}, {"tasks:write"}),
    ("GET", "/tasks/{id}", None, {"tasks:read"}),
    ("PUT", "/tasks/{id}", {"title": "buy eggs"}, {"tasks:write"}),
    ("PATCH", "/tasks/{id}/complete", None, {"tasks:write"}),
    ("DELETE", "/tasks/{id}", None, {"tasks:write"}),
    ("POST", "/chat", {"message": "add buy eggs"}, {"chat", "tasks:read", "tasks:write"}),
]
WITH_ID = [route for route in ROUTES if "{id}" in route[1]]
Route = tuple[str, str, dict[str, str] | None, set[str]]


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The same tasks at the API's own address."""
    return Tasks(client, signed_in)


def _base(person: str) -> str:
    return f"/api/{person}"


async def test_a_client_that_knows_these_addresses_does_all_with_them(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks
) -> None:
    base = _base(person)

    async def ask(method: str, path: str, **options: Any) -> httpx2.Response:  # noqa: ANN401
        return await client.request(method, base + path, headers=signed_in, **options)

    new = {"title": "buy milk", "description": "two litres"}
    added = await ask("POST", "/tasks", json=new)
    assert added.status_code == 201
    task = added.json()
    assert (task["user_id"], task["title"], task["description"]) == (person, *new.values())
    assert task["completed"] is False
    path = f"/tasks/{task['id']}"
    assert (await ask("GET", path)).json() == task
    assert (await ask("GET", "/tasks")).json() == [task]
    changed = await ask("PUT", path, json={"title": "buy oat milk"})
    assert changed.json()["title"] == "buy oat milk"
    assert changed.json()["description"] == "two litres"
    assert (await ask("PUT", path, json={"description": None})).json()["description"] == ""
    assert (await ask("PATCH", f"{path}/complete")).json()["completed"] is True
    assert (await ask("GET", "/tasks", params={"status": "pending"})).json() == []
    assert len((await ask("GET", "/tasks", params={"status": "completed"})).json()) == 1
    assert (await ask("PATCH", f"{path}/complete")).json()["completed"] is False
    deleted = await ask("DELETE", path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert (await tasks.undo(deleted)).status_code == 200
    assert await tasks.titles() == ["buy oat milk"]


async def test_a_conversation_goes_on_with_whole_answers(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks
) -> None:
    async def say(message: str, **more: str) -> dict[str, Any]:
        body = {"message": message, **more}
        response = await client.post(f"{_base(person)}/chat", json=body, headers=signed_in)
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        return reply

    first = await say("add buy milk")
    assert "buy milk" in first["response"]
    assert len(first["tool_calls"]) == 1
    assert first["tool_calls"][0]["result"] is not None
    second = await say("complete it", conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert await tasks.titles(status="done") == ["buy milk"]
    path = f"/api/v1/conversations/{first['conversation_id']}"
    kept = (await client.get(path, headers=signed_in)).json()
    assert len(kept["messages"]) == 4


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route[0]} {route[1]}")
async def test_another_person_is_nobody_here(
    client: httpx2.AsyncClient, headers: Headers, person: str, route: Route
) -> None:
    method, path, body, _ = route
    owner, attacker = headers(person), headers(f"attacker-{uuid4().hex}")
    mine = await Tasks(client, owner).add("mine")
    bodies = []
    for user_id in (person, f"nobody-{uuid4().hex}"):
        url = _base(user_id) + path.replace("{id}", mine["id"])
        response = await client.request(method, url, json=body, headers=attacker)
        assert response.status_code == 404
        bodies.append({k: v for k, v in response.json().items() if k != "requestId"})
    assert bodies[0] == bodies[1]
    assert await Tasks(client, owner).titles() == ["mine"]
    assert await Tasks(client, attacker).changes() == []


@pytest.mark.parametrize("route", WITH_ID, ids=lambda route: f"{route[0]} {route[1]}")
async def test_an_id_of_another_person_looks_like_one_that_never_was(
    client: httpx2.AsyncClient, headers: Headers, person: str, route: Route
) -> None:
    method, path, body, _ = route
    foreign = await Tasks(client, headers(f"other-{uuid4().hex}")).add("theirs")
    bodies = []
    for task_id in (foreign["id"], str(uuid4())):
        url = _base(person) + path.replace("{id}", task_id)
        response = await client.request(method, url, json=body, headers=headers(person))
        assert response.status_code == 404
        bodies.append({k: v for k, v in response.json().items() if k != "requestId"})
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route[0]} {route[1]}")
async def test_without_a_token_and_without_a_scope_nothing_is_done(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks, route: Route
) -> None:
    method, path, body, needed = route
    mine = await tasks.add("mine")
    url = _base(person) + path.replace("{id}", mine["id"])
    assert (await client.request(method, url, json=body)).status_code == 401
    for scope in needed:
        program = await token_headers(client, signed_in, *(set(ALL_SCOPES) - {scope}))
        response = await client.request(method, url, json=body, headers=program)
        assert response.status_code == 403
        assert f'scope="{scope}"' in response.headers["www-authenticate"]
    assert len(await tasks.changes()) == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tasks", {"title": ""}),
        ("/tasks", {"title": "a", "due_date": "tomorrow"}),
        ("/tasks", {"title": "a", "user_id": "somebody"}),
        ("/chat", {"message": ""}),
        ("/chat", {"message": "list", "conversation_id": 7}),
    ],
)
async def test_what_cannot_be_read_is_refused(
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    person: str,
    path: str,
    body: dict[str, object],
) -> None:
    response = await client.post(_base(person) + path, json=body, headers=signed_in)
    assert response.status_code == 422
    assert response.json()["fields"]
    assert await Tasks(client, signed_in).changes() == []


async def test_a_long_list_comes_in_pages_that_link_to_the_next(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks
) -> None:
    for number in range(5):
        await tasks.add(f"task {number}")
    titles: list[str] = []
    url: str | None = f"{_base(person)}/tasks?limit=2"
    while url is not None:
        response = await client.get(url, headers=signed_in)
        titles += [task["title"] for task in response.json()]
        link = response.headers.get("link")
        url = link.split(">")[0].removeprefix("<") if link else None
    assert titles == [f"task {number}" for number in reversed(range(5))]


async def test_a_message_that_is_sent_again_with_its_key_is_said_once(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks
) -> None:
    async def say(key: str) -> dict[str, Any]:
        body = {"message": "add buy milk"}
        keyed = signed_in | {"Idempotency-Key": key}
        response = await client.post(f"{_base(person)}/chat", json=body, headers=keyed)
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        return reply

    first, again, another = await say("first"), await say("first"), await say("another")
    assert again == first
    assert another["conversation_id"] != first["conversation_id"]
    assert await tasks.titles() == ["buy milk", "buy milk"]


async def test_an_answer_that_breaks_off_is_not_passed_off_as_whole(
    client: httpx2.AsyncClient,
    signed_in: dict[str, str],
    person: str,
    application: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assistant = application.state.services.assistant
    whole = assistant.answer

    async def answer_broken_off(turn: Turn) -> AsyncIterator[str]:
        async for event in whole(turn):
            if "[DONE]" not in event:
                yield event

    monkeypatch.setattr(assistant, "answer", answer_broken_off)
    url, body = f"{_base(person)}/chat", {"message": "add buy milk"}
    keyed = signed_in | {"Idempotency-Key": "once"}
    broken = await client.post(url, json=body, headers=keyed)
    assert (broken.status_code, "retry-after" in broken.headers) == (504, False)
    assert "Idempotency-Key" in broken.json()["detail"]
    monkeypatch.undo()
    again = await client.post(url, json=body, headers=keyed)
    assert "buy milk" in again.json()["response"]
    assert await Tasks(client, signed_in).titles() == ["buy milk"]


async def test_a_toggle_that_is_sent_again_with_its_key_is_done_once(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks
) -> None:
    mine = await tasks.add("mine")
    url = f"{_base(person)}/tasks/{mine['id']}/complete"
    keyed = signed_in | {"Idempotency-Key": "toggle-1"}
    answers = [await client.patch(url, headers=keyed) for _ in range(2)]
    assert await tasks.titles(status="done") == ["mine"]
    await tasks.call("DELETE", f"/{mine['id']}")
    # Also when the task is gone since.
    answers.append(await client.patch(url, headers=keyed))
    assert [answer.json()["completed"] for answer in answers] == [True, True, True]
    assert [answer.headers.get("idempotency-replayed") for answer in answers[1:]] == ["true"] * 2
    assert (await client.patch(url, headers=signed_in)).status_code == 404


async def test_of_toggles_at_once_none_undoes_another(
    client: httpx2.AsyncClient, signed_in: dict[str, str], person: str, tasks: Tasks
) -> None:
    mine = await tasks.add("mine")
    url = f"{_base(person)}/tasks/{mine['id']}/complete"
    answers = await asyncio.gather(*(client.patch(url, headers=signed_in) for _ in range(4)))
    done = [answer.json()["completed"] for answer in answers if answer.status_code == 200]
    assert {answer.status_code for answer in answers} <= {200, 412}
    # Each that was done saw what the one before it had left.
    assert done.count(True) - done.count(False) in {0, 1}
    assert len(await tasks.changes()) == 1 + len(done)


@pytest.mark.parametrize("method", ["PUT", "OPTIONS"])
async def test_the_apis_own_version_is_no_person(
    client: httpx2.AsyncClient, signed_in: dict[str, str], method: str
) -> None:
    response = await client.request(method, f"/api/v1/tasks/{uuid4()}", headers=signed_in)
    assert (response.status_code, "PATCH" in response.headers["allow"]) == (405, True)

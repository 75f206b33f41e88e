"""What holds for every operation alike: who may call it, and how it refuses (A1)."""

from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.objects import GUEST, Maker
from support.operations import PROTECTED, QUERIES, WITH_BODY, WITH_ID, Operation, id_queries
from taskora_api.http.body_limit import BODY_BYTES_MAX
from taskora_api.settings import Settings

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """With a kind of channel that needs no server of the installation's own."""
    return settings.model_copy(update={"delivery_webhooks": True})


def _name(operation: Operation) -> str:
    return operation.name


@pytest.mark.parametrize("operation", PROTECTED, ids=_name)
async def test_without_a_token_it_is_refused(
    client: httpx2.AsyncClient, operation: Operation
) -> None:
    response = await client.request(operation.method, operation.url(), json=operation.body)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("operation", WITH_ID, ids=_name)
async def test_a_foreign_object_looks_like_one_that_never_was(
    client: httpx2.AsyncClient, headers: Headers, operation: Operation
) -> None:
    owner, attacker = headers(f"owner-{uuid4().hex}"), headers(f"attacker-{uuid4().hex}")
    maker = Maker(client, owner, headers(GUEST))
    made = await maker.make(operation.name, operation.path)
    before = await maker.names(operation.path)
    bodies = []
    for identifier in (made.id, str(uuid4())):
        response = await client.request(
            operation.method,
            operation.url(identifier, **made.others),
            json=operation.body,
            headers=attacker,
        )
        assert response.status_code == 404
        bodies.append({k: v for k, v in response.json().items() if k != "requestId"})
    assert bodies[0] == bodies[1]
    assert await maker.names(operation.path) == before
    assert set(before) == {"mine"}


@pytest.mark.parametrize(("operation", "name"), id_queries(), ids=str)
async def test_a_foreign_id_in_a_query_finds_what_an_unknown_one_does(
    client: httpx2.AsyncClient, headers: Headers, operation: Operation, name: str
) -> None:
    owner, attacker = headers(f"owner-{uuid4().hex}"), headers(f"attacker-{uuid4().hex}")
    maker = Maker(client, owner, headers(GUEST))
    space = await maker.make("updateSpace", "/api/v1/spaces/{id}")
    body = {"title": "mine", "spaceId": space.id}
    task = (await client.post("/api/v1/tasks", json=body, headers=owner)).json()
    found = []
    for identifier in (space.id if name == "spaceId" else task["id"], str(uuid4())):
        query = QUERIES.get(operation.name, {}) | {name: identifier}
        answer = await client.get(operation.url(task["id"]), params=query, headers=attacker)
        known = {"requestId", "exportedAt"}
        said = {k: v for k, v in answer.json().items() if k not in known}
        found.append((answer.status_code, said))
    assert found[0] == found[1]
    assert "mine" not in str(found)


@pytest.mark.parametrize("operation", WITH_ID, ids=_name)
async def test_an_id_that_is_none_is_invalid(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation
) -> None:
    response = await client.request(
        operation.method, operation.url("not-an-id"), json=operation.body, headers=signed_in
    )
    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == "id"
    assert "not-an-id" not in response.text


@pytest.mark.parametrize("operation", WITH_BODY, ids=_name)
async def test_an_invalid_body_is_explained_and_never_echoed(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation
) -> None:
    sent = {name: {"secret-input": 1} for name in operation.body or {}}
    response = await client.request(operation.method, operation.url(), json=sent, headers=signed_in)
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == PROBLEM
    assert {field["path"] for field in problem["fields"]} >= set(sent)
    assert all(field["message"] and field["fix"] for field in problem["fields"])
    assert "secret-input" not in response.text
    assert problem["requestId"] == response.headers["x-request-id"]


@pytest.mark.parametrize("operation", WITH_BODY, ids=_name)
async def test_a_body_over_the_limit_is_too_large(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation
) -> None:
    body = (operation.body or {}) | {"text": "x" * BODY_BYTES_MAX}
    response = await client.request(operation.method, operation.url(), json=body, headers=signed_in)
    assert response.status_code == 413
    assert len(response.content) < 1000


@pytest.mark.parametrize("operation", WITH_BODY, ids=_name)
async def test_a_field_that_is_not_the_callers_to_set_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation
) -> None:
    body = (operation.body or {}) | {"ownerId": "somebody-else", "isAdmin": True}
    response = await client.request(operation.method, operation.url(), json=body, headers=signed_in)
    assert response.status_code == 422
    assert "ownerId" not in response.text

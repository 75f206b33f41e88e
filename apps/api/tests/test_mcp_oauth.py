"""/mcp as a resource of OAuth: who gives tokens, and which of them open it (RFC 8707, 9728)."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from support.issuer import Issuer
from support.mcp import MCP, Program, request_body, request_headers
from support.tasks import Tasks
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import ConfigurationError, Settings

RESOURCE = "https://tasks.example/mcp"
SERVER = "https://tasks.example/api/auth"
METADATA = "/.well-known/oauth-protected-resource/mcp"


@pytest.fixture(scope="module")
async def resource(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A service for which an authorization server gives tokens."""
    await migrate(settings)
    own = {"mcp_resource_url": RESOURCE, "mcp_authorization_server": SERVER}
    application = create_app(settings.model_copy(update=own))
    async with application.router.lifespan_context(application):
        transport = httpx2.ASGITransport(application)
        async with httpx2.AsyncClient(transport=transport, base_url="http://api") as running:
            yield running


def _program(resource: httpx2.AsyncClient, token: str) -> Program:
    transport = resource._transport
    assert isinstance(transport, httpx2.ASGITransport)
    application = transport.app
    assert isinstance(application, FastAPI)
    return Program(application, {"Authorization": f"Bearer {token}"})


def _token(issuer: Issuer, person: str, **claims: object) -> str:
    good: dict[str, object] = {"iss": SERVER, "aud": RESOURCE, "scope": "tasks:read tasks:write"}
    return issuer.token(person, **(good | claims))


async def _status(client: httpx2.AsyncClient, token: str | None) -> tuple[int, str | None]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    sent = request_headers(headers)
    response = await client.post(MCP, json=request_body("tools/list"), headers=sent)
    return response.status_code, response.headers.get("www-authenticate")


async def test_a_program_without_a_token_learns_where_it_gets_one(
    resource: httpx2.AsyncClient,
) -> None:
    status, challenge = await _status(resource, None)
    assert status == 401
    address = f"https://tasks.example{METADATA}"
    assert challenge == f'Bearer resource_metadata="{address}", scope="tasks:read tasks:write"'
    metadata = await resource.get(METADATA)
    assert metadata.status_code == 200
    assert metadata.headers["access-control-allow-origin"] == "*"
    assert metadata.json() == {
        "resource": RESOURCE,
        "authorization_servers": [SERVER],
        "scopes_supported": ["tasks:read", "tasks:write"],
        "bearer_methods_supported": ["header"],
        "resource_name": "Taskora",
    }


@pytest.mark.parametrize("path", ["", "/", "/mcp/", "/other"])
async def test_there_is_metadata_of_no_other_resource(
    resource: httpx2.AsyncClient, path: str
) -> None:
    assert (await resource.get(f"/.well-known/oauth-protected-resource{path}")).status_code == 404


async def test_a_token_for_this_resource_does_what_its_scopes_allow(
    resource: httpx2.AsyncClient, issuer: Issuer, person: str
) -> None:
    writer = _program(resource, _token(issuer, person, aud=["https://else.example", RESOURCE]))
    await writer.call("add_task", title="buy milk")
    reader = _program(resource, _token(issuer, person, scope="tasks:read profile"))
    assert (await reader.call("list_tasks"))["count"] == 1
    refusal = await reader.refused("add_task", title="buy eggs")
    assert refusal.startswith("SCOPE_MISSING: ")
    session = Tasks(resource, {"Authorization": f"Bearer {issuer.token(person)}"})
    assert [change["actor"] for change in await session.changes()] == ["mcp"]


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "taskora-api"},
        {"aud": "https://else.example/mcp"},
        {"aud": f"{RESOURCE}/"},
        {"aud": None},
        {"iss": "https://else.example"},
        {"exp": 1},
        {"sub": None},
    ],
    ids=str,
)
async def test_a_token_for_anything_else_opens_nothing(
    resource: httpx2.AsyncClient, issuer: Issuer, person: str, claims: dict[str, object]
) -> None:
    status, challenge = await _status(resource, _token(issuer, person, **claims))
    assert status == 401
    assert challenge is not None
    assert challenge.startswith('Bearer error="invalid_token", resource_metadata="')


async def test_a_token_that_names_no_scope_may_do_nothing(
    resource: httpx2.AsyncClient, issuer: Issuer, person: str
) -> None:
    program = _program(resource, _token(issuer, person, scope=None))
    assert (await program.refused("list_tasks")).startswith("SCOPE_MISSING: ")


async def test_a_token_for_this_resource_opens_nothing_else(
    resource: httpx2.AsyncClient, issuer: Issuer, person: str
) -> None:
    headers = {"Authorization": f"Bearer {_token(issuer, person)}"}
    for path in ("/api/v1/tasks", "/api/v1/tokens", f"/api/{person}/tasks"):
        assert (await resource.get(path, headers=headers)).status_code == 401


async def test_tokens_of_before_open_it_as_well(
    resource: httpx2.AsyncClient, issuer: Issuer, person: str
) -> None:
    session = {"Authorization": f"Bearer {issuer.token(person)}"}
    new = {"name": "editor", "scopes": ["tasks:read"], "expiresInDays": 30}
    made = await resource.post("/api/v1/tokens", json=new, headers=session)
    assert made.status_code == 201, made.text
    for token in (issuer.token(person), made.json()["token"]):
        assert (await _status(resource, token))[0] == 200


async def test_without_an_authorization_server_there_is_no_metadata(
    client: httpx2.AsyncClient, issuer: Issuer, person: str
) -> None:
    assert (await client.get(METADATA)).status_code == 404
    assert await _status(client, None) == (401, "Bearer")
    assert (await _status(client, _token(issuer, person)))[0] == 401


@pytest.mark.parametrize(
    "environment",
    [{"MCP_RESOURCE_URL": RESOURCE}, {"MCP_AUTHORIZATION_SERVER": SERVER}],
    ids=lambda each: next(iter(each)),
)
def test_one_address_without_the_other_is_no_configuration(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    needed = {
        "DATABASE_URL": "postgresql://a:b@localhost/c",
        "AUTH_JWKS_URL": "http://web/api/auth/jwks",
    }
    for name, value in (needed | environment).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=r"MCP_AUTHORIZATION_SERVER .* Do: set it and"):
        Settings.load()

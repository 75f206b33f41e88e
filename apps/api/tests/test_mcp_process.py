"""A process that serves MCP stays as small as one that does not (A2, K2)."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from conftest import Headers
from support.access_tokens import create_token
from support.chat import Chat
from support.issuer import Issuer
from support.mcp import MCP, request_body, request_headers
from support.memory import MEMORY_MEGABYTES_MAX, compile_packages, megabytes_of
from support.process import Service, running_service
from support.tasks import TASKS
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

TASKS_LISTED = 50
CALLS = 100


@pytest.fixture(scope="module")
async def service(
    settings: Settings, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """A process with the key of every provider; the one that is chosen is away."""
    compile_packages()
    await migrate(settings)
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
        "ASSISTANT_PROVIDER": "openai",
        "ASSISTANT_MODEL": "none",
        "ASSISTANT_BASE_URL": "http://127.0.0.1:1",
        "OPENAI_API_KEY": "key",
        "COHERE_API_KEY": "key",
        "COMPATIBLE_API_KEY": "key",
    }
    with running_service(environment, tmp_path_factory.mktemp("service") / "log") as running:
        yield running


async def test_a_process_stays_small_after_a_hundred_lists_of_tasks_over_mcp(
    service: Service, headers: Headers
) -> None:
    person = headers("mcp-memory")
    sizes = [megabytes_of(service)]
    async with httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=60) as client:
        for number in range(TASKS_LISTED):
            added = await client.post(TASKS, json={"title": f"task {number}"}, headers=person)
            assert added.status_code == 201
        answer = await Chat(client, person).say("list")
        assert "(MODEL_UNREACHABLE)" in answer.text
        sizes.append(megabytes_of(service))
        made = await create_token(client, person)
        program = request_headers({"Authorization": f"Bearer {made['token']}"})
        body = request_body("tools/call", name="list_tasks", arguments={"limit": TASKS_LISTED})
        for _ in range(CALLS):
            listed = await client.post(MCP, json=body, headers=program)
            assert len(listed.json()["result"]["structuredContent"]["tasks"]) == TASKS_LISTED
        sizes.append(megabytes_of(service))
    # Shown by `pytest -s`.
    print("MB at the start, after a message, after MCP:", sizes)  # noqa: T201 - its figures.
    assert max(sizes) <= MEMORY_MEGABYTES_MAX

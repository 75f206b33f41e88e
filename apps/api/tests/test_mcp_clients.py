"""The official clients of both lines, as programs over the network (A2).

The older Python line cannot be installed beside the newer one: `nx run api:test-mcp-python-1` makes
it an environment of its own and tells the test by TASKORA_TEST_MCP_PYTHON_1.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.access_tokens import create_token
from support.issuer import Issuer
from support.process import Service, running_service
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

CLIENTS = Path(__file__).parent / "clients"
CLIENT_TIMEOUT_SECONDS = 60
OLD, NEW = "2025-11-25", "2026-07-28"
TYPESCRIPT = [
    pytest.param(["node", "typescript-1.mjs"], OLD, id="TypeScript 1"),
    pytest.param(["node", "typescript-2.mjs"], OLD, id="TypeScript 2"),
    pytest.param(["node", "typescript-2.mjs", "auto"], NEW, id="TypeScript 2, negotiating"),
]
PYTHON_1 = os.environ.get("TASKORA_TEST_MCP_PYTHON_1")
PYTHON = [pytest.param([PYTHON_1, "python_1.py"], OLD, id="Python 1")] if PYTHON_1 else []


@pytest.fixture(scope="module")
async def service(
    settings: Settings, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """The service as a process."""
    await migrate(settings)
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
    }
    with running_service(environment, tmp_path_factory.mktemp("service") / "log") as running:
        yield running


async def _story(client: list[str], url: str, token: str) -> dict[str, Any]:
    """Run a client to its end, and read what it tells."""
    program, script, *more = client
    process = await asyncio.create_subprocess_exec(
        *(program, str(CLIENTS / script), f"{url}/mcp", token, *more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(CLIENT_TIMEOUT_SECONDS):
        output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    story: dict[str, Any] = json.loads(output)
    return story


@pytest.mark.parametrize(("client", "version"), [*TYPESCRIPT, *PYTHON])
async def test_a_client_does_all_that_the_tools_are_for(
    service: Service, headers: Headers, client: list[str], version: str
) -> None:
    owner = headers(f"person-{uuid4().hex}")
    async with httpx2.AsyncClient(base_url=service.url, trust_env=False) as http:
        made = await create_token(http, owner)
        told = await _story(client, service.url, made["token"])
        changes = (await http.get("/api/v1/changes", headers=owner)).json()["items"]
    assert told["protocolVersion"] == version
    assert told["tools"][:5] == [
        *("add_task", "list_tasks", "complete_task", "update_task", "delete_task"),
    ]
    assert (told["added"]["status"], told["added"]["task"]["due_on"]) == ("created", "2026-12-24")
    assert told["completed"]["task"]["status"] == "completed"
    (listed,) = told["listed"]["tasks"]
    assert (listed["title"], "due_on" in listed) == ("buy eggs", False)
    assert told["deleted"]["status"] == "deleted"
    assert told["empty"] == {"tasks": [], "count": 0}
    assert [is_error for is_error, _ in told["errors"]] == [True, True]
    codes = [text.split(":")[0] for _, text in told["errors"]]
    assert codes == ["INVALID_ARGUMENT", "NOTHING_TO_UNDO"]
    assert {change["actor"] for change in changes} == {"mcp"}
    assert len(changes) == 4

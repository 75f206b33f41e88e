"""The card of tasks: one document that loads nothing, and which no client needs (A2, N9)."""

import hashlib
import json
import re
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from mcp.shared.exceptions import MCPError
from mcp_types import TextResourceContents

from support.access_tokens import token_headers
from support.mcp import GENERATIONS, Generation, Program

URI = "ui://taskora/tasks.html"
MIME_TYPE = "text/html;profile=mcp-app"
HOST = Path(__file__).parent / "clients" / "card-host.mjs"


@pytest.fixture
async def program(
    application: FastAPI, client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> Program:
    """A program that may read, and nothing else."""
    return Program(application, await token_headers(client, signed_in, "tasks:read"))


async def _card(program: Program) -> str:
    async with program.connected() as client:
        (contents,) = (await client.read_resource(URI)).contents
    assert isinstance(contents, TextResourceContents)
    assert contents.mime_type == MIME_TYPE
    return contents.text


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_tools_with_tasks_name_a_card_that_is_there(
    application: FastAPI, program: Program, generation: Generation
) -> None:
    own = Program(application, program.headers, generation)
    async with own.connected() as client:
        tools = (await client.list_tools()).tools
        (resource,) = (await client.list_resources()).resources
        contents = (await client.read_resource(URI)).contents
        assert (await client.list_resource_templates()).resource_templates == []
    named = {tool.name for tool in tools if (tool.meta or {}).get("ui", {}).get("resourceUri")}
    assert named == {
        *("find_tasks", "add_tasks", "update_tasks", "reschedule_tasks"),
        *("complete_tasks", "move_tasks", "delete_tasks"),
    }
    assert (resource.uri, resource.mime_type) == (URI, MIME_TYPE)
    assert [each.mime_type for each in contents] == [MIME_TYPE]
    meta = contents[0].meta
    assert meta is not None
    assert not any(meta["ui"]["csp"].values())


async def test_the_policy_of_the_card_allows_what_is_in_it_and_nothing_else(
    program: Program,
) -> None:
    html = await _card(program)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    rules = dict(each.split(" ", 1) for each in policy[1].split("; "))
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert set(rules.values()) == {"'none'"}
    assert "default-src" in rules
    assert not re.search(r"https?:|\b(src|href|on\w+)=|innerHTML|fetch\(|eval", html)


def _shown(html: str, result: dict[str, Any]) -> dict[str, Any]:
    """Show a result in a host of our own, and return what the card then says."""
    run = subprocess.run(
        ["node", str(HOST)],
        input=json.dumps({"html": html, "result": result}),
        capture_output=True,
        text=True,
        check=True,
    )
    shown: dict[str, Any] = json.loads(run.stdout)
    return shown


async def test_the_card_shows_tasks_as_text_and_never_as_markup(program: Program) -> None:
    title = "<img src=x onerror=alert(1)>"
    tasks = [
        {"title": title, "status": "pending", "due_on": "2026-12-24", "priority": "high"},
        {"title": "done", "status": "completed", "tags": ["home"]},
    ]
    result = {"structuredContent": {"tasks": tasks, "count": 2, "status": "deleted"}}
    shown = _shown(await _card(program), result)
    assert shown["heading"] == "Deleted: 2 tasks"
    assert shown["items"] == [f"☐ {title}due 2026-12-24 · high priority", "☑ done#home"]
    assert shown["images"] == 0
    assert shown["sent"] == [
        *("ui/initialize", "ui/notifications/initialized", "ui/notifications/size-changed"),
    ]


async def test_a_result_without_tasks_breaks_nothing(program: Program) -> None:
    refusal = {"isError": True, "content": [{"type": "text", "text": "NOT_FOUND: x"}]}
    shown = _shown(await _card(program), refusal)
    assert (shown["heading"], shown["items"]) == ("Nothing to show", [])


@pytest.mark.parametrize("generation", GENERATIONS)
async def test_there_is_no_other_resource(
    application: FastAPI, program: Program, generation: Generation
) -> None:
    async with Program(application, program.headers, generation).connected() as client:
        with pytest.raises(MCPError, match="no resource of this address"):
            await client.read_resource("ui://taskora/other.html")

"""`python_1.py URL TOKEN`: the client of the older line of the Python SDK, told as JSON."""

import asyncio
import json
import sys

import httpx
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult


async def tell(url: str, token: str) -> None:
    """Do what a program does with tasks."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        httpx.AsyncClient(headers=headers, trust_env=False) as http,
        streamable_http_client(url, http_client=http) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        greeting = await session.initialize()
        tools = (await session.list_tools()).tools

        async def call(name: str, **arguments: str) -> CallToolResult:
            return await session.call_tool(name, arguments)

        added = await call("add_task", title="buy milk", due_on="2026-12-24")
        task_id = added.structuredContent["task_id"]
        completed = await call("complete_task", task_id=task_id)
        updated = await call("update_task", task_id=task_id, title="buy eggs", due_on="none")
        refused = await call("add_task", title="[1, 2]", user_id="somebody")
        listed = await call("list_tasks")
        deleted = await call("delete_task", task_id=task_id)
        lost = await call("undo_change", change_id=added.structuredContent["change_id"])
        results = {
            "added": added,
            "completed": completed,
            "updated": updated,
            "listed": listed,
            "deleted": deleted,
            "empty": await call("list_tasks"),
        }
    story = {
        "protocolVersion": greeting.protocolVersion,
        "tools": [tool.name for tool in tools],
        **{name: result.structuredContent for name, result in results.items()},
        "errors": [[each.isError, each.content[0].text] for each in (refused, lost)],
    }
    sys.stdout.write(json.dumps(story))


asyncio.run(tell(*sys.argv[1:]))

"""Runs the suite against a server, and reads what it has found."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from support.ports import held_port
from taskora_api.mcp_server.endpoint import PATH, Endpoint, McpServer

_SUITE = Path(__file__).parents[5] / "node_modules/@modelcontextprotocol/conformance"
_TIMEOUT_SECONDS = 240
_FOLDER = re.compile(r"server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z")

# What the checks of a scenario came to, by their status.
Outcome = Mapping[str, Counter[str]]


def scored(requirements: str) -> set[str]:
    """The scenarios of a server that a set of requirements counts."""
    lines = (_SUITE / f"requirements/{requirements}.yaml").read_text().splitlines()
    section = lines[lines.index("server:") + 1 :]
    end = next(number for number, line in enumerate(section) if not line.startswith("  - "))
    return {line.removeprefix("  - ") for line in section[:end]}


@asynccontextmanager
async def serving(application: FastAPI, token: str, module: str) -> AsyncIterator[str]:
    """Serve an application of the product whose server of MCP is another one; gives its address.

    The suite sends no token, so one is put before its requests; all else is the product's.
    """
    application.router.routes.insert(0, Route(PATH, Endpoint(), methods=["GET", "DELETE"]))

    with held_port() as port:
        config = uvicorn.Config(
            _with_token(application, token), port=port, log_level="error", lifespan="off"
        )
        server = uvicorn.Server(config)
        async with application.router.lifespan_context(application):
            product = application.state.mcp
            services = application.state.services
            application.state.mcp = McpServer(services.tasks, services.rate_limits, module)
            job = asyncio.create_task(server.serve())
            try:
                while not server.started:
                    await asyncio.sleep(0.01)
                yield f"http://localhost:{port}{PATH}"
            finally:
                server.should_exit = True
                await job
                await application.state.mcp.close()
                application.state.mcp = product


def _with_token(application: ASGIApp, token: str) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        header = (b"authorization", f"Bearer {token}".encode())
        await application({**scope, "headers": [*scope["headers"], header]}, receive, send)

    return serve


async def run_suite(url: str, requirements: str, folder: Path) -> Outcome:
    """Run the scenarios of one set of requirements, and count the checks of each."""
    process = await asyncio.create_subprocess_exec(
        *("node", str(_SUITE / "dist/index.js"), "server", "--url", url),
        *("--requirements", requirements, "-o", str(folder)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(_TIMEOUT_SECONDS):
        _, errors = await process.communicate()
    outcome = _read(folder)
    assert outcome, errors.decode()
    return outcome


def _read(folder: Path) -> Outcome:
    """What the suite has left in a folder."""
    return {
        match[1]: Counter(check["status"] for check in json.loads(file.read_text()))
        for file in folder.glob("*/checks.json")
        if (match := _FOLDER.fullmatch(file.parent.name))
    }

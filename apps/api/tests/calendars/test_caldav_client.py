"""The client of Python, and a program that tests servers, with the product over a connection.

Their packages cannot be installed beside ours: `nx run api:test-caldav` makes them an environment
of their own and names it by TASKORA_TEST_CALDAV.
"""

import ast
import asyncio
import json
import os
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers
from support.caldav import ROOT, serving
from support.caldav_tester import FOUND
from support.events_as_tasks import EventsAsTasks
from support.product_calendars import make_app_password
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

PYTHON = os.environ.get("TASKORA_TEST_CALDAV")
CLIENT = Path(__file__).parents[1] / "clients" / "caldav_1.py"
TIMEOUT_SECONDS = 900
NEEDS = pytest.mark.skipif(PYTHON is None, reason="npx nx run api:test-caldav")


def _run(*arguments: str) -> str:
    """Run a program of that environment to its end."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    process = subprocess.run(
        [str(PYTHON), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_SECONDS,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


@dataclass
class _Account:
    """Somebody new at a server."""

    url: str
    user: str
    password: str


@pytest.fixture(params=[lambda app: app])
async def account(
    request: pytest.FixtureRequest, settings: Settings, headers: Headers
) -> AsyncIterator[_Account]:
    """Somebody who has nothing yet; something may stand in front of the server."""
    await migrate(settings)
    who = f"person-{uuid4().hex}"
    with serving(request.param(create_app(settings)), lifespan="on") as url:
        async with httpx2.AsyncClient(base_url=url, trust_env=False) as client:
            made = await make_app_password(client, headers(who))
        yield _Account(f"{url}{ROOT}/", who, made["password"])


@NEEDS
async def test_the_client_finds_makes_completes_synchronises_and_deletes(
    account: _Account,
) -> None:
    arguments = (str(CLIENT), account.url, account.user, account.password)
    story = json.loads(await asyncio.to_thread(_run, *arguments))
    assert story["names"] == story["names after"] == ["Tasks"]
    assert story["components"] == ["VTODO"]
    assert story["open"] == story["all"] == story["reopened"] == ["milk"]
    assert story["open after"] == []
    assert story["changed"] == 1
    assert story["by category"] == ["plain"]
    for mode in ("whole", "safe", "this_and_future"):
        lines = set(story[mode])
        # The occurrence of 3 March is over, however it was said, and the rule is there.
        assert {"RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU", "DUE:20260310T090000Z"} <= lines, mode
        assert "X-KEPT;A=b:c" in lines
        assert not [line for line in lines if line.startswith(("RECURRENCE-ID", "COMPLETED"))]


@NEEDS
@pytest.mark.timeout(TIMEOUT_SECONDS)
@pytest.mark.parametrize("account", [EventsAsTasks], indirect=True)
async def test_the_tester_finds_nothing_broken(account: _Account) -> None:
    written = await asyncio.to_thread(
        _run,
        *("-m", "caldav_server_tester.caldav_server_tester", "--format", "hints"),
        *("--caldav-url", account.url, "--caldav-username", account.user),
        *("--caldav-password", account.password),
    )
    found = ast.literal_eval(written)
    deviating = {
        name: each["support"]
        for name, each in found.items()
        if each.get("support", "full") != "full"
    }
    assert "broken" not in deviating.values()
    assert deviating == FOUND

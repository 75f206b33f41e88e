"""A process that serves calendars stays small, and one that does not pays nothing for them (K2)."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

import taskora_api
from conftest import Headers
from support.access_tokens import create_token
from support.caldav import NAMESPACES, sync_body
from support.chat import Chat
from support.issuer import Issuer
from support.mcp import MCP, request_body, request_headers
from support.memory import (
    CALENDARS_MEGABYTES_MAX,
    MEMORY_MEGABYTES_MAX,
    compile_packages,
    megabytes_of,
)
from support.process import Service, running_service
from support.product_calendars import make_app_password
from taskora_api.migrate import migrate
from taskora_api.settings import Settings
from taskora_api.spaces.personal import personal_space_id

pytestmark = pytest.mark.long

TASKS = 500
ROUNDS = 20


def test_their_packages_are_imported_for_the_first_who_asks() -> None:
    sources = str(Path(taskora_api.__file__).parents[1])
    program = (
        f"import sys; sys.path.insert(0, {sources!r}); import taskora_api.main; "
        "print(sorted({'lxml', 'icalendar', 'dateutil'} & sys.modules.keys()))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert asked.stdout.strip() == "[]"


@pytest.fixture(scope="module")
async def service(
    settings: Settings, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """A process with the embedded assistant."""
    compile_packages()
    await migrate(settings)
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
    }
    with running_service(environment, tmp_path_factory.mktemp("service") / "log") as running:
        yield running


async def test_a_process_stays_small_after_programs_have_synchronised(
    service: Service, headers: Headers
) -> None:
    who = "dav-memory"
    person = headers(who)
    calendar = f"/dav/calendars/{who}/{personal_space_id(who)}/"
    sizes = [megabytes_of(service)]
    async with httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=60) as client:
        for number in range(TASKS):
            body = {"title": f"task {number}", "dueOn": "2026-03-02", "notes": "a note " * 20}
            added = await client.post("/api/v1/tasks", json=body, headers=person)
            assert added.status_code == 201
        await Chat(client, person).say("list")
        token = (await create_token(client, person))["token"]
        program = request_headers({"Authorization": f"Bearer {token}"})
        listed = request_body("tools/call", name="list_tasks", arguments={"limit": 10})
        assert (await client.post(MCP, json=listed, headers=program)).status_code == 200
        sizes.append(megabytes_of(service))
        made = await make_app_password(client, person)
        client.auth = httpx2.BasicAuth(who, made["password"])
        query = (
            f"<c:calendar-query {NAMESPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>"
            '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VTODO"/>'
            "</c:comp-filter></c:filter></c:calendar-query>"
        )
        for _ in range(ROUNDS):
            for asked in (query, sync_body("")):
                answer = await client.request("REPORT", calendar, content=asked)
                assert answer.text.count("<d:response>") + answer.text.count(":href") >= TASKS
        sizes.append(megabytes_of(service))
    # Shown by `pytest -s`.
    print("MB at the start, after a message and MCP, after CalDAV:", sizes)  # noqa: T201 - figures.
    assert max(sizes[:2]) <= MEMORY_MEGABYTES_MAX
    assert max(sizes) <= CALENDARS_MEGABYTES_MAX

"""Others change a space while a file comes into it, and a process that dies leaves nothing of it.

An import is held up after its tasks and before its end, by a lock on the table of comments.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest

from conftest import Headers
from support.issuer import Issuer
from support.ledger import verified
from support.process import Service, running_service
from support.syncing import SyncClient
from support.tasks import Tasks
from support.waiting_locks import OF_THIS_DATABASE
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

Json = dict[str, Any]
IMPORTS = "/api/v1/imports"
DOCUMENT: Json = {
    "format": "taskora",
    "version": 1,
    "projects": [{"sourceId": "p", "name": "Kitchen"}],
    "tasks": [
        {"sourceId": "a", "title": "parent", "projectId": "p"},
        {"sourceId": "b", "title": "child", "parentId": "a", "projectId": "p"},
    ],
    "comments": [{"sourceId": "c", "taskId": "a", "text": "with soap"}],
}
WRITTEN = ("tasks", "task_terms", "projects", "comments", "changes", "change_entries", "plans")
PATIENCE_SECONDS = 60


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def _held_up(settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    """Let nobody write a comment until the end of the block, and give another connection."""
    async with (
        _connected(settings) as watching,
        _connected(settings) as connection,
        connection.transaction(),
    ):
        await connection.execute("LOCK TABLE app.comments IN SHARE MODE")
        yield watching


async def _until(connection: asyncpg.Connection, question: str) -> None:
    """Wait until the database says yes."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await connection.fetchval(question):
            await asyncio.sleep(0.01)


_IS_WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'app.comments'::regclass"
_IS_WAITING += f" AND NOT granted AND {OF_THIS_DATABASE})"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


async def _send(tasks: Tasks, document: Json, **headers: str) -> httpx2.Response:
    sent = tasks.headers | headers
    return await tasks.client.post(IMPORTS, content=json.dumps(document), headers=sent)


async def _send_planned(tasks: Tasks, document: Json) -> httpx2.Response:
    plan = (await _send(tasks, document, **{"Dry-Run": "true"})).json()
    return await tasks.client.post(f"/api/v1/plans/{plan['planId']}/apply", headers=tasks.headers)


@pytest.mark.parametrize("is_planned", [False, True])
async def test_others_change_the_space_while_a_file_comes_in_of_which_nobody_sees_half(
    tasks: Tasks, settings: Settings, monkeypatch: pytest.MonkeyPatch, is_planned: bool
) -> None:
    monkeypatch.setattr("taskora_api.plans.service.AHEAD_MIN", 1)
    mine = await tasks.add("mine")
    kept = SyncClient(tasks.client, tasks.headers)
    await kept.sync()
    send = _send_planned if is_planned else _send
    async with _held_up(settings) as connection:
        importing = asyncio.create_task(send(tasks, DOCUMENT))
        await _until(connection, _IS_WAITING)
        changed = await tasks.call("PATCH", f"/{mine['id']}", json={"title": "changed"})
        assert changed.status_code == 200
        await tasks.add("added")
        assert set(await tasks.titles()) == {"changed", "added"}
        await kept.sync()
    answer = await importing
    assert answer.status_code == 200, answer.text
    everything = {"changed", "added", "parent", "child"}
    assert set(await tasks.titles()) == everything
    await kept.sync()
    assert {task["title"] for task in kept.of("task")} == everything
    assert {each["name"] for each in kept.of("project")} == {"Kitchen"}
    assert (await verified(settings))["all"]["broken"] == 0
    (change, *_) = [each for each in await tasks.changes() if each["actor"] == "import"]
    assert (await tasks.undo(change["id"])).status_code == 200
    assert set(await tasks.titles()) == {"changed", "added"}
    assert (await verified(settings))["all"]["broken"] == 0


async def test_what_a_file_belongs_to_may_go_meanwhile(tasks: Tasks, settings: Settings) -> None:
    parent = await tasks.add("parent")
    tag = uuid4().hex
    document = DOCUMENT | {
        "projects": [],
        "tasks": [
            {"sourceId": parent["id"], "title": "parent"},
            {"sourceId": tag, "title": "child", "parentId": parent["id"]},
        ],
        "comments": [{"sourceId": tag, "taskId": parent["id"], "text": "with soap"}],
    }
    async with _held_up(settings) as connection:
        importing = asyncio.create_task(_send(tasks, document))
        await _until(connection, _IS_WAITING)
        assert (await tasks.call("DELETE", f"/{parent['id']}")).status_code == 204
    answer = (await importing).json()
    # It is deleted by now, so it comes in again, with what belongs to it.
    assert answer["counts"]["create"] == 3
    listed = (await tasks.call("GET")).json()["items"]
    by_title = {task["title"]: task for task in listed}
    assert by_title.keys() == {"parent", "child"}
    assert by_title["child"]["parentId"] == by_title["parent"]["id"]
    assert (await verified(settings))["all"]["broken"] == 0


async def test_the_same_file_at_once_through_two_processes_comes_in_once(
    tasks: Tasks, settings: Settings, issuer: Issuer, tmp_path: Path
) -> None:
    with running_service(_environment(settings, issuer), tmp_path / "log") as service:
        async with _client(service) as other:
            async with _held_up(settings) as connection:
                first = asyncio.create_task(_send(tasks, DOCUMENT))
                await _until(connection, _IS_WAITING)
                second = asyncio.create_task(_send(Tasks(other, tasks.headers), DOCUMENT))
                await _until(connection, _IS_POLLING)
            answers = [await first, await second]
    assert sorted(each.json()["counts"]["create"] for each in answers) == [0, 4]
    assert len(await tasks.changes()) == 1
    assert (await verified(settings))["all"]["broken"] == 0


# Two transactions of services: the one that stands still, and the one that asks for its turn.
_IS_POLLING = """
SELECT count(*) > 1 FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'taskora-api' AND xact_start IS NOT NULL
"""
_IS_ALONE = """
SELECT count(*) = 0 FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'taskora-api' AND pid <> ALL($1)
"""


async def test_a_process_that_is_killed_while_a_file_comes_in_leaves_nothing_of_it(
    tasks: Tasks, settings: Settings, issuer: Issuer, headers: Headers, tmp_path: Path
) -> None:
    somebody = Tasks(tasks.client, headers(f"person-{uuid4().hex}"))
    async with _held_up(settings) as connection:
        before = await _counts(connection)
        ours = await connection.fetch("SELECT pid FROM pg_stat_activity")
        with running_service(_environment(settings, issuer), tmp_path / "log") as service:
            async with _client(service) as api:
                importing = asyncio.create_task(_send(Tasks(api, somebody.headers), DOCUMENT))
                await _until(connection, _IS_WAITING)
                service.process.kill()
                with pytest.raises(httpx2.TransportError):
                    await importing
    async with _connected(settings) as after:
        pids = [row["pid"] for row in ours]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await after.fetchval(_IS_ALONE, pids):
                await asyncio.sleep(0.01)
        assert await _counts(after) == before
    assert (await verified(settings))["all"]["broken"] == 0
    again = await _send(somebody, DOCUMENT)
    assert again.json()["counts"]["create"] == 4
    assert len(await somebody.changes()) == 1


def _client(service: Service) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=service.url, timeout=PATIENCE_SECONDS, trust_env=False)


def _environment(settings: Settings, issuer: Issuer) -> dict[str, str]:
    return {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
        "LOG_LEVEL": "warning",
        "DATABASE_TIMEOUT_SECONDS": "15",
    }


async def _counts(connection: asyncpg.Connection) -> dict[str, int]:
    return {
        table: await connection.fetchval(f"SELECT count(*) FROM app.{table}")  # noqa: S608 - ours.
        for table in WRITTEN
    }

"""The service as a process: how it starts, logs, is checked, and ends (A4)."""

import asyncio
import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest

from conftest import Headers
from support.chat import read_events
from support.issuer import Issuer
from support.ports import held_port
from support.process import Service, run_module, running_service
from support.waiting_locks import OF_THIS_DATABASE
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

Environment = dict[str, str]


@pytest.fixture(scope="module")
async def environment(settings: Settings, issuer: Issuer) -> Environment:
    """What a pod would be given, over a migrated database."""
    await migrate(settings)
    return {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
        "SHUTDOWN_GRACE_SECONDS": "10",
    }


@pytest.fixture(scope="module")
def service(
    environment: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """A process of those tests that leave it running: to start one takes over 2 s of processor."""
    with running_service(environment, tmp_path_factory.mktemp("service") / "log") as running:
        yield running


def _requests_of(service: Service, route: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in service.log.read_text().splitlines()]
    return [line for line in lines if line["event"] == "request" and line["route"] == route]


async def _lock_tasks(settings: Settings, mode: str = "ACCESS EXCLUSIVE") -> asyncpg.Connection:
    """Hold a lock; under the strongest one, every statement about tasks waits."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    await connection.execute("BEGIN")
    await connection.execute(f"LOCK TABLE app.tasks IN {mode} MODE")
    return connection


async def _until_waiting(connection: asyncpg.Connection, count: int = 1) -> None:
    """Return when statements wait for the lock, so that as many requests are surely in flight."""
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'app.tasks'::regclass"
    query += f" AND {OF_THIS_DATABASE}"
    while await connection.fetchval(query) < count:
        await asyncio.sleep(0.02)


async def test_what_is_in_flight_ends_well_after_sigterm_and_the_exit_is_clean(
    environment: Environment, settings: Settings, headers: Headers, tmp_path: Path
) -> None:
    body = {"conversationId": str(uuid4()), "text": "add kept to the end", "timeZone": "UTC"}
    lock = await _lock_tasks(settings)
    with running_service(environment, tmp_path / "log") as service:
        async with (
            httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=30) as client,
            client.stream("GET", "/api/v1/events", headers=headers("follower")) as events,
        ):
            chunks = events.aiter_text()
            seen = await anext(chunks)
            assert seen.startswith("id: ")
            calls = [
                client.post("/api/v1/tasks", json={"title": "kept"}, headers=headers("in-flight")),
                client.post("/api/v1/chat", json=body, headers=headers("stream")),
            ]
            requests = [asyncio.create_task(call) for call in calls]
            await _until_waiting(lock, len(requests))
            service.process.send_signal(signal.SIGTERM)
            await _until_refused(service)
            # A stream of events ends at once, while the others still wait.
            seen += "".join([chunk async for chunk in chunks])
            assert "event: bye" in seen
            assert not any(request.done() for request in requests)
            await lock.execute("ROLLBACK")
            await lock.close()
            added, said = await asyncio.gather(*requests)
        assert added.status_code == 201
        answer = read_events(said.text)
        assert answer.is_ended
        assert "Added “kept to the end”." in answer.text
        assert await asyncio.to_thread(service.process.wait, 10) == 0
        # Within the time that it may take, and not because that was over.
        assert "server.ended" in service.log.read_text()
        assert "Cancel" not in service.log.read_text()


async def _until_refused(service: Service) -> None:
    host, port = service.url.removeprefix("http://").split(":")
    while True:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except ConnectionRefusedError:
            return
        await asyncio.sleep(0.02)


async def test_an_answer_arrives_as_it_is_made(
    service: Service, settings: Settings, headers: Headers
) -> None:
    body = {"conversationId": str(uuid4()), "text": "add milk", "timeZone": "UTC"}
    # Tasks can be read but not written, so the answer stops after its first words.
    lock = await _lock_tasks(settings, "SHARE")
    async with (
        httpx2.AsyncClient(base_url=service.url, trust_env=False, timeout=30) as client,
        client.stream("POST", "/api/v1/chat", json=body, headers=headers("s")) as response,
    ):
        assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"
        assert response.headers["x-accel-buffering"] == "no"
        seen = ""
        chunks = response.aiter_text()
        while "tool-input-available" not in seen:
            seen += await anext(chunks)
        assert "tool-output-available" not in seen
        await lock.execute("ROLLBACK")
        await lock.close()
        seen += "".join([chunk async for chunk in chunks])
    assert read_events(seen).is_ended
    assert read_events(seen).text == "Added “milk”."


async def test_a_reader_that_leaves_does_not_stop_what_it_asked_for(
    service: Service, settings: Settings, headers: Headers
) -> None:
    conversation_id, person = str(uuid4()), headers("leaver")
    body = {"conversationId": conversation_id, "text": "add milk", "timeZone": "UTC"}
    lock = await _lock_tasks(settings)
    async with httpx2.AsyncClient(base_url=service.url, trust_env=False) as client:
        async with client.stream("POST", "/api/v1/chat", json=body, headers=person) as response:
            await _until_waiting(lock)
            assert response.status_code == 200
        await lock.execute("ROLLBACK")
        await lock.close()
        path = f"/api/v1/conversations/{conversation_id}"
        while len((await client.get(path, headers=person)).json()["messages"]) < 2:
            await asyncio.sleep(0.02)
        tasks = (await client.get("/api/v1/tasks", headers=person)).json()["items"]
    assert [task["title"] for task in tasks] == ["milk"]


async def test_a_request_is_one_line_of_json_without_ids_and_a_probe_is_none(
    service: Service, headers: Headers
) -> None:
    task_id, route = str(uuid4()), "/api/v1/tasks/{id}"
    async with httpx2.AsyncClient(base_url=service.url, trust_env=False) as client:
        assert (await client.get("/ready")).is_success
        await client.get(f"/api/v1/tasks/{task_id}", headers=headers("logged"))
    while not _requests_of(service, route):
        await asyncio.sleep(0.02)
    assert [(line["method"], line["status"]) for line in _requests_of(service, route)] == [
        ("GET", 404)
    ]
    assert _requests_of(service, "/ready") == _requests_of(service, "/health") == []
    assert task_id not in service.log.read_text()
    assert "eyJ" not in service.log.read_text()


async def test_the_health_check_says_whether_the_process_answers(service: Service) -> None:
    check, port = "taskora_api.healthcheck", service.url.rsplit(":", 1)[1]
    assert (await asyncio.to_thread(run_module, check, {"PORT": port})).returncode == 0
    with held_port() as silent:
        ended = await asyncio.to_thread(run_module, check, {"PORT": str(silent)})
    assert ended.returncode == 1


def test_it_starts_without_a_database_and_answers_for_its_health(tmp_path: Path) -> None:
    environment = {
        "DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/none",
        "AUTH_JWKS_URL": "http://127.0.0.1:1/jwks",
    }
    with running_service(environment, tmp_path / "log") as service:
        assert httpx2.get(f"{service.url}/health", trust_env=False).json() == {"status": "ok"}
        ready = httpx2.get(f"{service.url}/ready", trust_env=False, timeout=30)
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"] == "unavailable"


def test_a_wrong_configuration_ends_the_process_with_one_line() -> None:
    ended = run_module("taskora_api", {"AUTH_JWKS_URL": "http://web/jwks"})
    assert ended.returncode == 2
    assert ended.stderr.startswith("API_CONFIGURATION: DATABASE_URL is missing. Do: ")
    assert len(ended.stderr.splitlines()) == 1

"""Probes: alive without anybody, ready only with a database whose schema is new enough (A4)."""

import asyncio
import threading
from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI

from support.postgres import Postgres, embedded_postgres
from support.replicas import running_replica
from taskora_api.assistant.runner import Assistant
from taskora_api.database.engine import Database, create_engine
from taskora_api.database.readiness import Readiness
from taskora_api.database.revisions import REVISION_NEEDED, is_enough
from taskora_api.migrate import migrate
from taskora_api.settings import DatabaseSettings, Settings


def _settings(url: str) -> DatabaseSettings:
    return DatabaseSettings.model_validate({"database_url": url, "database_retry_seconds": 0.5})


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """A server that this module may stop."""
    with embedded_postgres() as server:
        yield server


async def test_a_served_schema_is_ready(client: httpx2.AsyncClient) -> None:
    response = await client.get("/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": {"database": "ok", "schema": "ok"}}


async def test_an_ending_process_is_not_ready_but_alive(
    client: httpx2.AsyncClient, application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application.state.services.readiness, "_is_draining", True)
    response = await client.get("/ready")
    assert response.status_code == 503
    assert response.json()["status"] == "draining"
    assert int(response.headers["retry-after"]) > 0
    assert (await client.get("/health")).status_code == 200


async def test_an_unmigrated_database_is_not_ready(
    empty_database_url: str, server_url: str
) -> None:
    url = server_url.rsplit("/", 1)[0] + "/postgres"
    assert url != empty_database_url
    engine = create_engine(_settings(url))
    try:
        report = await Readiness(Database(engine, 0), 0).check()
    finally:
        await engine.dispose()
    assert (report.database, report.database_schema, report.is_ready) == ("ok", "outdated", False)


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        (None, False),
        ("0000", False),
        (REVISION_NEEDED, True),
        (f"{int(REVISION_NEEDED) + 1:04}", True),
        ("9999", True),
    ],
)
def test_a_newer_schema_is_enough_and_an_older_one_is_not(
    revision: str | None, expected: bool
) -> None:
    assert is_enough(revision) is expected


async def test_readiness_goes_off_with_the_database_and_comes_back_with_it(
    own_postgres: Postgres,
) -> None:
    settings = _settings(own_postgres.url())
    await migrate(settings)
    engine = create_engine(settings)
    readiness = Readiness(Database(engine, settings.database_retry_seconds), 0)
    try:
        assert (await readiness.check()).is_ready
        await asyncio.to_thread(own_postgres.stop)
        report = await readiness.check()
        assert (report.database, report.database_schema) == ("unavailable", "unknown")
        await asyncio.to_thread(own_postgres.start)
        assert (await readiness.check()).is_ready
    finally:
        await engine.dispose()


async def test_many_probes_are_one_question_to_the_database(
    application: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    readiness = Readiness(application.state.services.readiness._database, 60)
    asked = 0
    ask = Readiness._ask

    async def counted(self: Readiness) -> object:
        nonlocal asked
        asked += 1
        return await ask(self)

    monkeypatch.setattr(Readiness, "_ask", counted)
    await asyncio.gather(*(readiness.check() for _ in range(20)))
    assert asked == 1


async def test_a_model_is_imported_when_the_process_has_been_ready(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(settings)
    imported = threading.Event()
    monkeypatch.setattr(Assistant, "warm_up", lambda _: imported.set())
    async with running_replica(settings) as replica:
        assert (await replica.client.get("/health")).status_code == 200
        assert not imported.is_set()
        assert (await replica.client.get("/ready")).status_code == 200
        await asyncio.to_thread(imported.wait)

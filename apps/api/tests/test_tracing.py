"""Requests are traced where a collector is named, as a part of their caller's trace (K9)."""

import subprocess
import sys
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from conftest import Headers
from support.collector import Collector, Span, running_collector
from support.process import SOURCES
from support.replicas import running_replica
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

TRACE_ID, CALLER_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACEPARENT = {"traceparent": f"00-{TRACE_ID}-{CALLER_ID}-01"}


async def _ask(settings: Settings, collector: Collector, path: str, headers: dict[str, str]) -> int:
    """Ask an application that lives for one request; what it made is sent as it ends."""
    update = {"otel_exporter_otlp_endpoint": collector.url}
    async with running_replica(settings.model_copy(update=update)) as replica:
        return (await replica.client.get(path, headers=headers)).status_code


def _named(spans: list[Span], prefix: str) -> list[Span]:
    return [span for span in spans if span.name.startswith(prefix)]


async def test_a_request_is_one_trace_with_its_caller_and_its_statements(
    settings: Settings, headers: Headers
) -> None:
    await migrate(settings)
    person = headers(f"traced-{uuid4().hex}") | TRACEPARENT
    with running_collector() as collector:
        assert await _ask(settings, collector, "/api/v1/tasks?status=open", person) == 200
    assert collector.paths == {"/v1/traces"}
    (request,) = _named(collector.spans, "GET ")
    assert (request.service, request.name) == ("taskora-api", "GET /api/v1/tasks")
    assert (request.trace_id, request.parent_id) == (TRACE_ID, CALLER_ID)
    assert int(request.attributes["http.status_code"]) == 200
    statements = _named(collector.spans, "SELECT")
    assert statements
    assert {statement.trace_id for statement in statements} == {TRACE_ID}
    assert {statement.parent_id for statement in statements} == {request.span_id}
    texts = [statement.attributes["db.query.text"] for statement in statements]
    assert any("FROM app.tasks" in text for text in texts)


async def test_a_trace_holds_no_id_no_token_and_nothing_that_people_type(
    settings: Settings, headers: Headers
) -> None:
    await migrate(settings)
    task_id, person = str(uuid4()), f"traced-{uuid4().hex}"
    own = headers(person) | {"user-agent": "curious-browser"}
    with running_collector() as collector:
        path = f"/api/v1/tasks/{task_id}?search=secret-wish"
        assert await _ask(settings, collector, path, own) == 404
    sent = "".join(collector.bodies)
    assert "/api/v1/tasks/{id}" in sent
    for private in (task_id, person, "secret-wish", "eyJ", "curious-browser"):
        assert private not in sent


async def test_a_statement_that_fails_says_so_without_what_it_was_about(
    settings: Settings,
) -> None:
    await migrate(settings)
    with running_collector() as collector:
        update = {"otel_exporter_otlp_endpoint": collector.url}
        async with running_replica(settings.model_copy(update=update)) as replica:
            engine = replica.services.readiness._database.engine
            async with engine.connect() as connection:
                with pytest.raises(DBAPIError):
                    await connection.execute(
                        text("SELECT CAST(:value AS int)"), {"value": "secret"}
                    )
    (failed,) = [span for span in collector.spans if "CAST" in str(span.attributes)]
    assert failed.name == "SELECT"
    assert "secret" not in "".join(collector.bodies)


async def test_probes_are_not_traced(settings: Settings) -> None:
    await migrate(settings)
    with running_collector() as collector:
        assert await _ask(settings, collector, "/health", {}) == 200
    assert _named(collector.spans, "GET ") == []


def test_without_a_collector_nothing_of_it_is_imported() -> None:
    code = (
        "import sys, taskora_api.main as main\n"
        "from taskora_api.settings import Settings\n"
        "main.create_app(Settings(database_url='postgresql://a:b@c/d', auth_jwks_url='http://a'))\n"
        "names = ('opentelemetry.sdk', 'opentelemetry.exporter', 'opentelemetry.instrumentation')\n"
        "print([name for name in sys.modules if name.startswith(names)])"
    )
    environment = {"PYTHONPATH": str(SOURCES)}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"

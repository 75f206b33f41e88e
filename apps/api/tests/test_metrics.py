"""Prometheus is told of requests, the assistant and the database, on a port of its own (K9)."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from conftest import Headers
from support.chat import Chat
from support.ports import held_port
from support.postgres import Postgres, embedded_postgres
from support.process import run_module
from support.replicas import Gate, Replica, running_replica
from taskora_api.assistant.measured import tool_calls
from taskora_api.assistant.model.agent import agent
from taskora_api.assistant.toolbox import TOOLS
from taskora_api.database.revisions import REVISION_NEEDED
from taskora_api.migrate import migrate
from taskora_api.settings import Settings
from taskora_api.version import VERSION

Labels = dict[str, str]


class Scraped:
    """What the exporter answered."""

    def __init__(self, text: str) -> None:
        """Parse it by the parser of Prometheus' own client."""
        self.text = text
        self.families: list[Metric] = list(text_string_to_metric_families(text))

    def value(self, name: str, **labels: str) -> float:
        """Return the value of one series, 0 for one that was never counted."""
        found = [
            sample.value
            for family in self.families
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        ]
        return sum(found)

    def labels(self, name: str, label: str) -> set[str]:
        """Return the values that a label has."""
        samples = [sample for family in self.families for sample in family.samples]
        return {sample.labels[label] for sample in samples if sample.name == name}


class Measured:
    """An application that exports its metrics."""

    def __init__(self, replica: Replica, port: int) -> None:
        """Take the application and where it exports."""
        self.replica = replica
        self.address = f"http://127.0.0.1:{port}"

    async def scrape(self) -> Scraped:
        """Ask as Prometheus does."""
        async with httpx2.AsyncClient(trust_env=False) as client:
            response = await client.get(f"{self.address}/metrics")
        assert response.status_code == 200
        return Scraped(response.text)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the metrics of this module are."""
    with held_port() as held:
        yield held


@pytest.fixture(scope="module")
async def measured(settings: Settings, port: int) -> AsyncIterator[Measured]:
    """An application over a migrated database."""
    await migrate(settings)
    own = settings.model_copy(update={"metrics_port": port, "host": "127.0.0.1"})
    async with running_replica(own) as replica:
        yield Measured(replica, port)


@pytest.fixture
def chat(measured: Measured, signed_in: dict[str, str]) -> Chat:
    """A conversation of the person of this test."""
    return measured.replica.chat(signed_in, uuid4())


REQUESTS = "http_server_request_duration_seconds_count"
MONITORING = Path(__file__).parents[3] / "infra/monitoring/monitoring.yaml"


async def test_slow_answers_of_the_assistant_are_no_slow_requests_whatever_address_has_them(
    measured: Measured, signed_in: dict[str, str], person: str
) -> None:
    client, conversation_id = measured.replica.client, uuid4()
    assert (await measured.replica.chat(signed_in, conversation_id).say("list")).is_ended
    others = [
        await client.get(f"/api/v1/chat/{conversation_id}/stream", headers=signed_in),
        await client.post(f"/api/{person}/chat", json={"message": "list"}, headers=signed_in),
        await client.get("/api/v1/tasks", headers=signed_in),
    ]
    assert [answer.is_success for answer in others] == [True] * 3

    (left_out,) = re.findall(r'_bucket\{route!~"(.*?)"', MONITORING.read_text())
    routes = (await measured.scrape()).labels(REQUESTS, "route")
    uncounted = {route for route in routes if re.fullmatch(left_out, route)}
    assert uncounted - {"/health", "/ready"} == {route for route in routes if "chat" in route}
    assert len(uncounted) == 3


async def test_requests_are_counted_by_the_template_of_their_route_and_never_by_path(
    measured: Measured, signed_in: dict[str, str]
) -> None:
    before = await measured.scrape()
    task_id, stray = uuid4(), f"/nothing/{uuid4()}"
    client = measured.replica.client
    await client.get(f"/api/v1/tasks/{task_id}", headers=signed_in)
    await client.head("/api/v1/tasks", headers=signed_in)
    await client.get("/api/v1/tasks")
    await client.request("BREW", stray)
    after = await measured.scrape()

    def counted(**labels: str) -> float:
        return after.value(REQUESTS, **labels) - before.value(REQUESTS, **labels)

    one = "/api/v1/tasks/{id}"
    assert counted(method="GET", route=one, status_class="4xx") == 1
    assert counted(method="HEAD", route="/api/v1/tasks", status_class="2xx") == 1
    assert counted(method="GET", route="/api/v1/tasks", status_class="4xx") == 1
    assert counted(method="other", route="other", status_class="4xx") == 1
    assert str(task_id) not in after.text
    assert stray not in after.text
    assert "BREW" not in after.text
    assert after.value("http_server_active_requests") == 0


async def test_a_failure_on_our_side_is_a_request_with_an_error(
    measured: Measured, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(measured.replica.services.tasks, "list_json", fail)
    before = await measured.scrape()
    assert (await measured.replica.client.get("/api/v1/tasks", headers=signed_in)).is_server_error
    after = await measured.scrape()
    labels = {"route": "/api/v1/tasks", "status_class": "5xx"}
    assert after.value(REQUESTS, **labels) == before.value(REQUESTS, **labels) + 1


async def test_a_request_is_in_flight_and_has_a_connection_until_it_is_answered(
    measured: Measured, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "add_tasks", free=0)
    call = measured.replica.client.post("/api/v1/tasks", json={"title": "a"}, headers=signed_in)
    request = asyncio.create_task(call)
    await gate.reached.wait()
    assert (await measured.scrape()).value("http_server_active_requests") == 1
    gate.opened.set()
    assert (await request).status_code == 201
    engine = measured.replica.services.readiness._database.engine
    async with engine.connect():
        held = await measured.scrape()
    free = await measured.scrape()
    name = "taskora_database_pool_connections"
    assert held.value(name, state="in_use") == free.value(name, state="in_use") + 1
    assert free.value("taskora_database_pool_connections_max") == 10


async def test_turns_and_calls_of_the_assistant_are_counted_by_how_they_ended(
    measured: Measured, chat: Chat
) -> None:
    before = await measured.scrape()
    await chat.say("add buy milk")
    await chat.say("hello")
    after = await measured.scrape()
    turns = "taskora_assistant_turns_total"
    for name, labels, expected in (
        (turns, {"assistant": "embedded", "outcome": "answered"}, 2),
        ("taskora_assistant_turn_duration_seconds_count", {"assistant": "embedded"}, 2),
        ("taskora_assistant_tool_calls_total", {"tool": "add_task", "outcome": "done"}, 1),
    ):
        assert after.value(name, **labels) - before.value(name, **labels) == expected


async def test_a_turn_that_fails_is_counted_as_failed(
    measured: Measured, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("taskora_api.assistant.embedded.IntentHandler", fail)
    before = await measured.scrape()
    await chat.say("add buy milk")
    after = await measured.scrape()
    name = "taskora_assistant_turns_total"
    assert after.value(name, outcome="failed") == before.value(name, outcome="failed") + 1
    assert after.value(name, outcome="answered") == before.value(name, outcome="answered")


def test_tools_that_a_model_invents_have_one_label_and_those_that_exist_have_theirs() -> None:
    assert agent._function_toolset.tools.keys() == TOOLS.keys()
    parts: list[dict[str, Any]] = [
        {"type": "text", "text": "hello"},
        {"type": "tool-rm -rf", "output": {"outcome": "done"}},
        {"type": "tool-add_task", "state": "input-available"},
        {"type": "tool-add_task", "output": {"outcome": "missing"}},
    ]
    assert tool_calls(parts) == [("other", "done"), ("add_task", "failed"), ("add_task", "missing")]


async def test_the_version_the_schema_and_the_process_are_told(measured: Measured) -> None:
    await measured.replica.client.get("/ready")
    scraped = await measured.scrape()
    assert scraped.value("taskora_build_info", version=VERSION) == 1
    assert scraped.value("taskora_database_up") == 1
    revision = float(REVISION_NEEDED)
    assert scraped.value("taskora_schema_revision") == revision
    assert scraped.value("taskora_schema_revision_needed") == revision
    assert scraped.value("process_resident_memory_bytes") > 0


async def test_a_database_that_is_away_is_told_and_an_unmigrated_one_has_no_revision(
    settings: Settings,
) -> None:
    with embedded_postgres() as own, held_port() as port:
        update = {
            "database_url": type(settings.database_url)(own.url()),
            "database_retry_seconds": 0.5,
            "metrics_port": port,
            "host": "127.0.0.1",
        }
        async with running_replica(settings.model_copy(update=update)) as replica:
            measured = Measured(replica, port)
            assert "taskora_database_up " not in (await measured.scrape()).text
            await replica.client.get("/ready")
            reached = await measured.scrape()
            await _stop(own)
            await replica.client.get("/ready")
            away = await measured.scrape()
    assert (reached.value("taskora_database_up"), away.value("taskora_database_up")) == (1, 0)
    assert "taskora_database_up 0.0" in away.text
    assert "taskora_schema_revision " not in reached.text


async def _stop(server: Postgres) -> None:
    await asyncio.to_thread(server.stop)


async def test_the_public_port_has_no_metrics(measured: Measured, headers: Headers) -> None:
    response = await measured.replica.client.get("/metrics", headers=headers("curious"))
    assert response.status_code == 404


async def test_without_a_port_nothing_is_exported(settings: Settings) -> None:
    async with running_replica(settings) as replica:
        await replica.client.get("/health")
        metrics = replica.assistant._metrics
    assert metrics.registry.get_sample_value("http_server_active_requests") == 0
    assert not any(
        sample.name == REQUESTS
        for family in metrics.registry.collect()
        for sample in family.samples
    )


def test_a_port_that_somebody_has_ends_the_process_with_what_to_do(
    settings: Settings, measured: Measured, port: int
) -> None:
    with held_port() as own:
        environment = {
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "AUTH_JWKS_URL": str(settings.auth_jwks_url),
            "HOST": "127.0.0.1",
            "PORT": str(own),
            "METRICS_PORT": str(port),
        }
        ended = run_module("taskora_api", environment)
    assert ended.returncode == 3
    assert f"API_METRICS_PORT: port {port} cannot be listened on" in ended.stdout + ended.stderr
    assert measured.address.endswith(str(port))

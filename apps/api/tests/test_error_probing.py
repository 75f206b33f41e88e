"""Whoever probes operations for their errors learns when to come again, and nothing of us."""

import re
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from conftest import Headers
from support.operations import PROTECTED, QUERIES, Operation
from support.ports import held_port
from support.replicas import Replica, running_replica
from taskora_api.main import create_app
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

# Paths and lines of sources, statements, types of errors, names of libraries, and versions.
INSIDES = re.compile(
    r"\.py\b|site-packages|Traceback|File \"|line \d|SELECT|INSERT|UPDATE|FROM\b"
    r"|Exception|\w+Error\b|asyncpg|sqlalchemy|SQL\b|pydantic|starlette|[Ff]ast[Aa][Pp][Ii]|uvicorn|[Pp]ostgres"
    r"|/usr/|/home/|/app/|\b\d+\.\d+\.\d+\b"
)
# A client that waits for all of an answer does not get that of a stream.
ENDING = [operation for operation in PROTECTED if operation.name != "streamEvents"]
ONCE = {"limit_reads_burst": 1, "limit_changes_burst": 1}
SLOW = {"limit_reads_per_second": 0.01, "limit_changes_per_second": 0.01}


def _name(operation: Operation) -> str:
    return operation.name


async def _ask(
    client: httpx2.AsyncClient, operation: Operation, headers: dict[str, str]
) -> httpx2.Response:
    sent = {"content": operation.file} if operation.file else {"json": operation.body}
    query = QUERIES.get(operation.name)
    return await client.request(
        operation.method, operation.url(), params=query, headers=headers, **sent
    )


def _check_problem(answer: httpx2.Response) -> None:
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["requestId"] == answer.headers["x-request-id"]
    assert problem["status"] == answer.status_code
    assert "server" not in answer.headers
    said = answer.text.replace(problem["requestId"], "")
    assert INSIDES.search(said) is None, INSIDES.findall(said)


@pytest.fixture(scope="module")
async def limited(settings: Settings) -> AsyncIterator[Replica]:
    """An application where one of each in a hundred seconds is what a person may do."""
    await migrate(settings)
    async with running_replica(settings.model_copy(update=ONCE | SLOW)) as replica:
        yield replica


@pytest.fixture(scope="module")
async def without_database(settings: Settings) -> AsyncIterator[Replica]:
    """An application whose database is not there."""
    with held_port() as port:
        url = SecretStr(f"postgresql://nobody:secret@127.0.0.1:{port}/nothing")
        own = {
            "database_url": url,
            "database_retry_seconds": 0.0,
            "database_timeout_seconds": 0.5,
            "delivery_webhooks": True,
        }
        async with running_replica(settings.model_copy(update=own)) as replica:
            yield replica


@pytest.mark.parametrize("operation", PROTECTED, ids=_name)
async def test_whoever_is_too_fast_is_told_when_to_come_again(
    limited: Replica, signed_in: dict[str, str], operation: Operation
) -> None:
    client = limited.client
    assert (await client.get("/api/v1/spaces", headers=signed_in)).status_code == 200
    made = await client.post("/api/v1/tasks", json={"title": "a"}, headers=signed_in)
    assert made.status_code == 201
    answer = await _ask(client, operation, signed_in)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    _check_problem(answer)


@pytest.mark.parametrize("operation", PROTECTED, ids=_name)
async def test_without_a_database_every_operation_says_when_to_come_again(
    without_database: Replica, signed_in: dict[str, str], operation: Operation
) -> None:
    if operation.name in NEED_NO_DATABASE:
        return
    answer = await _ask(without_database.client, operation, signed_in)
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    _check_problem(answer)


# They read a sentence, or say who answers.
NEED_NO_DATABASE = {"parseText", "getAssistant", "listExportFormats", "listImportSources"}


async def test_probes_and_programs_are_told_when_to_come_again_without_a_database(
    without_database: Replica, signed_in: dict[str, str], person: str
) -> None:
    client = without_database.client
    program = signed_in | {"Accept": "application/json, text/event-stream"}
    basic = httpx2.BasicAuth(person, "abcd-efgh-jkmn-pqrs-tvwx-yz23")
    answers = [
        await client.get("/ready"),
        await client.get("/feeds/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG.ics"),
        await client.request("PROPFIND", "/dav/", headers={"Depth": "0"}, auth=basic),
        await client.get(f"/api/{person}/tasks", headers=program),
        await client.get("/api/v1/tasks", headers={"Authorization": "Bearer tskp_" + "a" * 43}),
    ]
    for answer in answers:
        if answer.status_code not in {401, 404}:
            assert answer.status_code == 503, (str(answer.url), answer.text)
            assert int(answer.headers["retry-after"]) > 0
    assert sum(answer.status_code == 503 for answer in answers) >= 3


@pytest.mark.parametrize("operation", ENDING, ids=_name)
async def test_an_error_shows_nothing_of_our_insides(
    client: httpx2.AsyncClient, signed_in: dict[str, str], operation: Operation
) -> None:
    """Unauthenticated, not an id, a body of the wrong kind, bytes that are none."""
    json_type = {"Content-Type": "application/json"}
    url, wrong = operation.url(), operation.url("'; DROP TABLE tasks; --")
    answers = [
        await client.request(operation.method, url, headers={"Authorization": "Bearer x.y.z"}),
        await client.request(operation.method, wrong, json=operation.body, headers=signed_in),
        await client.request(operation.method, url, json=[{"a": "\x00"}], headers=signed_in),
        await client.request(operation.method, url, json="text", headers=signed_in),
        await client.request(
            operation.method, url, content=b"{\xff'", headers=signed_in | json_type
        ),
        await client.request("TRACE", url, headers=signed_in),
        await client.request(operation.method, f"{url}/{uuid4()}/x", headers=signed_in),
    ]
    for answer in answers:
        assert answer.status_code < 500, answer.text
        if not answer.is_success:
            _check_problem(answer)


async def test_what_nobody_expected_in_any_operation_has_the_same_answer(
    settings: Settings, headers: Headers, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("SELECT secret FROM vault")

    monkeypatch.setattr("taskora_api.rate_limits.service.RateLimits.admit", fail)
    application: FastAPI = create_app(settings)
    async with application.router.lifespan_context(application):
        transport = httpx2.ASGITransport(application)
        async with httpx2.AsyncClient(transport=transport, base_url="http://api") as client:
            for operation in PROTECTED:
                answer = await _ask(client, operation, headers(person))
                assert answer.status_code == 500
                assert answer.json()["detail"] == "Something failed on our side."
                _check_problem(answer)

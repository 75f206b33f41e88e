"""When something fails: one envelope, nothing of our insides, and no secret in the log."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import httpx2
import pytest
import structlog

from taskora_api.http.request_context import RequestContextMiddleware
from taskora_api.logging import configure_logging
from taskora_api.tasks.service import TaskService

TASKS = "/api/v1/tasks"
SECRET = "what-nobody-may-see"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged during a test."""
    output = io.StringIO()
    with redirect_stdout(output):
        configure_logging("info")
        structlog.configure(cache_logger_on_first_use=False)
        yield output
    configure_logging("warning")


async def _raise(*_arguments: object) -> None:
    secret = SECRET
    raise RuntimeError(f"unexpected in {len(secret)} places")


async def test_what_nobody_expected_shows_nothing_of_our_insides(
    client: httpx2.AsyncClient, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TaskService, "list_json", _raise)
    response = await client.get(TASKS, headers=signed_in)
    assert response.status_code == 500
    problem = response.json()
    assert problem["detail"] == "Something failed on our side."
    assert problem["requestId"] == response.headers["x-request-id"]
    for inside in ("RuntimeError", "unexpected", "Traceback", ".py", SECRET):
        assert inside not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def _lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_failure_is_logged_as_json_without_the_values_of_variables(log: io.StringIO) -> None:
    try:
        secret = SECRET
        raise ValueError(f"of {len(secret)} letters")
    except ValueError as error:
        structlog.get_logger("test").error("request.failed", exc_info=error)
    (line,) = _lines(log)
    assert line["event"] == "request.failed"
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert SECRET not in log.getvalue()


def test_what_libraries_log_is_json_too(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("something %s", "happened")
    (line,) = _lines(log)
    assert (line["event"], line["logger"], line["level"]) == (
        "something happened",
        "some.library",
        "warning",
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("PUT", TASKS, 405),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
    ],
)
async def test_an_address_that_is_none_gets_the_envelope(
    client: httpx2.AsyncClient, method: str, path: str, status: int
) -> None:
    response = await client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"requestId", "title", "detail", "status", "fields"}


async def test_every_answer_has_safe_headers(client: httpx2.AsyncClient) -> None:
    for path in ("/health", TASKS, "/nowhere"):
        headers = (await client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "server" not in headers


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("request-1234", True),
        ("short", False),
        ("x" * 65, False),
        ("bad\u00e9value", False),
        ("a b c d e", False),
    ],
)
async def test_a_request_id_is_kept_when_a_log_can_carry_it(
    client: httpx2.AsyncClient, given: str, is_kept: bool
) -> None:
    response = await client.get("/health", headers={b"X-Request-ID": given.encode()})
    assert (response.headers["x-request-id"] == given) is is_kept


async def test_a_failure_after_the_answer_began_breaks_the_connection() -> None:
    async def application(_scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI.
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("half way")

    sent: list[Any] = []

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI.
        sent.append(message)

    async def receive() -> Any:  # noqa: ANN401 - ASGI.
        return {"type": "http.disconnect"}

    scope = {"type": "http", "path": "/x", "method": "GET", "headers": []}
    with pytest.raises(RuntimeError, match="half way"):
        await RequestContextMiddleware(application)(scope, receive, send)
    assert len(sent) == 1

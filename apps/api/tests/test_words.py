"""A refusal says what is wrong, within which limits, in words that a page can show."""

import json
import re
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from support.operations import PROTECTED
from support.tasks import Tasks
from taskora_api.http import advice
from taskora_api.openapi import DOCUMENT

# Of nothing; it names tests, and so is the same in each process.
NOBODYS = "00000000-0000-4000-8000-000000000000"
PARSE = "/api/v1/parse"


@pytest.fixture
def tasks(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> Tasks:
    """The tasks of the person of this test."""
    return Tasks(client, signed_in)


def _words(response: httpx2.Response) -> str:
    assert response.status_code == 422, response.text
    (field,) = response.json()["fields"]
    return f"{field['path']}: {field['message']} {field['fix']}"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"dueOn": "0202-01-01"}, "dueOn: The year must lie between 1900 and 2999."),
        ({"dueOn": "3467-01-01"}, "dueOn: The year must lie between 1900 and 2999."),
        ({"dueOn": "2026-02-30"}, "dueOn: This is not a date of the calendar."),
        ({"dueOn": "tomorrow"}, "dueOn: This is not a date of the calendar."),
        ({"dueOn": "2026-12-24T00:00:00"}, "dueOn: This is not a date of the calendar."),
        ({"dueOn": 0}, "dueOn: This is not a date of the calendar."),
        ({"dueOn": "0"}, "dueOn: This is not a date of the calendar."),
        ({"dueOn": 1e400}, "dueOn: This is not a date of the calendar."),
        ({"dueOn": True}, "dueOn: This is not a date of the calendar."),
        ({"completed": 0}, "completed: This must be true or false."),
        ({"completed": "true"}, "completed: This must be true or false."),
        ({"completed": None}, "completed: This must be true or false."),
        ({"title": "x" * 1025}, "title: The text is longer than 1024 characters."),
        ({"title": " "}, "title: The text is empty."),
        ({"title": "a\nb"}, "title: The text must be one line."),
        ({"title": 5}, "title: This must be text."),
        ({"notes": "x" * 32_769}, "notes: The text is longer than 32768 characters."),
        ([], ": The body must be a JSON object."),
        ({"nonsense": 1}, ": A field is not known here."),
    ],
    ids=str,
)
async def test_a_value_that_cannot_be_is_explained(
    tasks: Tasks,
    body: object,
    words: str,
) -> None:
    path = f"/{(await tasks.add('a'))['id']}"
    # JSON knows a number that is larger than any.
    content = json.dumps(body).replace("Infinity", "1e400")
    assert words in _words(await tasks.call("PATCH", path, content=content))
    assert await tasks.titles() == ["a"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"limit": 0}, "limit: This must be at least 1."),
        ({"limit": 501}, "limit: This must be at most 500."),
        ({"limit": "x"}, "limit: This must be a whole number."),
        (
            {"status": "x"},
            "status: This is none of the values that it can have. Send 'all', 'open'",
        ),
        ({"q": "x" * 201}, "q: The text is longer than 200 characters."),
        ({"cursor": "x" * 500}, "cursor: The cursor is not from this list."),
        ({"cursor": "x"}, "cursor: The cursor is not from this list."),
    ],
    ids=str,
)
async def test_a_query_that_cannot_be_is_explained(
    tasks: Tasks, query: dict[str, object], words: str
) -> None:
    assert words in _words(await tasks.call("GET", params=query))


@pytest.mark.parametrize(
    ("header", "value", "words"),
    [
        ("If-Match", "3", 'If-Match: This is not a version. Send it in quotes, such as "3".'),
        ("Idempotency-Key", "a b", "Idempotency-Key: This is not a key. Send 1 to 200 visible"),
        ("Idempotency-Key", "x" * 201, "Idempotency-Key: This is not a key."),
    ],
)
async def test_a_header_that_cannot_be_is_explained(
    tasks: Tasks, header: str, value: str, words: str
) -> None:
    path = f"/{uuid4()}"
    response = await tasks.call("PATCH", path, json={"title": "b"}, headers={header: value})
    assert words in _words(response)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"now": 0}, "now: This is not a time."),
        ({"now": "0"}, "now: This is not a time."),
        ({"now": "2026-11-21"}, "now: This is not a time."),
        ({"now": "2026-11-21T12:00:00"}, "now: The time has no time zone."),
        ({"now": "2900-01-01T00:00:00Z"}, "now: The year must lie between 1970 and 2899."),
        ({"now": "1969-12-31T00:00:00Z"}, "now: The year must lie between 1970 and 2899."),
        ({"timeZone": "Mars/Base"}, "timeZone: The time zone is not known."),
        ({"timeZone": "x" * 65}, "timeZone: The time zone is not known."),
        ({"timeZone": "a b"}, "timeZone: The time zone is not known."),
    ],
    ids=str,
)
async def test_a_moment_is_written_as_one(
    tasks: Tasks, body: dict[str, object], words: str
) -> None:
    response = await tasks.client.post(PARSE, json={"text": "x", **body}, headers=tasks.headers)
    assert words in _words(response)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("tasks", "This task is not there any more: it was deleted, maybe in another tab."),
        ("conversations", "This conversation is not there any more: it was deleted"),
    ],
)
async def test_what_is_gone_is_said_to_be_gone(tasks: Tasks, path: str, words: str) -> None:
    response = await tasks.client.get(f"/api/v1/{path}/{uuid4()}", headers=tasks.headers)
    assert response.status_code == 404
    assert words in response.json()["detail"]


async def test_no_words_send_people_to_the_documentation() -> None:
    kinds = [*advice._BY_KIND, "something_new", "date_new", "greater_than_equal"]
    for kind in kinds:
        for path in ("title", "If-Match"):
            said = " ".join(advice.advise(path, kind, {}))
            assert "documentation" not in said
            assert re.fullmatch(r"[A-Z].+\. [A-Z].+\.", said), said


async def test_text_that_is_none_is_a_documented_refusal(tasks: Tasks) -> None:
    response = await tasks.call("POST", content=b'{"title": "\xff"}')
    assert response.status_code == 400
    assert "not text in UTF-8" in response.json()["detail"] or response.json()["fields"] == []


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/tasks", "GET, HEAD, POST"),
        (f"/api/v1/tasks/{NOBODYS}", "DELETE, GET, HEAD, PATCH"),
        (f"/api/v1/changes/{NOBODYS}/undo", "POST"),
        ("/api/v1/chat", "POST"),
        ("/health", "GET, HEAD"),
    ],
)
@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "TRACE"])
async def test_a_method_that_is_not_taken_names_those_that_are(
    tasks: Tasks, method: str, path: str, allowed: str
) -> None:
    response = await tasks.client.request(method, path, headers=tasks.headers)
    assert response.status_code == 405
    assert response.headers["allow"] == allowed


async def test_head_answers_as_get_without_a_body(tasks: Tasks) -> None:
    await tasks.add("a")
    for path in ("", "/summary?today=2026-01-01", f"/{uuid4()}"):
        got = await tasks.call("GET", path)
        head = await tasks.call("HEAD", path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-type"] == got.headers["content-type"]
        if got.is_success:
            assert head.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize("hosts", [[], ["api", "evil.example"], ["api", "api"]])
async def test_a_request_names_one_host(tasks: Tasks, hosts: list[str]) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI.
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"host", host.encode()) for host in hosts]
    headers.append((b"authorization", tasks.headers["Authorization"].encode()))
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/api/v1/tasks",
        "query_string": b"",
        "headers": headers,
    }
    transport: Any = tasks.client._transport
    await transport.app(scope, receive, send)
    assert sent[0]["status"] == 400


def test_every_operation_with_a_body_documents_that_it_may_not_be_readable() -> None:
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    for operation in PROTECTED:
        documented = document["paths"][operation.path][operation.method.lower()]
        has_json = "requestBody" in documented and operation.file is None
        assert has_json is ("400" in documented["responses"])

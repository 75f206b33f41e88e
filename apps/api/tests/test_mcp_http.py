"""/mcp as HTTP: who is let in, from where, with how much, and that nothing is kept (A1, A2)."""

import json

import httpx2
import pytest
from fastapi import FastAPI

from support.mcp import MCP, request_body, request_headers
from taskora_api.http.body_limit import BODY_BYTES_MAX


async def _post(
    client: httpx2.AsyncClient, headers: dict[str, str], **more: str
) -> httpx2.Response:
    body = request_body("tools/list")
    return await client.post(MCP, json=body, headers=request_headers(headers) | more)


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Basic abc", "Bearer made-up"])
async def test_without_a_token_nothing_is_served(
    client: httpx2.AsyncClient, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    response = await _post(client, headers)
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_cookie_is_no_token(client: httpx2.AsyncClient, signed_in: dict[str, str]) -> None:
    token = signed_in["Authorization"].removeprefix("Bearer ")
    response = await _post(client, {"Cookie": f"taskora.session_token={token}"})
    assert response.status_code == 401


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost.evil.example", "http://api", ""]
)
async def test_a_page_of_another_site_is_refused_whatever_it_knows(
    client: httpx2.AsyncClient, signed_in: dict[str, str], origin: str
) -> None:
    response = await _post(client, signed_in, Origin=origin)
    assert response.status_code == 403


@pytest.mark.parametrize("origin", ["http://localhost:6274", "http://127.0.0.1", "http://[::1]:1"])
async def test_a_page_of_a_local_tool_may_come(
    client: httpx2.AsyncClient, signed_in: dict[str, str], origin: str
) -> None:
    assert (await _post(client, signed_in, Origin=origin)).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH"])
async def test_there_are_no_streams_and_no_sessions_to_open_or_end(
    client: httpx2.AsyncClient, signed_in: dict[str, str], method: str
) -> None:
    response = await client.request(method, MCP, headers=signed_in)
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


async def test_no_session_is_given_and_none_is_asked_for(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    client_info = {"name": "test", "version": "1"}
    body = request_body(
        "initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo=client_info
    )
    headers = request_headers(signed_in)
    first = await client.post(MCP, json=body, headers=headers)
    assert first.status_code == 200
    assert "mcp-session-id" not in first.headers
    assert first.json()["result"]["serverInfo"]["name"] == "taskora"
    made_up = {"Mcp-Session-Id": "made-up"}
    assert (await _post(client, signed_in, **made_up)).status_code == 200


async def test_an_answer_is_one_json_document_and_never_a_stream(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    response = await _post(client, signed_in)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-request-id"]


async def test_a_body_over_the_limit_is_too_large(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    body = request_body("tools/call", name="add_task", arguments={"title": "x" * BODY_BYTES_MAX})
    response = await client.post(MCP, json=body, headers=request_headers(signed_in))
    assert response.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"jsonrpc": "2.0"}', b"[" * 5000, b"\xff\xfe"]
)
@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28", "1999-01-01"])
async def test_what_is_no_request_is_refused_and_breaks_nothing(
    client: httpx2.AsyncClient, signed_in: dict[str, str], body: bytes, version: str
) -> None:
    headers = request_headers(signed_in) | {
        "Content-Type": "application/json",
        "MCP-Protocol-Version": version,
    }
    response = await client.post(MCP, content=body, headers=headers)
    assert 400 <= response.status_code < 500
    assert (await _post(client, signed_in)).status_code == 200


async def test_what_was_sent_is_not_in_the_answer_to_a_call_that_is_refused(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    arguments = {"title": {"secret-input": 1}, "secret-name": "secret-value"}
    body = request_body("tools/call", name="add_task", arguments=arguments)
    response = await client.post(MCP, json=body, headers=request_headers(signed_in))
    assert response.json()["result"]["isError"] is True
    assert "secret" not in json.dumps(response.json())


def test_it_is_not_in_the_document_of_the_rest_api(application: FastAPI) -> None:
    assert MCP not in application.openapi()["paths"]

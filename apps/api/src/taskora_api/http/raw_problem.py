"""The problem envelope for those who speak ASGI below the framework."""

import json

from starlette.types import Scope, Send

from taskora_api.http.problem import CONTENT_TYPE, problem_body


async def send_problem(
    scope: Scope, send: Send, status: int, detail: str, *, close: bool = False
) -> None:
    """Send an error; with `close`, the rest of what the client is sending stays unread."""
    body = json.dumps(problem_body(scope.get("taskora.request_id", ""), status, detail)).encode()
    headers = [
        (b"content-type", CONTENT_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    if close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""The one shape of an error: it names what is wrong and how to mend it, never what was sent."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.types import Scope, Send

from taskora_api.http.advice import advise

CONTENT_TYPE = "application/problem+json"


class ProblemField(BaseModel):
    """One thing wrong with what was sent."""

    path: str
    message: str
    fix: str
    # Of a fault within a text: a code that never changes, where it is, in characters from `start`
    # up to but without `end`, and what could stand there.
    code: str | None = None
    start: int | None = None
    end: int | None = None
    expected: list[str] | None = None


class Problem(BaseModel):
    """The envelope of every error."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    request_id: str
    title: str
    detail: str
    status: int
    # Where one status has several reasons: a name of this one that never changes.
    code: str | None = None
    fields: list[ProblemField]


def describe_field(
    location: Sequence[str | int], kind: str, limits: Mapping[str, Any] | None = None
) -> ProblemField:
    """Describe one validation error by its kind; pydantic's own text may repeat the input."""
    # The last step of an unknown field is a name that the caller made up.
    steps = location[1:-1] if kind == "extra_forbidden" else location[1:]
    path = "" if kind == "json_invalid" else ".".join(str(step) for step in steps)
    message, fix = advise(path, kind, limits or {})
    return ProblemField(path=path, message=message, fix=fix)


def request_id_of(request: Request) -> str:
    """The id that the outermost middleware gave to this request."""
    return str(request.scope.get("taskora.request_id", ""))


def problem_body(
    request_id: str,
    status: int,
    detail: str,
    fields: Sequence[ProblemField] = (),
    code: str | None = None,
) -> dict[str, Any]:
    """The body, for those who send it without a `Request`."""
    problem = Problem(
        request_id=request_id,
        title=HTTPStatus(status).phrase,
        detail=detail,
        status=status,
        code=code,
        fields=list(fields),
    )
    # What only some faults have is left out of the others.
    return problem.model_dump(by_alias=True, exclude_none=True)


def problem_response(
    request: Request,
    status: int,
    detail: str,
    fields: Sequence[ProblemField] = (),
    headers: Mapping[str, str] | None = None,
    *,
    code: str | None = None,
) -> JSONResponse:
    body = problem_body(request_id_of(request), status, detail, fields, code)
    return JSONResponse(body, status, dict(headers or {}), media_type=CONTENT_TYPE)


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

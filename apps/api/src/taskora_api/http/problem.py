"""The one shape of an error: it names what is wrong and how to mend it, never what was sent."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

CONTENT_TYPE = "application/problem+json"

_ADVICE: dict[str, tuple[str, str]] = {
    "missing": ("This field is missing.", "Send it."),
    "extra_forbidden": ("A field is not known here.", "Send only the fields that are documented."),
    "json_invalid": ("The body is not JSON.", "Send a JSON object."),
    "unstorable_text": ("The text holds a character that is not text.", "Remove it."),
    "string_unicode": ("The text holds a character that is not text.", "Remove it."),
    "line_break": ("The text must be one line.", "Remove the line breaks."),
    "string_too_short": ("The text is empty.", "Send at least one visible character."),
    "string_too_long": ("The text is too long.", "Shorten it."),
    "too_short": ("The text is empty.", "Send at least one visible character."),
    "too_long": ("The text is too long.", "Shorten it."),
    "invisible_text": ("The text is empty.", "Send at least one visible character."),
    "string_type": ("This must be text.", "Send a string."),
    "uuid_parsing": ("This must be a UUID.", "Send an id that the API gave you."),
    "uuid_type": ("This must be a UUID.", "Send an id that the API gave you."),
    "bool_type": ("This must be true or false.", "Send true or false."),
    "time_zone": ("The time zone is not known.", "Send an IANA name such as Europe/Berlin."),
    "key_reused": ("This key came before with another request.", "Make a new key."),
    "cursor": ("The cursor is not from this list.", "Start again without a cursor."),
}
_DATE_ADVICE = ("This must be a date.", "Send YYYY-MM-DD, from 1900-01-01 to 2999-12-31.")
_OTHER_ADVICE = ("The value is not valid.", "See the documentation of this field.")


class ProblemField(BaseModel):
    """One thing wrong with what was sent."""

    path: str
    message: str
    fix: str


class Problem(BaseModel):
    """The envelope of every error."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    request_id: str
    title: str
    detail: str
    status: int
    fields: list[ProblemField]


def describe_field(location: Sequence[str | int], kind: str) -> ProblemField:
    """Describe one validation error by its kind; pydantic's own text may repeat the input."""
    message, fix = _ADVICE.get(kind, _DATE_ADVICE if kind.startswith("date") else _OTHER_ADVICE)
    # The last step of an unknown field is a name that the caller made up.
    steps = location[1:-1] if kind == "extra_forbidden" else location[1:]
    path = "" if kind == "json_invalid" else ".".join(str(step) for step in steps)
    return ProblemField(path=path, message=message, fix=fix)


def request_id_of(request: Request) -> str:
    """The id that the outermost middleware gave to this request."""
    return str(request.scope.get("taskora.request_id", ""))


def problem_body(
    request_id: str, status: int, detail: str, fields: Sequence[ProblemField] = ()
) -> dict[str, Any]:
    """The body, for those who send it without a `Request`."""
    problem = Problem(
        request_id=request_id,
        title=HTTPStatus(status).phrase,
        detail=detail,
        status=status,
        fields=list(fields),
    )
    return problem.model_dump(by_alias=True)


def problem_response(
    request: Request,
    status: int,
    detail: str,
    fields: Sequence[ProblemField] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """An error as a response."""
    body = problem_body(request_id_of(request), status, detail, fields)
    return JSONResponse(body, status, dict(headers or {}), media_type=CONTENT_TYPE)

"""From the errors of the use cases to the envelope."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.routing import Match

from taskora_api.access_tokens.schemas import TOKENS_MAX
from taskora_api.bulk.schemas import BULK_MAX
from taskora_api.errors import (
    AnswerUnfinishedError,
    ChannelUnverifiedError,
    CommentChangedError,
    ConversationBusyError,
    DatabaseUnavailableError,
    ImportsBusyError,
    InvalidCursorError,
    InvalidFieldError,
    InvitationInvalidError,
    KeyReusedError,
    KeysUnavailableError,
    LastOwnerError,
    NotFoundError,
    NothingToUndoError,
    OutcomeUnknownError,
    OwnerBusyError,
    PersonalSpaceError,
    PersonRequiredError,
    RoleMissingError,
    ScopeMissingError,
    SelectionTooLargeError,
    TooManyAnswersError,
    TooManyDeliveriesError,
    TooManyError,
    TooManyStreamsError,
    TooManyTokensError,
    UnauthenticatedError,
    UndoElsewhereError,
    UndoUnseenError,
    VersionMismatchError,
)
from taskora_api.filters.errors import FilterError
from taskora_api.http.filter_faults import describe_fault
from taskora_api.http.headers import IDEMPOTENCY_KEY_HEADER
from taskora_api.http.problem import (
    ProblemField,
    describe_field,
    problem_response,
    request_id_of,
)

RETRY_AFTER_SECONDS = 2
# A stream whose client is gone is there until that is noticed.
STREAM_RETRY_SECONDS = 15
# A file of the most rows takes about as long.
IMPORT_RETRY_SECONDS = 15
DELIVERIES_RETRY_SECONDS = 3600
_RETRY_LATER = {"Retry-After": str(RETRY_AFTER_SECONDS)}
_DETAILS = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    408: "The body did not arrive in time.",
    413: "The body is too large.",
}
_NOT_VALID = "The request is not valid."

_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
API_PREFIX = "/api/v1/"
_CONVERSATION = "This conversation is not there any more: it was deleted, maybe in another tab."
# A foreign object gets the same detail: that it exists is nobody else's business.
_NOT_THERE = {
    "tasks": "This task is not there any more: it was deleted, maybe in another tab.",
    "trash": "This task is not in the trash, or not there for you any more.",
    "conversations": _CONVERSATION,
    "chat": _CONVERSATION,
    "tokens": "This token is not there any more: it was revoked, maybe in another tab.",
    "app-passwords": "This app password is not there any more: it was revoked.",
    "calendar-feeds": "This feed is not there any more: it was revoked.",
    "reminders": "This reminder is not there any more, or is not yours.",
    "channels": "This channel is not there any more: it was removed, or its receiver is gone.",
    "changes": "This change is not there, or you cannot see its space any more.",
    "plans": "This plan is not there any more: plans expire after 15 minutes. Make a new one.",
    "imports": "This space is not there, or you are no member of it any more.",
    "exports": "This space is not there, or you are no member of it any more.",
    "spaces": "This space is not there, or you are no member of it any more.",
    "deleted-spaces": "No such space can be restored: it never was yours, or it is gone for good.",
}

logger = structlog.get_logger("taskora.http")


@dataclass(frozen=True)
class _Refusal:
    """The response to an error of a use case, and whether its reason is for the log."""

    status: int
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    # The location and the kind of what is wrong with the request; its code is that of the field.
    fault: tuple[tuple[str, str], str] | None = None
    code: str | None = None
    logs: Callable[..., object] | None = None
    event: str = ""

    async def answer(self, request: Request, error: Exception) -> JSONResponse:
        if self.logs is not None:
            self.logs(self.event, reason=str(error), request_id=request_id_of(request))
        fields = [] if self.fault is None else [self._field(*self.fault)]
        code = self.code if self.fault is None else None
        return problem_response(request, self.status, self.detail, fields, self.headers, code=code)

    def _field(self, location: tuple[str, str], kind: str) -> ProblemField:
        return describe_field(location, kind).model_copy(update={"code": self.code})


_REFUSALS: dict[type[Exception], _Refusal] = {
    KeyReusedError: _Refusal(
        422, _NOT_VALID, fault=(("header", IDEMPOTENCY_KEY_HEADER), "key_reused")
    ),
    RoleMissingError: _Refusal(
        403,
        "Your role in this space is not enough for this. Nothing was changed. Ask an owner of the "
        "space for another role.",
    ),
    PersonalSpaceError: _Refusal(
        409,
        "Your own space keeps its name, nobody else can be let in, and it cannot be deleted. Make "
        "a shared space, and move tasks to it.",
    ),
    LastOwnerError: _Refusal(
        409, "The space would be left without an owner. Make somebody else an owner first."
    ),
    TooManyError: _Refusal(
        409, "There are as many of these as there may be. Remove one that is not needed any more."
    ),
    InvitationInvalidError: _Refusal(
        404, "This invitation is unknown, has expired or was used up. Ask for another one."
    ),
    VersionMismatchError: _Refusal(
        412, "This task was changed in the meantime, maybe in another tab. Nothing was changed now."
    ),
    CommentChangedError: _Refusal(
        412,
        "This comment was changed in the meantime, maybe in another tab. Nothing was changed now.",
    ),
    NothingToUndoError: _Refusal(
        409, "This cannot be undone any more: what it changed was changed again since."
    ),
    UndoUnseenError: _Refusal(
        409,
        "This moved tasks from or to a space that you are no member of, so you cannot undo it. "
        "Nothing was changed. Ask whoever moved them, or somebody who is a member of both.",
        code="UNDO_UNSEEN",
    ),
    UndoElsewhereError: _Refusal(
        409,
        "What this changed is in another space now. Nothing was changed. Undo the move first, and "
        "then this.",
        code="UNDO_ELSEWHERE",
    ),
    SelectionTooLargeError: _Refusal(
        409,
        f"More than {BULK_MAX} tasks are found, which is the most that one change can be of.",
        fault=(("body", "filter"), "selection_too_large"),
        code="SELECTION_TOO_LARGE",
    ),
    ConversationBusyError: _Refusal(
        409,
        "The last answer in this conversation is still being made. Wait for it, or stop it.",
        _RETRY_LATER,
    ),
    TooManyAnswersError: _Refusal(
        409,
        "As many of your messages as possible are being answered. Wait for one, or stop one.",
        _RETRY_LATER,
    ),
    # Without Retry-After: a message without a key is said twice when it is repeated.
    AnswerUnfinishedError: _Refusal(
        504,
        "The answer broke off, and some of it may be done. Send the message again with the same "
        "Idempotency-Key, or look at your tasks before you say it again.",
    ),
    UnauthenticatedError: _Refusal(
        401,
        "A valid bearer token is required.",
        {"WWW-Authenticate": "Bearer"},
        logs=logger.info,
        event="auth.refused",
    ),
    PersonRequiredError: _Refusal(
        403,
        "Only you yourself may do this, signed in, and no program with a token of yours.",
        {"WWW-Authenticate": 'Bearer error="insufficient_scope"'},
    ),
    TooManyStreamsError: _Refusal(
        429,
        "You have as many streams of events open as one person may have. Close one, or try later.",
        {"Retry-After": str(STREAM_RETRY_SECONDS)},
    ),
    TooManyDeliveriesError: _Refusal(
        429,
        "As many tests or codes as possible were sent for you lately. Try again later.",
        {"Retry-After": str(DELIVERIES_RETRY_SECONDS)},
    ),
    ChannelUnverifiedError: _Refusal(
        409, "This address has yet to be verified: send the code that came there first."
    ),
    TooManyTokensError: _Refusal(
        409,
        f"You have {TOKENS_MAX} access tokens, and no more are possible. "
        "Revoke one that is not used any more.",
    ),
    DatabaseUnavailableError: _Refusal(
        503,
        "The database does not answer. Nothing was changed.",
        _RETRY_LATER,
        logs=logger.warning,
        event="database.unavailable",
    ),
    ImportsBusyError: _Refusal(
        503,
        "Another file is being imported. Nothing was changed by this one.",
        {"Retry-After": str(IMPORT_RETRY_SECONDS)},
    ),
    OwnerBusyError: _Refusal(
        503,
        "Another change of your tasks is still being made. Nothing was changed by this one.",
        _RETRY_LATER,
    ),
    # Without Retry-After: repeating this unchecked may do it twice.
    OutcomeUnknownError: _Refusal(
        504,
        "The database stopped answering. It is not known whether this was done: "
        "check before you send it again.",
        logs=logger.warning,
        event="database.outcome_unknown",
    ),
    KeysUnavailableError: _Refusal(
        503, "Tokens cannot be checked, because their issuer does not answer.", _RETRY_LATER
    ),
}


async def _not_found(request: Request, _error: Exception) -> JSONResponse:
    kind = request.url.path.removeprefix(API_PREFIX).split("/")[0]
    return problem_response(request, 404, _NOT_THERE.get(kind, "This is not there any more."))


async def _scope_missing(request: Request, error: Exception) -> JSONResponse:
    """Name the scope as RFC 6750 does, for programs, and in the detail, for people."""
    scope = error.scope if isinstance(error, ScopeMissingError) else ""
    return problem_response(
        request,
        403,
        f"This token does not have the scope {scope}. Nothing was changed. "
        "Make a token that has it.",
        headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'},
    )


async def _field_invalid(request: Request, error: Exception) -> JSONResponse:
    """A field that only the use case can check, in the form of a validation error."""
    if not isinstance(error, InvalidFieldError):
        return problem_response(request, 422, _NOT_VALID)
    limits = {"reason": error.reason} if error.reason else None
    field = describe_field(("body", to_camel(error.field)), error.kind, limits)
    return problem_response(request, 422, _NOT_VALID, [field])


async def _cursor_invalid(request: Request, error: Exception) -> JSONResponse:
    parameter = error.parameter if isinstance(error, InvalidCursorError) else ""
    field = describe_field(("", parameter), "cursor").model_copy(update={"code": "CURSOR_INVALID"})
    return problem_response(request, 422, _NOT_VALID, [field])


async def _filter_invalid(request: Request, error: Exception) -> JSONResponse:
    """Say where in a filter or a sort order the fault is, and what could stand there."""
    if not isinstance(error, FilterError):
        return problem_response(request, 422, _NOT_VALID)
    return problem_response(request, 422, _NOT_VALID, [describe_fault(error)])


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    fields = [
        describe_field(problem["loc"], problem["type"], problem.get("ctx")) for problem in problems
    ]
    return problem_response(request, 422, _NOT_VALID, fields)


async def _http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers: Mapping[str, str] = (error.headers if isinstance(error, HTTPException) else None) or {}
    detail = _DETAILS.get(status, "The request was refused.")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_methods_of(request))}
    return problem_response(request, status, detail, headers=headers)


def _methods_of(request: Request) -> list[str]:
    """Every method that some route takes at this address; the router names those of the first."""
    return [method for method in _METHODS if _takes(request, method)]


def _takes(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": "GET" if method == "HEAD" else method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def install_error_handlers(application: FastAPI) -> None:
    """Give every error the one envelope; what nobody expected is the outer middleware's part."""
    for kind, refusal in _REFUSALS.items():
        application.add_exception_handler(kind, refusal.answer)
    application.add_exception_handler(NotFoundError, _not_found)
    application.add_exception_handler(ScopeMissingError, _scope_missing)
    application.add_exception_handler(InvalidCursorError, _cursor_invalid)
    application.add_exception_handler(FilterError, _filter_invalid)
    application.add_exception_handler(InvalidFieldError, _field_invalid)
    application.add_exception_handler(RequestValidationError, _invalid)
    application.add_exception_handler(HTTPException, _http)

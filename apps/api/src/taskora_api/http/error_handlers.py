"""From the errors of the use cases to the envelope."""

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from taskora_api.errors import (
    ConversationBusyError,
    DatabaseUnavailableError,
    InvalidCursorError,
    KeyReusedError,
    KeysUnavailableError,
    NotFoundError,
    NothingToUndoError,
    OutcomeUnknownError,
    OwnerBusyError,
    UnauthenticatedError,
    VersionMismatchError,
)
from taskora_api.http.headers import IDEMPOTENCY_KEY_HEADER
from taskora_api.http.problem import describe_field, problem_response, request_id_of

RETRY_AFTER_SECONDS = 2
_DETAILS = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
}

_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
API_PREFIX = "/api/v1/"
_CONVERSATION = "This conversation is not there any more: it was deleted, maybe in another tab."
# A foreign object gets the same words: that it exists is nobody else's business.
_NOT_THERE = {
    "tasks": "This task is not there any more: it was deleted, maybe in another tab.",
    "conversations": _CONVERSATION,
    "chat": _CONVERSATION,
    "changes": "This change is not there any more. Changes are kept for 30 days.",
}

logger = structlog.get_logger("taskora.http")


async def _not_found(request: Request, _error: Exception) -> JSONResponse:
    kind = request.url.path.removeprefix(API_PREFIX).split("/")[0]
    return problem_response(request, 404, _NOT_THERE.get(kind, "This is not there any more."))


async def _invalid_cursor(request: Request, _error: Exception) -> JSONResponse:
    field = describe_field(("query", "cursor"), "cursor")
    return problem_response(request, 422, "The request is not valid.", [field])


async def _version_mismatch(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request,
        412,
        "This task was changed in the meantime, maybe in another tab. Nothing was changed now.",
    )


async def _nothing_to_undo(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request, 409, "This cannot be undone any more: what it changed was changed again since."
    )


async def _conversation_busy(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request,
        409,
        "The last answer in this conversation is still being made. Wait for it, or stop it.",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


async def _key_reused(request: Request, _error: Exception) -> JSONResponse:
    field = describe_field(("header", IDEMPOTENCY_KEY_HEADER), "key_reused")
    return problem_response(request, 422, "The request is not valid.", [field])


async def _unauthenticated(request: Request, error: Exception) -> JSONResponse:
    logger.info("auth.refused", reason=str(error), request_id=request_id_of(request))
    return problem_response(
        request, 401, "A valid bearer token is required.", headers={"WWW-Authenticate": "Bearer"}
    )


async def _database_unavailable(request: Request, error: Exception) -> JSONResponse:
    logger.warning("database.unavailable", reason=str(error), request_id=request_id_of(request))
    return problem_response(
        request,
        503,
        "The database does not answer. Nothing was changed.",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


async def _owner_busy(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request,
        503,
        "Another change of your tasks is still being made. Nothing was changed by this one.",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


async def _outcome_unknown(request: Request, error: Exception) -> JSONResponse:
    # Without Retry-After: who repeats this without a look may do it twice.
    logger.warning("database.outcome_unknown", reason=str(error), request_id=request_id_of(request))
    return problem_response(
        request,
        504,
        "The database stopped answering. It is not known whether this was done: "
        "look before you send it again.",
    )


async def _keys_unavailable(request: Request, _error: Exception) -> JSONResponse:
    return problem_response(
        request,
        503,
        "Tokens cannot be checked, because their issuer does not answer.",
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    fields = [
        describe_field(problem["loc"], problem["type"], problem.get("ctx")) for problem in problems
    ]
    return problem_response(request, 422, "The request is not valid.", fields)


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
    application.add_exception_handler(NotFoundError, _not_found)
    application.add_exception_handler(InvalidCursorError, _invalid_cursor)
    application.add_exception_handler(VersionMismatchError, _version_mismatch)
    application.add_exception_handler(NothingToUndoError, _nothing_to_undo)
    application.add_exception_handler(ConversationBusyError, _conversation_busy)
    application.add_exception_handler(KeyReusedError, _key_reused)
    application.add_exception_handler(UnauthenticatedError, _unauthenticated)
    application.add_exception_handler(DatabaseUnavailableError, _database_unavailable)
    application.add_exception_handler(OwnerBusyError, _owner_busy)
    application.add_exception_handler(OutcomeUnknownError, _outcome_unknown)
    application.add_exception_handler(KeysUnavailableError, _keys_unavailable)
    application.add_exception_handler(RequestValidationError, _invalid)
    application.add_exception_handler(HTTPException, _http)

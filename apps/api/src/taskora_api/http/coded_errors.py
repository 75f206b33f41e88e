"""Errors that have a code of their own, by which programs may decide what to do next."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from taskora_api.errors import (
    ConversationRenamedError,
    PlanAppliedError,
    PlanStaleError,
    RateLimitedError,
    UndoTornError,
)
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.http.headers import CHANGE_ID_HEADER
from taskora_api.http.problem import ProblemField, problem_response
from taskora_api.recurrence.errors import RecurrenceError

PLAN_STALE = "PLAN_STALE"
PLAN_APPLIED = "PLAN_APPLIED"
UNDO_TORN = "UNDO_TORN"
RATE_LIMITED = "RATE_LIMITED"
CONVERSATION_RENAMED = "CONVERSATION_RENAMED"
# Of a plan of thousands, nobody reads them all.
STALE_SHOWN = 100


async def _stale(request: Request, error: Exception) -> JSONResponse:
    """Name what was changed since, each as `task.<id>`."""
    stale = error.stale if isinstance(error, PlanStaleError) else []
    fields = [
        ProblemField(
            path=f"{each.entity}.{each.entity_id}",
            message="This is not any more as the plan has seen it."
            if each.version is None
            else f"This was changed since, and is in version {each.version}.",
            fix="Make a new plan.",
        )
        for each in stale[:STALE_SHOWN]
    ]
    detail = "What this plan is about was changed since. Nothing was changed now. Make a new plan."
    return problem_response(request, 409, detail, fields, code=PLAN_STALE)


async def _torn(request: Request, error: Exception) -> JSONResponse:
    changed = error.changed if isinstance(error, UndoTornError) else []
    fields = [
        ProblemField(
            path=f"{each.entity}.{each.entity_id}",
            message="This was changed since.",
            fix="Undo what was done to it since, and then this.",
        )
        for each in changed[:STALE_SHOWN]
    ]
    detail = (
        "This is undone whole or not at all, and a part of it was changed since. Nothing was "
        "changed now. Undo what was done since first."
    )
    return problem_response(request, 409, detail, fields, code=UNDO_TORN)


async def _applied(request: Request, error: Exception) -> JSONResponse:
    change_id = error.change_id if isinstance(error, PlanAppliedError) else None
    headers = {} if change_id is None else {CHANGE_ID_HEADER: str(change_id)}
    detail = "This plan was applied before. Nothing was changed now."
    return problem_response(request, 409, detail, (), headers, code=PLAN_APPLIED)


async def _rate_limited(request: Request, error: Exception) -> JSONResponse:
    seconds = error.retry_after_seconds if isinstance(error, RateLimitedError) else 1
    detail = f"You were too fast. Nothing was changed. Try again in {seconds} s."
    headers = {"Retry-After": str(seconds)}
    return problem_response(request, 429, detail, (), headers, code=RATE_LIMITED)


async def _renamed(request: Request, _error: Exception) -> JSONResponse:
    detail = (
        "This conversation was renamed in the meantime, maybe in another tab. Nothing was changed "
        "now. Look at its new title, and rename it again if you still want to."
    )
    return problem_response(request, 409, detail, (), code=CONVERSATION_RENAMED)


async def _recurrence(request: Request, error: Exception) -> JSONResponse:
    return _explained(request, error) if isinstance(error, RecurrenceError) else _unknown(request)


async def _exchange(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ExchangeError):
        return _unknown(request)
    return _explained(request, error, 413 if error.code is Code.TOO_LARGE else 422)


def _explained(
    request: Request, error: RecurrenceError | ExchangeError, status: int = 422
) -> JSONResponse:
    field = ProblemField(path="", message=f"{_sentence(error.what)}.", fix=f"{error.fix}.")
    detail = f"{_sentence(error.what)}. Nothing was changed."
    return problem_response(request, status, detail, [field], code=error.code)


def _sentence(what: str) -> str:
    return what[:1].upper() + what[1:]


def _unknown(request: Request) -> JSONResponse:
    return problem_response(request, 422, "The request is not valid.")


def install_coded_errors(application: FastAPI) -> None:
    """Give each of them the one envelope, with its code."""
    application.add_exception_handler(PlanStaleError, _stale)
    application.add_exception_handler(PlanAppliedError, _applied)
    application.add_exception_handler(UndoTornError, _torn)
    application.add_exception_handler(RateLimitedError, _rate_limited)
    application.add_exception_handler(ConversationRenamedError, _renamed)
    application.add_exception_handler(RecurrenceError, _recurrence)
    application.add_exception_handler(ExchangeError, _exchange)

"""Errors of tools: a code, what failed, and what to do next, for a model and whoever reads it."""

import re
from dataclasses import dataclass

from pydantic import ValidationError

from taskora_api.errors import (
    DatabaseUnavailableError,
    InvalidCursorError,
    InvalidFieldError,
    NotFoundError,
    NothingToUndoError,
    OutcomeUnknownError,
    OwnerBusyError,
    PlanAppliedError,
    PlanStaleError,
    RateLimitedError,
    RoleMissingError,
    ScopeMissingError,
    UndoElsewhereError,
    UndoTornError,
    UndoUnseenError,
    VersionMismatchError,
)
from taskora_api.filters.errors import FilterError
from taskora_api.http.advice import advise
from taskora_api.http.problem import describe_field
from taskora_api.mcp_server.arguments import Arguments


@dataclass(frozen=True)
class Failure:
    """Why a call did not do what was asked."""

    code: str
    what: str
    fix: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.code}: {self.what} Do: {self.fix}"


_CAMEL = re.compile(r"\b([a-z]+)([A-Z])")
_KNOWN: dict[type[Exception], Failure] = {
    NotFoundError: Failure(
        "NOT_FOUND",
        "There is nothing with this id: it was deleted, or never was yours. Nothing was changed.",
        "call list_tasks, and use an id that it returns.",
    ),
    VersionMismatchError: Failure(
        "VERSION_MISMATCH",
        "The task was changed in the meantime. Nothing was changed now.",
        "call list_tasks, look at the task again, and send the version that it has now.",
    ),
    NothingToUndoError: Failure(
        "NOTHING_TO_UNDO",
        "What this changed was changed again since. Nothing was changed now.",
        "look at the tasks with list_tasks, and change them with update_task.",
    ),
    UndoTornError: Failure(
        "UNDO_TORN",
        "This is undone whole or not at all, and a part of it was changed since. Nothing was "
        "changed now.",
        "undo what was done since first, or change the tasks with update_task.",
    ),
    UndoUnseenError: Failure(
        "UNDO_UNSEEN",
        "This moved tasks from or to a space that the person is no member of. Nothing was changed.",
        "tell the person to ask whoever moved them.",
    ),
    UndoElsewhereError: Failure(
        "UNDO_ELSEWHERE",
        "What this changed is in another space now. Nothing was changed.",
        "undo the move first, and then this.",
    ),
    PlanStaleError: Failure(
        "PLAN_STALE",
        "What the plan is about was changed since. Nothing was changed now.",
        "call the tool again with dry_run, and apply the plan that it returns.",
    ),
    PlanAppliedError: Failure(
        "PLAN_APPLIED",
        "The plan was applied before. Nothing was changed now.",
        "call list_tasks to see what is there now.",
    ),
    InvalidCursorError: Failure(
        "INVALID_ARGUMENT",
        "cursor: The cursor is not from this list.",
        "call list_tasks without a cursor.",
    ),
    RoleMissingError: Failure(
        "ROLE_MISSING",
        "The person only sees this space, and may not change it. Nothing was changed.",
        "call list_places, and use a space in which the role is owner or editor.",
    ),
    OwnerBusyError: Failure(
        "BUSY",
        "Another change of these tasks is still being made. Nothing was changed by this one.",
        "call the tool again in a few seconds.",
    ),
    DatabaseUnavailableError: Failure(
        "UNAVAILABLE",
        "The database does not answer. Nothing was changed.",
        "call the tool again in a few seconds.",
    ),
    OutcomeUnknownError: Failure(
        "OUTCOME_UNKNOWN",
        "The database stopped answering. It is not known whether this was done.",
        "call list_tasks to see whether it was, before calling the tool again.",
    ),
}
DECLINED = Failure(
    "DECLINED",
    "The person was asked, and said no. Nothing was changed.",
    "ask the person what they want instead.",
)
_EXPECTED_MAX = 10
UNEXPECTED = Failure(
    "INTERNAL_ERROR",
    "Something failed on our side.",
    "call list_tasks to see what was done, and tell whoever runs Taskora.",
)


def failure_of(error: Exception) -> Failure | None:
    """Name an error of a use case; None for one that nobody expected."""
    if isinstance(error, ScopeMissingError):
        return Failure(
            "SCOPE_MISSING",
            f"This access token does not have the scope {error.scope}. Nothing was changed.",
            f"ask the owner to make a token with {error.scope} on the page of access tokens.",
        )
    if isinstance(error, RateLimitedError):
        return Failure(
            "RATE_LIMITED",
            "Too many changes were made at once. Nothing was changed.",
            f"call the tool again in {error.retry_after_seconds} seconds.",
        )
    if isinstance(error, InvalidFieldError):
        return _invalid_field(error)
    if isinstance(error, FilterError):
        return _filter_fault(error)
    for kind in type(error).__mro__:
        if kind in _KNOWN:
            return _KNOWN[kind]
    return None


def _filter_fault(error: FilterError) -> Failure:
    """Say where it is, and what could be there instead, of which the first few are enough."""
    expected = ", ".join(error.expected[:_EXPECTED_MAX])
    place = f"{error.place.start} to {error.place.end}"
    what = f"{error.what} (characters {place})" + (f"; expected: {expected}" if expected else "")
    return Failure(error.code, f"{what}.", f"{error.fix}.")


def _invalid_field(error: InvalidFieldError) -> Failure:
    """A fault that only the use case can see; names of fields are those of the tools."""
    message, fix = (error.reason, "") if error.reason else advise(error.field, error.kind, {})
    text = _CAMEL.sub(lambda found: f"{found[1]}_{found[2].lower()}", f"{message} {fix}".strip())
    match error.which:
        case int():
            field = f"tasks.{error.which}.{error.field}"
        case None:
            field = error.field
        case _:
            field = f"{error.field} of {error.which}"
    return Failure(
        "INVALID_ARGUMENT",
        f"{field}: {text} Nothing was changed.",
        "call the tool again with arguments that go together.",
    )


def invalid_arguments(error: ValidationError, model: type[Arguments]) -> Failure:
    """Say of each argument what is wrong with it; never repeat what was sent."""
    found = error.errors(include_input=False, include_url=False)
    fields = [describe_field(("", *each["loc"]), each["type"], each.get("ctx")) for each in found]
    wrong = [f"{each.path}: {each.message} {each.fix}" for each in fields if each.path]
    if any(each["type"] == "extra_forbidden" for each in found):
        wrong.append("There is an argument that this tool does not have.")
    known = ", ".join(model.model_fields)
    return Failure(
        "INVALID_ARGUMENT",
        " ".join(wrong) + " Nothing was changed.",
        f"call the tool again; its arguments are {known}.",
    )


NOTHING_TO_UPDATE = Failure(
    "INVALID_ARGUMENT",
    "Nothing to change was named.",
    "send at least one of title, description, due_on and completed.",
)

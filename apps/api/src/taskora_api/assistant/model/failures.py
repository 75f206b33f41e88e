"""What went wrong with a model, as one of a few codes that stay."""

from enum import StrEnum

from pydantic_ai.exceptions import (
    AgentRunError,
    ContentFilterError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelContextWindowExceededError,
    ModelHTTPError,
    ModelNotFoundError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestTimeout,
    ModelTimeoutError,
    OutputTokenLimitExceeded,
    UsageLimitExceeded,
)


class ModelFailure(StrEnum):
    """Why the embedded assistant steps in; the codes are in the documents."""

    KEY_REFUSED = "MODEL_KEY_REFUSED"
    NOT_FOUND = "MODEL_NOT_FOUND"
    RATE_LIMITED = "MODEL_RATE_LIMITED"
    TOO_SLOW = "MODEL_TOO_SLOW"
    UNREACHABLE = "MODEL_UNREACHABLE"
    LIMIT_REACHED = "MODEL_LIMIT_REACHED"
    REFUSED = "MODEL_REFUSED"
    PERSON_BUDGET_USED = "MODEL_PERSON_BUDGET_USED"
    BUDGET_USED = "MODEL_BUDGET_USED"
    FAILED = "MODEL_FAILED"


class ModelFailedError(AgentRunError):
    """The model failed, and its own package has no error for it."""

    def __init__(self, failure: ModelFailure, reason: str = "") -> None:
        super().__init__(reason or failure)
        self.failure = failure


_FAILURES: tuple[tuple[type[Exception], ModelFailure], ...] = (
    (ModelAuthenticationError, ModelFailure.KEY_REFUSED),
    (ModelNotFoundError, ModelFailure.NOT_FOUND),
    (ModelRateLimitError, ModelFailure.RATE_LIMITED),
    (ModelQuotaExceededError, ModelFailure.RATE_LIMITED),
    (ModelTimeoutError, ModelFailure.TOO_SLOW),
    (ModelRequestTimeout, ModelFailure.TOO_SLOW),
    (ModelConnectionError, ModelFailure.UNREACHABLE),
    (ModelContextWindowExceededError, ModelFailure.LIMIT_REACHED),
    (UsageLimitExceeded, ModelFailure.LIMIT_REACHED),
    (OutputTokenLimitExceeded, ModelFailure.LIMIT_REACHED),
    (ContentFilterError, ModelFailure.REFUSED),
)


def is_of_model(error: BaseException) -> bool:
    """Say whether an error of a run comes from the model, and not from our own program."""
    return isinstance(error, AgentRunError)


def failure_of(error: BaseException) -> ModelFailure:
    if isinstance(error, ModelFailedError):
        return error.failure
    return next((each for kind, each in _FAILURES if isinstance(error, kind)), ModelFailure.FAILED)


def describe(error: BaseException) -> str:
    """Say what happened for the log, without what the provider wrote: it may quote a key."""
    status = f" {error.status_code}" if isinstance(error, ModelHTTPError) else ""
    own = f" {error}" if not isinstance(error, ModelAPIError) else ""
    return f"{type(error).__name__}{status}{own}"

"""What is said of a model that failed, and of who answers instead."""

from collections.abc import Sequence

_WHY = {
    "MODEL_KEY_REFUSED": "did not accept our key",
    "MODEL_NOT_FOUND": "is not known to its provider",
    "MODEL_RATE_LIMITED": "takes no more requests at the moment",
    "MODEL_TOO_SLOW": "did not answer in time",
    "MODEL_UNREACHABLE": "could not be reached",
    "MODEL_LIMIT_REACHED": "reached the limit of what one answer may take",
    "MODEL_REFUSED": "refused to answer that",
    "MODEL_PERSON_BUDGET_USED": "has answered as much as it may for you in a day",
    "MODEL_BUDGET_USED": "has answered as much as it may for everybody in a day",
    "MODEL_FAILED": "did not answer properly",
}
_OPERATOR = "Whoever runs Taskora finds what to do with: kubectl -n taskora logs deployment/api."
_OPERATORS_PART = ("MODEL_KEY_REFUSED", "MODEL_NOT_FOUND")


def say_stepped_in(model: str, code: str) -> str:
    """Say who answers instead of the model, and why."""
    hint = f" {_OPERATOR}" if code in _OPERATORS_PART else ""
    why = _WHY[code]
    return f"{model} {why} ({code}), so the embedded assistant answers.{hint}"


def say_left(done: Sequence[str]) -> str:
    """Repeat what the tools reported before the model failed, which is not done once more."""
    return "\n".join(["Before that, this was done or asked, and I did not repeat it:", *done])


def what_to_do(code: str) -> str:
    """Say in the log what whoever runs the service can do."""
    return {
        "MODEL_KEY_REFUSED": "put a valid key into the Secret that secretEnv of the chart names",
        "MODEL_NOT_FOUND": "set ASSISTANT_MODEL to a model that the provider has",
        "MODEL_PERSON_BUDGET_USED": "raise ASSISTANT_PERSON_TOKENS_DAILY; the day ends at 0:00 UTC",
        "MODEL_BUDGET_USED": "raise ASSISTANT_ALL_TOKENS_DAILY; the day ends at 0:00 UTC",
        "MODEL_UNREACHABLE": "check ASSISTANT_BASE_URL, and the networkPolicy of the chart",
    }.get(code, "see docs/models.md if it goes on")

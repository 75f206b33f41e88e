"""What a tool says when it could not do what it was called for."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from taskora_api.assistant.messages.references import TASK_GONE
from taskora_api.assistant.messages.reports import NOT_DONE, OUTCOME_UNKNOWN
from taskora_api.assistant.workspace import ToolOutput
from taskora_api.errors import DatabaseUnavailableError, NotFoundError, OutcomeUnknownError

Arguments = ParamSpec("Arguments")
ToolFunction = Callable[Arguments, Coroutine[Any, Any, ToolOutput]]


def honest(tool: ToolFunction[Arguments]) -> ToolFunction[Arguments]:
    """Turn what went wrong into an output that says what was not done.

    A tool makes at most one change, in one transaction, so that nothing is ever half done.
    """

    @functools.wraps(tool)
    async def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ToolOutput:
        try:
            return await tool(*args, **kwargs)
        except NotFoundError:
            return ToolOutput(tasks=[], summary=TASK_GONE, outcome="missing")
        except DatabaseUnavailableError:
            return ToolOutput(tasks=[], summary=NOT_DONE, outcome="failed")
        except OutcomeUnknownError:
            return ToolOutput(tasks=[], summary=OUTCOME_UNKNOWN, outcome="failed")

    return wrapped

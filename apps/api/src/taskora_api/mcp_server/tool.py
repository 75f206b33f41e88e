"""What a tool is: its name and description, what it takes, returns and needs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from taskora_api.auth.caller import Caller, Scope
from taskora_api.mcp_server.arguments import Arguments
from taskora_api.mcp_server.failures import Failure
from taskora_api.mcp_server.questions import Asking
from taskora_api.mcp_server.results import Result
from taskora_api.tasks.service import TaskService

Run = Callable[[TaskService, Caller, Any], Awaitable[Result | Failure]]


@dataclass(frozen=True)
class Hints:
    """What a client may show before it calls; all four are always set."""

    read_only: bool
    destructive: bool
    idempotent: bool
    # The tasks of one person are a closed world.
    open_world: bool = False


@dataclass(frozen=True)
class Tool:
    """One tool."""

    name: str
    title: str
    description: str
    scope: Scope
    hints: Hints
    arguments: type[Arguments]
    result: type[Result]
    run: Run
    # How the person is asked before anything is done; None where nobody is.
    asking: Asking | None = None
    # The card that a client may show with the result.
    card: str | None = None

"""One call of a tool, from whatever came as arguments to a result or a failure."""

from collections.abc import Mapping

import structlog
from pydantic import ValidationError

from taskora_api.auth.caller import Caller
from taskora_api.errors import RateLimitedError
from taskora_api.http.dependencies import require_scope
from taskora_api.mcp_server.failures import (
    DECLINED,
    UNEXPECTED,
    Failure,
    failure_of,
    invalid_arguments,
)
from taskora_api.mcp_server.questions import (
    NO_DIALOGUE,
    Dialogue,
    Question,
    apply_agreed,
    question_of,
)
from taskora_api.mcp_server.results import Result
from taskora_api.mcp_server.tool import Tool
from taskora_api.mcp_server.tools import TOOLS
from taskora_api.rate_limits.service import RateLimits
from taskora_api.tasks.service import TaskService

logger = structlog.get_logger("taskora.mcp")

_BY_NAME = {tool.name: tool for tool in TOOLS}


def find_tool(name: str) -> Tool | None:
    return _BY_NAME.get(name)


async def refuse_too_fast(limits: RateLimits, tool: Tool, caller: Caller) -> Failure | None:
    """Let a call through that may change something, or say why not."""
    if tool.hints.read_only:
        return None
    try:
        await limits.admit(caller.id, changes=True)
    except RateLimitedError as error:
        return failure_of(error)
    return None


async def call_tool(
    tool: Tool,
    tasks: TaskService,
    caller: Caller,
    sent: Mapping[str, object],
    dialogue: Dialogue = NO_DIALOGUE,
) -> Result | Failure | Question:
    """Do what was asked for, ask the person first, or say why not; nothing else comes out of it."""
    try:
        require_scope(caller, tool.scope)
        return await _done(tool, tasks, caller, dict(sent), dialogue)
    except ValidationError as error:
        return invalid_arguments(error, tool.arguments)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            logger.error("mcp.tool_failed", tool=tool.name, exc_info=error)
        return failure or UNEXPECTED


async def _done(
    tool: Tool, tasks: TaskService, caller: Caller, sent: dict[str, object], dialogue: Dialogue
) -> Result | Failure | Question:
    asked = tool.arguments.model_validate(sent)
    if tool.asking is None:
        return await tool.run(tasks, caller, asked)
    agreement = dialogue.agreement
    if agreement is not None:
        if not agreement.is_given:
            return DECLINED
        return await apply_agreed(tasks, caller, tool.asking, asked, agreement.plan_id)
    is_asked = dialogue.can_ask and not sent.get("dry_run")
    if not is_asked or len(tool.asking.ids(asked)) < tool.asking.count_min:
        return await tool.run(tasks, caller, asked)
    planned = await tool.run(tasks, caller, asked.model_copy(update={"dry_run": True}))
    question = None if isinstance(planned, Failure) else question_of(tool.asking, planned)
    # What would change nothing is done, which says so, and nobody is asked.
    return question or await tool.run(tasks, caller, asked)

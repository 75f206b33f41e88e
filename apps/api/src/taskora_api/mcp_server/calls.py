"""One call of a tool, from whatever came as arguments to a result or a failure."""

from collections.abc import Mapping

import structlog
from pydantic import ValidationError

from taskora_api.auth.caller import Caller
from taskora_api.http.dependencies import require_scope
from taskora_api.mcp_server.failures import UNEXPECTED, Failure, failure_of, invalid_arguments
from taskora_api.mcp_server.results import Result
from taskora_api.mcp_server.tools import TOOLS, Tool
from taskora_api.tasks.service import TaskService

logger = structlog.get_logger("taskora.mcp")

_BY_NAME = {tool.name: tool for tool in TOOLS}


def find_tool(name: str) -> Tool | None:
    return _BY_NAME.get(name)


async def call_tool(
    tool: Tool, tasks: TaskService, caller: Caller, sent: Mapping[str, object]
) -> Result | Failure:
    """Do what was asked for, or say why not; nothing else comes out of it."""
    try:
        require_scope(caller, tool.scope)
        return await tool.run(tasks, caller, tool.arguments.model_validate(dict(sent)))
    except ValidationError as error:
        return invalid_arguments(error, tool.arguments)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            logger.error("mcp.tool_failed", tool=tool.name, exc_info=error)
        return failure or UNEXPECTED

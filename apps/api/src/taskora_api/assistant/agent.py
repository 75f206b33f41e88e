"""The agent: the tools, and the stream of what it does. Importing this costs a second."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any, Literal
from uuid import UUID

import structlog
from pydantic_ai import Agent, RunContext, ToolReturn
from pydantic_ai.ui.vercel_ai import VercelAIEventStream
from pydantic_ai.ui.vercel_ai.response_types import BaseChunk, DataChunk, ErrorChunk
from pydantic_ai.usage import UsageLimits

from taskora_api.assistant import phrases, tools
from taskora_api.assistant.embedded_model import make_embedded_model
from taskora_api.assistant.kept_calls import CallKeeper, KeptCalls
from taskora_api.assistant.turn_end import TurnEndedError
from taskora_api.assistant.workspace import ToolOutput, Workspace
from taskora_api.tasks.schemas import DueDate
from taskora_api.text import Notes, Title

SDK_VERSION: Literal[7] = 7
MODEL_REQUESTS_MAX = 16

logger = structlog.get_logger("taskora.assistant")

Context = RunContext[Workspace]

agent: Agent[Workspace, str] = Agent(name="taskora", deps_type=Workspace, defer_model_check=True)


def _returned(output: ToolOutput, *, as_list: bool = False) -> ToolReturn:
    value = output.model_dump(mode="json", by_alias=True)
    rows = DataChunk(type="data-tasks", data={"tasks": value["tasks"]}) if as_list else None
    return ToolReturn(return_value=value, metadata=rows)


@agent.tool(sequential=True)
async def add_task(
    context: Context, title: Title, due_on: DueDate | None = None, notes: Notes = ""
) -> ToolReturn:
    """Add a task, with a due date when one was said."""
    return _returned(await tools.add_task(context.deps, title, due_on, notes))


@agent.tool(sequential=True)
async def list_tasks(
    context: Context,
    status: Literal["open", "done", "all"] = "open",
    due_from: date | None = None,
    due_to: date | None = None,
    about: str = "",
) -> ToolReturn:
    """List tasks of a status, due in a closed range of days, about some words."""
    output = await tools.list_tasks(context.deps, status, due_from, due_to, about)
    return _returned(output, as_list=True)


@agent.tool(sequential=True)
async def complete_task(
    context: Context, task_ids: tools.TaskIds, completed: bool = True
) -> ToolReturn:
    """Mark tasks as done, or as open again with completed=false."""
    return _returned(await tools.complete_task(context.deps, task_ids, completed))


@agent.tool(sequential=True)
async def update_task(
    context: Context,
    task_id: UUID,
    title: Title | None = None,
    due_on: DueDate | None = None,
    remove_due_date: bool = False,
) -> ToolReturn:
    """Rename a task, give it another due date, or take its due date away."""
    return _returned(await tools.update_task(context.deps, task_id, title, due_on, remove_due_date))


@agent.tool(sequential=True)
async def delete_task(context: Context, task_ids: tools.TaskIds) -> ToolReturn:
    """Delete tasks. More than one is deleted only after the person has said yes."""
    return _returned(await tools.delete_task(context.deps, task_ids))


class _EventStream(VercelAIEventStream[Workspace, str]):
    """The wire of the AI SDK, without anything about our insides."""

    async def on_error(self, error: Exception) -> AsyncIterator[BaseChunk]:
        if not isinstance(error, TurnEndedError):
            logger.error("assistant.failed", exc_info=error)
        self._finish_reason = "error"
        yield ErrorChunk(error_text=phrases.FAILED)

    async def handle_run_result(self, _event: Any) -> AsyncIterator[BaseChunk]:  # noqa: ANN401
        return
        yield


async def run_turn(
    workspace: Workspace, text: str, message_id: UUID, calls: CallKeeper
) -> AsyncIterator[BaseChunk]:
    """Run the agent on one message, and yield what it does as it does it."""
    stream = _EventStream(sdk_version=SDK_VERSION, server_message_id=str(message_id))
    async with agent.run_stream_events(
        text,
        model=make_embedded_model(workspace, text),
        deps=workspace,
        usage_limits=UsageLimits(request_limit=MODEL_REQUESTS_MAX),
        capabilities=[KeptCalls(calls)],
    ) as events:
        async for chunk in stream.transform_stream(events):
            yield chunk

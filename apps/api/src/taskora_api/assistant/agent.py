"""The agent: the tools, and the stream of what it does. Importing this costs a second."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any, Literal
from uuid import UUID

import structlog
from pydantic_ai import Agent, RunContext, ToolReturn
from pydantic_ai.ui.vercel_ai import VercelAIEventStream
from pydantic_ai.ui.vercel_ai.response_types import BaseChunk, DataChunk, ErrorChunk, FinishChunk
from pydantic_ai.usage import UsageLimits

from taskora_api.assistant import change_tools, tools, undo_tool
from taskora_api.assistant.changing import TaskIds
from taskora_api.assistant.embedded_model import make_embedded_model
from taskora_api.assistant.kept_calls import CallKeeper, KeptCalls
from taskora_api.assistant.messages.general import FAILED
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.turn_end import TurnEndedError
from taskora_api.assistant.workspace import ToolOutput, Workspace
from taskora_api.language.message import CLAUSES_MAX
from taskora_api.tasks.schemas import DueDate
from taskora_api.text import Notes, Title

SDK_VERSION: Literal[7] = 7
# One for each wish of a message, and one for the answer.
MODEL_REQUESTS_MAX = CLAUSES_MAX + 6

logger = structlog.get_logger("taskora.assistant")

Context = RunContext[Workspace]

agent: Agent[Workspace, str] = Agent(name="taskora", deps_type=Workspace, defer_model_check=True)


def _returned(output: ToolOutput, *, as_list: bool = False) -> ToolReturn:
    value = output.model_dump(mode="json", by_alias=True)
    rows = {"tasks": value["tasks"], "total": value["total"]}
    metadata = DataChunk(type="data-tasks", data=rows) if as_list else None
    return ToolReturn(return_value=value, metadata=metadata)


@agent.tool(sequential=True)
async def add_task(
    context: Context,
    title: Title,
    due_on: DueDate | None = None,
    notes: Notes = "",
    others: tools.OtherTasks | None = None,
) -> ToolReturn:
    """Add a task, with a due date when one was said, and others with it."""
    return _returned(await tools.add_task(context.deps, title, due_on, notes, others))


@agent.tool(sequential=True)
async def list_tasks(
    context: Context,
    *,
    status: Literal["open", "done", "all"] = "open",
    due_from: date | None = None,
    due_to: date | None = None,
    undated: bool = False,
    done_from: date | None = None,
    done_to: date | None = None,
    about: str = "",
) -> ToolReturn:
    """List tasks of a status, due or done in a closed range of days, about some words."""
    selection = Selection(
        status=status,
        due_from=due_from,
        due_to=due_to,
        undated=undated,
        done_from=done_from,
        done_to=done_to,
        about=about,
    )
    return _returned(await tools.list_tasks(context.deps, selection), as_list=True)


@agent.tool(sequential=True)
async def complete_task(
    context: Context,
    task_ids: TaskIds | None = None,
    completed: bool = True,
    selection: Selection | None = None,
) -> ToolReturn:
    """Mark tasks as done, or as open again with completed=false.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    output = await change_tools.complete_task(context.deps, task_ids or [], completed, selection)
    return _returned(output)


@agent.tool(sequential=True)
async def update_task(
    context: Context,
    *,
    task_ids: TaskIds | None = None,
    title: Title | None = None,
    due_on: DueDate | None = None,
    by_days: int | None = None,
    remove_due_date: bool = False,
    selection: Selection | None = None,
) -> ToolReturn:
    """Rename one task; give tasks another due date, move it by days, or take it away.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    output = await change_tools.update_task(
        context.deps,
        task_ids or [],
        title=title,
        due_on=due_on,
        by_days=by_days,
        remove_due_date=remove_due_date,
        selection=selection,
    )
    return _returned(output)


@agent.tool(sequential=True)
async def delete_task(
    context: Context, task_ids: TaskIds | None = None, selection: Selection | None = None
) -> ToolReturn:
    """Delete tasks.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    return _returned(await change_tools.delete_task(context.deps, task_ids or [], selection))


@agent.tool(sequential=True)
async def undo_change(
    context: Context, about: str = "", change_id: UUID | None = None, again: bool = False
) -> ToolReturn:
    """Undo the last change of this conversation, or that of a task; again=true undoes the undo."""
    return _returned(await undo_tool.undo_change(context.deps, about, change_id, again))


class _EventStream(VercelAIEventStream[Workspace, str]):
    """The wire of the AI SDK, without anything about our insides."""

    async def on_error(self, error: Exception) -> AsyncIterator[BaseChunk]:
        if not isinstance(error, TurnEndedError):
            logger.error("assistant.failed", exc_info=error)
        async for chunk in super().on_error(error):
            if isinstance(chunk, ErrorChunk):
                yield ErrorChunk(error_text=FAILED)

    async def handle_run_result(self, _event: Any) -> AsyncIterator[BaseChunk]:  # noqa: ANN401
        return
        yield


async def run_turn(
    workspace: Workspace, text: str, message_id: UUID, calls: CallKeeper
) -> AsyncIterator[BaseChunk]:
    """Run the agent on one message, and yield what it does as it does it."""
    workspace.state.answer_id = str(message_id)
    stream = _EventStream(sdk_version=SDK_VERSION, server_message_id=str(message_id))
    async with agent.run_stream_events(
        text,
        model=make_embedded_model(workspace, text),
        deps=workspace,
        usage_limits=UsageLimits(request_limit=MODEL_REQUESTS_MAX),
        capabilities=[KeptCalls(calls)],
    ) as events:
        async for chunk in stream.transform_stream(events):
            if isinstance(chunk, FinishChunk) and workspace.options:
                yield DataChunk(type="data-candidates", data={"options": workspace.options})
            yield chunk

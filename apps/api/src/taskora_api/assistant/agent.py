"""The agent: the tools, and the stream of what it does. Importing this costs a second."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import structlog
from pydantic_ai import Agent
from pydantic_ai.ui.vercel_ai import VercelAIEventStream
from pydantic_ai.ui.vercel_ai.response_types import BaseChunk, DataChunk, ErrorChunk, FinishChunk
from pydantic_ai.usage import UsageLimits

from taskora_api.assistant import change_tools, tools, undo_tool
from taskora_api.assistant.embedded_model import make_embedded_model
from taskora_api.assistant.kept_calls import CallKeeper, KeptCalls
from taskora_api.assistant.messages.general import FAILED
from taskora_api.assistant.model.failures import is_of_model
from taskora_api.assistant.progress import TurnEndedError
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.message import CLAUSES_MAX

SDK_VERSION: Literal[7] = 7
# One for each intent of a message, and one for the answer.
MODEL_REQUESTS_MAX = CLAUSES_MAX + 6

logger = structlog.get_logger("taskora.assistant")

agent: Agent[TurnContext, str] = Agent(
    name="taskora", deps_type=TurnContext, defer_model_check=True
)


for _tool in (
    tools.add_task,
    tools.list_tasks,
    change_tools.complete_task,
    change_tools.update_task,
    change_tools.delete_task,
    undo_tool.undo_change,
):
    agent.tool(sequential=True)(_tool)


@dataclass(kw_only=True)
class AnswerStream(VercelAIEventStream[TurnContext, str]):
    """The wire of the AI SDK, without anything about our insides.

    Where it `catches_models`, what a model failed with is kept, for another one to go on.
    """

    catches_models: bool = False
    failure: Exception | None = None

    async def on_error(self, error: Exception) -> AsyncIterator[BaseChunk]:
        if self.catches_models and is_of_model(error):
            self.failure = error
            return
        if not isinstance(error, TurnEndedError):
            logger.error("assistant.failed", exc_info=error)
        async for chunk in super().on_error(error):
            if isinstance(chunk, ErrorChunk):
                yield ErrorChunk(error_text=FAILED)

    async def handle_run_result(self, _event: Any) -> AsyncIterator[BaseChunk]:  # noqa: ANN401
        return
        yield


async def run_embedded(
    context: TurnContext, text: str, message_id: UUID, calls: CallKeeper
) -> AsyncIterator[BaseChunk]:
    """Run the embedded assistant on one message, and yield what it does as it does it."""
    stream = AnswerStream(sdk_version=SDK_VERSION, server_message_id=str(message_id))
    async with agent.run_stream_events(
        text,
        model=make_embedded_model(context, text),
        deps=context,
        usage_limits=UsageLimits(request_limit=MODEL_REQUESTS_MAX),
        capabilities=[KeptCalls(calls)],
    ) as events:
        async for chunk in stream.transform_stream(events):
            if isinstance(chunk, FinishChunk) and context.options:
                yield DataChunk(type="data-candidates", data={"options": context.options})
            yield chunk

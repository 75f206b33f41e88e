"""The agent that a model decides for: the tools, and the stream of what it does."""

import inspect
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

import structlog
from pydantic_ai import Agent, RunContext
from pydantic_ai.ui.vercel_ai import VercelAIEventStream
from pydantic_ai.ui.vercel_ai.response_types import BaseChunk, ErrorChunk

from taskora_api.assistant.messages.general import FAILED
from taskora_api.assistant.model.failures import is_of_model
from taskora_api.assistant.progress import TurnEndedError
from taskora_api.assistant.toolbox import TOOLS, Function
from taskora_api.assistant.turn_context import ToolOutput, TurnContext

SDK_VERSION: Literal[7] = 7

logger = structlog.get_logger("taskora.assistant")

agent: Agent[TurnContext, str] = Agent(
    name="taskora", deps_type=TurnContext, defer_model_check=True
)


def _with_run(function: Function) -> Function:
    """Give a tool the first parameter by which the agent hands it the context."""

    async def call(run: RunContext[TurnContext], **arguments: Any) -> ToolOutput:  # noqa: ANN401
        return await function(run.deps, **arguments)

    signature = inspect.signature(function)
    first, *others = signature.parameters.values()
    run = first.replace(name="run", annotation=RunContext[TurnContext])
    call.__name__, call.__doc__ = function.__name__, function.__doc__
    call.__signature__ = signature.replace(parameters=[run, *others])  # type: ignore[attr-defined]
    call.__annotations__ = {
        **{each.name: each.annotation for each in (run, *others)},
        "return": signature.return_annotation,
    }
    return call


for _tool in TOOLS.values():
    agent.tool(sequential=True)(_with_run(_tool.function))


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

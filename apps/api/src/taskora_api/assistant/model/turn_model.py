"""The model of one turn: what was answered before is not asked again, and questions are ours."""

import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from pydantic_ai import RunContext
from pydantic_ai.exceptions import AgentRunError
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.models.function import AgentInfo, DeltaToolCall, DeltaToolCalls, FunctionModel
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings

from taskora_api.assistant.messages.general import joined
from taskora_api.assistant.messages.questions import say_more_waits
from taskora_api.assistant.model.budget import BudgetUsedError, Reservation, TokenBudget
from taskora_api.assistant.model.choice import Limits
from taskora_api.assistant.model.failures import ModelFailedError, ModelFailure, failure_of
from taskora_api.assistant.model.history import arguments_of, as_shortened
from taskora_api.assistant.model.prompt_size import estimated_tokens
from taskora_api.assistant.plan import Call, Say, Step
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.text import storable

_ENDS = {
    None: ModelFailure.FAILED,
    "error": ModelFailure.FAILED,
    "length": ModelFailure.LIMIT_REACHED,
    "content_filter": ModelFailure.REFUSED,
}


class TurnModel(WrapperModel):
    """Asks the provider's model, and notes what it decided before any of it is done."""

    def __init__(
        self,
        wrapped: Model[Any],
        context: TurnContext,
        limits: Limits,
        check: Callable[[], None],
        budget: TokenBudget,
    ) -> None:
        """Take a check that raises when the turn has to end."""
        super().__init__(wrapped)
        self._budget = budget
        self._check = check
        self._context = context
        self._limits = limits
        self._started_at = time.monotonic()
        self._seconds_before = context.progress.model_seconds
        # Of a turn that another process began.
        self._kept = list(context.progress.responses)

    def settings_now(self, _run: RunContext[TurnContext]) -> ModelSettings:
        """Limit the next request to what is left of the time for the whole answer."""
        return ModelSettings(
            max_tokens=self._limits.reply_tokens,
            # The embedded assistant answers sooner than a second try.
            max_retries=0,
            first_event_timeout=self._limits.silence_seconds,
            request_timeout=max(self._limits.answer_seconds - self._seconds(), 0.001),
        )

    def _seconds(self) -> float:
        """Return how long the answer takes by now, without the time between two processes."""
        return self._seconds_before + time.monotonic() - self._started_at

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        """Stream the next response."""
        known = self._known_response()
        if known is not None:
            async with speaker(known).request_stream(
                messages, model_settings, model_request_parameters, run_context
            ) as stream:
                yield stream
            return
        self._check()
        asked = as_shortened(messages)
        prompt_tokens = estimated_tokens(asked, model_request_parameters)
        reserved, is_begun = await self._reserve(prompt_tokens), False
        try:
            async with self.wrapped.request_stream(
                asked, model_settings, model_request_parameters, run_context
            ) as stream:
                is_begun = True
                yield stream
                response = stream.get()
        except Exception as error:
            # What a provider has refused costs nothing; of what was cut off nobody knows.
            if not is_begun and failure_of(error) is not ModelFailure.TOO_SLOW:
                await self._budget.release(reserved)
            if isinstance(error, AgentRunError):
                raise
            raise ModelFailedError(ModelFailure.FAILED, type(error).__name__) from error
        await self._budget.settle(reserved, response.usage.total_tokens)
        self._accept(response)

    async def _reserve(self, prompt_tokens: int) -> Reservation:
        try:
            return await self._budget.reserve(self._context.owner_id, prompt_tokens)
        except BudgetUsedError as error:
            failure = (
                ModelFailure.BUDGET_USED if error.is_everybodys else ModelFailure.PERSON_BUDGET_USED
            )
            raise ModelFailedError(failure, str(error)) from error

    def _known_response(self) -> list[Step] | None:
        """Return what needs no model: what it answered before, and a question of the server."""
        if self._kept:
            return self._kept.pop(0)
        question, waiting = self._context.state.question, self._context.state.waiting
        if question is None:
            return None
        return [Say(joined(question.text, say_more_waits(len(waiting))))]

    def _accept(self, response: ModelResponse) -> None:
        """Note a whole response; one that was cut off says no reason why it ended."""
        failure = _ENDS.get(response.finish_reason)
        if failure is not None:
            raise ModelFailedError(failure, str(response.finish_reason))
        progress = self._context.progress
        progress.model_seconds = self._seconds()
        # Servers that count no tokens are limited by their requests and the length of each.
        progress.model_tokens += response.usage.total_tokens
        if progress.model_tokens > self._limits.tokens:
            raise ModelFailedError(ModelFailure.LIMIT_REACHED, "tokens")
        steps = [_step(part) for part in response.parts]
        progress.responses.append([step for step in steps if step is not None])


def _step(part: Any) -> Step | None:  # noqa: ANN401 - any part of a response.
    if isinstance(part, TextPart):
        return Say(storable(part.content))
    if isinstance(part, ToolCallPart):
        return Call(part.tool_name, storable(arguments_of(part)), part.tool_call_id)
    return None


def speaker(steps: list[Step]) -> FunctionModel:
    """Make a model that says and calls just this."""

    async def respond(
        _messages: list[ModelMessage], _info: AgentInfo
    ) -> AsyncIterator[str | DeltaToolCalls]:
        for index, step in enumerate(steps):
            if isinstance(step, Say):
                yield step.text
            else:
                arguments = DeltaToolCall(
                    step.tool, json.dumps(step.arguments), tool_call_id=step.call_id
                )
                yield {index: arguments}

    return FunctionModel(stream_function=respond)

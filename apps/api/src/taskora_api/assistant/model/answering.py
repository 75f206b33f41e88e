"""A turn that the model of a provider answers. Importing this costs a second, and memory."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import structlog
from pydantic_ai.messages import PartDeltaEvent, PartStartEvent
from pydantic_ai.models import Model
from pydantic_ai.ui.vercel_ai.response_types import BaseChunk
from pydantic_ai.usage import UsageLimits

from taskora_api.assistant.embedded import run_embedded
from taskora_api.assistant.kept_calls import CallKeeper
from taskora_api.assistant.messages.instructions import instructions_for
from taskora_api.assistant.messages.models import say_left, say_stepped_in, what_to_do
from taskora_api.assistant.model.agent import SDK_VERSION, AnswerStream, agent
from taskora_api.assistant.model.budget import TokenBudget
from taskora_api.assistant.model.failures import (
    ModelFailedError,
    ModelFailure,
    describe,
    failure_of,
)
from taskora_api.assistant.model.history import KeptMessage, history_of, transcript_of
from taskora_api.assistant.model.kept_calls import KeptCalls
from taskora_api.assistant.model.turn_model import TurnModel
from taskora_api.assistant.own_message import read_own_message, read_reply
from taskora_api.assistant.plan import Call
from taskora_api.assistant.recorder import Chunk
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.settings import Provider
from taskora_api.text import storable

# How soon a stop is noticed while a model says nothing.
WATCH_SECONDS = 0.2
_NOTE_ID = "stepped-in"
_READING_TOOL = "list_tasks"
_START, _FINISH = "start", "finish"
# What else a model may send, such as its reasoning, is not part of an answer.
_SHOWN = ("start", "text-", "tool-", "data-", "finish", "error", "abort")

logger = structlog.get_logger("taskora.assistant")

MakeModel = Callable[[], Awaitable[Model[Any]]]
ReadHistory = Callable[[int], Awaitable[Sequence[KeptMessage]]]


async def answer_by_model(
    context: TurnContext,
    text: str,
    message_id: UUID,
    calls: CallKeeper,
    *,
    budget: TokenBudget,
    make_model: MakeModel,
    read_history: ReadHistory,
) -> AsyncIterator[Chunk]:
    """Answer one message, and yield what is done as it is done."""
    turn = _ModelTurn(context, text, message_id, calls, budget)
    if await turn.is_for_embedded():
        chunks = _led_by(turn.embedded_chunks(), turn.embedded_part())
    else:
        chunks = turn.model_chunks(make_model, read_history)
    async for chunk in chunks:
        yield chunk


class _ModelTurn:
    """One turn while a model is chosen."""

    def __init__(
        self,
        context: TurnContext,
        text: str,
        message_id: UUID,
        calls: CallKeeper,
        budget: TokenBudget,
    ) -> None:
        self._context = context
        self._text = text
        self._message_id = message_id
        self._calls = calls
        self._choice = budget.choice
        self._budget = budget

    async def is_for_embedded(self) -> bool:
        """Say whether the server alone decides: on a yes or no, and where it had begun to."""
        progress = self._context.progress
        if progress.responses and not progress.failure:
            return False
        if progress.intents_left is not None:
            return True
        return (await read_reply(self._context, self._text)).is_answer

    async def embedded_chunks(self) -> AsyncIterator[Chunk]:
        self._context.own_message = None
        async for chunk in run_embedded(self._context, self._text, self._message_id, self._calls):
            yield chunk

    async def model_chunks(
        self, make_model: MakeModel, read_history: ReadHistory
    ) -> AsyncIterator[Chunk]:
        """Let the model answer; when it fails, let the embedded assistant go on from there."""
        stream = AnswerStream(
            sdk_version=SDK_VERSION, server_message_id=str(self._message_id), catches_models=True
        )
        part = _who(self._by_model())
        run = self._run(make_model, read_history)
        end: Chunk | None = None
        async for chunk in _led_by(_shown(stream.transform_stream(run)), part):
            if chunk["type"] == _FINISH:
                end = chunk
            else:
                yield chunk
        if stream.failure is not None:
            async for chunk in self._step_in(stream.failure):
                yield chunk
        elif end is not None:
            yield end

    async def _run(self, make_model: MakeModel, read_history: ReadHistory) -> AsyncIterator[Any]:
        limits = self._choice.limits
        await self._begin()
        kept = await read_history(limits.history_messages)
        self._context.transcript = transcript_of(kept, self._text)
        history = history_of(kept)
        model = TurnModel(
            await _made(make_model), self._context, limits, self._calls.check, self._budget
        )
        async with agent.run_stream_events(
            self._text,
            message_history=history,
            instructions=instructions_for(self._context.today),
            model=model,
            model_settings=model.settings_now,
            deps=self._context,
            usage_limits=UsageLimits(
                request_limit=limits.requests, tool_calls_limit=limits.tool_calls
            ),
            capabilities=[KeptCalls(self._calls)],
        ) as events:
            async for event in _watched(events, self._calls):
                yield event

    async def _begin(self) -> None:
        context = self._context
        if not context.progress.responses:
            context.state.turn += 1
            context.state.question, context.state.waiting = None, []
            await read_own_message(context, self._text)

    async def _step_in(self, error: Exception) -> AsyncIterator[Chunk]:
        context, progress = self._context, self._context.progress
        progress.failure = failure_of(error)
        logger.warning(
            "assistant.model_failed",
            code=progress.failure,
            reason=describe(error),
            provider=self._choice.provider,
            model=self._choice.model,
            do=what_to_do(progress.failure),
        )
        yield self.embedded_part()
        note = say_stepped_in(self._choice.model, progress.failure)
        reports = self._reports()
        if reports:
            for chunk in _text(f"{note}\n{say_left(reports)}"):
                yield chunk
            yield {"type": _FINISH}
            return
        for chunk in _text(note):
            yield chunk
        context.state.turn -= 1
        context.named = set()
        async for chunk in self.embedded_chunks():
            if chunk["type"] != _START:
                yield chunk

    def _reports(self) -> list[str]:
        """Return what the calls reported that have changed or asked something, or may have."""
        progress = self._context.progress
        made = [step for steps in progress.responses for step in steps if isinstance(step, Call)]
        outputs = [
            progress.outputs[call.call_id].value
            for call in made
            if call.tool != _READING_TOOL and call.call_id in progress.outputs
        ]
        return [
            str(output["summary"])
            for output in outputs
            if isinstance(output, dict) and output["outcome"] != "missing"
        ]

    def _by_model(self) -> dict[str, str]:
        return {"provider": self._choice.provider.value, "model": self._choice.model}

    def embedded_part(self) -> Chunk:
        """Say that the embedded assistant answers, and for which model when that failed."""
        failure = self._context.progress.failure
        instead = {"code": failure, "insteadOf": self._by_model()} if failure else {}
        return _who({"provider": Provider.EMBEDDED.value, **instead})


async def _made(make_model: MakeModel) -> Model[Any]:
    """Make the model; what its packages find wrong is a failure of the model."""
    try:
        return await make_model()
    except Exception as error:
        raise ModelFailedError(ModelFailure.FAILED, type(error).__name__) from error


async def _shown(chunks: AsyncIterator[BaseChunk]) -> AsyncIterator[Chunk]:
    """Give those that are part of an answer, as JSON that can be stored."""
    async for chunk in chunks:
        if str(getattr(chunk, "type", "")).startswith(_SHOWN):
            made: Chunk = json.loads(_as_storable(chunk).encode(SDK_VERSION))
            yield made


async def _led_by(chunks: AsyncIterator[Chunk], part: Chunk) -> AsyncIterator[Chunk]:
    """Put a part at the beginning of an answer."""
    async for chunk in chunks:
        yield chunk
        if chunk["type"] == _START:
            yield part


async def _watched(events: AsyncIterator[Any], calls: CallKeeper) -> AsyncIterator[Any]:
    """Yield what a run does, and end it soon when the turn has to end, but never in a call.

    Raises:
        TurnEndedError: the turn has to end.
    """
    while True:
        step = asyncio.ensure_future(anext(events))
        try:
            while not step.done():
                await asyncio.wait({step}, timeout=WATCH_SECONDS)
                if not step.done() and not calls.is_calling:
                    calls.check()
            try:
                event = step.result()
            except StopAsyncIteration:
                return
            # What a tool gave is shown even then.
            if isinstance(event, PartStartEvent | PartDeltaEvent):
                calls.check()
        finally:
            if not step.done():
                step.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await step
        yield event


def _who(data: dict[str, Any]) -> Chunk:
    return {"type": "data-assistant", "data": data}


def _text(text: str) -> list[Chunk]:
    return [
        {"type": "text-start", "id": _NOTE_ID},
        {"type": "text-delta", "id": _NOTE_ID, "delta": text},
        {"type": "text-end", "id": _NOTE_ID},
    ]


def _as_storable(chunk: BaseChunk) -> BaseChunk:
    """Leave out of what a model wrote the characters that neither JSON nor the database takes."""
    written = {
        name: storable(getattr(chunk, name))
        for name in ("delta", "input", "input_text_delta", "error_text")
        if hasattr(chunk, name)
    }
    return chunk.model_copy(update=written)

"""The embedded assistant in the shape of a model, so that another can take its place."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelRequest, ToolReturnPart
from pydantic_ai.models.function import AgentInfo, DeltaToolCall, DeltaToolCalls, FunctionModel

from taskora_api.assistant.intent_handler import IntentHandler, needs_tasks
from taskora_api.assistant.messages.general import FAILED
from taskora_api.assistant.plan import Call, Say, Step
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.intents import Intent
from taskora_api.language.message import parse_message

MODEL_NAME = "taskora-embedded"

_DELTA = re.compile(r"\S+\s*|\s+")


def make_embedded_model(context: TurnContext, text: str) -> FunctionModel:
    """Make the model of one turn, which goes from intent to intent and then says what was done."""
    queue = _IntentQueue(context, text)

    async def respond(
        messages: list[ModelMessage], _info: AgentInfo
    ) -> AsyncIterator[str | DeltaToolCalls]:
        reports = _reports(messages)
        calls = await queue.next_calls()
        for index, call in enumerate(calls):
            arguments = json.dumps(call.arguments)
            yield {index: DeltaToolCall(call.tool, arguments, tool_call_id=call.call_id)}
        if not calls:
            for delta in queue.text_deltas(reports):
                yield delta

    return FunctionModel(stream_function=respond, model_name=MODEL_NAME)


class _IntentQueue:
    """The intents of a message: each is decided on when those before it are done."""

    def __init__(self, context: TurnContext, text: str) -> None:
        self._context = context
        progress = context.progress
        self._steps: list[Step] = progress.steps
        self._text: str | None = text if progress.intents_left is None else None
        intents = parse_message(text, context.today) if progress.intents_left else ()
        self._intents: list[Intent] = list(intents[len(intents) - (progress.intents_left or 0) :])
        # What an interrupted process had decided is called first; what was done of it is known.
        self._decided = [step for step in self._steps if isinstance(step, Call)]

    async def next_calls(self) -> list[Call]:
        """Decide until there is something to call; there is nothing when all is done."""
        if self._decided:
            decided, self._decided = self._decided, []
            return decided
        while self._text is not None or self._intents:
            handler = IntentHandler(self._context, await self._resolver())
            if self._text is not None:
                steps, self._intents = await asyncio.to_thread(
                    handler.answer_open_question, self._text
                )
                self._text = None
            else:
                # In a thread, for other requests must not wait while many titles are compared.
                steps = await asyncio.to_thread(handler.steps_for, self._intents.pop(0))
            self._steps += steps
            self._context.progress.intents_left = len(self._intents)
            calls = [step for step in steps if isinstance(step, Call)]
            if calls:
                return calls
        return []

    async def _resolver(self) -> Resolver:
        """Read the tasks when the decision that comes next depends on them."""
        question = self._context.state.question
        is_needed = needs_tasks(self._intents[0]) if self._text is None else question is not None
        return (
            await Resolver.open(self._context)
            if is_needed
            else Resolver.without_tasks(self._context)
        )

    def text_deltas(self, reports: dict[str, str]) -> Iterator[str]:
        """Stream the answer; what a call did is said as its tool reported it."""
        for position, step in enumerate(self._steps):
            said = step.text if isinstance(step, Say) else reports.get(step.call_id, FAILED)
            yield from _DELTA.findall(("\n" if position else "") + said)


def _reports(messages: list[ModelMessage]) -> dict[str, str]:
    """Collect what the tools reported, by call."""
    return {
        part.tool_call_id: _summary(part.content)
        for message in messages
        if isinstance(message, ModelRequest)
        for part in message.parts
        if isinstance(part, ToolReturnPart)
    }


def _summary(content: Any) -> str:  # noqa: ANN401 - what a tool returned.
    """Say what the tool made for people to read, and nothing that a library wrote."""
    return str(content["summary"]) if isinstance(content, dict) else FAILED

"""The embedded assistant: it decides on one intent after the other, does it, and says what it did.

It yields what the AI SDK reads, each chunk as JSON. It imports no agent framework.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from uuid import UUID, uuid5

import structlog
from pydantic import JsonValue

from taskora_api.assistant.adding import place_offers
from taskora_api.assistant.binding import bind, is_unbound
from taskora_api.assistant.intent_handler import IntentHandler, needs_tasks
from taskora_api.assistant.kept_calls import APPROVAL_PART, CallKeeper, make_call
from taskora_api.assistant.messages.general import FAILED
from taskora_api.assistant.plan import Call, Say, Step, call_id_of
from taskora_api.assistant.posing import question_now
from taskora_api.assistant.progress import StoredOutput, TurnEndedError
from taskora_api.assistant.recorder import Chunk
from taskora_api.assistant.refusals import REFUSALS, refusal_of
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.state import Question
from taskora_api.assistant.toolbox import TOOLS
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.assistant.waiting import ask_next
from taskora_api.language.intents import Intent
from taskora_api.language.message import parse_message

_DELTA = re.compile(r"\S+\s*|\s+")
_STEP, _STEP_END = "start-step", "finish-step"

logger = structlog.get_logger("taskora.assistant")


async def run_embedded(
    context: TurnContext, text: str, message_id: UUID, calls: CallKeeper
) -> AsyncIterator[Chunk]:
    """Answer one message, and yield what is done as it is done."""
    finish: Chunk = {"type": "finish"}
    yield {"type": "start", "messageId": str(message_id)}
    yield {"type": _STEP}
    try:
        async for chunk in _steps(context, text, message_id, calls):
            yield chunk
    except Exception as error:
        if not isinstance(error, TurnEndedError):
            logger.error("assistant.failed", exc_info=error)
        yield {"type": "error", "errorText": FAILED}
        finish["finishReason"] = "error"
    yield {"type": _STEP_END}
    if context.approval is not None:
        yield {"type": APPROVAL_PART, "data": context.approval}
    if context.options:
        yield {"type": "data-candidates", "data": {"options": context.options}}
    yield finish


async def _steps(
    context: TurnContext, text: str, message_id: UUID, keeper: CallKeeper
) -> AsyncIterator[Chunk]:
    queue = _IntentQueue(context, text, message_id)
    reports: dict[str, str] = {}
    while calls := await queue.next_calls():
        for call in calls:
            for chunk in _begun(call):
                yield chunk
            stored = await _made(context, keeper, call)
            reports[call.call_id] = _summary(stored.value)
            yield {
                "type": "tool-output-available",
                "toolCallId": call.call_id,
                "output": stored.value,
            }
            if stored.data_type is not None:
                yield {"type": stored.data_type, "data": stored.data}
        yield {"type": _STEP_END}
        yield {"type": _STEP}
    text_id = str(uuid5(message_id, "text"))
    yield {"type": "text-start", "id": text_id}
    for delta in queue.text_deltas(reports):
        yield {"type": "text-delta", "delta": delta, "id": text_id}
    yield {"type": "text-end", "id": text_id}


def _begun(call: Call) -> list[Chunk]:
    named = {"toolCallId": call.call_id, "toolName": call.tool}
    written = {"toolCallId": call.call_id, "inputTextDelta": json.dumps(call.arguments)}
    return [
        {"type": "tool-input-start", **named},
        {"type": "tool-input-delta", **written},
        {"type": "tool-input-available", **named, "input": call.arguments},
    ]


async def _made(context: TurnContext, keeper: CallKeeper, call: Call) -> StoredOutput:
    tool = TOOLS[call.tool]
    return await make_call(
        context,
        keeper,
        call.call_id,
        call.tool,
        call.arguments,
        make=lambda: tool.call(context, call.arguments),
    )


class _IntentQueue:
    """The intents of a message: each is decided on when those before it are done."""

    def __init__(self, context: TurnContext, text: str, message_id: UUID) -> None:
        self._context = context
        self._message_id = message_id
        progress = context.progress
        self._steps: list[Step] = progress.steps
        self._text: str | None = text if progress.intents_left is None else None
        intents = parse_message(text, context.today) if progress.intents_left else ()
        self._intents: list[Intent] = list(intents[len(intents) - (progress.intents_left or 0) :])
        # What an interrupted process had decided is called first; what was done of it is known.
        self._decided = _rounds(self._steps, progress.decided)

    async def next_calls(self) -> list[Call]:
        """Decide until there is something to call; there is nothing when all is done."""
        if self._decided:
            return self._decided.pop(0)
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
            steps = await self._bound(await self._placed(steps))
            steps = [self._numbered(step, number) for number, step in enumerate(steps)]
            self._steps += steps
            self._context.progress.decided.append(len(steps))
            self._context.progress.intents_left = len(self._intents)
            calls = [step for step in steps if isinstance(step, Call)]
            if calls:
                return calls
        self._steps += [Say(text) for text in await ask_next(self._context)]
        return []

    async def _placed(self, steps: list[Step]) -> list[Step]:
        """Let a question about new tasks say where they will be."""
        before = self._context.state.question
        if before is None or not await place_offers(self._context):
            return steps
        after = self._context.state.question
        asked = Say(before.text if after is None else after.text)
        return [asked if step == Say(before.text) else step for step in steps]

    async def _bound(self, steps: list[Step]) -> list[Step]:
        """Bind the question that was decided on; what could not be done is not asked about."""
        context, question = self._context, self._context.state.question
        if question is None or not is_unbound(question):
            return steps
        try:
            said = await self._bind(question)
        except REFUSALS as error:
            context.state.question, context.options = None, []
            said = (await refusal_of(context, error)).summary
        return [Say(said) if step == Say(question.text) else step for step in steps]

    async def _bind(self, question: Question) -> str:
        """Bind it, and return its text, which names what would be deleted below its tasks."""
        context = self._context
        is_deleting = question.action is not None and question.action.verb == "delete"
        now = await question_now(context, question) if is_deleting else None
        asked, shown = (question, None) if now is None else now
        context.state.question = asked
        context.approval = await bind(context, shown)
        return asked.text

    def _numbered(self, step: Step, number: int) -> Step:
        if not isinstance(step, Call):
            return step
        return replace(step, call_id=call_id_of(self._message_id, len(self._steps) + number))

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


def _rounds(steps: list[Step], sizes: list[int]) -> list[list[Call]]:
    """Give the calls that were decided on together; an older program did not note which were."""
    ends = list(accumulate(sizes)) or [len(steps)]
    rounds = (steps[start:end] for start, end in pairwise([0, *ends]))
    calls = [[step for step in each if isinstance(step, Call)] for each in rounds]
    return [each for each in calls if each]


def _summary(value: JsonValue) -> str:
    """Say what the tool made for people to read."""
    return str(value["summary"]) if isinstance(value, dict) else FAILED

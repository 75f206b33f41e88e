"""What the person's own message says; what a model says of it proves nothing."""

import asyncio
from dataclasses import dataclass, replace

from taskora_api.assistant.intent_handler import IntentHandler
from taskora_api.assistant.progress import Progress
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.turn_context import OwnMessage, TurnContext
from taskora_api.language.intents import Redo, Undo
from taskora_api.language.message import parse_message


@dataclass(frozen=True)
class Reply:
    """How a message stands to the question that the assistant asked last."""

    is_answer: bool


async def read_reply(context: TurnContext, text: str) -> Reply:
    """Say whether a message answers the open question; only the server reads a yes."""
    question = context.state.question
    if question is None:
        return Reply(is_answer=False)
    trial = _copy(context)
    handler = IntentHandler(trial, await Resolver.open(trial))
    steps, _ = await asyncio.to_thread(handler.answer_open_question, text)
    # What is asked once more, with nothing new known, was no answer.
    is_again = trial.state.question == question and not context.is_behind
    return Reply(is_answer=bool(steps) and not is_again)


async def read_own_message(context: TurnContext, text: str) -> None:
    """Note what the person has named and asked for; a model adds nothing to it."""
    intents = parse_message(text, context.today)
    trial = _copy(context)
    trial.state.question = None
    handler = IntentHandler(trial, await Resolver.open(trial))
    for intent in intents:
        await asyncio.to_thread(handler.steps_for, intent)
    context.named = trial.named
    context.own_message = OwnMessage(
        text, asks_to_undo=any(isinstance(each, Undo | Redo) for each in intents)
    )


def _copy(context: TurnContext) -> TurnContext:
    """Make a context in which something can be tried: deciding changes no task."""
    return replace(
        context,
        state=context.state.model_copy(deep=True),
        named=set(),
        touched=[],
        options=[],
        progress=Progress(),
    )

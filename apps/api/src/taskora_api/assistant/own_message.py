"""What the person's own message says; what a model says of it proves nothing."""

import asyncio
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID

from taskora_api.assistant.adding import place
from taskora_api.assistant.intent_handler import IntentHandler
from taskora_api.assistant.plan import Call, action_in, tasks_in
from taskora_api.assistant.progress import Progress
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.state import OfferedTask, Question
from taskora_api.assistant.turn_context import OwnMessage, OwnRequest, TurnContext
from taskora_api.language.intents import (
    AddOneOrTwo,
    AddTasks,
    AddThenChange,
    Intent,
    Redo,
    Statement,
    Undo,
    Unknown,
)
from taskora_api.language.matching import folded
from taskora_api.language.message import parse_message
from taskora_api.language.quick_add import parse_quick_add

# Of what else was said nothing new can follow.
_MAY_ADD = (AddTasks, AddOneOrTwo, AddThenChange, Statement, Unknown)


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
    """Note what the embedded assistant would do by the message; a model adds nothing to it."""
    intents = parse_message(text, context.today)
    trial = _copy(context)
    trial.state.question = None
    handler = IntentHandler(trial, await Resolver.open(trial))
    calls: list[Call] = []
    for intent in intents:
        steps = await asyncio.to_thread(handler.steps_for, intent)
        calls += [step for step in steps if isinstance(step, Call)]
    added = [*_offers(trial.state.question), *map(tasks_in, calls)]
    items = chain(*[(await place(context, each))[1] for each in added])
    context.named = trial.named
    context.own_message = OwnMessage(
        text,
        requests=_requests(calls, trial.named),
        items=tuple(items),
        days=_days(text, context),
        may_add=any(isinstance(each, _MAY_ADD) for each in intents),
        undos=_count_undos(intents, calls),
        undo_topics=_undo_topics(intents, calls),
        asks_to_redo=any(isinstance(each, Redo) for each in intents),
    )


def _offers(question: Question | None) -> list[list[OfferedTask]]:
    return [] if question is None else question.offers


def _requests(calls: list[Call], named: set[UUID]) -> tuple[OwnRequest, ...]:
    """What is to be done to one task that was named without any doubt."""
    found = [(action_in(call), call.arguments.get("task_ids")) for call in calls]
    return tuple(
        OwnRequest(UUID(str(ids[0])), action)
        for action, ids in found
        if action is not None and isinstance(ids, list) and len(ids) == 1
        if UUID(str(ids[0])) in named
    )


def _days(text: str, context: TurnContext) -> tuple[str, ...]:
    """The days that the grammar reads in the lines of a message."""
    read = [
        parse_quick_add(line, context.today).due_on for line in text.split("\n") if line.strip()
    ]
    return tuple(day.isoformat() for day in read if day is not None)


def _undo_topics(intents: tuple[Intent, ...], calls: list[Call]) -> tuple[str, ...]:
    called = [call for call in calls if call.tool == "undo_change"]
    topics = [folded(str(call.arguments.get("about", ""))) for call in called]
    asked = sum(isinstance(each, Undo) for each in intents)
    return tuple(topics) if topics or not asked else ("",)


def _count_undos(intents: tuple[Intent, ...], calls: list[Call]) -> int:
    """How many changes the message asks to take back."""
    asked = sum(isinstance(each, Undo) for each in intents)
    called = sum(call.tool == "undo_change" and not call.arguments.get("again") for call in calls)
    return max(asked, called)


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

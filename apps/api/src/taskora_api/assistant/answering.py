"""Who answers a message: the model of a provider, or the embedded assistant."""

import asyncio
import importlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from taskora_api.assistant.embedded import run_embedded
from taskora_api.assistant.kept_calls import CallKeeper
from taskora_api.assistant.model.budget import TokenBudget
from taskora_api.assistant.recorder import Chunk
from taskora_api.assistant.turn_context import TurnContext

_MODEL_MODULE = "taskora_api.assistant.model.answering"


def import_model() -> Any:  # noqa: ANN401 - the module, which is typed where it is.
    """Import what a model is answered with, which costs a second, before it is needed."""
    return importlib.import_module(_MODEL_MODULE)


async def answer(
    context: TurnContext,
    text: str,
    message_id: UUID,
    calls: CallKeeper,
    *,
    budget: TokenBudget | None,
    make_model: Callable[[], Awaitable[Any]],
    read_history: Callable[[int], Awaitable[Sequence[Any]]],
) -> AsyncIterator[Chunk]:
    """Answer one message, and yield what is done as it is done."""
    context.state.answer_id = str(message_id)
    if budget is None:
        chunks = run_embedded(context, text, message_id, calls)
    else:
        module = await asyncio.to_thread(import_model)
        chunks = module.answer_by_model(
            context,
            text,
            message_id,
            calls,
            budget=budget,
            make_model=make_model,
            read_history=read_history,
        )
    async for chunk in chunks:
        yield chunk

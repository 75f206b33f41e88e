"""Reads an answer that is being made, whoever makes it, as a stream from its start to its end."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

from taskora_api.assistant.recorder import Chunk
from taskora_api.assistant.replay import OtherAnswerError, Replay
from taskora_api.assistant.running_turn import event_of
from taskora_api.conversations.turns import TurnService
from taskora_api.errors import NotFoundError

POLL_SECONDS = 0.1
# A comment in the stream, so that no proxy takes a wait for a dead connection.
WAITING_EVENT = ": waiting\n\n"
WAITING_EVENT_SECONDS = 1.0
DONE_EVENT = "data: [DONE]\n\n"


class Following:
    """Gives what is kept of an answer as it grows, and lets a turn that was left be gone on with.

    The stream has no end only where that cannot be, or where the answer is not what it was before:
    it is to be asked for again then.
    """

    def __init__(self, turns: TurnService, go_on: Callable[[UUID], Awaitable[bool]]) -> None:
        self._turns = turns
        self._go_on = go_on

    async def events(
        self, owner_id: str, conversation_id: UUID, answer_id: UUID
    ) -> AsyncIterator[str]:
        """Yield the events, and comments while there is nothing new."""
        replayed, told_at = Replay(answer_id), time.monotonic()
        while True:
            try:
                now = await self._turns.read_answer(owner_id, conversation_id, answer_id)
                chunks = [
                    *replayed.advance(now.parts),
                    *(replayed.finish() if now.is_ended else ()),
                ]
            except (NotFoundError, OtherAnswerError):
                return
            for event in _events(chunks, is_ended=now.is_ended):
                told_at = time.monotonic()
                yield event
            if now.is_ended or not now.is_going_on:
                return
            if not now.is_live:
                # Where somebody else does, that is seen with the next look.
                await self._go_on(answer_id)
            if time.monotonic() - told_at > WAITING_EVENT_SECONDS:
                told_at = time.monotonic()
                yield WAITING_EVENT
            await asyncio.sleep(POLL_SECONDS)


def _events(chunks: list[Chunk], *, is_ended: bool) -> list[str]:
    return [*map(event_of, chunks), *([DONE_EVENT] if is_ended else [])]

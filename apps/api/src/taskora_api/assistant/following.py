"""Reads an answer that is being made, whoever makes it, as a stream from its start to its end."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from uuid import UUID

from taskora_api.assistant.recorder import Chunk
from taskora_api.assistant.replay import OtherAnswerError, Replay
from taskora_api.assistant.running_turn import event_of
from taskora_api.conversations.turns import AnswerNow, TurnService
from taskora_api.errors import DatabaseUnavailableError, NotFoundError, OutcomeUnknownError

POLL_SECONDS = 0.1
# A comment in the stream, so that no proxy takes a wait for a dead connection.
WAITING_EVENT = ": waiting\n\n"
WAITING_EVENT_SECONDS = 1.0
# How often the database may be found to be away, each time for as long as a request waits for it.
AWAY_MOST = 5
DONE_EVENT = "data: [DONE]\n\n"


class Following:
    """Gives what is kept of an answer as it grows, and lets a turn that was left be gone on with.

    The stream has no end only where that cannot be, or where the answer is not what it was before:
    it is to be asked for again then.
    """

    def __init__(self, turns: TurnService, go_on: Callable[[UUID], Awaitable[bool]]) -> None:
        self._turns = turns
        self._go_on = go_on
        self._away = 0

    async def events(
        self, owner_id: str, conversation_id: UUID, answer_id: UUID
    ) -> AsyncIterator[str]:
        """Yield the events, and comments while there is nothing new."""
        replayed, sent_at = Replay(answer_id), time.monotonic()
        while True:
            try:
                now = await self._read(owner_id, conversation_id, answer_id)
                chunks = _new_chunks(replayed, now)
            except (NotFoundError, OtherAnswerError):
                return
            for chunk in chunks:
                sent_at = time.monotonic()
                yield event_of(chunk)
            if now is not None and now.is_ended:
                yield DONE_EVENT
            if now is not None and not now.is_going_on:
                return
            if now is not None and not now.is_live:
                # Where somebody else does, that is seen at the next read.
                with suppress(DatabaseUnavailableError, OutcomeUnknownError):
                    await self._go_on(answer_id)
            if time.monotonic() - sent_at > WAITING_EVENT_SECONDS:
                sent_at = time.monotonic()
                yield WAITING_EVENT
            await asyncio.sleep(POLL_SECONDS)

    async def _read(
        self, owner_id: str, conversation_id: UUID, answer_id: UUID
    ) -> AnswerNow | None:
        """Read the answer; None where the database is away, which it may be for a while."""
        try:
            now = await self._turns.read_answer(owner_id, conversation_id, answer_id)
        except DatabaseUnavailableError:
            self._away += 1
            if self._away > AWAY_MOST:
                raise
            return None
        self._away = 0
        return now


def _new_chunks(replayed: Replay, now: AnswerNow | None) -> list[Chunk]:
    if now is None:
        return []
    chunks = list(replayed.advance(now.parts))
    return [*chunks, *replayed.finish()] if now.is_ended else chunks

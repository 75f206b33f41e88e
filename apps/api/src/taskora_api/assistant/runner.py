"""Runs turns. A turn goes on when its reader leaves, and what it sent is kept."""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID, uuid4

import structlog

from taskora_api.assistant import phrases
from taskora_api.assistant.recorder import Chunk, MessageRecorder
from taskora_api.assistant.replay import message_ids, replay
from taskora_api.assistant.state import ConversationState
from taskora_api.assistant.workspace import Workspace
from taskora_api.conversations.service import ConversationService
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.tasks.service import TaskService
from taskora_api.wire import utc_now

logger = structlog.get_logger("taskora.assistant")

_AGENT_MODULE = "taskora_api.assistant.agent"
_DONE = "[DONE]"


@dataclass(frozen=True)
class Turn:
    """One message of a person, on its way to be answered."""

    owner_id: str
    conversation_id: UUID
    text: str
    workspace: Workspace
    message_id: UUID


@dataclass(frozen=True)
class Repeated:
    """A message that was sent again; `message_id` is that of its answer."""

    owner_id: str
    conversation_id: UUID
    message_id: UUID


class Assistant:
    """Begins turns and streams their answers; it keeps nothing of a conversation."""

    def __init__(
        self,
        tasks: TaskService,
        conversations: ConversationService,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the use cases that the tools call."""
        self._tasks = tasks
        self._conversations = conversations
        self._clock = clock
        self._running: dict[UUID, asyncio.Task[None]] = {}

    @staticmethod
    def warm_up() -> None:
        """Import the agent, which costs a second, before the first message needs it."""
        importlib.import_module(_AGENT_MODULE)

    async def begin(
        self,
        owner_id: str,
        conversation_id: UUID,
        text: str,
        zone: tzinfo,
        client_id: str | None = None,
        *,
        last_shown: str | None = None,
    ) -> Turn | Repeated:
        """Keep the message, and read what is remembered; errors come before any stream.

        `last_shown` is the last answer that the page shows, "" for none, None where it is not told.
        """
        said_id, answer_id = (
            message_ids(owner_id, conversation_id, client_id, text)
            if client_id is not None
            else (uuid4(), uuid4())
        )
        stored = await self._conversations.begin_turn(owner_id, conversation_id, text, said_id)
        if stored is None:
            return Repeated(owner_id, conversation_id, answer_id)
        state, now = ConversationState.load(stored), self._clock()
        workspace = Workspace(
            owner_id=owner_id,
            tasks=self._tasks,
            today=now.astimezone(zone).date(),
            state=state,
            zone=zone,
            now=now,
            is_behind=last_shown is not None and last_shown != state.answer_id,
        )
        return Turn(owner_id, conversation_id, text, workspace, answer_id)

    async def answer(self, turn: Turn | Repeated) -> AsyncIterator[str]:
        """Yield the events of the answer as they are made, or as they were."""
        if isinstance(turn, Repeated):
            for chunk in await self._repeat(turn):
                yield _event(json.dumps(chunk))
            yield _event(_DONE)
            return
        events: asyncio.Queue[str | None] = asyncio.Queue()
        task = asyncio.create_task(self._run(turn, events))
        self._running[turn.message_id] = task
        task.add_done_callback(lambda _: self._running.pop(turn.message_id, None))
        while (event := await events.get()) is not None:
            yield event

    async def finish(self) -> None:
        """Wait for the turns that are still running, such as those whose reader has left."""
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _repeat(self, turn: Repeated) -> list[Chunk]:
        """Find the answer, which may still be in the making; it is never made twice."""
        running = self._running.get(turn.message_id)
        if running is not None:
            await asyncio.wait([running])
        parts = await self._conversations.find_answer(
            turn.owner_id, turn.conversation_id, turn.message_id
        )
        lost = [{"type": "text", "text": phrases.ANSWER_LOST}]
        return list(replay(turn.message_id, lost if parts is None else parts))

    async def _run(self, turn: Turn, events: asyncio.Queue[str | None]) -> None:
        recorder = MessageRecorder()
        try:
            async for encoded in _encoded_chunks(turn):
                if encoded != _DONE:
                    chunk = json.loads(encoded)
                    if chunk["type"] == "finish":
                        # A reader that has seen the end finds the message when it asks again.
                        await self._keep(turn, recorder)
                    recorder.add(chunk)
                events.put_nowait(_event(encoded))
        except Exception as error:
            logger.error("assistant.stream_failed", exc_info=error)
        finally:
            events.put_nowait(None)

    async def _keep(self, turn: Turn, recorder: MessageRecorder) -> None:
        state = turn.workspace.state
        try:
            await self._conversations.end_turn(
                turn.owner_id,
                turn.conversation_id,
                turn.message_id,
                recorder.parts,
                state.dump(),
            )
        except (DatabaseUnavailableError, OutcomeUnknownError) as error:
            logger.error("assistant.message_lost", reason=str(error))


def _event(encoded: str) -> str:
    return f"data: {encoded}\n\n"


async def _encoded_chunks(turn: Turn) -> AsyncIterator[str]:
    agent = await asyncio.to_thread(importlib.import_module, _AGENT_MODULE)
    async for chunk in agent.run_turn(turn.workspace, turn.text, turn.message_id):
        yield chunk.encode(agent.SDK_VERSION)

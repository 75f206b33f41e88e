"""Runs turns. A turn goes on when its reader leaves, and what it sent is kept."""

import asyncio
import importlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from uuid import UUID, uuid4

import structlog

from taskora_api.assistant.recorder import MessageRecorder
from taskora_api.assistant.state import ConversationState
from taskora_api.assistant.workspace import Workspace
from taskora_api.conversations.service import ConversationService
from taskora_api.errors import DatabaseUnavailableError
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
    message_id: UUID = field(default_factory=uuid4)


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
        self._running: set[asyncio.Task[None]] = set()

    @staticmethod
    def warm_up() -> None:
        """Import the agent, which costs a second, before the first message needs it."""
        importlib.import_module(_AGENT_MODULE)

    async def begin(self, owner_id: str, conversation_id: UUID, text: str, zone: tzinfo) -> Turn:
        """Keep the message, and read what is remembered; errors come before any stream."""
        stored = await self._conversations.begin_turn(owner_id, conversation_id, text)
        workspace = Workspace(
            owner_id=owner_id,
            tasks=self._tasks,
            today=self._clock().astimezone(zone).date(),
            state=ConversationState.load(stored),
        )
        return Turn(owner_id, conversation_id, text, workspace)

    async def answer(self, turn: Turn) -> AsyncIterator[str]:
        """Yield the events of the answer as they are made."""
        events: asyncio.Queue[str | None] = asyncio.Queue()
        task = asyncio.create_task(self._run(turn, events))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        while (event := await events.get()) is not None:
            yield event

    async def finish(self) -> None:
        """Wait for the turns that are still running, such as those whose reader has left."""
        await asyncio.gather(*self._running, return_exceptions=True)

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
                events.put_nowait(f"data: {encoded}\n\n")
        except Exception as error:
            logger.error("assistant.stream_failed", exc_info=error)
        finally:
            events.put_nowait(None)

    async def _keep(self, turn: Turn, recorder: MessageRecorder) -> None:
        state = turn.workspace.state
        if turn.workspace.touched:
            state.recent = turn.workspace.touched
        try:
            await self._conversations.end_turn(
                turn.owner_id,
                turn.conversation_id,
                turn.message_id,
                recorder.parts,
                state.dump(),
            )
        except DatabaseUnavailableError as error:
            logger.error("assistant.message_lost", reason=str(error))


async def _encoded_chunks(turn: Turn) -> AsyncIterator[str]:
    agent = await asyncio.to_thread(importlib.import_module, _AGENT_MODULE)
    async for chunk in agent.run_turn(turn.workspace, turn.text, turn.message_id):
        yield chunk.encode(agent.SDK_VERSION)

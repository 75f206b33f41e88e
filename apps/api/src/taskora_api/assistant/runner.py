"""Runs turns. A turn goes on when its reader leaves, and on another process when its own dies."""

import asyncio
import importlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import structlog

from taskora_api.assistant.answering import answer, import_model
from taskora_api.assistant.following import DONE_EVENT, Following
from taskora_api.assistant.measured import measured
from taskora_api.assistant.messages.general import ANSWER_LOST
from taskora_api.assistant.model.budget import TokenBudget
from taskora_api.assistant.recorder import Chunk
from taskora_api.assistant.replay import answer_id_of, message_ids, replay
from taskora_api.assistant.running_turn import RunningTurn, event_of
from taskora_api.assistant.state import ConversationState
from taskora_api.assistant.transcript import Transcript
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.assistant.turn_tasks import TurnTasks
from taskora_api.conversations.turns import Begun, InTheMaking, Made, Said, TurnService
from taskora_api.database.engine import Once
from taskora_api.idempotency.store import AnswerStore
from taskora_api.language.habits import Habits, reading_as
from taskora_api.metrics.registry import Metrics
from taskora_api.tasks.service import TaskService
from taskora_api.wire import load_time_zone

logger = structlog.get_logger("taskora.assistant")

_PROVIDERS_MODULE = "taskora_api.assistant.model.providers"
_LOST = {"type": "text", "text": ANSWER_LOST}


@dataclass(frozen=True)
class Turn:
    """A message of a person that is to be answered, or was answered before."""

    said: Said
    outcome: Begun | Made | InTheMaking

    @property
    def is_repeated(self) -> bool:
        """Return whether the message was sent before, and is not carried out anew."""
        return not isinstance(self.outcome, Begun)


class Assistant:
    """Begins turns and streams their answers; it keeps nothing of a conversation."""

    def __init__(
        self,
        tasks: TaskService,
        turns: TurnService,
        answers: AnswerStore,
        metrics: Metrics,
        budget: TokenBudget | None = None,
        *,
        read_habits: Callable[[str], Awaitable[Habits]],
    ) -> None:
        """Take the budget of the model that answers, unless that is the embedded assistant.

        `read_habits` says how a person's text is read.
        """
        self._tasks = tasks
        self._turns = turns
        self._answers = answers
        self._metrics = metrics
        self._read_habits = read_habits
        self.choice = budget.choice if budget is not None else None
        self._budget = budget
        self._model: Any = None
        self._model_making = asyncio.Lock()
        self._closing = AsyncExitStack()
        self._running: dict[UUID, RunningTurn] = {}
        self._jobs: set[asyncio.Task[None]] = set()

    def warm_up(self) -> None:
        """Import what a model needs, where one is chosen: nobody else has to have its memory."""
        if self._budget is not None:
            import_model()

    async def begin(
        self,
        owner_id: str,
        conversation_id: UUID,
        text: str,
        time_zone: str,
        client_id: str | None = None,
        *,
        last_shown: str | None = None,
        locale: str | None = None,
        typed_at: datetime | None = None,
        goes_on: bool = False,
    ) -> Turn:
        """Keep the message, and read what is remembered; errors come before any stream.

        `last_shown` is the last answer that the page shows, "" for none, None where unknown.
        `locale` is the BCP 47 tag of who writes.
        `typed_at` is when the message was typed, None where that is now.
        `goes_on`: an answer of it that was stopped or failed is made to its end.

        Raises:
            ConversationBusyError: another answer in the conversation is still being made.
        """
        said_id, answer_id = (
            message_ids(owner_id, conversation_id, client_id, text)
            if client_id is not None
            else (uuid4(), uuid4())
        )
        said = Said(
            owner_id,
            conversation_id,
            text,
            said_id,
            answer_id,
            time_zone=time_zone,
            last_shown=last_shown,
            locale=locale,
            typed_at=typed_at,
        )
        kept_id = _as_uuid(client_id)
        if kept_id is not None:
            # A page that was loaded anew knows the message by the id that it is kept by.
            kept = replace(said, message_id=kept_id, answer_id=answer_id_of(kept_id))
            said = kept if await self._turns.is_kept(kept) else said
        return Turn(said, await self._turns.begin(said, goes_on=goes_on))

    async def answer(self, turn: Turn) -> AsyncIterator[str]:
        """Yield the events of the answer as they are made, or as they were."""
        said, outcome = turn.said, turn.outcome
        if isinstance(outcome, InTheMaking):
            async for event in self.follow(said.owner_id, said.conversation_id, said.answer_id):
                yield event
            return
        if isinstance(outcome, Made):
            for made in replay(said.answer_id, outcome.parts or [_LOST]):
                yield event_of(made)
            yield DONE_EVENT
            return
        running = self._start(outcome)
        while (chunk := await running.events.get()) is not None:
            yield event_of(chunk)
        if running.is_ended:
            yield DONE_EVENT

    async def stop(self, owner_id: str, conversation_id: UUID, once: Once | None = None) -> None:
        """Ask the turn of a conversation to end with its next step, whoever makes it.

        Raises:
            NotFoundError: there is no such conversation of this owner.
        """
        answer_id = await self._turns.stop(owner_id, conversation_id, once)
        running = self._running.get(answer_id) if answer_id is not None else None
        if running is not None:
            running.is_stopping = True

    async def find_live(self, owner_id: str, conversation_id: UUID) -> UUID | None:
        """Return the answer that is being made in a conversation, on any process.

        Raises:
            NotFoundError: there is no such conversation of this owner.
        """
        return await self._turns.find_live(owner_id, conversation_id)

    def follow(self, owner_id: str, conversation_id: UUID, answer_id: UUID) -> AsyncIterator[str]:
        """Yield the events of an answer from its start to its end, whoever makes it."""
        following = Following(self._turns, self.go_on)
        return following.events(owner_id, conversation_id, answer_id)

    async def go_on(self, answer_id: UUID) -> bool:
        """Go on with a turn that its process has left; False where it is nobody's to go on with."""
        begun = await self._turns.take_over(answer_id)
        if begun is not None:
            logger.info("assistant.taken_over", answer_id=str(answer_id))
            self._start(begun)
        return begun is not None

    async def finish(self) -> None:
        """Wait for the turns that are still running, such as those whose reader has left."""
        await asyncio.gather(*self._jobs, return_exceptions=True)
        await self._closing.aclose()

    async def _make_model(self) -> Any:  # noqa: ANN401 - the type is imported on first use.
        """Make the model once; its provider is imported on first use, for it takes memory."""
        async with self._model_making:
            if self._model is None and self.choice is not None:
                providers = await asyncio.to_thread(importlib.import_module, _PROVIDERS_MODULE)
                self._model = await asyncio.to_thread(
                    providers.make_model, self.choice, self._closing
                )
        return self._model

    async def _chunks(self, running: RunningTurn) -> AsyncGenerator[Chunk, None]:
        said = running.said
        async for chunk in answer(
            running.context,
            said.text,
            said.answer_id,
            running,
            budget=self._budget,
            make_model=self._make_model,
            read_history=partial(self._turns.read_before, said),
        ):
            yield chunk

    def _start(self, begun: Begun) -> RunningTurn:
        said = begun.said
        zone = load_time_zone(said.time_zone)
        tasks = TurnTasks(self._tasks, self._answers, said.owner_id, said.answer_id)
        state = ConversationState.load(begun.state)
        context = TurnContext(
            owner_id=said.owner_id,
            tasks=tasks,
            # The day on which it was said, also when it is gone on with after midnight.
            today=(said.typed_at or begun.started_at).astimezone(zone).date(),
            state=state,
            zone=zone,
            now=begun.started_at,
            locale=said.locale,
            report_by=tasks.report_by,
            transcript=Transcript([said.text]),
            is_behind=said.last_shown is not None and said.last_shown != state.answer_id,
        )
        running = RunningTurn(said, begun, context, tasks, self._turns)
        job = asyncio.create_task(self._run(running))
        self._running[said.answer_id] = running
        self._jobs.add(job)
        job.add_done_callback(lambda done: self._forget(said.answer_id, done))
        return running

    def _forget(self, answer_id: UUID, job: asyncio.Task[None]) -> None:
        self._running.pop(answer_id, None)
        self._jobs.discard(job)

    async def _run(self, running: RunningTurn) -> None:
        renewal = asyncio.create_task(running.renew())
        try:
            with measured(running, self._metrics):
                await self._make(running)
        finally:
            renewal.cancel()
            running.events.put_nowait(None)

    async def _make(self, running: RunningTurn) -> None:
        try:
            if await running.restore():
                with reading_as(await self._read_habits(running.said.owner_id)):
                    async with aclosing(self._chunks(running)) as chunks:
                        async for chunk in chunks:
                            await running.take(chunk)
        except Exception as error:
            logger.error("assistant.stream_failed", exc_info=error)
            await running.fail()


def _as_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text is not None else None
    except ValueError:
        return None

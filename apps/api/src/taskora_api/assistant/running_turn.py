"""A turn that this process is making: what it shows, what it keeps, and when it ends."""

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

import structlog
from pydantic import JsonValue

from taskora_api.assistant import snapshot
from taskora_api.assistant.messages import interruptions
from taskora_api.assistant.messages.general import FAILED
from taskora_api.assistant.progress import StoredOutput, TurnEndedError
from taskora_api.assistant.recorder import Chunk, MessageRecorder, Part
from taskora_api.assistant.replay import Replay
from taskora_api.assistant.turn_context import Note, ToolOutput, TurnContext
from taskora_api.assistant.turn_tasks import TurnTasks
from taskora_api.conversations.turns import Begun, LeaseLostError, Said, TurnService
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.metrics.registry import TurnOutcome
from taskora_api.tasks.change_schemas import Changed, Undone

# How often the lease is renewed while it lasts.
RENEWALS = 3
END_ATTEMPTS = 5
END_PAUSE_SECONDS = 0.5
# How often a text is kept while it is written; a call is kept before and after it is made.
TEXT_KEPT_SECONDS = 0.5
_NOTE_ID = "note-{}"

logger = structlog.get_logger("taskora.assistant")


class RunningTurn:
    """Takes the chunks that the agent makes, and cares for its calls."""

    def __init__(
        self,
        said: Said,
        begun: Begun,
        context: TurnContext,
        tasks: TurnTasks,
        turns: TurnService,
    ) -> None:
        self.said = said
        self.context = context
        self.events: asyncio.Queue[Chunk | None] = asyncio.Queue()
        self.is_stopping = False
        # Whether the end of the answer was shown.
        self.is_ended = False
        # Whether a tool is at work, which is never cut short.
        self.is_calling = False
        self._begun = begun
        self._tasks = tasks
        self._turns = turns
        self._recorder = MessageRecorder()
        self._is_lost = False
        self._is_failed = False
        self._is_stopped = False
        self._size_kept = 0
        # Whether whoever goes on with it goes on from what was kept, and not from its beginning.
        self._has_progress = False
        self._calls_begun: set[str] = set()
        self._held: dict[str, list[Chunk]] = {}
        self._notes = 0
        self._kept_at = time.monotonic()

    @property
    def outcome(self) -> TurnOutcome:
        """How it ended; `lost` means that another process has it, or that it has no end."""
        if self._is_lost or not self.is_ended:
            return "lost"
        if self._is_failed:
            return "failed"
        return "stopped" if self._is_stopped else "answered"

    @property
    def parts(self) -> list[Part]:
        """What the answer consists of so far."""
        return self._recorder.parts

    async def restore(self) -> bool:
        """Resume from what another process had done; False when that is unknown, which is said."""
        if not self._begun.progress.keys() - self.said.kept().keys():
            # Nothing was decided yet.
            return True
        try:
            snapshot.restore(self.context, self._begun.progress)
        except snapshot.UnreadableSnapshotError:
            for chunk in Replay(self.said.answer_id).advance(self._begun.parts):
                self._emit(chunk)
            self._say(interruptions.CANNOT_GO_ON)
            await self._finish({"type": "finish"})
            return False
        self._has_progress = True
        self._size_kept = self.context.progress.size
        return True

    async def begin_call(
        self, call_id: str, tool: str, arguments: dict[str, Any]
    ) -> StoredOutput | None:
        """Let a call begin, unless it was made before or nothing more may be done."""
        known = await self._find_output(call_id)
        if known is None:
            self._stop_as_asked_before(call_id)
            self.check()
            self.is_calling = True
            self._tasks.begin_call(call_id, tool, arguments)
        self._show(call_id)
        progress = self.context.progress
        if progress.size > self._size_kept:
            # What is about to be done is written down before it is done.
            await self._keep()
            self._size_kept = progress.size
            self.check()
        return known

    async def end_call(self, call_id: str, output: StoredOutput) -> None:
        self.context.progress.outputs[call_id] = output
        self._recorder.complete(call_id, output.value)
        await self._keep()
        self.is_calling = False

    async def take(self, chunk: Chunk) -> None:
        """Show a chunk, or hold it back until its call begins."""
        kind = str(chunk["type"])
        call_id = chunk.get("toolCallId")
        if kind.startswith("tool-input") and call_id not in self._calls_begun:
            self._held.setdefault(str(call_id), []).append(chunk)
        elif (self._is_stopped and kind == "error") or call_id in self._held:
            # What the agent makes of the end that we put to it is no failure, and a call that
            # never began, such as one of an unknown tool, is nothing to show.
            return
        elif kind == "finish":
            await self._finish(chunk)
        else:
            self._emit(chunk)
            if kind == "text-delta":
                await self._keep_text()

    async def fail(self) -> None:
        """End the answer after a failure that nobody expected."""
        self._emit({"type": "error", "errorText": FAILED})
        await self._finish({"type": "finish"})

    async def renew(self) -> None:
        """Hold the lease until cancelled, and notice a stop that another process was asked for."""
        while True:
            await asyncio.sleep(self._turns.lease_seconds / RENEWALS)
            with suppress(DatabaseUnavailableError, OutcomeUnknownError):
                try:
                    self._note_stop(is_stopping=await self._turns.hold(self._begun.lease))
                except LeaseLostError:
                    self._is_lost = True
                    return

    def check(self) -> None:
        """Go on unless the turn has to end.

        Raises:
            TurnEndedError: nothing more may be done in this turn.
        """
        if self.is_stopping or self._is_lost:
            self._is_stopped = True
            raise TurnEndedError

    def _stop_as_asked_before(self, call_id: str) -> None:
        """Obey a stop that came to the process before this one, once all that was done is shown."""
        if self._begun.is_stopping:
            self.is_stopping = True
            # It may have been shown before it could be made, and what was shown stays.
            self._show(call_id)

    def _show(self, call_id: str) -> None:
        self._calls_begun.add(call_id)
        for chunk in self._held.pop(call_id, []):
            self._emit(chunk)

    def _emit(self, chunk: Chunk) -> None:
        self._is_failed = self._is_failed or chunk["type"] == "error"
        self._recorder.add(chunk)
        self.events.put_nowait(chunk)

    def _say(self, text: str) -> None:
        self._notes += 1
        text_id = _NOTE_ID.format(self._notes)
        self._emit({"type": "text-start", "id": text_id})
        self._emit({"type": "text-delta", "id": text_id, "delta": text})
        self._emit({"type": "text-end", "id": text_id})

    async def _keep_text(self) -> None:
        """Keep a text while it is written, so that whoever else reads it sees it grow."""
        if time.monotonic() - self._kept_at > TEXT_KEPT_SECONDS:
            await self._keep()

    async def _find_output(self, call_id: str) -> StoredOutput | None:
        """Find the result of a call, also when its process died before it reported it."""
        progress = self.context.progress
        if self._begun.is_resumed and call_id not in progress.outputs:
            kept = await self._tasks.find_change(call_id)
            if kept is not None:
                progress.outputs[call_id] = StoredOutput(await self._take_note(*kept))
        return progress.outputs.get(call_id)

    async def _take_note(self, change: Changed | Undone, note: Note | None) -> JsonValue:
        """Take over what was said of a change; of one without a note, say what is known of it."""
        if note is not None:
            with suppress(snapshot.UnreadableSnapshotError):
                snapshot.remember(self.context, note.memory)
            return note.output
        output = ToolOutput.of_change(change, interruptions.describe_change(change))
        left = await self._tasks.get_tasks(self.said.owner_id, [each.id for each in output.tasks])
        self.context.touch([task.id for task in left])
        value: JsonValue = output.model_dump(mode="json", by_alias=True)
        return value

    async def _keep(self) -> None:
        self._kept_at = time.monotonic()
        self._has_progress = True
        taken = snapshot.take(self.context) | self.said.kept()
        try:
            is_stopping = await self._turns.hold(self._begun.lease, taken, self._recorder.parts)
            self._note_stop(is_stopping=is_stopping)
        except LeaseLostError:
            self._is_lost = True
        except (DatabaseUnavailableError, OutcomeUnknownError) as error:
            # What comes next is kept with it; a call that cannot be made says so itself.
            logger.warning("assistant.progress_not_kept", reason=str(error))

    def _note_stop(self, *, is_stopping: bool) -> None:
        self.is_stopping = self.is_stopping or is_stopping

    async def _finish(self, chunk: Chunk) -> None:
        """Keep the answer before its end is shown: who has seen the end finds it when asking."""
        if self._is_lost:
            return
        if self._is_stopped:
            self._say(interruptions.say_stopped(self._recorder.reports_of_changes()))
        self._recorder.close()
        if await self._end():
            self._emit({"type": "finish"} if self._is_stopped else chunk)
            self.is_ended = True

    async def _end(self) -> bool:
        is_whole = not (self._is_stopped or self._is_failed)
        # Who goes on from the beginning reads the message anew, with the question that it answers.
        begins_anew = not (is_whole or self._has_progress)
        state = self._begun.state if begins_anew else self.context.state.dump()
        for attempt in range(END_ATTEMPTS):
            try:
                await self._turns.end(
                    *(self.said, self._begun.lease, self._recorder.parts, state),
                    is_whole=is_whole,
                )
            except LeaseLostError:
                return False
            except (DatabaseUnavailableError, OutcomeUnknownError) as error:
                logger.warning("assistant.answer_not_kept", attempt=attempt, reason=str(error))
                await asyncio.sleep(END_PAUSE_SECONDS)
            else:
                return True
        logger.error("assistant.message_lost")
        return True


def event_of(chunk: Chunk) -> str:
    return f"data: {json.dumps(chunk)}\n\n"

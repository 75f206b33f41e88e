"""The use cases of tasks for the calls of one turn: a call that is made again changes nothing."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from pydantic import TypeAdapter

from taskora_api.assistant.turn_context import Note, Report
from taskora_api.database.engine import Database, Once, Result, Work
from taskora_api.errors import OutcomeUnknownError
from taskora_api.idempotency.store import (
    AlreadyAnsweredError,
    Answer,
    AnsweredOnce,
    AnswerStore,
    KeyedRequest,
)
from taskora_api.ledger.entries import Act, Actor, By, Origin
from taskora_api.ledger.origins import origin_of
from taskora_api.tasks.change_schemas import Changed, Undone
from taskora_api.tasks.service import Alone, TaskService

# A turn waits for a database that restarts for longer than a request can: its reader waits with it.
PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.1
_RESULT: TypeAdapter[Changed | Undone] = TypeAdapter(Changed | Undone)
_NOTE = TypeAdapter(Note)
_NOTE_KEY = "note"
_NO_STATUS = 0

Kept = tuple[Changed | Undone, Note | None]


class TurnTasks(TaskService):
    """Records each change with the call that made it, in the transaction of the change.

    With it goes what is said of the change. The ids of all that a call makes are of the turn and
    the call, so that they are the same ones whoever makes it.
    """

    def __init__(
        self, tasks: TaskService, answers: AnswerStore, owner_id: str, answer_id: UUID
    ) -> None:
        super().__init__(Database(tasks.database.engine, PATIENCE_SECONDS), tasks.clock)
        self._answers = answers
        self._owner_id = owner_id
        self._answer_id = answer_id
        self._call_id = ""
        self._changes = 0
        self._origin = Origin(Actor.CHAT)
        self._report: Report | None = None

    def begin_call(self, call_id: str, tool: str, arguments: dict[str, Any]) -> None:
        """Make what is changed from now on part of a call."""
        self._call_id = call_id
        self._changes = 0
        self._origin = origin_of(Actor.CHAT, tool, arguments)
        self._report = None

    def report_by(self, report: Report) -> None:
        """Keep with the next change what this says of it."""
        self._report = report

    async def find_change(self, call_id: str) -> Kept | None:
        """Return what a call changed, with its note unless an older program made it."""
        request = self._request(call_id, 0)
        answer = await self.database.read(lambda c: self._answers.find(c, request))
        return None if answer is None else _read(answer)

    def _act(self, member_id: str, _by: By, now: datetime) -> Act:
        ids = derived_ids(self._answer_id, self._call_id, self._changes)
        return Act(member_id, self._origin, now, lambda: next(ids))

    async def _write(
        self, work: Work[Result], _once: Once | None, alone: Alone[Result] | None = None
    ) -> Result:
        request = self._request(self._call_id, self._changes)
        once = AnsweredOnce(self._answers, request, self._recorded)
        try:
            return await _until_known(lambda: super(TurnTasks, self)._write(work, once, alone))
        except AlreadyAnsweredError as error:
            result, note = _read(error.answer)
            if note is not None and self._report is not None:
                self._report.take(note)
            return result  # type: ignore[return-value]
        finally:
            self._changes += 1

    def _request(self, call_id: str, number: int) -> KeyedRequest:
        # With blanks, which the keys of other callers cannot have.
        key = f"turn {self._answer_id} {call_id} {number}"
        return KeyedRequest(self._owner_id, key, fingerprint=b"")

    def _recorded(self, result: Changed | Undone) -> Answer:
        kept = _RESULT.dump_python(result, mode="json")
        if self._report is not None:
            kept[_NOTE_KEY] = _NOTE.dump_python(self._report.make(result), mode="json")
        return Answer(_NO_STATUS, json.dumps(kept), None)


def derived_ids(answer_id: UUID, call_id: str, change: int) -> Iterator[UUID]:
    """Give the ids of what a change of a call makes, in its order."""
    return (uuid5(answer_id, " ".join([call_id, str(change), str(n)])) for n in count())


async def _until_known(write: Callable[[], Awaitable[Result]]) -> Result:
    """Write again what may have been written already: it is found then, and not done twice."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return await write()
        except OutcomeUnknownError:
            if time.monotonic() > deadline:
                raise
        await asyncio.sleep(_PAUSE_SECONDS)


def _read(answer: Answer) -> Kept:
    kept = json.loads(answer.body)
    note = kept.pop(_NOTE_KEY, None)
    return _RESULT.validate_python(kept), None if note is None else _NOTE.validate_python(note)

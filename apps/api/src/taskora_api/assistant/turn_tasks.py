"""The use cases of tasks for the calls of one turn: a call that is made again changes nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from taskora_api.database.engine import Once, Result, Work
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

_RESULT: TypeAdapter[Changed | Undone] = TypeAdapter(Changed | Undone)
_NO_STATUS = 0


class TurnTasks(TaskService):
    """Records each change with the call that made it, in the transaction of the change."""

    def __init__(
        self, tasks: TaskService, answers: AnswerStore, owner_id: str, answer_id: UUID
    ) -> None:
        super().__init__(tasks.database, tasks.clock)
        self._answers = answers
        self._owner_id = owner_id
        self._answer_id = answer_id
        self._call_id = ""
        self._changes = 0
        self._origin = Origin(Actor.CHAT)

    def begin_call(self, call_id: str, tool: str, arguments: dict[str, Any]) -> None:
        """Make what is changed from now on part of a call."""
        self._call_id = call_id
        self._changes = 0
        self._origin = origin_of(Actor.CHAT, tool, arguments)

    async def find_change(self, call_id: str) -> Changed | Undone | None:
        """Return what a call changed, also when its result was never reported."""
        request = self._request(call_id, 0)
        answer = await self.database.read(lambda c: self._answers.find(c, request))
        return None if answer is None else _RESULT.validate_json(answer.body)

    def _act(self, member_id: str, _by: By, now: datetime) -> Act:
        return Act.of(member_id, self._origin, now)

    async def _write(
        self, work: Work[Result], _once: Once | None, alone: Alone[Result] | None = None
    ) -> Result:
        request = self._request(self._call_id, self._changes)
        once = AnsweredOnce(self._answers, request, _recorded)
        self._changes += 1
        try:
            return await super()._write(work, once, alone)
        except AlreadyAnsweredError as error:
            return _RESULT.validate_json(error.answer.body)  # type: ignore[return-value]

    def _request(self, call_id: str, number: int) -> KeyedRequest:
        # With blanks, which the keys of other callers cannot have.
        key = f"turn {self._answer_id} {call_id} {number}"
        return KeyedRequest(self._owner_id, key, fingerprint=b"")


def _recorded(result: Changed | Undone) -> Answer:
    return Answer(_NO_STATUS, _RESULT.dump_json(result).decode(), None)

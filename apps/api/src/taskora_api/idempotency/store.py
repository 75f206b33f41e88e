"""The answers to requests with a key, written in the transaction of what the request did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.beside import BESIDE_PREFIX, Beside, KeptBeside
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.database.locks import IS_REQUEST_FREE, lock_request, name_of_request
from taskora_api.database.statement import prefixed
from taskora_api.errors import KeyReusedError
from taskora_api.idempotency.models import AnswerRecord
from taskora_api.wire import utc_now

ANSWER_LIFETIME = timedelta(hours=24)

_ANSWERS: Table = AnswerRecord.__table__  # type: ignore[attr-defined]
_BESIDE = Beside(_ANSWERS, IS_REQUEST_FREE, "idempotency_keys_pkey")


@dataclass(frozen=True)
class Answer:
    """What was answered: status, JSON text (or none), and the change that was made."""

    status: int
    body: str
    change_id: UUID | None


class AlreadyAnsweredError(Exception):
    """The request was done before; this ends the transaction in which it would be done again."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("already answered")
        self.answer = answer


@dataclass(frozen=True)
class KeyedRequest:
    """A request by its owner, its key, and a digest of all that it asks for."""

    owner_id: str
    key: str
    fingerprint: bytes


class AnswerStore:
    """Finds and keeps answers on the connection of somebody else's transaction."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock, so that time is an input."""
        self._clock = clock

    async def refuse_repetition(self, connection: AsyncConnection, request: KeyedRequest) -> None:
        """Make the same request wait for its first attempt, and end when that was answered.

        Raises:
            AlreadyAnsweredError: the request was done; its answer is in the error.
            KeyReusedError: the key came with another request.
        """
        await lock_request(connection, request.owner_id, request.key)
        answer = await self.find(connection, request)
        if answer is not None:
            raise AlreadyAnsweredError(answer)

    async def find(self, connection: AsyncConnection, request: KeyedRequest) -> Answer | None:
        """Find the answer to a request.

        Raises:
            KeyReusedError: the key came with another request.
        """
        statement = select(_ANSWERS).where(
            _ANSWERS.c.owner_id == request.owner_id,
            _ANSWERS.c.key == request.key,
            _ANSWERS.c.created_at > self._clock() - ANSWER_LIFETIME,
        )
        row = (await connection.execute(statement)).one_or_none()
        if row is None:
            return None
        if row.fingerprint != request.fingerprint:
            raise KeyReusedError
        return Answer(row.status, row.body, row.change_id)

    async def keep(
        self, connection: AsyncConnection, request: KeyedRequest, answer: Answer
    ) -> None:
        """Keep an answer, in the place of one that is too old to count."""
        values = self.row_of(request, answer)
        statement = insert(_ANSWERS).values(values)
        await connection.execute(
            statement.on_conflict_do_update(index_elements=["owner_id", "key"], set_=values)
        )

    def row_of(self, request: KeyedRequest, answer: Answer) -> dict[str, Any]:
        """Return what is kept of an answer that is given now."""
        return {
            "owner_id": request.owner_id,
            "key": request.key,
            "fingerprint": request.fingerprint,
            "status": answer.status,
            "body": answer.body,
            "change_id": answer.change_id,
            "created_at": self._clock(),
        }

    async def remove_old(self, connection: AsyncConnection, before: datetime) -> int:
        """Remove some answers that were given before a time; say how many."""
        place = tuple_(_ANSWERS.c.owner_id, _ANSWERS.c.key)
        old = (
            select(_ANSWERS.c.owner_id, _ANSWERS.c.key)
            .where(_ANSWERS.c.created_at < before)
            .limit(CHUNK_SIZE)
            .with_for_update(skip_locked=True)
        )
        return (await connection.execute(delete(_ANSWERS).where(place.in_(old)))).rowcount


class AnsweredOnce(KeptBeside):
    """Keeps the answer in the transaction of the work, and ends one that would do it again."""

    answer: Answer
    beside = _BESIDE

    def __init__(
        self, answers: AnswerStore, request: KeyedRequest, render: Callable[[Any], Answer]
    ) -> None:
        self._answers = answers
        self._request = request
        self._render = render

    async def before(self, connection: AsyncConnection) -> None:
        await self._answers.refuse_repetition(connection, self._request)

    async def after(self, connection: AsyncConnection, result: object) -> None:
        self.answer = self._render(result)
        await self._answers.keep(connection, self._request, self.answer)

    def beside_values(self, result: object) -> dict[str, object]:
        self.answer = self._render(result)
        values = prefixed(BESIDE_PREFIX, self._answers.row_of(self._request, self.answer))
        return values | {"name": name_of_request(self._request.owner_id, self._request.key)}

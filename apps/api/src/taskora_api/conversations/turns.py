"""Turns: a message of a person, and the answer that some process makes of it.

The lease of a turn says who makes the answer. It is in the database, with all that was made so far:
any process can show the answer, stop it, or go on with it when the one that began it has died.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.conversations import repository, turn_statements
from taskora_api.conversations.models import MessageRecord, TurnRecord
from taskora_api.conversations.repository import SAID_KEY
from taskora_api.conversations.schemas import TITLE_LENGTH_MAX
from taskora_api.conversations.turn_statements import Lease
from taskora_api.database.engine import Database, Once
from taskora_api.database.locks import lock_turns
from taskora_api.errors import ConversationBusyError, NotFoundError, TooManyAnswersError
from taskora_api.wire import utc_now

BUSY_WAIT_SECONDS = 10.0
POLL_SECONDS = 0.1
# Each takes a part of a process, and with a model of what its provider allows.
LIVE_TURNS_MAX = 8

Parts = Sequence[dict[str, Any]]


class LeaseLostError(Exception):
    """Somebody else has the turn by now, or its conversation is gone: nothing more may be done."""


@dataclass(frozen=True)
class Said:
    """A message of a person, how it was said, and the id that its answer will have.

    `last_shown` is the last answer that the page showed, "" for none, None where unknown; `locale`
    is the BCP 47 tag of who writes; `typed_at` is None where it was typed when it arrived.
    """

    owner_id: str
    conversation_id: UUID
    text: str
    message_id: UUID
    answer_id: UUID
    time_zone: str = "UTC"
    last_shown: str | None = None
    locale: str | None = None
    typed_at: datetime | None = None

    def kept(self) -> dict[str, Any]:
        """Return what a turn has from its beginning for whoever goes on with it."""
        typed_at = None if self.typed_at is None else self.typed_at.isoformat()
        manner = {"time_zone": self.time_zone, "last_shown": self.last_shown}
        return {SAID_KEY: manner | {"locale": self.locale, "typed_at": typed_at}}

    def as_kept(self, progress: dict[str, Any]) -> "Said":
        """Return it as it was said first, also where it was sent again from elsewhere."""
        manner = dict(progress.get(SAID_KEY, {}))
        typed_at = manner.pop("typed_at", None)
        kept = None if typed_at is None else datetime.fromisoformat(typed_at)
        return replace(self, **manner, typed_at=kept) if manner else self


@dataclass(frozen=True)
class Begun:
    """A turn that is ours to make, from its start or from where another process left it.

    `said` is the message that the turn began with; sent again, it may have come under another id.
    """

    said: Said
    lease: Lease
    state: dict[str, Any]
    started_at: datetime
    progress: dict[str, Any]
    is_resumed: bool
    is_stopping: bool = False
    # What was shown of the answer before.
    parts: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """A turn that was made before; the parts are None when its answer was never kept."""

    parts: list[dict[str, Any]] | None


@dataclass(frozen=True)
class InTheMaking:
    """A turn that another request is making."""


@dataclass(frozen=True)
class AnswerNow:
    """An answer so far: whether it is whole, somebody is at it, and somebody is or will be."""

    parts: list[dict[str, Any]]
    is_ended: bool
    is_live: bool
    is_going_on: bool


class TurnService:
    """The use cases. The owner is an argument of each, and comes from the token alone."""

    def __init__(
        self,
        database: Database,
        lease_seconds: float,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take for how long a process that says nothing is taken to be at work."""
        self._database = database
        self._clock = clock
        self.lease_seconds = lease_seconds

    async def begin(
        self, said: Said, wait_seconds: float = BUSY_WAIT_SECONDS, *, goes_on: bool = False
    ) -> Begun | Made | InTheMaking:
        """Keep what was said, with a place for its answer, when no other answer is in the making.

        With `goes_on` an answer that was stopped or failed is made to its end.

        Raises:
            ConversationBusyError: one still is, after the time that a caller can wait.
            TooManyAnswersError: so many of the owner still are, in other conversations.
        """
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                return await self._database.write(lambda c: self._begin(c, said, goes_on=goes_on))
            except ConversationBusyError:
                if time.monotonic() > deadline:
                    raise
            await asyncio.sleep(POLL_SECONDS)

    async def _begin(
        self, connection: AsyncConnection, said: Said, *, goes_on: bool
    ) -> Begun | Made | InTheMaking:
        now = self._clock()
        # This locks the conversation: of two messages at once, one is begun after the other.
        state = await repository.open_conversation(
            connection, said.owner_id, said.conversation_id, said.text[:TITLE_LENGTH_MAX], now
        )
        this = await turn_statements.find(
            connection, said.owner_id, said.conversation_id, said.answer_id
        )
        if this is not None and this.is_live:
            return InTheMaking()
        can_go_on = goes_on and await self._is_cut_short(connection, said, this)
        if this is not None and this.is_ended and not can_go_on:
            return Made(await self._parts_of(connection, said))
        other = await turn_statements.find_open(connection, said.owner_id, said.conversation_id)
        if other is not None and other.is_live:
            raise ConversationBusyError
        if this is None and other is not None and await self._is_again(connection, said, other):
            said, this = replace(said, answer_id=other.answer_id), other
        await lock_turns(connection, said.owner_id)
        if await turn_statements.count_live(connection, said.owner_id) >= LIVE_TURNS_MAX:
            raise TooManyAnswersError
        lease = Lease(said.answer_id, uuid4())
        if this is not None:
            return await self._claimed(connection, said, lease, state, this)
        if not await self._add(connection, said, lease, now):
            return Made(await self._parts_of(connection, said))
        return Begun(said, lease, state, now, said.kept(), is_resumed=False)

    async def _is_cut_short(
        self, connection: AsyncConnection, said: Said, this: repository.AnyRow | None
    ) -> bool:
        """Say whether an answer was ended before it was whole, and nothing was said after it."""
        place = (said.owner_id, said.conversation_id)
        return (
            this is not None
            and this.is_cut_short
            and await turn_statements.is_last(connection, *place, said.answer_id)
        )

    async def _claimed(
        self,
        connection: AsyncConnection,
        said: Said,
        lease: Lease,
        state: dict[str, Any],
        this: repository.AnyRow,
    ) -> Begun:
        """Make a turn ours that nobody is at; one that has ended is open again."""
        await turn_statements.claim(connection, lease, self.lease_seconds)
        begun = await self._resumed(connection, said, lease, state, this)
        if not this.is_ended:
            return begun
        await turn_statements.reopen(connection, said.answer_id)
        # Others that read it get what is made now, and not the end that it had.
        await turn_statements.save_parts(connection, said.answer_id, [])
        return replace(begun, is_stopping=False)

    async def list_left(self, limit: int) -> list[UUID]:
        """List turns whose process has died, and which are to be gone on with."""
        return await self._database.read(lambda c: turn_statements.list_left(c, limit))

    async def take_over(self, answer_id: UUID) -> Begun | None:
        """Make a turn ours that its process has left; None when it is not, or not any more."""

        async def work(connection: AsyncConnection) -> Begun | None:
            found = await turn_statements.find_place(connection, answer_id)
            if found is None:
                return None
            place = (found.owner_id, found.conversation_id)
            state = await repository.hold(connection, *place)
            this = await turn_statements.find(connection, *place, answer_id)
            other = await turn_statements.find_open(connection, *place)
            asked = await repository.find_before(connection, *place, answer_id)
            if this is None or asked is None or not this.is_going_on:
                return None
            if other is not None and other.is_live:
                return None
            lease = Lease(answer_id, uuid4())
            await turn_statements.claim(connection, lease, self.lease_seconds)
            said = Said(*place, _text_of(asked.parts), asked.id, answer_id)
            return await self._resumed(connection, said, lease, state, this)

        return await self._database.write(work)

    async def is_kept(self, said: Said) -> bool:
        """Say whether just this was said before, under just this id."""
        parts = await self._database.read(
            lambda c: repository.find_parts(c, said.owner_id, said.conversation_id, said.message_id)
        )
        return parts == _parts_of_text(said.text)

    async def _is_again(
        self, connection: AsyncConnection, said: Said, cut: repository.AnyRow
    ) -> bool:
        """Say whether the message whose answer was cut off is said again, right after it."""
        place = (said.owner_id, said.conversation_id)
        if not await turn_statements.is_last(connection, *place, cut.answer_id):
            return False
        asked = await repository.find_before(connection, *place, cut.answer_id)
        return asked is not None and asked.parts == _parts_of_text(said.text)

    async def _add(
        self, connection: AsyncConnection, said: Said, lease: Lease, now: datetime
    ) -> bool:
        """Keep the message and, right after it, the place of its answer; False when it is known."""
        parts = _parts_of_text(said.text)
        answer: list[dict[str, Any]] = []
        messages = ((said.message_id, "user", parts), (said.answer_id, "assistant", answer))
        for message_id, role, content in messages:
            message = MessageRecord(
                id=message_id,
                owner_id=said.owner_id,
                conversation_id=said.conversation_id,
                role=role,
                parts=content,
                created_at=now,
            )
            if not await repository.add_message(connection, message):
                return False
        turn = TurnRecord(
            answer_id=said.answer_id,
            owner_id=said.owner_id,
            conversation_id=said.conversation_id,
            holder=lease.holder,
            lease_until=now,
            progress=said.kept(),
            started_at=now,
        )
        await turn_statements.add(connection, turn, self.lease_seconds)
        return True

    async def _parts_of(
        self, connection: AsyncConnection, said: Said
    ) -> list[dict[str, Any]] | None:
        return await repository.find_parts(
            connection, said.owner_id, said.conversation_id, said.answer_id
        )

    async def _resumed(
        self,
        connection: AsyncConnection,
        said: Said,
        lease: Lease,
        state: dict[str, Any],
        this: repository.AnyRow,
    ) -> Begun:
        said = said.as_kept(this.progress)
        parts = await self._parts_of(connection, said) or []
        return Begun(
            *(said, lease, state, this.started_at, this.progress),
            is_resumed=True,
            is_stopping=this.is_stopping,
            parts=parts,
        )

    async def read_before(self, said: Said, limit: int) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return the roles and parts of the last messages before the one that is answered."""
        place = (said.owner_id, said.conversation_id)
        rows = await self._database.read(
            lambda c: repository.list_before(c, *place, said.answer_id, limit + 1)
        )
        return [(row.role, row.parts) for row in rows[:-1]]

    async def hold(
        self, lease: Lease, progress: dict[str, Any] | None = None, parts: Parts | None = None
    ) -> bool:
        """Keep the lease, and what was made so far; return whether the turn shall stop.

        Raises:
            LeaseLostError: the turn is not ours any more; nothing was kept.
        """

        async def work(connection: AsyncConnection) -> bool:
            is_stopping = await turn_statements.hold(
                connection, lease, self.lease_seconds, progress
            )
            if is_stopping is None:
                raise LeaseLostError
            if parts is not None:
                await turn_statements.save_parts(connection, lease.answer_id, list(parts))
            return is_stopping

        return await self._database.write(work)

    async def end(
        self,
        said: Said,
        lease: Lease,
        parts: Parts,
        state: dict[str, Any],
        *,
        is_whole: bool = True,
    ) -> None:
        """Keep the answer, and what the assistant remembers unless the talk went on without it.

        Of an answer that is not whole, how far it had got is kept too.

        Raises:
            LeaseLostError: the turn is not ours any more; nothing was kept.
        """
        now = self._clock()

        async def work(connection: AsyncConnection) -> None:
            if not await turn_statements.end(connection, lease, is_whole=is_whole):
                raise LeaseLostError
            await turn_statements.save_parts(connection, said.answer_id, list(parts))
            place = (said.owner_id, said.conversation_id)
            if await turn_statements.is_last(connection, *place, said.answer_id):
                await repository.save_state(connection, *place, state, now)

        await self._database.write(work)

    async def stop(
        self, owner_id: str, conversation_id: UUID, once: Once | None = None
    ) -> UUID | None:
        """Ask whoever makes an answer in the conversation to stop; return which one that is.

        Raises:
            NotFoundError: there is no such conversation of this owner.
        """

        async def work(connection: AsyncConnection) -> UUID | None:
            answer_id = await _find_live(connection, owner_id, conversation_id)
            await turn_statements.ask_to_stop(connection, owner_id, conversation_id)
            return answer_id

        return await self._database.write(work, once)

    async def find_live(self, owner_id: str, conversation_id: UUID) -> UUID | None:
        """Return the answer that is being made in a conversation.

        Raises:
            NotFoundError: there is no such conversation of this owner.
        """
        return await self._database.read(lambda c: _find_live(c, owner_id, conversation_id))

    async def read_answer(self, owner_id: str, conversation_id: UUID, answer_id: UUID) -> AnswerNow:
        """Return the parts of an answer so far, and whether there will be more.

        Raises:
            NotFoundError: the conversation was deleted.
        """

        async def work(connection: AsyncConnection) -> AnswerNow:
            # Read before the parts: of an answer that has ended, they are all there.
            turn = await turn_statements.find(connection, owner_id, conversation_id, answer_id)
            parts = await repository.find_parts(connection, owner_id, conversation_id, answer_id)
            if turn is None or parts is None:
                raise NotFoundError
            return AnswerNow(parts, turn.is_ended, turn.is_live, turn.is_going_on)

        return await self._database.read(work)


async def _find_live(
    connection: AsyncConnection, owner_id: str, conversation_id: UUID
) -> UUID | None:
    if await repository.find(connection, owner_id, conversation_id) is None:
        raise NotFoundError
    turn = await turn_statements.find_open(connection, owner_id, conversation_id)
    return turn.answer_id if turn is not None and turn.is_going_on else None


def _text_of(parts: Parts) -> str:
    return "".join(str(part.get("text", "")) for part in parts)


def _parts_of_text(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}]

"""Brings what is due to the people it is for. Every process has one; what one has, no other takes.

Nothing is held while something is sent: a claim is one transaction, and what came of it another.
Who claims has a lease, and a token that grows with each claim. A process that dies leaves its lease
to end, and whoever comes next sends with the same key; one that was only slow has no say any more.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.delivery import channel_statements, outbox
from taskora_api.delivery.backoff import Jitter, pause_after
from taskora_api.delivery.messages import DeliveryState, Message, Outcome, Purpose
from taskora_api.delivery.outbox import Claim
from taskora_api.delivery.senders import Senders
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.metrics.registry import Metrics
from taskora_api.wire import utc_now

# Longer than an attempt by more than the clocks of two machines differ.
LEASE = timedelta(seconds=60)
ATTEMPT_SECONDS = 15.0
SENT_AT_ONCE = 20
# A receiver that does not answer keeps those of one person waiting, and nobody else.
SENT_AT_ONCE_OF_EACH = 4
# While something is sent, what becomes due meanwhile is searched for this often.
PUT_SECONDS = 1.0
# Where nothing is notified, what is new is found within this.
POLL_SECONDS = 5.0
# However much is due, others use the database too.
SHORTEST_PAUSE_SECONDS = 0.2

logger = structlog.get_logger("taskora.delivery")


class Source(Protocol):
    """Knows what is due, and puts it into the outbox."""

    @property
    def purpose(self) -> Purpose:
        """What its messages are for."""

    async def current(
        self, connection: AsyncConnection, due: Collection[tuple[UUID, datetime]]
    ) -> Mapping[tuple[UUID, datetime], Message]:
        """Say of subjects and times what is sent now; what is not due any more is missing."""

    async def put_due(self, now: datetime) -> datetime | None:
        """Put what is due, once whichever process does; return when there is more."""


class Dispatcher:
    """Puts, claims and sends, until its process ends."""

    def __init__(
        self,
        database: Database,
        sources: Sequence[Source],
        senders: Senders,
        metrics: Metrics,
        *,
        clock: Callable[[], datetime] = utc_now,
        jitter: Jitter = random.random,
    ) -> None:
        """Take the clock and what is drawn at random as well, so that both are inputs."""
        self._database = database
        self._sources = sources
        self._senders = senders
        self._metrics = metrics
        self._clock = clock
        self._jitter = jitter
        self._woken = asyncio.Event()
        self._is_ending = False
        self._running: asyncio.Task[None] | None = None
        self._done_at = time.monotonic()

    @property
    def idle_seconds(self) -> float:
        """For how long nothing was checked; 0 where this process has no dispatcher running."""
        is_running = self._running is not None and not self._running.done()
        return time.monotonic() - self._done_at if is_running else 0.0

    def start(self) -> None:
        """Begin; without a kind of channel that is available there is nothing to do."""
        if self._senders.kinds:
            self._done_at = time.monotonic()
            self._running = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Say that something may be due by now."""
        self._woken.set()

    async def finish(self) -> None:
        """Claim nothing more, and wait for what is being sent."""
        self._is_ending = True
        self._woken.set()
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)
        await self._senders.close()

    async def _run(self) -> None:
        while not self._is_ending:
            next_at: datetime | None = None
            try:
                next_at = await self.step()
                self._done_at = time.monotonic()
            except (DatabaseUnavailableError, OutcomeUnknownError) as error:
                logger.warning("delivery.postponed", reason=str(error))
            except Exception:
                logger.exception("delivery.failed")
            await self._pause(next_at)

    async def _pause(self, next_at: datetime | None) -> None:
        seconds = POLL_SECONDS
        if next_at is not None:
            seconds = min(seconds, (next_at - self._clock()).total_seconds())
        await asyncio.sleep(0 if self._is_ending else SHORTEST_PAUSE_SECONDS)
        try:
            async with asyncio.timeout(max(seconds - SHORTEST_PAUSE_SECONDS, 0)):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    async def step(self) -> datetime | None:
        """Put and send all that is due now; return when there is more.

        Raises:
            DatabaseUnavailableError: the database does not answer; what was claimed is sent again.
        """
        times = await self._put_due()
        put_at = time.monotonic()
        sending: dict[asyncio.Task[None], str] = {}
        try:
            while await self._fill(sending):
                ended, _ = await asyncio.wait(
                    sending, timeout=PUT_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                for each in ended:
                    del sending[each]
                for each in ended:
                    each.result()
                if time.monotonic() - put_at >= PUT_SECONDS:
                    times, put_at = await self._put_due(), time.monotonic()
        except asyncio.CancelledError:
            for each in sending:
                each.cancel()
            raise
        finally:
            await asyncio.gather(*sending, return_exceptions=True)
        times.append(await self._database.read(outbox.next_claim_at))
        return min((each for each in times if each is not None), default=None)

    async def _put_due(self) -> list[datetime | None]:
        now = self._clock()
        return [await source.put_due(now) for source in self._sources]

    async def _fill(self, sending: dict[asyncio.Task[None], str]) -> bool:
        """Send as much as may be at once; say whether anything is being sent."""
        while not self._is_ending and len(sending) < SENT_AT_ONCE:
            count_by_member = Counter(sending.values())
            busy = [each for each, n in count_by_member.items() if n >= SENT_AT_ONCE_OF_EACH]
            room = SENT_AT_ONCE - len(sending)
            wanted, is_any = await self._database.write(
                partial(self._claim, now=self._clock(), limit=room, busy=busy)
            )
            for each in wanted:
                sending[asyncio.create_task(self._deliver(each))] = each.member_id
            if not is_any:
                break
        return bool(sending)

    async def _claim(
        self, connection: AsyncConnection, now: datetime, limit: int, busy: Sequence[str]
    ) -> tuple[list[Claim], bool]:
        """Claim, and check again what has waited; say also whether there was anything."""
        claims = await outbox.claim(
            connection, now, LEASE, limit, of_each=SENT_AT_ONCE_OF_EACH, busy=busy
        )
        wanted = list(claims)
        for source in self._sources:
            wanted = await self._as_it_is_now(connection, source, wanted)
        keys = {each.parcel.key for each in wanted}
        gone = [each for each in claims if each.parcel.key not in keys]
        if gone:
            await outbox.withdraw_claimed(connection, gone, now)
        return wanted, bool(claims)

    async def _as_it_is_now(
        self, connection: AsyncConnection, source: Source, claims: Sequence[Claim]
    ) -> list[Claim]:
        """Give claims of a source the message of this moment, and leave out what is not due."""
        due = {
            each.parcel.key: (each.subject_id, each.parcel.due_at)
            for each in claims
            if each.parcel.message.purpose is source.purpose and each.subject_id is not None
        }
        messages = await source.current(connection, set(due.values())) if due else {}
        made = []
        for each in claims:
            wanted = due.get(each.parcel.key)
            if wanted is None:
                made.append(each)
            elif wanted in messages:
                made.append(each.saying(messages[wanted]))
        return made

    async def _deliver(self, claimed: Claim) -> None:
        outcome = await self._attempt(claimed)
        now = self._clock()
        kind = claimed.parcel.channel.kind
        state = await self._database.write(partial(self._conclude, claimed, outcome, now))
        if state is None:
            # Somebody else has claimed it, or it is not wanted any more.
            logger.warning("delivery.fenced", key=str(claimed.parcel.key))
            return
        lag = (now - claimed.parcel.due_at).total_seconds()
        if state is DeliveryState.SENT:
            self._metrics.count_delivery(kind, "sent", lag)
        else:
            is_over = state is DeliveryState.DEAD
            self._metrics.count_delivery(kind, "dead" if is_over else "failed", None)
            logger.info(
                "delivery.dead" if is_over else "delivery.to_be_repeated",
                key=str(claimed.parcel.key),
                channel=kind,
                reason=outcome.reason,
            )

    async def _attempt(self, claimed: Claim) -> Outcome:
        sender = self._senders.by_kind.get(claimed.parcel.channel.kind)
        if sender is None:
            return Outcome("channel_not_available", is_final=True)
        try:
            async with asyncio.timeout(ATTEMPT_SECONDS):
                return await sender.send(claimed.parcel)
        except TimeoutError:
            return Outcome("timeout")
        except Exception:
            # One that cannot be sent must not keep all others waiting.
            logger.exception("delivery.attempt_failed", key=str(claimed.parcel.key))
            return Outcome("internal")

    async def _conclude(
        self, claimed: Claim, outcome: Outcome, now: datetime, connection: AsyncConnection
    ) -> DeliveryState | None:
        """Keep what came of an attempt; None where it was not this process's to say."""
        if outcome.reason is not None and not outcome.is_final:
            pause = pause_after(claimed.attempts, outcome.retry_after_seconds, self._jitter)
            if pause is not None:
                is_own = await outbox.postpone(connection, claimed, now + pause, outcome.reason)
                return DeliveryState.WAITING if is_own else None
        if not await outbox.finish(connection, claimed, now, outcome):
            return None
        if outcome.is_gone:
            await channel_statements.remove_any(connection, claimed.parcel.channel.id, now)
        return DeliveryState.SENT if outcome.reason is None else DeliveryState.DEAD

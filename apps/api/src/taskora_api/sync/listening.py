"""The connection that changes are notified on, wherever they are made.

A pooler in transaction mode takes LISTEN and never passes a notification on, so what was not proved
to arrive is not relied on.
"""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from taskora_api.database.engine import DRIVER_ERRORS, Database
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.sync.statements import notify
from taskora_api.sync.streams import Streams

CHANNEL = "taskora_changes"
PROOF_SECONDS = 2.0
# A connection of which the end was not noticed is found out so.
PROVED_EACH_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
# Where notifications do not arrive, they hardly will in a moment.
UNPROVED_PAUSE_SECONDS = 300.0
_PROOF = "proof"

logger = structlog.get_logger("taskora.sync")


class Listener:
    """Listens while there are streams, on one connection of its own."""

    def __init__(
        self,
        engine: AsyncEngine,
        database: Database,
        streams: Streams,
        *,
        is_proved: bool = True,
    ) -> None:
        """Take what makes the connection, and the pool that a proof comes from, if one shall."""
        self._engine = engine
        self._database = database
        self._streams = streams
        self._is_proved = is_proved
        self._proofs: dict[str, asyncio.Event] = {}
        self._on_grown: Callable[[UUID], None] = lambda _space_id: None
        self._on_turn: Callable[[], None] = lambda: None
        self._others: dict[str, Callable[[], None]] = {}
        # Whether notifications arrive now.
        self.is_listening = False

    def report_to(self, on_grown: Callable[[UUID], None], on_turn: Callable[[], None]) -> None:
        """Name what is called for a space that has grown, and when listening begins or ends."""
        self._on_grown, self._on_turn = on_grown, on_turn

    def call_on(self, channel: str, call: Callable[[], None]) -> None:
        """Name what is called when something else is notified, as long as this listens."""
        self._others[channel] = call

    async def run(self) -> None:
        """Listen until the end of the process, and again whenever the connection is lost."""
        pause_seconds = FIRST_PAUSE_SECONDS
        while True:
            await self._streams.any.wait()
            was_proved, failure = False, ""
            try:
                was_proved = await self._listen()
            except (*DRIVER_ERRORS, DatabaseUnavailableError, OutcomeUnknownError) as error:
                failure = type(error).__name__
            finally:
                self._turn(is_listening=False)
            if was_proved:
                pause_seconds = FIRST_PAUSE_SECONDS
            elif not failure:
                logger.info("events.not_notified", again_in_seconds=UNPROVED_PAUSE_SECONDS)
                await asyncio.sleep(UNPROVED_PAUSE_SECONDS)
                continue
            else:
                logger.warning("events.listening_failed", reason=failure)
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    async def _listen(self) -> bool:
        """Listen as long as notifications arrive; say whether they ever did."""
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            lost = asyncio.Event()
            driver.add_termination_listener(lambda _connection: lost.set())
            for channel in (CHANNEL, *self._others):
                await driver.add_listener(channel, self._take)
            was_proved = False
            while self._streams.count and await self._arrives():
                was_proved = True
                self._turn(is_listening=True)
                try:
                    async with asyncio.timeout(PROVED_EACH_SECONDS):
                        await lost.wait()
                    break
                except TimeoutError:
                    continue
            self._turn(is_listening=False)
            if not lost.is_set():
                for channel in (CHANNEL, *self._others):
                    await driver.remove_listener(channel, self._take)
            return was_proved

    def _turn(self, *, is_listening: bool) -> None:
        if is_listening != self.is_listening:
            self.is_listening = is_listening
            logger.info("events.listening" if is_listening else "events.listening_ended")
            self._on_turn()

    def _take(self, _connection: object, _pid: int, channel: str, payload: str) -> None:
        if channel in self._others:
            self._others[channel]()
            return
        kind, _, nonce = payload.partition(":")
        if kind == _PROOF:
            proof = self._proofs.get(nonce)
            if proof is not None:
                proof.set()
            return
        try:
            self._on_grown(UUID(kind))
        except ValueError:
            logger.warning("events.notification_unknown")

    async def _arrives(self) -> bool:
        """Notify from the pool, and say whether it arrives in time."""
        if not self._is_proved:
            return True
        nonce = uuid4().hex
        proof = self._proofs[nonce] = asyncio.Event()
        try:
            async with asyncio.timeout(PROOF_SECONDS):
                await self._database.write(lambda c: notify(c, CHANNEL, f"{_PROOF}:{nonce}"))
                await proof.wait()
        except TimeoutError:
            return False
        finally:
            del self._proofs[nonce]
        return True

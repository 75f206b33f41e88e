"""How the streams of this process learn of changes, whichever process makes them.

A notification says only that a space has grown. How far, and who may know, is read afterwards, so
who has just left learns nothing; and where notifications do not arrive, the heads are polled.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError
from taskora_api.ledger.known import NOTHING, Known, find_known
from taskora_api.sync import statements
from taskora_api.sync.listening import Listener
from taskora_api.sync.streams import Stream, Streams

POLL_SECONDS = 0.2
# While notifications arrive: what a process has changed that ended before it notified of it.
SWEEP_SECONDS = 5.0
# Who joins a space that nobody listened to is found out so where nothing is notified.
JOINED_SECONDS = 5.0
JOINED_SWEEP_SECONDS = 30.0
READ_AT_ONCE_MAX = 200
FAILED_PAUSE_SECONDS = 0.5

logger = structlog.get_logger("taskora.sync")


class ChangeFeed:
    """Opens streams, and informs them until the end of the process."""

    def __init__(
        self,
        database: Database,
        streams: Streams,
        listener: Listener | None,
        *,
        polls: bool = True,
    ) -> None:
        """Take what listens, if anything does, and whether the heads are polled where it fails."""
        self._polls = polls
        self._database = database
        self._streams = streams
        self._listener = listener
        self._loop: asyncio.AbstractEventLoop | None = None
        self._grown: set[UUID] = set()
        self._is_grown = asyncio.Event()
        self._turned = asyncio.Event()
        self._joined_at = float("-inf")
        if listener is not None:
            listener.report_to(self._mark_one, self._turned.set)

    @property
    def count(self) -> int:
        """How many streams there are."""
        return self._streams.count

    @property
    def is_listening(self) -> bool:
        """Whether notifications arrive, so that nothing has to be polled."""
        return self._listener is not None and self._listener.is_listening

    @property
    def _sweeps(self) -> bool:
        return self.is_listening or not self._polls

    def call_on(self, channel: str, call: Callable[[], None]) -> None:
        """Name what is called when something else is notified, as long as this process listens."""
        if self._listener is not None:
            self._listener.call_on(channel, call)

    async def open(self, member_id: str, start: Mapping[UUID, Known] | None) -> Stream:
        """Open a stream of all that changes in the spaces of a person, from a start or from now.

        Raises:
            TooManyStreamsError: the person has as many as they may have.
        """
        stream = self._streams.open(member_id)
        try:
            epoch = self._streams.epoch
            heads, known = await self._database.read(
                lambda connection: _begin(connection, member_id, start)
            )
            self._streams.attach(stream, heads, known)
            if epoch != self._streams.epoch:
                # Who was read as a member may have left before the stream was there.
                self._mark(heads)
        except BaseException:
            self._streams.close(stream)
            raise
        return stream

    def close(self, stream: Stream) -> None:
        self._streams.close(stream)

    async def run(self) -> None:
        """Inform the streams until this is cancelled, which ends them."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                try:
                    await self._run_jobs()
                except* Exception as failures:
                    logger.error("events.failed", exc_info=failures)
                await asyncio.sleep(FAILED_PAUSE_SECONDS)
        finally:
            self._streams.end()

    async def _run_jobs(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._inform())
            group.create_task(self._watch())
            if self._listener is not None:
                group.create_task(self._listener.run())

    def end_soon(self) -> None:
        """End all streams; a handler of signals may call this."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._streams.end)

    def _mark(self, space_ids: Iterable[UUID]) -> None:
        self._grown.update(space_ids)
        if self._grown:
            self._is_grown.set()

    def _mark_one(self, space_id: UUID) -> None:
        if self._streams.count:
            self._mark((space_id,))

    async def _inform(self) -> None:
        """Read how far the spaces have grown that are known to, and say it."""
        while True:
            await self._is_grown.wait()
            asked = [self._grown.pop() for _ in range(min(len(self._grown), READ_AT_ONCE_MAX))]
            if not self._grown:
                self._is_grown.clear()
            try:
                grown = await self._database.read(partial(statements.read_grown, space_ids=asked))
            except DatabaseUnavailableError:
                self._mark(asked)
                await asyncio.sleep(FAILED_PAUSE_SECONDS)
            else:
                self._streams.inform(grown)

    async def _watch(self) -> None:
        """Poll the heads, often or to be sure, and at once when listening has begun or ended."""
        while True:
            await self._streams.any.wait()
            try:
                await self._find_grown()
            except DatabaseUnavailableError:
                await asyncio.sleep(FAILED_PAUSE_SECONDS)
            await self._pause()

    async def _find_grown(self) -> None:
        """Mark what has grown, and from time to time what somebody has joined."""
        for chunk in chunks_of(list(self._streams.heads.items()), 5000):
            known = dict(chunk)
            self._mark(await self._database.read(partial(statements.find_grown, known=known)))
        now = asyncio.get_running_loop().time()
        if now - self._joined_at > (JOINED_SWEEP_SECONDS if self._sweeps else JOINED_SECONDS):
            self._joined_at = now
            for members in chunks_of(self._streams.members, 1000):
                found = await self._database.read(
                    partial(statements.memberships, member_ids=members)
                )
                self._mark(self._streams.missing(found))

    async def _pause(self) -> None:
        seconds = SWEEP_SECONDS if self._sweeps else POLL_SECONDS
        try:
            async with asyncio.timeout(seconds):
                await self._turned.wait()
        except TimeoutError:
            return
        self._turned.clear()
        self._joined_at = float("-inf")


async def _begin(
    connection: AsyncConnection, member_id: str, start: Mapping[UUID, Known] | None
) -> tuple[Mapping[UUID, Known], Mapping[UUID, Known] | None]:
    """The heads of a person's spaces, and what of a start is in their ledgers.

    Nothing is known of what was restored from a backup that ends before it.
    """
    heads = await statements.heads_of(connection, member_id)
    if start is None:
        return heads, None
    return heads, dict.fromkeys(start, NOTHING) | await find_known(connection, heads, start)

"""Importing a file into a space: read beside the loop of events, and written as one act."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import ImportsBusyError, NotFoundError, RoleMissingError
from taskora_api.exchange.items import Context, Item
from taskora_api.imports.writing import Imported, Importing
from taskora_api.ledger.entries import Act, Actor, Origin
from taskora_api.ledger.stores import Stores
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.ahead import find_sequence, is_meanwhile
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.schemas import Role, may
from taskora_api.wire import load_time_zone, utc_now

if TYPE_CHECKING:
    from taskora_api.exchange.documents import Source

# Reading takes up to 100 MB; a second file waits for the first one.
FILES_AT_ONCE = 1
WAIT_SECONDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file, where it shall go, and what it does not say of itself."""

    content: bytes
    space_id: UUID | None = None
    name: str = ""
    source: "Source | None" = None
    zone: str | None = None


class ImportService:
    """The use case. The member who acts is an argument, and comes from the token alone."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._clock = clock
        self._slots = asyncio.Semaphore(FILES_AT_ONCE)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a place among those who read files, before a file is taken at all.

        Raises:
            ImportsBusyError: another one takes longer than a caller can wait.
        """
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._slots.acquire()
        except TimeoutError:
            raise ImportsBusyError from None
        try:
            yield
        finally:
            self._slots.release()

    async def import_file(
        self, member_id: str, file: File, *, is_dry_run: bool = False, once: Once | None = None
    ) -> Imported:
        """Import what is new of a file, or find out what that is and keep it as a plan.

        Raises:
            ExchangeError: the file cannot be read at all.
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller may not change it.
            TooManyError: there would be more of something than there may be.
        """
        now = self._clock()
        space_id = file.space_id or personal_space_id(member_id)
        # Who may not write there learns nothing of the file, and makes no work.
        await self._database.read(lambda c: _check_role(c, member_id, space_id))
        source, items = await asyncio.to_thread(_read, file, now)
        origin = Origin(Actor.IMPORT, "importFile", {"source": source.value, "fileName": file.name})
        importing = Importing(self._stores, space_id, Act(member_id, origin, now), source, items)
        if is_dry_run:
            return await self._database.write(importing.plan, once)
        if await self._database.read(lambda c: find_sequence(c, space_id)) is None:
            # Made in a transaction of its own, which takes no time: others wait for it.
            await self._database.write(lambda c: hold_space(c, member_id, space_id, now))
        try:
            return await self._database.write(importing.write_ahead, once)
        except Exception as error:
            if not is_meanwhile(error):
                raise
        return await self._database.write(importing.write_held, once)


async def _check_role(connection: AsyncConnection, member_id: str, space_id: UUID) -> None:
    role = await spaces.find_role(connection, member_id, space_id)
    if role is None:
        # One's own space is made with the first change.
        if space_id != personal_space_id(member_id):
            raise NotFoundError
    elif not may(Role(role), Role.EDITOR):
        raise RoleMissingError(Role.EDITOR)


def _read(file: File, now: datetime) -> tuple["Source", list[Item]]:
    """Read all rows. The readers are imported with the first file: few processes need them."""
    from taskora_api.exchange.importing import read_file  # noqa: PLC0415

    today = now.astimezone(load_time_zone(file.zone or "UTC")).date()
    context = Context(today=today, now=now, zone=file.zone, filename=file.name)
    source, items = read_file(file.content, context, source=file.source)
    return source, list(items)

"""Importing a file into a space: read beside the loop of events, and written as one act."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import ImportsBusyError, NotFoundError, RoleMissingError
from taskora_api.exchange.assembling import Import, Verdict, assemble
from taskora_api.exchange.items import Context, Item
from taskora_api.imports.reading import identify
from taskora_api.imports.schemas import ImportedRow, ImportReport, counts_of
from taskora_api.imports.surroundings import read_surroundings
from taskora_api.imports.things import Things
from taskora_api.ledger.entries import Act, Actor, ChangeKind, Entry, Origin
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.writing import write
from taskora_api.plans import repository as plans
from taskora_api.plans.models import PlanRecord
from taskora_api.plans.planning import plan_record
from taskora_api.plans.repository import PlannedChange
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.schemas import Role, may
from taskora_api.wire import load_time_zone, utc_now

if TYPE_CHECKING:
    from taskora_api.exchange.documents import Source

# A change of so many things is undone within bounds of memory; all of them are one act.
CHANGE_SIZE = 2000
# Reading takes up to 100 MB; a second file waits for the first one.
FILES_AT_ONCE = 1
WAIT_SECONDS = 8
_TITLES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file, where it shall go, and what it does not say of itself."""

    content: bytes
    space_id: UUID | None = None
    name: str = ""
    source: "Source | None" = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file; `body` is the report with all rows, as JSON."""

    report: ImportReport
    body: str


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

        async def work(connection: AsyncConnection) -> Imported:
            head = None
            if not is_dry_run:
                head = await hold_space(connection, member_id, space_id, now)
            identities = await identify(connection, space_id, source, items)
            found: Import = await asyncio.to_thread(assemble, items, identities.known)
            around = await read_surroundings(
                connection,
                self._stores,
                found.document,
                identities,
                space_id=space_id,
                member_id=member_id,
                now=now,
            )
            things = Things(around, identities)
            chunks = _chunks(things.entries(found.document))
            change_id, plan = None, None
            if head is None:
                plan = await _plan(
                    connection, plan_record(member_id, origin, now), space_id, chunks
                )
            else:
                act = Act(member_id, origin, now)
                change_id = await _write(connection, self._stores, act, head, chunks)
            return await asyncio.to_thread(
                _report,
                things.notes.added(found.verdicts),
                source,
                space_id,
                change_id,
                plan,
            )

        return await self._database.write(work, once)


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


async def _chunks(entries: Iterator[Entry]) -> AsyncIterator[list[Entry]]:
    """Make the entries in pieces, each beside the loop of events."""
    while chunk := await asyncio.to_thread(lambda: list(islice(entries, CHANGE_SIZE))):
        yield chunk


async def _write(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    chunks: AsyncIterator[list[Entry]],
) -> UUID | None:
    """Write all as changes of one act, which are undone together."""
    action_id: UUID | None = None
    async for chunk in chunks:
        made = await write(
            connection,
            stores,
            act,
            head,
            chunk,
            description=Description(ChangeKind.ADDED, _titles(chunk)),
            action_id=action_id,
        )
        action_id = action_id or made
    return action_id


async def _plan(
    connection: AsyncConnection,
    plan: PlanRecord,
    space_id: UUID,
    chunks: AsyncIterator[list[Entry]],
) -> PlanRecord:
    """Keep all as a plan."""
    await plans.keep(connection, plan)
    number = 0
    async for chunk in chunks:
        change = PlannedChange(space_id, ChangeKind.ADDED, _titles(chunk))
        await plans.keep_change(connection, plan.id, number, change)
        await plans.keep_entries(connection, plan.id, number, chunk)
        number += 1
    return plan


def _titles(entries: Sequence[Entry]) -> list[str]:
    states = (each.after or {} for each in entries)
    named = (state.get("title") or state.get("name") for state in states)
    return list(islice((str(each) for each in named if each), _TITLES_SHOWN))


def _report(
    noted: Iterator[Verdict],
    source: "Source",
    space_id: UUID,
    change_id: UUID | None,
    plan: PlanRecord | None,
) -> Imported:
    verdicts = list(noted)
    report = ImportReport(
        source=source,
        space_id=space_id,
        counts=counts_of(verdicts),
        change_id=change_id,
        plan_id=None if plan is None else plan.id,
        expires_at=None if plan is None else plan.expires_at,
        rows=[],
    )
    whole = report.model_copy(update={"rows": [ImportedRow.of(each) for each in verdicts]})
    return Imported(report, whole.model_dump_json(by_alias=True))

"""Writing a file that was read into a space, as one act of several changes; or as a plan of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.locks import lock_import
from taskora_api.exchange.assembling import Import, Verdict, assemble
from taskora_api.exchange.items import Item
from taskora_api.imports.reading import identify
from taskora_api.imports.schemas import ImportedRow, ImportReport, counts_of
from taskora_api.imports.surroundings import read_surroundings
from taskora_api.imports.things import Things
from taskora_api.ledger.chain import Texts
from taskora_api.ledger.entries import Act, ChangeKind, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.keeping import written
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.writing import write
from taskora_api.plans import repository as plans
from taskora_api.plans.models import PlanRecord
from taskora_api.plans.planning import plan_record
from taskora_api.plans.repository import PlannedChange
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.ahead import Ahead, find_sequence

if TYPE_CHECKING:
    from taskora_api.exchange.documents import Source

# A change of so many things is undone within bounds of memory; all of them are one act.
CHANGE_SIZE = 2000
_TITLES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file; `body` is the report with all rows, as JSON."""

    report: ImportReport
    body: str


@dataclass(frozen=True, slots=True)
class Importing:
    """A file that was read, and the space into which it comes."""

    stores: Stores
    space_id: UUID
    act: Act
    source: "Source"
    items: list[Item]

    async def plan(self, connection: AsyncConnection) -> Imported:
        """Keep all that is new as a plan."""
        coming = await self._coming(connection)
        plan = plan_record(self.act.member_id, self.act.origin, self.act.at)
        await _plan(connection, plan, self.space_id, coming.chunks)
        return await self._report(coming, None, plan)

    async def write_ahead(self, connection: AsyncConnection) -> Imported:
        """Write all that is new, and hold the space at the end.

        Raises:
            MeanwhileError: the space was changed so that this has to be done again.
        """
        # Two files with the same things would wait for each other's rows.
        await lock_import(connection, f"{self.space_id} {self.source}")
        sequence = await find_sequence(connection, self.space_id)
        coming = await self._coming(connection)
        ahead = Ahead(connection, self.stores, self.act, self.space_id, sequence or 0)
        async for entries, texts in coming.chunks:
            await ahead.add(entries, Description(ChangeKind.ADDED, _titles(entries)), texts)
        # All that takes long is done before.
        imported = await self._report(coming, ahead.action_id)
        await ahead.hold()
        return imported

    async def write_held(self, connection: AsyncConnection) -> Imported:
        """Write all that is new while nobody else changes the space."""
        head = await hold_space(connection, self.act.member_id, self.space_id, self.act.at)
        coming = await self._coming(connection)
        change_id = await _write(connection, self.stores, self.act, head, coming.chunks)
        return await self._report(coming, change_id)

    async def _coming(self, connection: AsyncConnection) -> "_Coming":
        identities = await identify(
            connection, self.space_id, self.act.member_id, self.source, self.items
        )
        found: Import = await asyncio.to_thread(assemble, self.items, identities.known)
        around = await read_surroundings(
            connection,
            self.stores,
            found.document,
            identities,
            space_id=self.space_id,
            member_id=self.act.member_id,
            now=self.act.at,
        )
        things = Things(around, identities)
        return _Coming(found, things, _chunks(things.entries(found.document)))

    async def _report(
        self, coming: "_Coming", change_id: UUID | None, plan: PlanRecord | None = None
    ) -> Imported:
        noted = coming.things.notes.added(coming.found.verdicts)
        return await asyncio.to_thread(_report, noted, self.source, self.space_id, change_id, plan)


@dataclass(frozen=True, slots=True)
class _Coming:
    """What a file gives, and the entries of what is new of it, in pieces."""

    found: Import
    things: Things
    chunks: AsyncIterator["_Chunk"]


class _Chunk(NamedTuple):
    """Entries that make a change, and what they hold as the database and the chain take it."""

    entries: list[Entry]
    texts: list[Texts]


def _chunk(entries: Iterator[Entry]) -> _Chunk:
    taken = list(islice(entries, CHANGE_SIZE))
    return _Chunk(taken, written(taken))


async def _chunks(entries: Iterator[Entry]) -> AsyncIterator[_Chunk]:
    """Make the entries in pieces, each while the one before it is written."""

    def make() -> "asyncio.Future[_Chunk]":
        return asyncio.ensure_future(asyncio.to_thread(_chunk, entries))

    following = make()
    try:
        while (chunk := await following).entries:
            following = make()
            yield chunk
    finally:
        # Whoever stops here waits for the thread, which may raise what nobody asks for any more.
        await asyncio.gather(following, return_exceptions=True)


async def _write(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    chunks: AsyncIterator[_Chunk],
) -> UUID | None:
    """Write all as changes of one act, which are undone together."""
    action_id: UUID | None = None
    async for entries, _texts in chunks:
        made = await write(
            connection,
            stores,
            act,
            head,
            entries,
            description=Description(ChangeKind.ADDED, _titles(entries)),
            action_id=action_id,
        )
        action_id = action_id or made
    return action_id


async def _plan(
    connection: AsyncConnection,
    plan: PlanRecord,
    space_id: UUID,
    chunks: AsyncIterator[_Chunk],
) -> None:
    """Keep all as a plan."""
    await plans.keep(connection, plan)
    number = 0
    async for entries, texts in chunks:
        change = PlannedChange(space_id, ChangeKind.ADDED, _titles(entries))
        await plans.keep_change(connection, plan.id, number, change)
        await plans.keep_entries(connection, plan.id, number, entries, texts)
        number += 1


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

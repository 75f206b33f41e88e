"""Tasks without their notes, some of many: those that a text may mean, or the first of a list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.database.engine import Database
from taskora_api.filters.nodes import Contains, Equals, Everything, Filter, Similar, Tagged, all_of
from taskora_api.filters.slips import tokens_of
from taskora_api.filters.vocabulary import Field
from taskora_api.finding.statements import TASKS, compile_plain, with_title
from taskora_api.tasks.field_types import Priority, stored_priority
from taskora_api.tasks.repository import among
from taskora_api.tasks.schemas import Task

# As many are read at once as a person can be asked about; a person who has no more has few.
HEADINGS_MAX = 2000
GATHERED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the rows of tasks say: a status, and closed ranges of days, of which an end may be open.

    A task was done on a day of the zone.
    """

    status: str = "all"
    due_from: date | None = None
    due_to: date | None = None
    is_undated: bool = False
    done_from: date | None = None
    done_to: date | None = None
    zone: tzinfo = UTC
    priority: Priority | None = None

    def all(self) -> Iterator[ColumnElement[bool]]:
        """Give them for the columns of tasks."""
        own = TASKS.c
        if self.status != "all":
            is_done = own.completed_at.is_not(None)
            yield is_done if self.status == "done" else ~is_done
        if self.priority is not None:
            yield own.priority == stored_priority(self.priority)
        if self.is_undated:
            yield own.due_on.is_(None)
        if self.due_from is not None:
            yield own.due_on >= self.due_from
        if self.due_to is not None:
            yield own.due_on <= self.due_to
        if self.done_from is not None:
            yield own.completed_at >= self._beginning(self.done_from)
        if self.done_to is not None:
            yield own.completed_at < self._beginning(self.done_to + timedelta(days=1))

    def _beginning(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a task is found by, and whether it is done."""

    id: UUID
    title: str
    completed_at: datetime | None


class Gathers(Protocol):
    """Keeps of a list what is needed of it."""

    def take(self, tasks: list[Task]) -> None:
        """Take the next tasks of the list."""


Gatherer = TypeVar("Gatherer", bound=Gathers)


class Headings:
    """The tasks of one member."""

    def __init__(self, database: Database, member_id: str) -> None:
        """Take whose they are; that comes from the token alone."""
        self._database = database
        self._member_id = member_id

    async def first(self, about: str, conditions: Conditions, limit: int) -> list[Task]:
        """The first of a list; with a text, those that may be about it."""
        return await self._read(_about(about), limit, list(conditions.all()))

    async def tagged(self, tag: str, conditions: Conditions, limit: int) -> list[Task]:
        """The first of those that have a tag, in whatever case."""
        has_any = func.cardinality(TASKS.c.tags) > 0
        return await self._read(Tagged(tag), limit, [has_any, *conditions.all()])

    async def last(self, conditions: Conditions, limit: int) -> list[Task]:
        """The last of a list, from its end."""
        return await self._read(Everything(), limit, list(conditions.all()), is_reversed=True)

    async def meant(self, about: str, title: str) -> list[Heading]:
        """The tasks that have all terms of a text, or nearly; and those that have this title.

        Of a text that is in more titles than are read it is the first ones, and none that only
        resembles it.
        """
        tokens = tokens_of(about)
        found = await self._about_titles(tokens) if tokens else []
        if title and len(found) in {0, HEADINGS_MAX}:
            found += await self._titles(Equals(Field.TITLE, title), with_title(title))
        return list({each.id: each for each in found}.values())

    async def _about_titles(self, tokens: Sequence[str]) -> list[Heading]:
        """Find by the terms; where too many have these, whether one resembles is asked last."""
        tree = all_of(Similar(token) for token in tokens)
        ids = await self._candidates(tree)
        if ids is not None:
            return await self._titles(tree, [among(ids, TASKS)]) if ids else []
        held = await self._titles(all_of(Contains(Field.TITLE, token) for token in tokens))
        return held if len(held) == HEADINGS_MAX else await self._titles(tree)

    async def are_more_than(self, count: int) -> bool:
        """Say whether the member sees more tasks than so many."""
        statement = compile_plain(self._member_id, Everything()).is_beyond(count)

        async def work(connection: AsyncConnection) -> bool:
            return bool((await connection.execute(statement)).scalar_one())

        return await self._database.read(work)

    async def count(self, conditions: Conditions, about: str = "") -> int:
        """How many there are; with a text, those that have its terms, or nearly."""
        tree = _about(about)
        found = compile_plain(self._member_id, tree)

        async def work(connection: AsyncConnection) -> int:
            statement = found.count([*conditions.all(), *found.narrowed(tree)])
            return int((await connection.execute(statement)).scalar_one())

        return await self._database.read(work)

    async def gather(
        self, begin: Callable[[], Gatherer], about: str, conditions: Conditions
    ) -> Gatherer:
        """Give all of a list to a gatherer, a chunk at a time and from one snapshot.

        Where the connection is lost meanwhile, another gatherer begins again.
        """
        tree = _about(about)
        found = compile_plain(self._member_id, tree)
        statement = found.headings([*conditions.all(), *found.narrowed(tree)], None)
        options = {"yield_per": GATHERED_AT_ONCE}

        async def work(connection: AsyncConnection) -> Gatherer:
            gatherer = begin()
            async with connection.stream(statement, execution_options=options) as rows:
                async for chunk in rows.mappings().partitions():
                    gatherer.take([Task.model_validate(dict(row)) for row in chunk])
            return gatherer

        return await self._database.read(work)

    async def find(self, ids: Sequence[UUID]) -> list[Task]:
        """Those of the tasks that the member may see, in no order."""
        found: list[Task] = []
        for chunk in chunks_of(list(dict.fromkeys(ids))):
            found += await self._read(Everything(), len(chunk), [among(chunk, TASKS)])
        return found

    async def _candidates(self, tree: Filter) -> Sequence[UUID] | None:
        found = compile_plain(self._member_id, tree)
        return await self._database.read(lambda it: found.candidates(it, tree))

    async def _titles(
        self, tree: Filter, conditions: Sequence[ColumnElement[bool]] = ()
    ) -> list[Heading]:
        """Read the first ids and titles of those that have all of the conditions too."""
        statement = compile_plain(self._member_id, tree).titles(conditions, HEADINGS_MAX)

        async def work(connection: AsyncConnection) -> list[Heading]:
            return [Heading(*row) for row in await connection.execute(statement)]

        return await self._database.read(work)

    async def _read(
        self,
        tree: Filter,
        limit: int,
        conditions: Sequence[ColumnElement[bool]] = (),
        *,
        is_reversed: bool = False,
    ) -> list[Task]:
        found = compile_plain(self._member_id, tree)

        async def work(connection: AsyncConnection) -> list[Task]:
            ids = await found.candidates(connection, tree)
            own = [*conditions, *([] if ids is None else [among(ids, TASKS)])]
            statement = found.headings(own, limit, is_reversed=is_reversed)
            rows = (await connection.execute(statement)).mappings()
            return [Task.model_validate(dict(row)) for row in rows]

        return await self._database.read(work)


def _about(about: str) -> Filter:
    """Each term of a text, as it is or with one slip."""
    return all_of(Similar(token) for token in tokens_of(about))

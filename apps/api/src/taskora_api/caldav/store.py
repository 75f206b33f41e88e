"""The store of calendars: the tasks of the product, as `calendars` asks for them."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.app_passwords.service import AppPasswordService
from taskora_api.caldav import objects, syncing
from taskora_api.caldav.lists import ListService
from taskora_api.caldav.places import Place, find_place, list_places
from taskora_api.caldav.syncing import revision_of
from taskora_api.caldav.writing import Writing, named
from taskora_api.calendars.errors import (
    CalendarError,
    CalendarMissingError,
    Code,
    ReadOnlyError,
)
from taskora_api.calendars.store import Calendar, Changes, Person, Property, StoredTask
from taskora_api.calendars.todo.changes import Change
from taskora_api.database.engine import Database, Work
from taskora_api.errors import InvalidFieldError, NotFoundError, RoleMissingError
from taskora_api.ledger.stores import Stores
from taskora_api.rate_limits.service import RateLimits
from taskora_api.sync.statements import ONE_SNAPSHOT
from taskora_api.wire import utc_now

Result = TypeVar("Result")


class TaskCalendars:
    """A `CalendarStore`: each space is a calendar, and each project in it another one.

    The id of a person is that of the member, so each statement names it.
    """

    def __init__(
        self,
        database: Database,
        passwords: AppPasswordService,
        stores: Stores,
        limits: RateLimits,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._passwords = passwords
        self._limits = limits
        self._lists = ListService(database, stores)
        self._clock = clock

    async def authenticate(self, user: str, password: str) -> Person | None:
        owner = await self._passwords.authenticate(user, password)
        if owner is None:
            return None
        await self._limits.admit(owner.id, changes=False)
        return Person(owner.id, owner.user_name)

    async def calendars(self, person: Person) -> list[Calendar]:
        places = await self._database.read(lambda c: list_places(c, person.id))
        return [_calendar(place) for place in places]

    async def calendar(self, person: Person, slug: str) -> Calendar:
        return _calendar(await self._database.read(lambda c: _require(c, person.id, slug)))

    async def objects(self, person: Person, slug: str) -> list[StoredTask]:
        async def work(connection: AsyncConnection) -> list[StoredTask]:
            place = await _require(connection, person.id, slug)
            statement = objects.seen_by(person.id).where(objects.in_place(place))
            return await objects.read(connection, statement)

        return await self._read(work)

    async def named(self, person: Person, slug: str, names: list[str]) -> list[StoredTask]:
        async def work(connection: AsyncConnection) -> list[StoredTask]:
            place = await _require(connection, person.id, slug)
            return await named(connection, person.id, place, names)

        return await self._read(work)

    async def put(
        self, person: Person, slug: str, name: str, change: Change, expected: str | None
    ) -> StoredTask:
        async def work(connection: AsyncConnection) -> StoredTask:
            writing = await Writing.begin(connection, person.id, slug, self._clock())
            return await writing.put(name, change, expected)

        return await self._write(person, work)

    async def delete(self, person: Person, slug: str, name: str, expected: str) -> None:
        async def work(connection: AsyncConnection) -> None:
            writing = await Writing.begin(connection, person.id, slug, self._clock())
            await writing.delete(name, expected)

        await self._write(person, work)

    async def changes(self, person: Person, slug: str, revision: str | None, limit: int) -> Changes:
        async def work(connection: AsyncConnection) -> Changes:
            place = await _require(connection, person.id, slug)
            if revision is None:
                return await syncing.all_of(connection, person.id, place, limit)
            sequence = await syncing.sequence_in(connection, place, revision)
            return await syncing.since(connection, person.id, place, sequence, limit)

        return await self._read(work)

    async def create_calendar(
        self, person: Person, slug: str, name: str, properties: Mapping[Property, str]
    ) -> None:
        await self._limits.admit(person.id, changes=True)
        async with _translated():
            await self._lists.create(person.id, slug, name, properties)

    async def update_calendar(
        self,
        person: Person,
        slug: str,
        name: str | None,
        properties: Mapping[Property, str | None],
    ) -> None:
        await self._limits.admit(person.id, changes=True)
        async with _translated():
            await self._lists.change(person.id, slug, name, properties)

    async def delete_calendar(self, person: Person, slug: str) -> None:
        await self._limits.admit(person.id, changes=True)
        async with _translated():
            await self._lists.delete(person.id, slug)

    async def _read(self, work: Work[Result]) -> Result:
        """Read everything from one snapshot: the state that is named is the one that is given."""

        async def snapshot(connection: AsyncConnection) -> Result:
            await connection.execute(ONE_SNAPSHOT)
            return await work(connection)

        return await self._database.read(snapshot)

    async def _write(self, person: Person, work: Work[Result]) -> Result:
        await self._limits.admit(person.id, changes=True)
        async with _translated():
            return await self._database.write(work)


async def _require(connection: AsyncConnection, member_id: str, slug: str) -> Place:
    place = await find_place(connection, member_id, slug)
    if place is None:
        raise CalendarMissingError
    return place


def _calendar(place: Place) -> Calendar:
    known = set(Property)
    return Calendar(
        slug=place.slug,
        name=place.name,
        revision=revision_of(place),
        can_write=place.can_write,
        properties={
            Property(name): text for name, text in place.properties.items() if name in known
        },
    )


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    """Give the errors of the port for those of the product."""
    try:
        yield
    except NotFoundError:
        raise CalendarMissingError from None
    except RoleMissingError:
        raise ReadOnlyError from None
    except InvalidFieldError as error:
        raise CalendarError(Code.VALUE, f"{error.field} is refused ({error.kind})") from None

"""What can be done with feeds, and what an address opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.calendar_feeds import repository
from taskora_api.calendar_feeds.models import CalendarFeedRecord
from taskora_api.calendar_feeds.schemas import (
    FEEDS_MAX,
    CalendarFeed,
    CalendarFeedList,
    NewCalendarFeed,
)
from taskora_api.calendar_feeds.secret import digest_of, is_secret
from taskora_api.database.engine import Database, Once
from taskora_api.database.locks import lock_owner
from taskora_api.errors import NotFoundError, TooManyError
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.repository import find_role
from taskora_api.wire import utc_now


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address opens: tasks that a person sees, of one space or of all."""

    name: str
    owner_id: str
    space_id: UUID | None


class CalendarFeedService:
    """The use cases. The person who acts is an argument of each."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def open(self, secret: str) -> Opened | None:
        """Give what an address opens, None for one that nobody has made, or that was revoked."""
        if not is_secret(secret):
            return None
        row = await self._database.read(lambda c: repository.find(c, digest_of(secret)))
        return None if row is None else Opened(row.name, row.owner_id, row.space_id)

    async def list_feeds(self, owner_id: str) -> CalendarFeedList:
        """All of a person, the newest first."""
        rows = await self._database.read(lambda c: repository.list_all(c, owner_id))
        return CalendarFeedList(items=[CalendarFeed.model_validate(row) for row in rows])

    async def create(
        self, owner_id: str, new: NewCalendarFeed, secret: str, *, once: Once | None = None
    ) -> CalendarFeed:
        """Keep a new feed by the digest of its address.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            TooManyError: the owner has as many as anybody may have.
        """

        async def work(connection: AsyncConnection) -> CalendarFeed:
            await lock_owner(connection, owner_id)
            space_id = new.space_id
            if space_id is not None and not await _is_seen(connection, owner_id, space_id):
                raise NotFoundError
            if await repository.count(connection, owner_id) >= FEEDS_MAX:
                raise TooManyError("feeds")
            record = CalendarFeedRecord(
                id=uuid4(),
                owner_id=owner_id,
                space_id=space_id,
                name=new.name,
                digest=digest_of(secret),
                created_at=self._clock(),
            )
            await repository.add(connection, record)
            return CalendarFeed.model_validate(record)

        return await self._database.write(work, once)

    async def rotate(
        self, owner_id: str, feed_id: UUID, secret: str, *, once: Once | None = None
    ) -> CalendarFeed:
        """Give a feed another address; the old one opens nothing from then on.

        Raises:
            NotFoundError: there is no such feed of this owner.
        """

        async def work(connection: AsyncConnection) -> CalendarFeed:
            row = await repository.rotate(connection, owner_id, feed_id, digest_of(secret))
            if row is None:
                raise NotFoundError
            return CalendarFeed.model_validate(row)

        return await self._database.write(work, once)

    async def revoke(self, owner_id: str, feed_id: UUID, *, once: Once | None = None) -> None:
        """End a feed at once.

        Raises:
            NotFoundError: there is no such feed of this owner.
        """

        async def work(connection: AsyncConnection) -> None:
            if not await repository.remove(connection, owner_id, feed_id):
                raise NotFoundError

        await self._database.write(work, once)


async def _is_seen(connection: AsyncConnection, owner_id: str, space_id: UUID) -> bool:
    """Say whether a person may see a space; their own is there before it holds anything."""
    is_own = space_id == personal_space_id(owner_id)
    return is_own or await find_role(connection, owner_id, space_id) is not None

"""What can be done with whole spaces: delete one, and restore it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.deleted_spaces import repository
from taskora_api.deleted_spaces.schemas import SPACE_LIFETIME, DeletedSpace, DeletedSpaceList
from taskora_api.errors import NotFoundError, PersonalSpaceError, TooManyError
from taskora_api.ledger.entries import Act, By
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.access import hold_space, hold_unjoined
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.recording import record_space
from taskora_api.spaces.schemas import SPACES_MAX, Role, Space
from taskora_api.wire import utc_now


class DeletedSpaceService:
    """The use cases, which are for owners; `wake` is called where reminders depend on it."""

    def __init__(
        self,
        database: Database,
        wake: Callable[[], None],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._wake = wake
        self._clock = clock

    async def delete(
        self, member_id: str, space_id: UUID, by: By, *, once: Once | None = None
    ) -> None:
        """Delete a shared space: nobody sees it any more, and all that is in it stays for a time.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller is no owner of it.
            PersonalSpaceError: it is the caller's own.
        """
        if space_id == personal_space_id(member_id):
            raise PersonalSpaceError

        async def work(connection: AsyncConnection) -> None:
            now = self._clock()
            head = await hold_space(connection, member_id, space_id, now, Role.OWNER)
            name = await spaces.find_name(connection, space_id)
            act = Act.of(member_id, by, now)
            await record_space(connection, act, head, {"name": name}, None)
            await repository.delete_space(connection, space_id, member_id, now)

        await self._database.write(work, once)
        self._wake()

    async def list_deleted(self, member_id: str) -> DeletedSpaceList:
        """The deleted spaces that a person can restore, the latest first."""
        since = self._clock() - SPACE_LIFETIME
        rows = await self._database.read(lambda c: repository.list_restorable(c, member_id, since))
        items = [
            DeletedSpace(**row._mapping, restorable_until=row.deleted_at + SPACE_LIFETIME)
            for row in rows
        ]
        return DeletedSpaceList(items=items)

    async def restore(
        self, member_id: str, space_id: UUID, by: By, *, once: Once | None = None
    ) -> Space:
        """Take a space back, for all who were members of it, with all that is in it.

        Raises:
            NotFoundError: no such space is deleted, or it was too long ago, or the caller was no
                owner of it.
            TooManyError: the caller is a member of as many as anybody may be.
        """

        async def work(connection: AsyncConnection) -> Space:
            now = self._clock()
            found = (connection, member_id, space_id, now - SPACE_LIFETIME)
            if await repository.find_restorable(*found) is None:
                raise NotFoundError
            if len(await spaces.list_all(connection, member_id)) >= SPACES_MAX:
                raise TooManyError("spaces")
            await hold_unjoined(connection, space_id)
            # Another owner may have restored it while the space was waited for.
            space = await repository.find_restorable(*found)
            if space is None:
                raise NotFoundError
            await repository.restore_space(connection, space_id, now)
            head = await hold_space(connection, member_id, space_id, now, Role.OWNER)
            act = Act.of(member_id, by, now)
            await record_space(connection, act, head, None, {"name": space.name})
            rows = await spaces.list_all(connection, member_id)
            return next(Space.model_validate(row) for row in rows if row.id == space_id)

        restored = await self._database.write(work, once)
        self._wake()
        return restored

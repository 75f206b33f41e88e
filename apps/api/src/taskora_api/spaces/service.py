"""What can be done with spaces and their members."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import (
    LastOwnerError,
    NotFoundError,
    PersonalSpaceError,
    TooManyError,
)
from taskora_api.ledger.entries import Act, By
from taskora_api.ledger.head import Head
from taskora_api.spaces import repository
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.models import MemberRecord, SpaceRecord
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.recording import record_member, record_space
from taskora_api.spaces.schemas import (
    SPACES_MAX,
    Member,
    MemberList,
    NewSpace,
    Role,
    Space,
    SpaceKind,
    SpaceList,
)
from taskora_api.wire import utc_now

# What becomes of what a member has in a space that they leave, in the transaction of that.
OnLeave = Callable[[AsyncConnection, Act, Head, str], Awaitable[None]]


class SpaceService:
    """The use cases. The member who acts is an argument of each, and comes from the token alone."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = utc_now,
        on_leave: OnLeave | None = None,
    ) -> None:
        """Take the clock as well, so that time is an input, and what else happens on leaving."""
        self.database = database
        self.clock = clock
        self._on_leave = on_leave

    async def list_spaces(self, member_id: str) -> SpaceList:
        """The spaces of a person, their own first, which is there before it holds anything."""
        return SpaceList(items=await self.database.read(lambda c: read_spaces(c, member_id)))

    async def create(
        self, member_id: str, new: NewSpace, by: By, *, once: Once | None = None
    ) -> Space:
        """Make a shared space, of which the caller is the owner.

        Raises:
            TooManyError: the caller is a member of as many as anybody may be.
        """

        async def work(connection: AsyncConnection) -> Space:
            if len(await repository.list_all(connection, member_id)) >= SPACES_MAX:
                raise TooManyError("spaces")
            now = self.clock()
            space = SpaceRecord(
                id=uuid4(),
                kind=SpaceKind.SHARED,
                name=new.name,
                created_by=member_id,
                created_at=now,
            )
            owner = MemberRecord(
                member_id=member_id,
                space_id=space.id,
                role=Role.OWNER,
                name=new.member_name,
                joined_at=now,
            )
            await repository.make(connection, space, owner)
            act = Act.of(member_id, by, now)
            head = await hold_space(connection, member_id, space.id, now)
            await record_space(connection, act, head, None, {"name": new.name})
            await record_member(connection, act, head, None, _state(owner))
            return _seen(space, Role.OWNER, 1)

        return await self.database.write(work, once)

    async def rename(
        self, member_id: str, space_id: UUID, name: str, by: By, *, once: Once | None = None
    ) -> Space:
        """Give a shared space another name.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller is no owner of it.
            PersonalSpaceError: it is the caller's own.
        """

        async def work(connection: AsyncConnection) -> Space:
            head, act = await self._hold(connection, member_id, space_id, by)
            before = await repository.find_name(connection, space_id)
            if name != before:
                await repository.rename(connection, space_id, name)
                await record_space(connection, act, head, {"name": before}, {"name": name})
            return await self._read(connection, member_id, space_id)

        return await self.database.write(work, once)

    async def list_members(self, member_id: str, space_id: UUID) -> MemberList:
        """The members of a space, for any of them.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
        """

        async def work(connection: AsyncConnection) -> MemberList:
            rows = await repository.list_members(connection, space_id)
            if all(row.member_id != member_id for row in rows):
                raise NotFoundError
            return MemberList(items=[Member.model_validate(row) for row in rows])

        return await self.database.read(work)

    async def change_role(
        self,
        member_id: str,
        space_id: UUID,
        whose: str,
        role: Role,
        by: By,
        *,
        once: Once | None = None,
    ) -> Member:
        """Give a member another role.

        Raises as `rename` does, and:
            LastOwnerError: the space would be left without an owner.
        """

        async def work(connection: AsyncConnection) -> Member:
            head, act = await self._hold(connection, member_id, space_id, by)
            members = await repository.list_members(connection, space_id)
            before = _find(members, whose)
            if before.role != role:
                _check_owner_left(members, whose)
                await repository.change_role(connection, space_id, whose, role)
                after = before.model_copy(update={"role": role})
                await record_member(connection, act, head, _state(before), _state(after))
                return after
            return before

        return await self.database.write(work, once)

    async def remove_member(
        self, member_id: str, space_id: UUID, whose: str, by: By, *, once: Once | None = None
    ) -> None:
        """Take a member out; everybody may leave by themselves.

        Raises as `change_role` does.
        """
        needed = Role.VIEWER if whose == member_id else Role.OWNER

        async def work(connection: AsyncConnection) -> None:
            head, act = await self._hold(connection, member_id, space_id, by, needed)
            members = await repository.list_members(connection, space_id)
            before = _find(members, whose)
            _check_owner_left(members, whose)
            if self._on_leave is not None:
                await self._on_leave(connection, act, head, whose)
            await repository.remove_member(connection, space_id, whose)
            await record_member(connection, act, head, _state(before), None)

        await self.database.write(work, once)

    async def _hold(
        self,
        connection: AsyncConnection,
        member_id: str,
        space_id: UUID,
        by: By,
        needed: Role = Role.OWNER,
    ) -> tuple[Head, Act]:
        if space_id == personal_space_id(member_id):
            raise PersonalSpaceError
        now = self.clock()
        head = await hold_space(connection, member_id, space_id, now, needed)
        return head, Act.of(member_id, by, now)

    async def _read(self, connection: AsyncConnection, member_id: str, space_id: UUID) -> Space:
        rows = await repository.list_all(connection, member_id)
        return next(Space.model_validate(row) for row in rows if row.id == space_id)


async def read_spaces(connection: AsyncConnection, member_id: str) -> list[Space]:
    """The spaces of a person, their own first, which is there before it holds anything."""
    rows = await repository.list_all(connection, member_id)
    items = [Space.model_validate(row) for row in rows]
    own = personal_space_id(member_id)
    if all(space.id != own for space in items):
        items.insert(0, _unwritten(own))
    return items


def _unwritten(space_id: UUID) -> Space:
    return Space(
        id=space_id,
        kind=SpaceKind.PERSONAL,
        name="",
        role=Role.OWNER,
        member_count=1,
        created_at=None,
    )


def _seen(space: SpaceRecord, role: Role, member_count: int) -> Space:
    return Space(**space.model_dump(), role=role, member_count=member_count)


def _find(members: Sequence[repository.AnyRow], whose: str) -> Member:
    found = next((row for row in members if row.member_id == whose), None)
    if found is None:
        raise NotFoundError
    return Member.model_validate(found)


def _check_owner_left(members: Sequence[repository.AnyRow], whose: str) -> None:
    """A member whose role ends must not be the only owner."""
    owners = {row.member_id for row in members if row.role == Role.OWNER}
    if owners == {whose}:
        raise LastOwnerError


def _state(member: Member | MemberRecord) -> dict[str, str]:
    return {"member_id": member.member_id, "name": member.name, "role": str(member.role)}

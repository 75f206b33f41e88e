"""What can be done with invitations: links by which people become members of a space."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import (
    InvitationInvalidError,
    NotFoundError,
    PersonalSpaceError,
    TooManyError,
)
from taskora_api.ledger.entries import Act, By
from taskora_api.spaces import repository
from taskora_api.spaces.access import hold_space, hold_unjoined
from taskora_api.spaces.models import InvitationRecord, MemberRecord
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.recording import record_member
from taskora_api.spaces.schemas import (
    INVITATIONS_MAX,
    MEMBERS_MAX,
    SPACES_MAX,
    Acceptance,
    Invitation,
    InvitationList,
    NewInvitation,
    Role,
    Space,
)
from taskora_api.spaces.secret import digest_of
from taskora_api.wire import utc_now


class InvitationService:
    """The use cases. Only an owner may see or make a link."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def list_invitations(self, member_id: str, space_id: UUID) -> InvitationList:
        """The links of a space that still let somebody in.

        Raises:
            NotFoundError: there is no such space, or the caller is no owner of it.
        """

        async def work(connection: AsyncConnection) -> InvitationList:
            if await repository.find_role(connection, member_id, space_id) != Role.OWNER:
                raise NotFoundError
            rows = await repository.list_invitations(connection, space_id, self._clock())
            return InvitationList(items=[Invitation.model_validate(row) for row in rows])

        return await self._database.read(work)

    async def create(
        self,
        member_id: str,
        space_id: UUID,
        new: NewInvitation,
        secret: str,
        *,
        once: Once | None = None,
    ) -> Invitation:
        """Keep a new link by its digest.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller is no owner of it.
            PersonalSpaceError: it is the caller's own.
            TooManyError: the space has as many links as it may have.
        """

        async def work(connection: AsyncConnection) -> Invitation:
            if space_id == personal_space_id(member_id):
                raise PersonalSpaceError
            now = self._clock()
            await hold_space(connection, member_id, space_id, now, Role.OWNER)
            if len(await repository.list_invitations(connection, space_id, now)) >= INVITATIONS_MAX:
                raise TooManyError("invitations")
            record = InvitationRecord(
                id=uuid4(),
                space_id=space_id,
                role=new.role,
                digest=digest_of(secret),
                uses_left=new.uses,
                created_by=member_id,
                created_at=now,
                expires_at=now + timedelta(days=new.expires_in_days),
            )
            await repository.add_invitation(connection, record)
            return Invitation.model_validate(record)

        return await self._database.write(work, once)

    async def revoke(
        self,
        member_id: str,
        space_id: UUID,
        invitation_id: UUID,
        *,
        once: Once | None = None,
    ) -> None:
        """End a link at once.

        Raises:
            NotFoundError: there is no such link, or the caller is no member of its space.
            RoleMissingError: the caller is no owner of it.
        """

        async def work(connection: AsyncConnection) -> None:
            await hold_space(connection, member_id, space_id, self._clock(), Role.OWNER)
            if not await repository.remove_invitation(connection, space_id, invitation_id):
                raise NotFoundError

        await self._database.write(work, once)

    async def accept(
        self, member_id: str, acceptance: Acceptance, by: By, *, once: Once | None = None
    ) -> Space:
        """Become a member by a link; who is one already stays as they are, and uses nothing up.

        Raises:
            InvitationInvalidError: the link is unknown, has expired or was used up.
            TooManyError: the space has, or the caller has, as many as there may be.
        """

        async def work(connection: AsyncConnection) -> Space:
            now = self._clock()
            digest = digest_of(acceptance.secret)
            space_id = await repository.find_invited_space(connection, digest, now)
            if space_id is None:
                raise InvitationInvalidError
            await hold_unjoined(connection, space_id)
            if await repository.find_role(connection, member_id, space_id) is None:
                # It may have been used up or revoked while the space was waited for.
                found = await repository.find_invitation(connection, digest, now)
                if found is None:
                    raise InvitationInvalidError
                await _check_room(connection, member_id, space_id)
                await repository.use_invitation(connection, found.id, found.uses_left)
                member = MemberRecord(
                    member_id=member_id,
                    space_id=space_id,
                    role=found.role,
                    name=acceptance.member_name,
                    joined_at=now,
                )
                await repository.add_member(connection, member)
                head = await hold_space(connection, member_id, space_id, now, Role.VIEWER)
                state = {"member_id": member_id, "name": member.name, "role": found.role}
                act = Act.of(member_id, by, now)
                await record_member(connection, act, head, None, state)
            spaces = await repository.list_all(connection, member_id)
            return next(Space.model_validate(row) for row in spaces if row.id == space_id)

        return await self._database.write(work, once)


async def _check_room(connection: AsyncConnection, member_id: str, space_id: UUID) -> None:
    if len(await repository.list_members(connection, space_id)) >= MEMBERS_MAX:
        raise TooManyError("members")
    if len(await repository.list_all(connection, member_id)) >= SPACES_MAX:
        raise TooManyError("spaces")

"""Spaces on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

SPACE_NAME_LENGTH_MAX = 200
MEMBER_NAME_LENGTH_MAX = 100
MEMBERS_MAX = 100
SPACES_MAX = 100
INVITATIONS_MAX = 50
INVITATION_DAYS_DEFAULT = 7
INVITATION_DAYS_MAX = 90
INVITATION_USES_MAX = MEMBERS_MAX

SpaceName = Annotated[Line, StringConstraints(min_length=1, max_length=SPACE_NAME_LENGTH_MAX)]
MemberName = Annotated[Line, StringConstraints(max_length=MEMBER_NAME_LENGTH_MAX)]


class Role(StrEnum):
    """What a member may do: a viewer sees, an editor changes, an owner decides on members."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"


_RANKS = {Role.VIEWER: 0, Role.EDITOR: 1, Role.OWNER: 2}


def may(role: Role, needed: Role) -> bool:
    """Say whether a role includes another."""
    return _RANKS[role] >= _RANKS[needed]


class SpaceKind(StrEnum):
    """Whether a space is a person's own, which has one member for ever."""

    PERSONAL = "personal"
    SHARED = "shared"


class Space(ResponseBody):
    """A space as one of its members sees it."""

    id: UUID
    kind: SpaceKind
    # Empty for a person's own.
    name: str
    # The caller's.
    role: Role
    member_count: int
    created_at: datetime | None


class SpaceList(ResponseBody):
    """All spaces of a person, their own first."""

    items: list[Space]


class Member(ResponseBody):
    """Somebody who may see a space."""

    member_id: str
    name: str
    role: Role
    joined_at: datetime


class MemberList(ResponseBody):
    """All members of a space, in the order in which they joined."""

    items: list[Member]


class NewSpace(RequestBody):
    """A space to make, and how its first member is seen by the others."""

    name: SpaceName
    member_name: MemberName = ""


class SpaceChanges(RequestBody):
    """The new name of a space."""

    name: SpaceName


class MemberChanges(RequestBody):
    """The new role of a member."""

    role: Role


class NewInvitation(RequestBody):
    """A link to make: for which role, how many people and how long."""

    role: Literal[Role.EDITOR, Role.VIEWER]
    uses: Annotated[int, Field(strict=True, ge=1, le=INVITATION_USES_MAX)] = 1
    expires_in_days: Annotated[int, Field(strict=True, ge=1, le=INVITATION_DAYS_MAX)] = (
        INVITATION_DAYS_DEFAULT
    )


class Invitation(ResponseBody):
    """A link as the owners see it later; its secret is not kept."""

    id: UUID
    role: Role
    uses_left: int
    created_at: datetime
    expires_at: datetime


class CreatedInvitation(Invitation):
    """A link that was made now; null in the answer to a request that is sent again."""

    secret: str | None


class InvitationList(ResponseBody):
    """All links that still let somebody in, the newest first."""

    items: list[Invitation]


InvitationSecret = Annotated[
    str, StringConstraints(min_length=20, max_length=100, pattern=r"^tski_[A-Za-z0-9_-]+$")
]


class Acceptance(RequestBody):
    """The secret of the link, and how the other members shall see whoever joins."""

    secret: InvitationSecret
    member_name: MemberName = ""

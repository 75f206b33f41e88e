"""The lists of a person: each of their spaces, and each project that is not archived."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    Table,
    Text,
    Uuid,
    and_,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav.models import CalendarListRecord
from taskora_api.ledger.known import NOTHING, Known
from taskora_api.ledger.models import LedgerHeadRecord
from taskora_api.projects.models import ProjectRecord
from taskora_api.spaces.models import SpaceRecord
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.repository import MEMBERS
from taskora_api.spaces.schemas import Role, SpaceKind, may

_SPACES: Table = SpaceRecord.__table__  # type: ignore[attr-defined]
_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]
LISTS: Table = CalendarListRecord.__table__  # type: ignore[attr-defined]

# What the space of a person is called where it has no name of its own.
OWN_NAME = "Tasks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A list: the tasks of a project, or those of a space that are in none.

    `head` is how far the ledger of the space has grown.
    """

    space_id: UUID
    project_id: UUID | None
    name: str
    slug: str
    can_write: bool
    head: Known
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """What the list is kept by."""
        return self.project_id or self.space_id


async def list_places(connection: AsyncConnection, member_id: str) -> list[Place]:
    """All lists of a member: their own space first, then its projects, then other spaces."""
    rows = (await connection.execute(_of_member(member_id))).all()
    found = [_place(row) for row in sorted(rows, key=_order)]
    own = personal_space_id(member_id)
    if not any(place.id == own for place in found):
        found.insert(0, await _own_before_it_is_there(connection, member_id, own))
    return found


async def find_place(connection: AsyncConnection, member_id: str, slug: str) -> Place | None:
    """One list of a member by its part of the address, None for any other."""
    return next(
        (each for each in await list_places(connection, member_id) if each.slug == slug), None
    )


def _of_member(member_id: str) -> Select[Any]:
    spaces = select(
        _SPACES.c.id.label("place_id"),
        _SPACES.c.id.label("space_id"),
        cast(null(), Uuid()).label("project_id"),
        _SPACES.c.name,
        cast(literal(""), Text()).label("position"),
    )
    projects = select(
        _PROJECTS.c.id,
        _PROJECTS.c.space_id,
        _PROJECTS.c.id,
        _PROJECTS.c.name,
        cast(_PROJECTS.c.position, Text()),
    ).where(_PROJECTS.c.archived_at.is_(None))
    places = union_all(spaces, projects).subquery("places")
    kept = and_(LISTS.c.place_id == places.c.place_id, LISTS.c.member_id == MEMBERS.c.member_id)
    return (
        select(
            places,
            _SPACES.c.kind,
            _SPACES.c.created_at,
            MEMBERS.c.role,
            _HEADS.c.sequence,
            _HEADS.c.hash,
            LISTS.c.slug,
            LISTS.c.name.label("own_name"),
            LISTS.c.properties,
        )
        .select_from(places)
        .join(MEMBERS, MEMBERS.c.space_id == places.c.space_id)
        .join(_SPACES, _SPACES.c.id == places.c.space_id)
        .join(_HEADS, _HEADS.c.space_id == places.c.space_id)
        .outerjoin(LISTS, kept)
        .where(MEMBERS.c.member_id == member_id)
    )


def _order(row: Any) -> tuple[bool, datetime, UUID, bool, str, UUID]:  # noqa: ANN401 - a row.
    is_shared = row.kind != SpaceKind.PERSONAL
    is_project = row.project_id is not None
    return is_shared, row.created_at, row.space_id, is_project, row.position, row.place_id


def _place(row: Any) -> Place:  # noqa: ANN401 - a row.
    return Place(
        space_id=row.space_id,
        project_id=row.project_id,
        name=row.own_name or row.name or OWN_NAME,
        slug=row.slug or str(row.place_id),
        can_write=may(Role(row.role), Role.EDITOR),
        head=Known.of(row.sequence, row.hash),
        properties=row.properties or {},
    )


async def _own_before_it_is_there(connection: AsyncConnection, member_id: str, own: UUID) -> Place:
    """A person's own space, into which nothing was written yet."""
    statement = select(LISTS).where(LISTS.c.member_id == member_id, LISTS.c.place_id == own)
    kept: Sequence[Any] = (await connection.execute(statement)).all()
    return Place(
        space_id=own,
        project_id=None,
        name=(kept[0].name if kept else None) or OWN_NAME,
        slug=str(own),
        can_write=True,
        head=NOTHING,
        properties=kept[0].properties if kept else {},
    )

"""What a space has to do with the things that come into it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.comments.models import CommentRecord
from taskora_api.database.chunks import chunks_of
from taskora_api.exchange.documents import Kind, TaskDocument
from taskora_api.imports.reading import Identities
from taskora_api.imports.things import Surroundings
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.stores import Among, Stores
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.relations.models import RelationRecord
from taskora_api.reminders.models import ReminderRecord
from taskora_api.spaces import repository as spaces

_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
_SECTIONS: Table = SectionRecord.__table__  # type: ignore[attr-defined]
_COMMENTS: Table = CommentRecord.__table__  # type: ignore[attr-defined]
_RELATIONS: Table = RelationRecord.__table__  # type: ignore[attr-defined]
_REMINDERS: Table = ReminderRecord.__table__  # type: ignore[attr-defined]


async def read_surroundings(
    connection: AsyncConnection,
    stores: Stores,
    document: TaskDocument,
    identities: Identities,
    *,
    space_id: UUID,
    member_id: str,
    now: datetime,
) -> Surroundings:
    """Read what matters for the things of a document that are new."""
    statement = (
        select(_PROJECTS.c.position)
        .where(_PROJECTS.c.space_id == space_id)
        .order_by(_PROJECTS.c.position, _PROJECTS.c.id)
    )
    positions = list((await connection.execute(statement)).scalars())
    projects = _there(identities, Kind.PROJECT)
    sections = await _sections(connection, space_id, projects)
    hanging = _there(identities, Kind.TASK)
    mine = _REMINDERS.c.member_id == member_id
    members = await spaces.list_members(connection, space_id)
    tasks = await asyncio.to_thread(_new_tasks, document, identities)
    return Surroundings(
        space_id=space_id,
        member_id=member_id,
        now=now,
        members=frozenset(row.member_id for row in members),
        project_count=len(positions),
        last_project=positions[-1] if positions else None,
        sections={project_id: count for project_id, (count, _) in sections.items()},
        last_sections={project_id: last for project_id, (_, last) in sections.items()},
        comments=await _counts(connection, _COMMENTS.c.task_id, hanging),
        relations=Counter(await _counts(connection, _RELATIONS.c.from_id, hanging))
        + Counter(await _counts(connection, _RELATIONS.c.to_id, hanging)),
        reminders=await _counts(connection, _REMINDERS.c.task_id, hanging, mine),
        versions=await stores[Entity.TASK].last_versions(connection, space_id, list(tasks)),
        unplaced=await _unplaced(connection, stores, space_id, tasks, identities),
        related=await _related(connection, stores, space_id, document, identities),
    )


def _there(identities: Identities, kind: Kind) -> list[UUID]:
    """What things of the file may belong to that is here already."""
    return [identities.id_of(kind, each) for each in identities.known.get(kind, ())]


async def _sections(
    connection: AsyncConnection, space_id: UUID, projects: Sequence[UUID]
) -> dict[UUID, tuple[int, str]]:
    """How many sections projects have, and the position of the last one."""
    if not projects:
        return {}
    owner, position = _SECTIONS.c.project_id, _SECTIONS.c.position
    statement = (
        select(owner, position)
        .where(_SECTIONS.c.space_id == space_id, owner.in_(projects))
        .order_by(owner, position)
    )
    found: dict[UUID, tuple[int, str]] = {}
    for project_id, last in await connection.execute(statement):
        found[project_id] = (found.get(project_id, (0, ""))[0] + 1, last)
    return found


async def _counts(
    connection: AsyncConnection,
    owner: ColumnElement[UUID],
    owners: Sequence[UUID],
    *conditions: ColumnElement[bool],
) -> dict[UUID, int]:
    """How many things hang on each of these; those without any are left out."""
    counts: dict[UUID, int] = {}
    for chunk in chunks_of(owners):
        statement = select(owner, func.count()).where(owner.in_(chunk), *conditions).group_by(owner)
        rows = await connection.execute(statement)
        counts.update((row[0], row[1]) for row in rows)
    return counts


def _new_tasks(document: TaskDocument, identities: Identities) -> dict[UUID, State]:
    """What is new, as far as its place among tasks goes."""
    return {
        identities.id_of(Kind.TASK, each.source_id): {
            "parent_id": None
            if each.parent_id is None
            else str(identities.id_of(Kind.TASK, each.parent_id))
        }
        for each in document.tasks
        if not identities.is_known(Kind.TASK, each.source_id)
    }


async def _unplaced(
    connection: AsyncConnection,
    stores: Stores,
    space_id: UUID,
    tasks: dict[UUID, State],
    identities: Identities,
) -> frozenset[UUID]:
    """Tasks that would be too deep below what is there; a file alone has none."""
    if not identities.known.get(Kind.TASK):
        return frozenset()
    among = _coming(tasks)
    unmet = await stores[Entity.TASK].unmet(connection, space_id, tasks, among)
    return frozenset(each for each, fields in unmet.items() if "parent_id" in fields)


async def _related(
    connection: AsyncConnection,
    stores: Stores,
    space_id: UUID,
    document: TaskDocument,
    identities: Identities,
) -> frozenset[UUID]:
    """New relations of two tasks that are related so by now."""
    known = identities.known.get(Kind.TASK, frozenset())
    states: dict[UUID, State] = {
        identities.id_of(Kind.RELATION, each.source_id): {
            "from_id": str(identities.id_of(Kind.TASK, each.from_id)),
            "to_id": str(identities.id_of(Kind.TASK, each.to_id)),
            "kind": each.kind.value,
        }
        for each in document.relations
        if each.from_id in known and each.to_id in known
    }
    if not states:
        return frozenset()
    return frozenset(
        await stores[Entity.RELATION].unmet(connection, space_id, states, _coming(states))
    )


def _coming(states: dict[UUID, State]) -> Among:
    ids = frozenset(states)
    return Among(coming=ids, going=frozenset(), touched=ids)

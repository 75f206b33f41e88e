"""What a space has to do with the things that come into it."""

import asyncio
from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.exchange.documents import Kind, TaskDocument
from taskora_api.imports.reading import Identities
from taskora_api.imports.things import Surroundings
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.stores import Among, Stores
from taskora_api.projects.models import ProjectRecord
from taskora_api.spaces import repository as spaces

_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]


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
    members = await spaces.list_members(connection, space_id)
    tasks = await asyncio.to_thread(_new_tasks, document, identities)
    return Surroundings(
        space_id=space_id,
        member_id=member_id,
        now=now,
        members=frozenset(row.member_id for row in members),
        project_count=len(positions),
        last_project=positions[-1] if positions else None,
        versions=await stores[Entity.TASK].last_versions(connection, space_id, list(tasks)),
        unplaced=await _unplaced(connection, stores, space_id, tasks, identities),
        related=await _related(connection, stores, space_id, document, identities),
    )


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

"""A file as things and verdicts, with what of it is in the space already."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.comments.models import CommentRecord
from taskora_api.database.chunks import chunks_of
from taskora_api.exchange.documents import Kind, Source
from taskora_api.exchange.items import Found, Item
from taskora_api.exchange.parts import kind_of
from taskora_api.imports.identity import IdOf, id_for, ids_of, is_ours, own_id
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.relations.models import RelationRecord
from taskora_api.reminders.models import ReminderRecord
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.repository import among

_TABLES: Mapping[Kind, Table] = {
    Kind.PROJECT: ProjectRecord.__table__,  # type: ignore[attr-defined]
    Kind.SECTION: SectionRecord.__table__,  # type: ignore[attr-defined]
    Kind.TASK: TaskRecord.__table__,  # type: ignore[attr-defined]
    Kind.COMMENT: CommentRecord.__table__,  # type: ignore[attr-defined]
    Kind.RELATION: RelationRecord.__table__,  # type: ignore[attr-defined]
    Kind.REMINDER: ReminderRecord.__table__,  # type: ignore[attr-defined]
}


@dataclass(frozen=True, slots=True)
class Identities:
    """The id of each thing of a file, and the source ids of those that are there already.

    `moved` are those of tasks that are in another space by now.
    """

    ids: Mapping[tuple[Kind, str], UUID]
    known: Mapping[Kind, frozenset[str]]
    moved: frozenset[str] = frozenset()

    def id_of(self, kind: Kind, source_id: str) -> UUID:
        """The id of a thing of the file."""
        return self.ids[kind, source_id]

    def is_known(self, kind: Kind, source_id: str) -> bool:
        """Say whether a thing of the file is here already."""
        return source_id in self.known.get(kind, ())


async def identify(
    connection: AsyncConnection,
    space_id: UUID,
    member_id: str,
    source: Source,
    items: Iterable[Item],
) -> Identities:
    """Give each thing its id.

    Of our own formats, a thing of this space has the id that the file says. A reminder that is
    another member's here already gets an id for who imports, whose it becomes.
    """
    by_kind = await asyncio.to_thread(_derived, ids_of(space_id, source), items)
    ids: dict[tuple[Kind, str], UUID] = {}
    known: dict[Kind, frozenset[str]] = {}
    for kind, derived in by_kind.items():
        if kind in _TABLES:
            own = {each: own_id(each) for each in derived} if is_ours(source) else {}
            wanted = {each for each in own.values() if each is not None}
            mine = await _there(connection, _TABLES[kind], list(wanted), space_id)
            derived |= {each: found for each, found in own.items() if found in mine}
            if kind is Kind.REMINDER:
                others = await _of_others(connection, list(derived.values()), member_id)
                derived |= {
                    each: id_for(found, member_id)
                    for each, found in derived.items()
                    if found in others
                }
            there = await _there(connection, _TABLES[kind], list(derived.values()))
            known[kind] = frozenset(each for each, found in derived.items() if found in there)
        ids |= {(kind, each): found for each, found in derived.items()}
    tasks = {ids[Kind.TASK, each]: each for each in known.get(Kind.TASK, ())}
    here = await _there(connection, _TABLES[Kind.TASK], list(tasks), space_id)
    moved = frozenset(each for found, each in tasks.items() if found not in here)
    return Identities(ids, known, moved)


def _derived(derive: IdOf, items: Iterable[Item]) -> dict[Kind, dict[str, UUID]]:
    """Derive the id of each thing that is found or named."""
    by_kind: dict[Kind, dict[str, UUID]] = {}
    for item in items:
        if isinstance(item, Found):
            for kind, source_id in _named(item):
                ids = by_kind.setdefault(kind, {})
                if source_id not in ids:
                    ids[source_id] = derive(kind, source_id)
    return by_kind


_REFERENCES = {
    "project_id": Kind.PROJECT,
    "section_id": Kind.SECTION,
    "parent_id": Kind.TASK,
    "task_id": Kind.TASK,
    "from_id": Kind.TASK,
    "to_id": Kind.TASK,
}


def _named(item: Found) -> Iterable[tuple[Kind, str]]:
    """A thing, and all that it names: that may have come with another file."""
    yield kind_of(item.entity), item.entity.source_id
    for field, kind in _REFERENCES.items():
        source_id = getattr(item.entity, field, None)
        if source_id is not None:
            yield kind, source_id


async def _of_others(connection: AsyncConnection, ids: Sequence[UUID], member_id: str) -> set[UUID]:
    """Those of the ids that are reminders of somebody else."""
    table = _TABLES[Kind.REMINDER]
    found: set[UUID] = set()
    for chunk in chunks_of(list(dict.fromkeys(ids))):
        statement = select(table.c.id).where(among(chunk, table), table.c.member_id != member_id)
        found |= set((await connection.execute(statement)).scalars())
    return found


async def _there(
    connection: AsyncConnection,
    table: Table,
    ids: Sequence[UUID],
    space_id: UUID | None = None,
) -> set[UUID]:
    """Those of the ids of which there is a thing, in any space or in one."""
    found: set[UUID] = set()
    for chunk in chunks_of(list(dict.fromkeys(ids))):
        statement = select(table.c.id).where(among(chunk, table))
        if space_id is not None:
            statement = statement.where(table.c.space_id == space_id)
        found |= set((await connection.execute(statement)).scalars())
    return found

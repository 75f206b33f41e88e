"""How each kind of entity is read: a whole space of it page by page, or some of it by their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid5

from sqlalchemy import Table, Uuid, any_, bindparam, literal, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.comments.models import CommentRecord
from taskora_api.comments.schemas import Comment
from taskora_api.ledger.entries import Entity
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.projects.schemas import Project, Section
from taskora_api.relations.models import RelationRecord
from taskora_api.relations.schemas import Relation
from taskora_api.reminders.models import ReminderRecord
from taskora_api.reminders.schemas import Reminder
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.schemas import Member
from taskora_api.sync.cursor import LoadPlace
from taskora_api.sync.schemas import SpaceState, State
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import Task
from taskora_api.views.models import ViewRecord
from taskora_api.views.schemas import View


class Loaded(NamedTuple):
    """An entity, and the sequence of the last entry about it."""

    id: UUID
    sequence: int
    state: State


class Kind(Protocol):
    """One kind of entity."""

    async def load(
        self, connection: AsyncConnection, place: LoadPlace, until: int, limit: int
    ) -> list[Loaded]:
        """Those that come after a place and were not changed after an entry, in their order."""

    async def find(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> Mapping[UUID, State]:
        """Those of the ids that are in a space now."""


@dataclass(frozen=True)
class _Rows:
    """Entities that are rows of a table with the columns `id`, `space_id` and `sequence`."""

    table: Table
    model: type[State]

    async def load(
        self, connection: AsyncConnection, place: LoadPlace, until: int, limit: int
    ) -> list[Loaded]:
        sequence, row_id = self.table.c.sequence, self.table.c.id
        statement = (
            select(*self._columns())
            .where(self.table.c.space_id == place.space, sequence <= until)
            .where(tuple_(sequence, row_id) > tuple_(literal(place.sequence), literal(place.id)))
            .order_by(sequence, row_id)
            .limit(limit)
        )
        rows = (await connection.execute(statement)).all()
        return [Loaded(row.id, row.sequence, self.model.model_validate(row)) for row in rows]

    async def find(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> Mapping[UUID, State]:
        among = any_(bindparam("ids", list(ids), type_=ARRAY(Uuid())))
        statement = select(*self._columns()).where(
            self.table.c.space_id == space_id, self.table.c.id == among
        )
        rows = (await connection.execute(statement)).all()
        return {row.id: self.model.model_validate(row) for row in rows}

    def _columns(self) -> list[Any]:
        """Under the names of the model: who added a task has an older name in its table."""
        return [
            column.label("created_by") if column.name == "owner_id" else column
            for column in self.table.c
        ]


class _Few:
    """Entities of which a space has so few that all of them are read at once."""

    async def _all(self, connection: AsyncConnection, space_id: UUID) -> Mapping[UUID, State]:
        raise NotImplementedError

    async def load(
        self, connection: AsyncConnection, place: LoadPlace, until: int, limit: int
    ) -> list[Loaded]:
        found = sorted((await self._all(connection, place.space)).items(), key=lambda each: each[0])
        later = [each for each in found if each[0] > place.id]
        return [Loaded(entity_id, until, state) for entity_id, state in later[:limit]]

    async def find(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> Mapping[UUID, State]:
        found = await self._all(connection, space_id)
        return {each: found[each] for each in ids if each in found}


class _Members(_Few):
    async def _all(self, connection: AsyncConnection, space_id: UUID) -> Mapping[UUID, State]:
        rows = await spaces.list_members(connection, space_id)
        return {uuid5(space_id, row.member_id): Member.model_validate(row) for row in rows}


class _Space(_Few):
    async def _all(self, connection: AsyncConnection, space_id: UUID) -> Mapping[UUID, State]:
        row = await spaces.find(connection, space_id)
        return {} if row is None else {space_id: SpaceState.model_validate(row)}


# In the order in which a space is loaded: what is named comes before what names it.
KINDS: dict[Entity, Kind] = {
    Entity.SPACE: _Space(),
    Entity.MEMBER: _Members(),
    Entity.PROJECT: _Rows(ProjectRecord.__table__, Project),  # type: ignore[attr-defined]
    Entity.SECTION: _Rows(SectionRecord.__table__, Section),  # type: ignore[attr-defined]
    Entity.TASK: _Rows(TaskRecord.__table__, Task),  # type: ignore[attr-defined]
    Entity.COMMENT: _Rows(CommentRecord.__table__, Comment),  # type: ignore[attr-defined]
    Entity.RELATION: _Rows(RelationRecord.__table__, Relation),  # type: ignore[attr-defined]
    Entity.VIEW: _Rows(ViewRecord.__table__, View),  # type: ignore[attr-defined]
    Entity.REMINDER: _Rows(ReminderRecord.__table__, Reminder),  # type: ignore[attr-defined]
}
ENTITIES = tuple(KINDS)

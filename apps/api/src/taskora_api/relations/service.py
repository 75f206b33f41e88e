"""What can be done with relations between tasks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import InvalidFieldError, NotFoundError, TooManyError
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Among, Stores
from taskora_api.ledger.table_store import TableStore
from taskora_api.ledger.writing import write
from taskora_api.relations.models import RelationRecord
from taskora_api.relations.schemas import RELATIONS_MAX, NewRelation, Relation, RelationList
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.parts import hold_part
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks import repository as tasks
from taskora_api.tasks.repository import titles_of
from taskora_api.wire import utc_now

_RELATIONS: Table = RelationRecord.__table__  # type: ignore[attr-defined]


class _RelationStore(TableStore):
    """Two tasks stand to each other in one direction, and once."""

    references = frozenset({"to_id"})
    required = frozenset({"to_id"})

    async def unmet(
        self,
        connection: AsyncConnection,
        space_id: UUID,
        states: Mapping[UUID, State],
        among: Among,  # noqa: ARG002
    ) -> dict[UUID, frozenset[str]]:
        """Those of which there is the same, or its reverse, by another id meanwhile."""
        columns = (_RELATIONS.c.from_id, _RELATIONS.c.to_id, _RELATIONS.c.kind)
        ends = {UUID(state["from_id"]) for state in states.values()}
        statement = select(*columns).where(
            _RELATIONS.c.space_id == space_id,
            or_(_RELATIONS.c.from_id.in_(ends), _RELATIONS.c.to_id.in_(ends)),
        )
        rows = (await connection.execute(statement)).all()
        there = {(frozenset({row.from_id, row.to_id}), row.kind) for row in rows}
        return {
            relation_id: self.required
            for relation_id, state in states.items()
            if (_ends(state), state["kind"]) in there
        }


def _ends(state: State) -> frozenset[UUID]:
    return frozenset({UUID(state["from_id"]), UUID(state["to_id"])})


RELATION_STORE = _RelationStore(_RELATIONS, Relation)


class RelationService:
    """The use cases. The member who acts is an argument of each."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._clock = clock

    async def list_relations(self, member_id: str, task_id: UUID) -> RelationList:
        """The relations of a task, in both directions, the oldest first.

        Raises:
            NotFoundError: there is no such task, or the caller may not see it.
        """

        async def work(connection: AsyncConnection) -> RelationList:
            if not await tasks.find_spaces(connection, member_id, [task_id]):
                raise NotFoundError
            rows = await _list(connection, member_id, task_id)
            return RelationList(items=[Relation.model_validate(row) for row in rows])

        return await self._database.read(work)

    async def add(
        self,
        member_id: str,
        task_id: UUID,
        new: NewRelation,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[Relation, UUID | None]:
        """Relate a task to another; what is related so already stays as it is.

        Raises:
            NotFoundError: there is no such task, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
            InvalidFieldError: the other is not in the same space, is the task itself, or is
                blocked by it already in the other direction.
            TooManyError: the task has as many relations as it may have.
        """

        async def work(connection: AsyncConnection) -> tuple[Relation, UUID | None]:
            now = self._clock()
            space_id = await _space_of_both(connection, member_id, task_id, new)
            head = await hold_space(connection, member_id, space_id, now)
            # One may have been deleted while their space was waited for.
            if await _space_of_both(connection, member_id, task_id, new) != space_id:
                raise NotFoundError
            there = await _list(connection, member_id, task_id)
            known = _find(there, task_id, new)
            if known is not None:
                return Relation.model_validate(known), None
            if len(there) >= RELATIONS_MAX:
                raise TooManyError("relations")
            relation = Relation(
                id=uuid4(),
                space_id=space_id,
                from_id=task_id,
                to_id=new.to_id,
                kind=new.kind,
                created_at=now,
            )
            state = RELATION_STORE.state_of(relation)
            entry = entry_of(Entity.RELATION, relation.id, None, state)
            act = Act.of(member_id, by, now)
            return relation, await self._write(connection, act, head, entry)

        return await self._database.write(work, once)

    async def delete(
        self, member_id: str, relation_id: UUID, by: By, *, once: Once | None = None
    ) -> UUID | None:
        """End a relation.

        Raises:
            NotFoundError: there is no such relation, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
        """

        async def work(connection: AsyncConnection) -> UUID | None:
            now = self._clock()
            head, before = await hold_part(connection, RELATION_STORE, member_id, relation_id, now)
            entry = entry_of(Entity.RELATION, relation_id, before, None)
            return await self._write(connection, Act.of(member_id, by, now), head, entry)

        return await self._database.write(work, once)

    async def _write(
        self, connection: AsyncConnection, act: Act, head: Head, entry: Entry
    ) -> UUID | None:
        """To people, a relation is something that changed about both tasks."""
        state = entry.state or entry.before or {}
        ids = [UUID(state["from_id"]), UUID(state["to_id"])]
        titles = await titles_of(connection, head.space_id, ids)
        return await write(
            connection,
            self._stores,
            act,
            head,
            [entry],
            description=Description(ChangeKind.CHANGED, titles),
        )


async def _space_of_both(
    connection: AsyncConnection, member_id: str, task_id: UUID, new: NewRelation
) -> UUID:
    spaces = await tasks.find_spaces(connection, member_id, [task_id, new.to_id])
    if task_id not in spaces:
        raise NotFoundError
    if task_id == new.to_id:
        raise InvalidFieldError("to_id", "relation_to_itself")
    if spaces.get(new.to_id) != spaces[task_id]:
        raise InvalidFieldError("to_id", "reference_missing")
    return spaces[task_id]


async def _list(connection: AsyncConnection, member_id: str, task_id: UUID) -> Sequence[Row[Any]]:
    statement = (
        select(_RELATIONS)
        .where(
            or_(_RELATIONS.c.from_id == task_id, _RELATIONS.c.to_id == task_id),
            _RELATIONS.c.space_id.in_(spaces_of(member_id)),
        )
        .order_by(_RELATIONS.c.created_at, _RELATIONS.c.id)
    )
    return (await connection.execute(statement)).all()


def _find(there: Sequence[Row[Any]], task_id: UUID, new: NewRelation) -> Row[Any] | None:
    """The same relation; the same in the other direction contradicts it."""
    for row in there:
        if row.kind == new.kind and (row.from_id, row.to_id) == (task_id, new.to_id):
            return row
        if row.kind == new.kind and (row.from_id, row.to_id) == (new.to_id, task_id):
            raise InvalidFieldError("to_id", "relation_reversed")
    return None

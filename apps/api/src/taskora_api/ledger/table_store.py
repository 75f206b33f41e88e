"""A kind of entity whose state is a row of a table, and nothing besides."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Table,
    Uuid,
    any_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.stores import Among, Recorded


class TableStore:
    """Reads and writes such entities of one space; `model` has the columns as its fields."""

    bookkeeping: frozenset[str] = frozenset()
    incidental = frozenset({"position"})
    together: tuple[frozenset[str], ...] = ()
    divided_by: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()

    def __init__(self, table: Table, model: type[BaseModel]) -> None:
        """Take a table with the columns `id`, `space_id` and `sequence`, and its model."""
        self.table = table
        self.model = model
        fixed = {"id", "space_id", "created_at"}
        self._changeable = [name for name in table.c.keys() if name not in fixed]  # noqa: SIM118

    async def read(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, State]:
        return await self._read(connection, space_id, ids, locks=True)

    async def peek(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, State]:
        return await self._read(connection, space_id, ids, locks=False)

    async def _read(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID], *, locks: bool
    ) -> dict[UUID, State]:
        found: dict[UUID, State] = {}
        for chunk in chunks_of(list(dict.fromkeys(ids))):
            statement = select(self.table).where(
                self.table.c.space_id == space_id, self._among(chunk)
            )
            if locks:
                statement = statement.with_for_update()
            for row in (await connection.execute(statement)).all():
                found[row.id] = self.state_of(row)
        return found

    async def is_elsewhere(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> set[UUID]:
        statement = select(self.table.c.id).where(
            self.table.c.space_id != space_id, self._among(ids)
        )
        return set((await connection.execute(statement)).scalars())

    def is_sound(self, state: State) -> bool:  # noqa: ARG002
        return True

    async def unmet(
        self,
        connection: AsyncConnection,  # noqa: ARG002
        space_id: UUID,  # noqa: ARG002
        states: Mapping[UUID, State],  # noqa: ARG002
        among: Among,  # noqa: ARG002
    ) -> dict[UUID, frozenset[str]]:
        return {}

    async def named(
        self,
        connection: AsyncConnection,  # noqa: ARG002
        space_id: UUID,  # noqa: ARG002
        ids: frozenset[UUID],  # noqa: ARG002
        among: Among,  # noqa: ARG002
    ) -> set[UUID]:
        return set()

    async def last_versions(
        self,
        connection: AsyncConnection,  # noqa: ARG002
        space_id: UUID,  # noqa: ARG002
        ids: Sequence[UUID],  # noqa: ARG002
    ) -> dict[UUID, int]:
        return {}

    def state_of(self, entity: object) -> State:
        """The state of a row or a model."""
        state: State = self.model.model_validate(entity).model_dump(mode="json")
        return state

    def revise(self, before: State, changed: State, act: Act) -> State:  # noqa: ARG002
        return before | changed

    def restore(self, state: State, space_id: UUID, act: Act) -> State:  # noqa: ARG002
        return state

    async def apply(
        self,
        connection: AsyncConnection,
        act: Act,  # noqa: ARG002 - a row says nothing of who changed it.
        head: Head,
        entries: Sequence[Entry],
        first_sequence: int,
    ) -> None:
        for kind, run in groupby(enumerate(entries), key=lambda each: _kind_of(each[1])):
            for chunk in chunks_of(list(run)):
                await self._apply(connection, head.space_id, kind, chunk, first_sequence)

    async def add_recorded(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        recorded: Recorded,
    ) -> None:
        await self.apply(connection, act, head, entries, recorded.first_sequence)

    async def _apply(
        self,
        connection: AsyncConnection,
        space_id: UUID,
        kind: str,
        numbered: Sequence[tuple[int, Entry]],
        first_sequence: int,
    ) -> None:
        """Write some entries that do the same, in one statement where that is possible."""
        mine = self.table.c.space_id == space_id
        if kind == "delete":
            ids = [entry.entity_id for _, entry in numbered]
            await connection.execute(delete(self.table).where(mine, self._among(ids)))
            return
        rows = [
            self._row(entry.state or {}, space_id, first_sequence + number)
            for number, entry in numbered
        ]
        if kind == "add":
            await connection.execute(insert(self.table), rows)
            return
        for row in rows:
            values = {name: row[name] for name in self._changeable}
            this = self.table.c.id == row["id"]
            await connection.execute(update(self.table).where(mine, this).values(values))

    def _row(self, state: State, space_id: UUID, sequence: int) -> dict[str, Any]:
        values = self.model.model_validate(state).model_dump()
        return values | {"space_id": space_id, "sequence": sequence}

    def _among(self, ids: Sequence[UUID]) -> ColumnElement[bool]:
        parameter = bindparam("ids", list(ids), type_=ARRAY(Uuid()), unique=True)
        condition: ColumnElement[bool] = self.table.c.id == any_(parameter)
        return condition


def _kind_of(entry: Entry) -> str:
    if entry.state is None:
        return "delete"
    return "add" if entry.before is None else "change"

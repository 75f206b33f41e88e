"""The table of tasks in terms of states, and the trash beside it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import (
    Table,
    TableValuedAlias,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE, chunks_of
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement, insert_of, prefixed
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.position import position_at
from taskora_api.ledger.stores import NEW_PREFIX, Among, Pending, Recorded
from taskora_api.tasks import repository
from taskora_api.tasks.field_types import stored_priority
from taskora_api.tasks.models import TaskRecord, TrashRecord
from taskora_api.tasks.recorded import add_tasks, are_whole, remove_from_trash
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import BOOKKEEPING, fault_of, state_of
from taskora_api.tasks.unmet import REFERENCES, unmet_references

TRASH_LIFETIME = timedelta(days=30)

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_TRASH: Table = TrashRecord.__table__  # type: ignore[attr-defined]
_FIXED = frozenset({"id", "space_id", "owner_id", "created_at"})
_CHANGEABLE = tuple(name for name in _TASKS.c.keys() if name not in _FIXED)  # noqa: SIM118
_ADD = Statement(insert_of(_TASKS, _TASKS.c.keys()))
_ADD_ONE = Statement(insert_of(_TASKS, _TASKS.c.keys(), prefix=NEW_PREFIX))


def _rows_of(names: Sequence[str]) -> TableValuedAlias:
    return (
        func.jsonb_to_recordset(bindparam("rows", type_=JSONB))
        .table_valued(*(column(name, _TASKS.c[name].type) for name in names), name="new")
        .render_derived(with_types=True)
    )


# One statement for all rows: one for each is several times as long, and its time is limited.
_NEW = _rows_of(("id", *_CHANGEABLE))
_ADDED = _rows_of(_TASKS.c.keys())
_ADD_MANY = insert(_TASKS).from_select(_TASKS.c.keys(), select(_ADDED))
_UPDATE = (
    update(_TASKS)
    .where(_TASKS.c.space_id == bindparam("of_space"), _TASKS.c.id == _NEW.c.id)
    .values({name: _NEW.c[name] for name in _CHANGEABLE})
)


class TaskStore:
    """Reads and writes tasks of one space."""

    bookkeeping = BOOKKEEPING
    incidental = frozenset({"position"})
    together: tuple[frozenset[str], ...] = (
        frozenset({"due_on", "due_time", "due_zone", "recurrence", "completed_at"}),
        frozenset({"project_id", "section_id"}),
    )
    divided_by = frozenset({"recurrence"})
    sets = frozenset({"tags"})
    references = REFERENCES
    required: frozenset[str] = frozenset()

    async def read(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, State]:
        found = await read_tasks(connection, space_id, ids)
        return {task_id: state_of(task) or {} for task_id, task in found.items()}

    async def peek(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, State]:
        rows = await repository.peek_many(connection, space_id, ids)
        return {row.id: state_of(Task.model_validate(row._asdict())) or {} for row in rows}

    async def is_elsewhere(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> set[UUID]:
        statement = select(_TASKS.c.id).where(repository.among(ids), _TASKS.c.space_id != space_id)
        return set((await connection.execute(statement)).scalars())

    def is_sound(self, state: State) -> bool:
        return fault_of(Task.model_validate(state)) is None

    async def unmet(
        self,
        connection: AsyncConnection,
        space_id: UUID,
        states: Mapping[UUID, State],
        among: Among,
    ) -> dict[UUID, frozenset[str]]:
        return await unmet_references(connection, space_id, states, among)

    async def named(
        self, connection: AsyncConnection, space_id: UUID, ids: frozenset[UUID], among: Among
    ) -> set[UUID]:
        return await repository.named_by_tasks(connection, space_id, ids, among.touched)

    async def last_versions(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, int]:
        statement = select(_TRASH.c.id, _TRASH.c.state["version"].as_integer().label("version"))
        found: dict[UUID, int] = {}
        for chunk in chunks_of(list(ids)):
            among = (_TRASH.c.space_id == space_id, repository.among(chunk, _TRASH))
            rows = (await connection.execute(statement.where(*among))).all()
            found |= {row.id: row.version for row in rows}
        return found

    def revise(self, before: State, changed: State, act: Act) -> State:
        is_moved_only = changed.keys() <= self.incidental
        version = before["version"] + (0 if is_moved_only else 1)
        return _written(before | changed | {"version": version}, act)

    def restore(self, state: State, space_id: UUID, act: Act) -> State:
        known = {"created_by": act.member_id, "position": position_at(act.at)} | state
        place = {"space_id": space_id, "version": state["version"] + 1}
        return _written(known | place, act)

    async def apply(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        first_sequence: int,
    ) -> Pending | None:
        """Write tasks; what is deleted goes into the trash, and what is added comes out of it."""
        if len(entries) == 1 and entries[0].before is None and _is_new(entries[0].state):
            row = _row(entries[0].state or {}, head.space_id, first_sequence)
            values = prefixed(NEW_PREFIX, row)
            return Pending(_ADD_ONE, values)
        for numbers in chunks_of(range(len(entries))):
            added, changed, deleted = [], [], []
            for number in numbers:
                entry, sequence = entries[number], first_sequence + number
                if entry.state is None:
                    deleted.append(_trashed(entry, head, act, sequence))
                elif entry.before is None:
                    added.append(_row(entry.state, head.space_id, sequence))
                else:
                    changed.append(_row(entry.state, head.space_id, sequence))
            await _write(connection, head.space_id, added, changed, deleted)
        return None

    async def add_recorded(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        recorded: Recorded,
    ) -> None:
        if are_whole(entries):
            await add_tasks(connection, entries, recorded)
            return
        pending = await self.apply(connection, act, head, entries, recorded.first_sequence)
        if pending is not None:
            await run(connection, pending.insert, [pending.values])


def _is_new(state: State | None) -> bool:
    """Say whether it was never there: nothing that is new can be in the trash."""
    return state is not None and state["version"] == 1


async def read_tasks(
    connection: AsyncConnection,
    space_id: UUID,
    ids: Sequence[UUID],
) -> dict[UUID, Task]:
    """Read and lock those of the tasks that are in a space, in the order of the ids given."""
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, Task] = {}
    for chunk in chunks_of(wanted):
        rows = await repository.lock_many(connection, space_id, chunk)
        found |= {row.id: Task.model_validate(row._asdict()) for row in rows}
    return {task_id: found[task_id] for task_id in wanted if task_id in found}


async def _write(
    connection: AsyncConnection,
    space_id: UUID,
    added: list[dict[str, Any]],
    changed: list[dict[str, Any]],
    deleted: list[dict[str, Any]],
) -> None:
    if len(added) == 1:
        await run(connection, _ADD, added)
    elif added:
        await connection.execute(_ADD_MANY, {"rows": to_jsonable_python(added)})
    if added:
        # Nothing that is new can be in the trash.
        ids = [row["id"] for row in added if not _is_new(row)]
        await remove_from_trash(connection, ids)
    if changed:
        rows = [{name: row[name] for name in ("id", *_CHANGEABLE)} for row in changed]
        values = {"of_space": space_id, "rows": to_jsonable_python(rows)}
        await connection.execute(_UPDATE, values)
    if deleted:
        ids = [row["id"] for row in deleted]
        await connection.execute(
            delete(_TASKS).where(_TASKS.c.space_id == space_id, repository.among(ids))
        )
        statement = upsert(_TRASH)
        kept = {name: statement.excluded[name] for name in _TRASH.c.keys() if name != "id"}  # noqa: SIM118
        await connection.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_=kept), deleted
        )


async def remove_old_trash(connection: AsyncConnection, before: datetime) -> int:
    """Remove some of what was deleted before a time, whoever it is of; say how many."""
    old = (
        select(_TRASH.c.id)
        .where(_TRASH.c.deleted_at < before)
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(_TRASH).where(_TRASH.c.id.in_(old)))).rowcount


def _written(state: State, act: Act) -> State:
    task = Task.model_validate(state)
    return state_of(task.model_copy(update={"updated_at": act.at})) or {}


def _row(state: State, space_id: UUID, sequence: int) -> dict[str, Any]:
    row = row_of(Task.model_validate(state), state)
    return row | {"space_id": space_id, "sequence": sequence}


def row_of(task: Task, state: State) -> dict[str, Any]:
    """The columns of a task that has this state, without the sequence of the ledger."""
    values = task.model_dump(exclude={"created_by", "recurrence", "priority"})
    return values | {
        "owner_id": task.created_by,
        "priority": stored_priority(task.priority),
        "recurrence": state.get("recurrence"),
    }


def _trashed(entry: Entry, head: Head, act: Act, sequence: int) -> dict[str, Any]:
    return {
        "id": entry.entity_id,
        "space_id": head.space_id,
        "state": entry.before,
        "deleted_by": act.member_id,
        "deleted_at": act.at,
        "sequence": sequence,
    }

"""Tasks that are made of their entries in the ledger: what is there already is not sent again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.database.direct import run
from taskora_api.database.statement import Statement
from taskora_api.ledger.entries import Entry
from taskora_api.ledger.repository import ENTRIES
from taskora_api.ledger.stores import Recorded
from taskora_api.tasks import repository
from taskora_api.tasks.field_types import Priority, stored_priority
from taskora_api.tasks.models import TaskRecord, TrashRecord
from taskora_api.tasks.schemas import Task

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_TRASH: Table = TrashRecord.__table__  # type: ignore[attr-defined]
_WHOLE = Task.model_fields.keys()
# What a state calls otherwise than its column, or writes otherwise.
_APART = {"created_by": Text(), "priority": Text()}
_ALIKE = [
    name
    for name in _TASKS.c.keys()  # noqa: SIM118
    if name in _WHOLE - {*_APART, "space_id"}
]
_STATE = (
    func.jsonb_to_record(ENTRIES.c.after)
    .table_valued(
        *(column(name, _TASKS.c[name].type) for name in _ALIKE),
        *(column(name, of) for name, of in _APART.items()),
        name="state",
    )
    .render_derived(with_types=True)
)
_NUMBERS = {each.value: stored_priority(each) for each in Priority}
_COLUMNS = {name: _STATE.c[name] for name in _ALIKE} | {
    "space_id": ENTRIES.c.space_id,
    "owner_id": _STATE.c.created_by,
    "priority": cast(case(_NUMBERS, value=_STATE.c.priority), SmallInteger),
    "sequence": ENTRIES.c.position + bindparam("distance", type_=BigInteger()),
}
_ADD = Statement(
    insert(_TASKS).from_select(
        list(_COLUMNS),
        select(*_COLUMNS.values())
        .select_from(ENTRIES.join(_STATE, true()))
        .where(
            ENTRIES.c.change_id == bindparam("of_change", type_=Uuid()),
            ENTRIES.c.position >= bindparam("first", type_=Integer()),
            ENTRIES.c.position < bindparam("end", type_=Integer()),
        )
        .order_by(ENTRIES.c.position),
        include_defaults=False,
    )
)


def are_whole(entries: Sequence[Entry]) -> bool:
    """Say whether the states have all fields; those of an older program have fewer."""
    return all(each.after is not None and each.after.keys() == _WHOLE for each in entries)


async def add_tasks(
    connection: AsyncConnection, entries: Sequence[Entry], recorded: Recorded
) -> None:
    """Write tasks that are new, in pieces; what comes back leaves the trash."""
    for numbers in chunks_of(range(len(entries))):
        first = recorded.first_position + numbers[0]
        values = {
            "of_change": recorded.change_id,
            "first": first,
            "end": first + len(numbers),
            "distance": recorded.first_sequence - recorded.first_position,
        }
        await run(connection, _ADD, [values])
        ids = [entries[number].entity_id for number in numbers if _returns(entries[number])]
        await remove_from_trash(connection, ids)


def _returns(entry: Entry) -> bool:
    """Nothing that is new can be in the trash."""
    return entry.after is not None and entry.after["version"] > 1


async def remove_from_trash(connection: AsyncConnection, ids: Sequence[UUID]) -> None:
    """Take what came back out of the trash."""
    if ids:
        await connection.execute(delete(_TRASH).where(repository.among(ids, _TRASH)))

"""Adding tasks: one that names nothing else in one statement, and all others by holding a space."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.at_once import AtOnce, write_at_once
from taskora_api.database.beside import Beside, KeptBeside
from taskora_api.database.chunks import in_turns
from taskora_api.database.committed import report, who_notifies
from taskora_api.database.engine import Database, Once
from taskora_api.errors import InvalidFieldError, field_of
from taskora_api.ledger import at_once
from taskora_api.ledger.entries import Act, ChangeKind
from taskora_api.ledger.recording import Description
from taskora_api.spaces.access import held_for_change, hold_space
from taskora_api.spaces.personal import personal_space_id
from taskora_api.tasks import transition
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.checking import check_references_of
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import NewTask
from taskora_api.tasks.store import TaskStore, row_of
from taskora_api.tasks.writing import make_change

# Lists put the newest first: tasks that are added together keep an order of their own.
_STEP = timedelta(microseconds=1)
_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_TASKS = TaskStore()


async def add_tasks(connection: AsyncConnection, act: Act, new: Sequence[NewTask]) -> Changed:
    """Add tasks, all of them to the space that the first one names, or to the member's own.

    Raises:
        NotFoundError: there is no such space, or the caller is no member of it.
        RoleMissingError: the caller may not change it.
        InvalidFieldError: a field does not go with the others, or names what is not there.
    """
    member_id = act.member_id
    space_id = (new[0].space_id if new else None) or personal_space_id(member_id)
    head = await hold_space(connection, member_id, space_id, act.at)
    added = []
    async for number, each in in_turns(enumerate(new)):
        with field_of(number):
            made = transition.add(each, act.new_id(), space_id, member_id, act.at + number * _STEP)
        added.append(made)
    tasks = [each.task for each in added]
    fields = {name for each in new for name in each.model_fields_set}
    places = {each.id: number for number, each in enumerate(tasks)}
    await check_references_of(connection, space_id, tasks, fields, lambda task: places[task.id])
    change_id = await make_change(connection, _TASKS, act, head, added)
    return Changed(tasks, change_id)


async def add_alone(
    database: Database, act: Act, new: Sequence[NewTask], once: Once | None
) -> Changed | None:
    """Add one task in one statement; None where nothing was done, and `add_tasks` has to say why.

    Raises:
        OutcomeUnknownError: the connection was lost, and it could not be found out in time.
    """
    kept = _kept_beside(once)
    if len(new) != 1 or _names_others(new[0]) or (once is not None and kept is None):
        return None
    (one,) = new
    space_id = one.space_id or personal_space_id(act.member_id)
    try:
        added = transition.add(one, act.new_id(), space_id, act.member_id, act.at)
    except InvalidFieldError:
        # Whether the caller may know of the space comes before.
        return None
    entry, change_id = added.entry(), act.new_id()
    values = at_once.added(
        act,
        space_id,
        entry,
        row_of(added.task, entry.state or {}),
        change_id=change_id,
        description=Description(ChangeKind.ADDED, [added.task.title]),
    )
    values |= {
        "member": act.member_id,
        "space": space_id,
        "notifies": who_notifies(database.engine),
    }
    changed = Changed([added.task], change_id)
    if kept is not None:
        values |= kept.beside_values(changed)
    wanted = _adding(None if kept is None else kept.beside)
    # Also a statement whose answer was lost.
    may_be_done = True
    try:
        may_be_done = await write_at_once(database, wanted, values)
    finally:
        report(database.engine, [space_id] if may_be_done else [])
    return changed if may_be_done else None


def _kept_beside(once: object) -> KeptBeside | None:
    """Return what can be kept in the statement; another one needs a transaction around the work."""
    return once if isinstance(once, KeptBeside) else None


@cache
def _adding(beside: Beside | None) -> AtOnce:
    """The statement, of which there are as many as there are tables to keep something in."""
    conditions = () if beside is None else (beside.is_free,)
    return at_once.adding(held_for_change(*conditions), _TABLE, beside)


def _names_others(new: NewTask) -> bool:
    """Say whether a task names anything of which it has to be checked that it is there."""
    named = (new.project_id, new.section_id, new.parent_id, new.assignee_id)
    return any(each is not None for each in named)

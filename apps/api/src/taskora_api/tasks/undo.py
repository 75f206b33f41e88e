"""Undo of a change, whoever made it: in each of its spaces, and reported in terms of tasks."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from pydantic.alias_generators import to_camel
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import (
    NotFoundError,
    NothingToUndoError,
    UndoElsewhereError,
    UndoUnseenError,
)
from taskora_api.ledger import repository as ledger
from taskora_api.ledger.entries import Act, Entity, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.outcomes import Outcome
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.undoing import undo_in_space, write_undo
from taskora_api.ledger.whole import moved_tasks, refuse_half_moved
from taskora_api.spaces.access import hold_spaces
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.repository import spaces_of
from taskora_api.spaces.schemas import Role
from taskora_api.tasks import repository
from taskora_api.tasks.change_schemas import Conflict, Undone
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.undo_ahead import FoundOut, find_out, still_holds


async def undo_change(
    connection: AsyncConnection, stores: Stores, act: Act, change_id: UUID
) -> Undone:
    """Undo a change and what was made with it, or report again what the undo before it did.

    Raises:
        NotFoundError: there is no such change that the member may see.
        RoleMissingError: the member may not change its space.
        NothingToUndoError: all that it did was changed again since.
        UndoTornError: a part of what only makes sense together was changed since.
        UndoUnseenError: it moved tasks from or to a space that the member does not see.
        UndoElsewhereError: what it changed is in another space now.
    """
    action, moved = await _find_action(connection, act.member_id, change_id)
    found = await find_out(connection, stores, act, action)
    is_own = await ledger.is_own(connection, [each.id for each in action], act.member_id)
    heads = await hold_spaces(
        connection,
        act.member_id,
        {each.space_id for each in action},
        act.at,
        Role.VIEWER if is_own else Role.EDITOR,
    )
    # Somebody may have undone it while the spaces were waited for.
    action, moved = await _find_action(connection, act.member_id, change_id)
    if all(each.undone_by is not None for each in action):
        return await _report_again(connection, act.member_id, action)
    if found is not None and not await still_holds(connection, found):
        found = None
    undo_id: UUID | None = None
    outcomes: list[Outcome] = []
    for change in reversed(action):
        if change.undone_by is None:
            head = heads[change.space_id]
            made, done = await _undo(
                connection, stores, act, head, change, found=found, action_id=undo_id
            )
            undo_id = undo_id or made
            outcomes += done
    if undo_id is None:
        raise await _nothing_undone(connection, stores, action, outcomes)
    refuse_half_moved(moved, outcomes)
    return await _report(connection, act.member_id, undo_id, outcomes)


async def _find_action(
    connection: AsyncConnection, member_id: str, change_id: UUID
) -> tuple[list[ledger.AnyRow], set[UUID]]:
    """Find the changes of an act that a member may see, and the tasks that it moved.

    Raises:
        NotFoundError: the member may not see the change.
        UndoUnseenError: the member sees one side of a move alone.
    """
    action = await ledger.find_action(connection, spaces_of(member_id), change_id)
    seen = [each for each in action if each.is_seen]
    if not seen:
        raise NotFoundError
    if len({each.space_id for each in action}) == 1:
        return seen, set()
    entries = {each.id: await ledger.list_entries(connection, each.id) for each in action}
    moved = moved_tasks(list(entries.values()))
    for each in action:
        if not each.is_seen and any(entry.entity_id in moved for entry in entries[each.id]):
            raise UndoUnseenError
    return seen, moved


async def _nothing_undone(
    connection: AsyncConnection,
    stores: Stores,
    action: Sequence[ledger.AnyRow],
    outcomes: Sequence[Outcome],
) -> NothingToUndoError:
    """Say why nothing could be taken back."""
    spaces = {each.space_id for each in action}
    ids = [each.entity_id for each in outcomes if each.entity is Entity.TASK]
    if len(spaces) == 1 and ids:
        (space_id,) = spaces
        if await stores[Entity.TASK].is_elsewhere(connection, space_id, ids):
            return UndoElsewhereError()
    return NothingToUndoError()


async def _undo(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    change: ledger.AnyRow,
    *,
    found: FoundOut | None,
    action_id: UUID | None,
) -> tuple[UUID | None, list[Outcome]]:
    if found is None:
        return await undo_in_space(connection, stores, act, head, change, action_id=action_id)
    outcomes = found.outcomes[change.id]
    made = await write_undo(
        connection, stores, act, head, change, outcomes=outcomes, action_id=action_id
    )
    return made, outcomes


async def _report_again(
    connection: AsyncConnection, member_id: str, action: Sequence[ledger.AnyRow]
) -> Undone:
    outcomes: list[Outcome] = []
    for change in reversed(action):
        undone = await ledger.list_entries(connection, change.undone_by)
        handled = {each.entity_id: each for each in undone}
        for each in await ledger.list_entries(connection, change.id):
            entry = handled.get(each.entity_id)
            outcomes.append(Outcome(each.entity, each.entity_id, entry, []))
    return await _report(connection, member_id, action[-1].undone_by, outcomes)


async def _report(
    connection: AsyncConnection, member_id: str, undo_id: UUID, outcomes: Sequence[Outcome]
) -> Undone:
    tasks = [each for each in outcomes if each.entity is Entity.TASK]
    undone = [each.undone for each in tasks if each.undone is not None]
    handled = {each.entity_id for each in undone}
    left = [each.entity_id for each in tasks if each.entity_id not in handled]
    return Undone(
        change_id=undo_id,
        undone=_states(member_id, undone),
        removed=[each.entity_id for each in undone if each.state is None],
        kept=await _tasks(connection, member_id, left),
        conflicts=[
            Conflict(entity=each.entity, entity_id=each.entity_id, field=to_camel(name))
            for each in outcomes
            for name in each.conflicts
        ],
    )


def _states(member_id: str, entries: Iterable[Entry]) -> list[Task]:
    """What is there again; an older program did not record its space."""
    return [
        Task.model_validate({"space_id": personal_space_id(member_id)} | each.state)
        for each in entries
        if each.state is not None
    ]


async def _tasks(connection: AsyncConnection, member_id: str, ids: Sequence[UUID]) -> list[Task]:
    rows = await repository.find_many(connection, member_id, ids)
    found = {row.id: Task.model_validate(row._asdict()) for row in rows}
    return [found[task_id] for task_id in dict.fromkeys(ids) if task_id in found]

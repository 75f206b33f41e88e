"""Undo: each task that is still as a change left it goes back to what it was before."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import in_turns
from taskora_api.errors import NotFoundError, NothingToUndoError
from taskora_api.tasks import ledger
from taskora_api.tasks.change_schemas import Act, Undone
from taskora_api.tasks.transition import Transition, turn_around
from taskora_api.tasks.writing import make_change, read_current


async def undo_change(connection: AsyncConnection, act: Act, change_id: UUID) -> Undone:
    """Undo a change, or report again what the undo before it did; lock the owner first.

    Raises:
        NotFoundError: there is no such change of this owner (any more).
        NothingToUndoError: each of its tasks was changed again since.
    """
    change = await ledger.find(connection, act.owner_id, change_id)
    if change is None:
        raise NotFoundError
    done = await ledger.list_transitions(connection, change_id)
    if change.undone_by is not None:
        undone = await ledger.list_transitions(connection, change.undone_by)
        return await _report(connection, act.owner_id, change.undone_by, done, undone)
    current = await read_current(connection, act.owner_id, (t.task.id for t in done))
    turned = [
        turn_around(each, current.get(each.task.id), act.at)
        async for each in in_turns(reversed(done))
    ]
    undone = [transition for transition in turned if transition is not None]
    undo_id = await make_change(connection, act, undone, undoes=change_id)
    if undo_id is None:
        raise NothingToUndoError
    await ledger.mark_undone(connection, act, change, undo_id)
    return await _report(connection, act.owner_id, undo_id, done, undone)


async def _report(
    connection: AsyncConnection,
    owner_id: str,
    undo_id: UUID,
    done: list[Transition],
    undone: list[Transition],
) -> Undone:
    handled = {transition.task.id for transition in undone}
    left = [each.task.id for each in done if each.task.id not in handled]
    kept = await read_current(connection, owner_id, left, is_to_change=False)
    return Undone(
        change_id=undo_id,
        undone=[transition.after for transition in undone if transition.after is not None],
        removed=[transition.task.id for transition in undone if transition.after is None],
        kept=list(kept.values()),
    )

"""What one change did to several entities that only make sense together is taken back whole.

A series that was split is two tasks: if one of them alone were taken back, occurrences would be
lost or due twice. What moved to another space is one tree: if a part of it went back, it would be
torn.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from taskora_api.errors import StaleEntity, UndoTornError
from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.outcomes import Outcome
from taskora_api.ledger.stores import Stores


def refuse_half_divided(
    stores: Stores, entries: Sequence[Entry], outcomes: Sequence[Outcome]
) -> None:
    """See that both parts of what a change divided are taken back.

    Raises:
        UndoTornError: one of them stays as it is.
    """
    divided = _divided(stores, entries)
    torn = [
        each
        for each in outcomes
        if each.entity_id in divided
        and (each.undone is None or stores[each.entity].divided_by & set(each.conflicts))
    ]
    if torn:
        raise UndoTornError(_stale(torn))


def refuse_half_moved(moved: Collection[UUID], outcomes: Sequence[Outcome]) -> None:
    """See that all of a tree goes back to the space that it came from.

    Raises:
        UndoTornError: a task of it stays where it is.
    """
    torn = [
        each
        for each in outcomes
        if each.entity is Entity.TASK and each.entity_id in moved and each.undone is None
    ]
    if torn:
        raise UndoTornError(_stale(torn))


def moved_tasks(entries: Sequence[Sequence[Entry]]) -> set[UUID]:
    """The tasks that left one of the spaces of an act and came into another one."""
    tasks = [entry for some in entries for entry in some if entry.entity is Entity.TASK]
    left = {entry.entity_id for entry in tasks if entry.after is None}
    came = {entry.entity_id for entry in tasks if entry.before is None}
    return left & came


def _divided(stores: Stores, entries: Sequence[Entry]) -> set[UUID]:
    found: set[UUID] = set()
    for entity, store in stores.items():
        if not store.divided_by:
            continue
        own = [each for each in entries if each.entity is entity]
        changed = {
            each.entity_id
            for each in own
            if each.before is not None
            and each.after is not None
            and store.divided_by & each.after.keys()
        }
        parted = {each.entity_id for each in own if each.before is None or each.after is None}
        if changed and parted:
            found |= changed | parted
    return found


def _stale(outcomes: Sequence[Outcome]) -> list[StaleEntity]:
    ids = dict.fromkeys((each.entity, each.entity_id) for each in outcomes)
    return [StaleEntity(entity, entity_id, None) for entity, entity_id in ids]

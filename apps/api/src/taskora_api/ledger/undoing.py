"""Undo: what a change did is taken back, field by field, and what was done since stays."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import in_turns
from taskora_api.ledger import repository
from taskora_api.ledger.applying import apply_and_record
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.fitting import fitted
from taskora_api.ledger.head import Head
from taskora_api.ledger.merging import take_back
from taskora_api.ledger.outcomes import Outcome
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import EntityStore, Stores
from taskora_api.ledger.whole import refuse_half_divided


async def undo_in_space(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    change: repository.AnyRow,
    *,
    action_id: UUID | None,
) -> tuple[UUID | None, list[Outcome]]:
    """Take back a change in the space that is held; the id is None if all of it stays.

    Raises:
        UndoTornError: one part of what it divided was changed since.
    """
    done = await repository.list_entries(connection, change.id)
    if any(each.entity not in stores for each in done):
        # Who is a member of what is decided anew, and never by taking something back.
        return None, [_stays(each) for each in done]
    current = await _read_current(connection, stores, head.space_id, done)
    outcomes = [
        _undo_entry(each, current.get(each.entity_id), stores[each.entity], head.space_id, act)
        async for each in in_turns(reversed(done))
    ]
    outcomes = await _without_moved(connection, stores, head.space_id, outcomes)
    outcomes = await fitted(connection, stores, head.space_id, outcomes, act)
    refuse_half_divided(stores, done, outcomes)
    undo_id = await write_undo(
        connection, stores, act, head, change, outcomes=outcomes, action_id=action_id
    )
    return undo_id, outcomes


async def undone_additions(
    connection: AsyncConnection, stores: Stores, space_id: UUID, added: Sequence[Entry]
) -> list[Outcome]:
    """Find out what taking additions back would do, the last of them first; it has to be fitted."""
    current: dict[UUID, State] = {}
    for entity, ids in _ids_of(added).items():
        current |= await stores[entity].peek(connection, space_id, ids)
    return [
        _undo_addition(each, current.get(each.entity_id), stores[each.entity])
        async for each in in_turns(reversed(added))
    ]


async def write_undo(
    connection: AsyncConnection,
    stores: Stores,
    act: Act,
    head: Head,
    change: repository.AnyRow,
    *,
    outcomes: Sequence[Outcome],
    action_id: UUID | None,
) -> UUID | None:
    """Do what was found out, in its order; None if all of it stays."""
    entries = [each.undone for each in outcomes if each.undone is not None]
    if not entries:
        return None
    undo_id = act.new_id()
    description = Description(ChangeKind.UNDONE, change.titles)
    await apply_and_record(
        connection,
        stores,
        act,
        head,
        entries,
        change_id=undo_id,
        description=description,
        undoes=change.id,
        action_id=action_id,
    )
    await repository.mark_undone(connection, act, change, undo_id)
    return undo_id


async def _read_current(
    connection: AsyncConnection, stores: Stores, space_id: UUID, entries: Sequence[Entry]
) -> dict[UUID, State]:
    current: dict[UUID, State] = {}
    for entity, ids in _ids_of(entries).items():
        current |= await stores[entity].read(connection, space_id, ids)
    return current


def _ids_of(entries: Sequence[Entry]) -> dict[Entity, list[UUID]]:
    ids: dict[Entity, list[UUID]] = {}
    for each in entries:
        ids.setdefault(each.entity, []).append(each.entity_id)
    return ids


def _undo_entry(
    entry: Entry, current: State | None, store: EntityStore, space_id: UUID, act: Act
) -> Outcome:
    if entry.after is None:
        return _undo_deletion(entry, current, store, space_id, act)
    if entry.before is None:
        return _undo_addition(entry, current, store)
    if current is None:
        return _stays(entry)
    merge = take_back(entry, current, store)
    if not merge.values:
        return _stays(entry, merge.conflicts)
    revised = store.revise(current, merge.values, act)
    undone = entry_of(entry.entity, entry.entity_id, current, revised)
    return Outcome(entry.entity, entry.entity_id, undone, merge.conflicts)


def _undo_addition(entry: Entry, current: State | None, store: EntityStore) -> Outcome:
    """What was added goes, unless somebody has worked on it since."""
    ignored = store.bookkeeping | store.incidental
    added = {name: value for name, value in (entry.after or {}).items() if name not in ignored}
    if current is None or any(current.get(name) != value for name, value in added.items()):
        return _stays(entry)
    undone = entry_of(entry.entity, entry.entity_id, current, None)
    return Outcome(entry.entity, entry.entity_id, undone, [])


def _undo_deletion(
    entry: Entry, current: State | None, store: EntityStore, space_id: UUID, act: Act
) -> Outcome:
    """What was deleted comes back, unless it is there already."""
    if current is not None or entry.before is None:
        return _stays(entry)
    restored = store.restore(entry.before, space_id, act)
    undone = entry_of(entry.entity, entry.entity_id, None, restored)
    return Outcome(entry.entity, entry.entity_id, undone, [])


def _stays(entry: Entry, conflicts: Sequence[str] = ()) -> Outcome:
    return Outcome(entry.entity, entry.entity_id, None, list(conflicts))


async def _without_moved(
    connection: AsyncConnection, stores: Stores, space_id: UUID, outcomes: Sequence[Outcome]
) -> list[Outcome]:
    """Leave alone what would come back while it is in another space."""
    found: set[UUID] = set()
    for entity, store in stores.items():
        back = [each.entity_id for each in outcomes if each.entity is entity and each.is_coming]
        if back:
            found |= await store.is_elsewhere(connection, space_id, back)
    return [
        each.kept() if each.entity_id in found and each.is_coming else each for each in outcomes
    ]

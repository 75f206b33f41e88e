"""What is taken back fits what is there now: nothing names what is gone, or goes while it is named.

Between a change and its undo a project may have been deleted, a member may have left, and a task
may have been put below another. So what comes back leaves out a reference to what is gone, a field
that would name it stays, and what others name does not go.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, Entity, Entry, entry_of
from taskora_api.ledger.merging import Merge, without
from taskora_api.ledger.outcomes import Outcome
from taskora_api.ledger.stores import Among, EntityStore, Stores


async def fitted(
    connection: AsyncConnection,
    stores: Stores,
    space_id: UUID,
    outcomes: Sequence[Outcome],
    act: Act,
) -> list[Outcome]:
    """Give the outcomes that can be written, in the same order."""
    fitting = await _without_named(connection, stores, space_id, outcomes)
    # Places before what is in them: a section that stays away is none that a task can name.
    for entity in (*(each for each in stores if each is not Entity.TASK), Entity.TASK):
        fitting = await _with_references(
            connection, stores[entity], space_id, fitting, entity=entity, act=act
        )
    return fitting


async def _without_named(
    connection: AsyncConnection, stores: Stores, space_id: UUID, outcomes: Sequence[Outcome]
) -> list[Outcome]:
    """Leave alone what would go while something names it, and then what that names, and so on."""
    left = list(outcomes)
    while True:
        among = _among(left)
        if not among.going:
            return left
        named: set[UUID] = set()
        for store in stores.values():
            named |= await store.named(connection, space_id, among.going, among)
        if not named:
            return left
        left = [each.kept() if each.is_going and each.entity_id in named else each for each in left]


async def _with_references(
    connection: AsyncConnection,
    store: EntityStore,
    space_id: UUID,
    outcomes: Sequence[Outcome],
    *,
    entity: Entity,
    act: Act,
) -> list[Outcome]:
    states = {
        each.entity_id: each.undone.state
        for each in outcomes
        if each.entity is entity
        and each.undone is not None
        and each.undone.state is not None
        and (each.is_coming or store.references & (each.undone.after or {}).keys())
    }
    if not states:
        return list(outcomes)
    unmet = await store.unmet(connection, space_id, states, _among(outcomes))
    coming = [each.entity_id for each in outcomes if each.is_coming and each.entity is entity]
    versions = await store.last_versions(connection, space_id, coming) if coming else {}
    return [
        _fit(each, unmet.get(each.entity_id, frozenset()), versions.get(each.entity_id), store, act)
        if each.entity is entity and each.undone is not None
        else each
        for each in outcomes
    ]


def _fit(
    outcome: Outcome, unmet: frozenset[str], last_version: int | None, store: EntityStore, act: Act
) -> Outcome:
    undone = outcome.undone
    if undone is None or undone.state is None:
        return outcome
    if outcome.is_coming:
        if unmet & store.required:
            return outcome.kept()
        returned = _returned(undone, undone.state, unmet, last_version)
        return replace(outcome, undone=returned, conflicts=sorted(unmet))
    if not unmet or undone.before is None or undone.after is None:
        return outcome
    values = {name: v for name, v in undone.after.items() if name not in store.bookkeeping}
    merge = without(Merge(values, outcome.conflicts), unmet, store)
    if not merge.values:
        return outcome.kept(merge.conflicts)
    revised = store.revise(undone.before, merge.values, act)
    entry = entry_of(undone.entity, undone.entity_id, undone.before, revised)
    return replace(outcome, undone=entry, conflicts=merge.conflicts)


def _returned(
    undone: Entry, state: State, unmet: frozenset[str], last_version: int | None
) -> Entry:
    """What comes back, in a version that nobody has seen before."""
    changed: State = dict.fromkeys(unmet)
    if last_version is not None:
        changed["version"] = max(state["version"], last_version + 1)
    return replace(undone, after=state | changed)


def _among(outcomes: Sequence[Outcome]) -> Among:
    return Among(
        coming=frozenset(each.entity_id for each in outcomes if each.is_coming),
        going=frozenset(each.entity_id for each in outcomes if each.is_going),
        touched=frozenset(each.entity_id for each in outcomes if each.undone is not None),
    )

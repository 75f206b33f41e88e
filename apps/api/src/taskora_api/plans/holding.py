"""Whether a plan still holds: what it would change is as it was, and what it names is there."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import StaleEntity
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.stores import Among, EntityStore, Stores


async def stale_entities(
    connection: AsyncConnection, stores: Stores, space_id: UUID, entries: Sequence[Entry]
) -> list[StaleEntity]:
    """Name what is not as the entries have it, in the space that is held."""
    among = _among(entries)
    stale: list[StaleEntity] = []
    for entity, run in groupby(sorted(entries, key=lambda each: each.entity), _entity_of):
        stale += await _stale_of(connection, stores[entity], space_id, list(run), among)
    return [*stale, *await _named(connection, stores, space_id, entries, among)]


async def _stale_of(
    connection: AsyncConnection,
    store: EntityStore,
    space_id: UUID,
    entries: Sequence[Entry],
    among: Among,
) -> list[StaleEntity]:
    ids = [each.entity_id for each in entries]
    current = await store.read(connection, space_id, ids)
    adding = [each.entity_id for each in entries if each.before is None]
    elsewhere = await store.is_elsewhere(connection, space_id, adding) if adding else set()
    states = {each.entity_id: each.state for each in entries if each.state is not None}
    unmet = await store.unmet(connection, space_id, states, among) if states else {}
    return [
        _stale(each, current.get(each.entity_id))
        for each in entries
        if current.get(each.entity_id) != each.before
        or each.entity_id in elsewhere
        or unmet.get(each.entity_id)
    ]


async def _named(
    connection: AsyncConnection,
    stores: Stores,
    space_id: UUID,
    entries: Sequence[Entry],
    among: Among,
) -> list[StaleEntity]:
    """What would go, while something that the plan does not touch names it by now."""
    if not among.going:
        return []
    named: set[UUID] = set()
    for store in stores.values():
        named |= await store.named(connection, space_id, among.going, among)
    return [_stale(each, each.before) for each in entries if each.entity_id in named]


def _stale(entry: Entry, current: State | None) -> StaleEntity:
    version = None if current is None else current.get("version")
    return StaleEntity(entry.entity, entry.entity_id, version)


def _entity_of(entry: Entry) -> Entity:
    return entry.entity


def _among(entries: Sequence[Entry]) -> Among:
    return Among(
        coming=frozenset(each.entity_id for each in entries if each.before is None),
        going=frozenset(each.entity_id for each in entries if each.after is None),
        touched=frozenset(each.entity_id for each in entries),
    )

"""Plans on the wire."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel

from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.stores import Stores
from taskora_api.wire import ResponseBody

PLAN_LIFETIME = timedelta(minutes=15)
# The oldest of a member's plans gives place to one more.
PLANS_MAX = 20
# Of the entities of a plan, so many are described; all are kept, and applied.
DESCRIBED_MAX = 500


class PlannedAction(StrEnum):
    """What would become of an entity."""

    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"


class PlannedField(ResponseBody):
    """A field that would be different; null where the entity is not there."""

    field: str
    before: Any
    after: Any


class PlannedEntity(ResponseBody):
    """What would become of one task, project, section, comment or relation."""

    entity: Entity
    entity_id: UUID
    action: PlannedAction
    # In which it was seen; null for one that would be added, and for what has no versions.
    version: int | None
    fields: list[PlannedField]


class Plan(ResponseBody):
    """What a request would change, in the order in which it would be done; nothing is done yet."""

    id: UUID
    expires_at: datetime
    # Of how many entities; `entities` has the first 500 of them.
    count: int
    entities: list[PlannedEntity]


class AppliedPlan(ResponseBody):
    """What applying a plan has done; no change where nothing was different."""

    change_id: UUID | None
    # How many entities are different now.
    count: int


def described(entry: Entry, stores: Stores) -> PlannedEntity:
    """Describe an entry field by field, without the bookkeeping of its kind."""
    store = stores.get(entry.entity)
    hidden = frozenset() if store is None else store.bookkeeping
    before: Mapping[str, Any] = entry.before or {}
    after: Mapping[str, Any] = entry.state or {}
    names = sorted({*before, *after} - hidden)
    return PlannedEntity(
        entity=entry.entity,
        entity_id=entry.entity_id,
        action=_action(entry),
        version=before.get("version"),
        fields=[
            PlannedField(field=to_camel(name), before=before.get(name), after=after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        ],
    )


def _action(entry: Entry) -> PlannedAction:
    if entry.before is None:
        return PlannedAction.ADD
    return PlannedAction.DELETE if entry.after is None else PlannedAction.CHANGE

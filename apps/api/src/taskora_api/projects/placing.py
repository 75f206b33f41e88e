"""What becomes of a project or a section when its name, its place or its archiving changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import MISSING, TypeAdapter

from taskora_api.errors import InvalidFieldError
from taskora_api.ledger.chain import State
from taskora_api.ledger.position import position_between
from taskora_api.projects.repository import AnyRow
from taskora_api.projects.schemas import PlaceChanges

_INSTANT = TypeAdapter(datetime)


def changed(before: State, changes: PlaceChanges, others: Sequence[AnyRow], now: datetime) -> State:
    """The fields that become different; `others` are those beside it, in their order.

    Raises:
        InvalidFieldError: `after_id` names none of the others.
    """
    values: dict[str, Any] = {}
    if changes.name is not MISSING:
        values["name"] = changes.name
    if changes.archived is not MISSING and changes.archived != bool(before["archived_at"]):
        values["archived_at"] = _INSTANT.dump_python(now, mode="json") if changes.archived else None
    if changes.after_id is not MISSING:
        values["position"] = _place(UUID(before["id"]), changes.after_id, others)
    return values


def _place(entity_id: UUID, after_id: UUID | None, others: Sequence[AnyRow]) -> str:
    """The key of the place after one of the others, or at the beginning."""
    rest = [row for row in others if row.id != entity_id]
    if after_id is None:
        return position_between(None, rest[0].position if rest else None)
    number = next((number for number, row in enumerate(rest) if row.id == after_id), None)
    if number is None:
        raise InvalidFieldError("after_id", "reference_missing")
    following = rest[number + 1].position if number + 1 < len(rest) else None
    return position_between(rest[number].position, following)

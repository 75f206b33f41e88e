"""What an undo is going to do about each entity of a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from taskora_api.ledger.entries import Entity, Entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What undo did about one entity, or None where all of what was done since stays.

    `conflicts` names the fields that stay; it is empty where the whole entity stays.
    """

    entity: Entity
    entity_id: UUID
    undone: Entry | None
    conflicts: list[str]

    @property
    def is_coming(self) -> bool:
        """Whether the entity comes back."""
        return self.undone is not None and self.undone.before is None

    @property
    def is_going(self) -> bool:
        """Whether the entity goes."""
        return self.undone is not None and self.undone.state is None

    def kept(self, conflicts: Sequence[str] = ()) -> "Outcome":
        """The same entity, left as it is."""
        return Outcome(self.entity, self.entity_id, None, list(conflicts))

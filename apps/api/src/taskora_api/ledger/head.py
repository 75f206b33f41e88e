"""The head of a space's ledger: whoever holds it changes the space, alone."""

from dataclasses import dataclass
from uuid import UUID

from taskora_api.ledger.chain import Sealed


@dataclass(slots=True)
class Head:
    """The last entry of a ledger, in the transaction that holds it."""

    space_id: UUID
    last: Sealed

    @property
    def next_sequence(self) -> int:
        """The sequence of the entry that is recorded next."""
        return self.last.sequence + 1

"""What was there at any time: the states that a ledger gives when its entries are done again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Entity, Entry

Key = tuple[Entity, UUID]


@dataclass
class Replay:
    """States of the entities of one space, up to the last entry that was done."""

    states: dict[Key, State] = field(default_factory=dict)
    # Whose content was erased, so that no state is known.
    unknown: set[Key] = field(default_factory=set)

    def do(self, entry: Entry, *, is_erased: bool = False) -> None:
        """Do one entry; entries come in the order of the ledger."""
        key = (entry.entity, entry.entity_id)
        if is_erased:
            self.states.pop(key, None)
            self.unknown.add(key)
            return
        state = entry.state
        if state is None:
            self.states.pop(key, None)
            self.unknown.discard(key)
        elif entry.before is not None or key not in self.unknown:
            self.states[key] = state
            self.unknown.discard(key)


def replay(entries: Iterable[Entry]) -> dict[Key, State]:
    """The states after some entries, from the first of a ledger on."""
    done = Replay()
    for entry in entries:
        done.do(entry)
    return done.states

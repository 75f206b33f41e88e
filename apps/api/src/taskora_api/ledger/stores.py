"""What the ledger asks of each kind of entity, so that undo is the same for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.statement import Statement
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, Entity, Entry
from taskora_api.ledger.head import Head

NEW_PREFIX = "new_"


@dataclass(frozen=True, slots=True)
class Among:
    """What an undo is going to touch: what comes back, what goes, and all of it by id."""

    coming: frozenset[UUID]
    going: frozenset[UUID]
    touched: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where entries that follow one another are in the ledger, and the places of their rows."""

    change_id: UUID
    first_position: int
    first_sequence: int


@dataclass(frozen=True, slots=True)
class Pending:
    """The insert of a row that goes to the database in one statement with its record.

    The names of its values begin with `NEW_PREFIX`.
    """

    insert: Statement
    values: Mapping[str, object]


class EntityStore(Protocol):
    """The table of one kind of entity, in terms of states."""

    # Fields that differ with each change, and so say nothing about what a person did.
    bookkeeping: frozenset[str]
    # Fields that do not matter where an addition is undone.
    incidental: frozenset[str]
    # Fields that only make sense together: if one was changed since, all of them stay.
    together: tuple[frozenset[str], ...]
    # Fields that say which part of a whole one has, where a change divides it: both parts or none.
    divided_by: frozenset[str]
    # Lists of which each member is a value of its own.
    sets: frozenset[str]
    # Fields that name something else of the space, and those without which there is no entity.
    references: frozenset[str]
    required: frozenset[str]

    async def read(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, State]:
        """The states of those that are there, locked."""

    async def peek(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, State]:
        """The states of those that are there, without a lock."""

    async def is_elsewhere(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> set[UUID]:
        """Those of the ids that are in another space now."""

    def is_sound(self, state: State) -> bool:
        """Say whether the fields of a state go with each other."""

    async def unmet(
        self,
        connection: AsyncConnection,
        space_id: UUID,
        states: Mapping[UUID, State],
        among: Among,
    ) -> dict[UUID, frozenset[str]]:
        """The references of states, as they would be, that name what would not be there."""

    async def named(
        self, connection: AsyncConnection, space_id: UUID, ids: frozenset[UUID], among: Among
    ) -> set[UUID]:
        """Those of the ids that an entity names which is not among what an undo touches."""

    async def last_versions(
        self, connection: AsyncConnection, space_id: UUID, ids: Sequence[UUID]
    ) -> dict[UUID, int]:
        """The versions in which entities that are deleted were seen last, where they have any."""

    def revise(self, before: State, changed: State, act: Act) -> State:
        """The state after fields were changed, with its bookkeeping."""

    def restore(self, state: State, space_id: UUID, act: Act) -> State:
        """The state of one that was deleted and is there again, in a space."""

    async def apply(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        first_sequence: int,
    ) -> Pending | None:
        """Bring entities from one state to the next; the entries have these places in the chain.

        One that is new and alone may be left to whoever records it.
        """

    async def add_recorded(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        recorded: Recorded,
    ) -> None:
        """Write what is new, of which the entries are in the ledger already."""


Stores = Mapping[Entity, EntityStore]

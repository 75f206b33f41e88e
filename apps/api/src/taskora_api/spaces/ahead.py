"""Additions that are written before their space is held, so that others change it meanwhile.

What is new hinders nobody, and nobody sees it before the transaction ends. So it is written first,
into the ledger too, and the space is held at the end alone, for as long as it takes to seal.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import is_conflict
from taskora_api.ledger.applying import add_recorded
from taskora_api.ledger.chain import Sealed, State, Texts
from taskora_api.ledger.entries import Act, Entity, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.keeping import written
from taskora_api.ledger.models import ChangeEntryRecord, LedgerHeadRecord
from taskora_api.ledger.recording import Description, change_of, record_unsealed
from taskora_api.ledger.stores import Stores
from taskora_api.spaces.access import hold_space

_ENTRIES: Table = ChangeEntryRecord.__table__  # type: ignore[attr-defined]
_HEADS: Table = LedgerHeadRecord.__table__  # type: ignore[attr-defined]
# The fields by which one thing of a space names another.
_NAMES = ("project_id", "section_id", "parent_id", "task_id", "from_id", "to_id")
_PLACES = (Entity.PROJECT, Entity.SECTION, Entity.SPACE, Entity.MEMBER)


class MeanwhileError(Exception):
    """Something that the additions depend on was changed before the space was held.

    Nothing was done; whoever gets this does it again, with the space held from the beginning.
    """


def is_meanwhile(error: Exception) -> bool:
    """Say whether an error means what `MeanwhileError` means: somebody else has added the same."""
    return isinstance(error, MeanwhileError) or is_conflict(error)


async def find_sequence(connection: AsyncConnection, space_id: UUID) -> int | None:
    """How far the ledger of a space has grown; None where there is no such space yet."""
    statement = select(_HEADS.c.sequence).where(_HEADS.c.space_id == space_id)
    found: int | None = (await connection.execute(statement)).scalar_one_or_none()
    return found


def named_in(state: State | None) -> list[str]:
    """Return the ids of what a state names."""
    found = ((state or {}).get(name) for name in _NAMES)
    return [str(each) for each in found if each is not None]


class Ahead:
    """One act of additions to a space, of several changes."""

    def __init__(
        self, connection: AsyncConnection, stores: Stores, act: Act, space_id: UUID, sequence: int
    ) -> None:
        """Take how far the ledger had grown when what is there was read."""
        self._connection = connection
        self._stores = stores
        self._act = act
        self._space_id = space_id
        self._begin = sequence
        self._count = 0
        self._coming: set[str] = set()
        self._names_others = False
        self._written: list[UUID] = []
        self.action_id: UUID | None = None

    async def add(
        self,
        entries: Sequence[Entry],
        description: Description,
        texts: Sequence[Texts] | None = None,
    ) -> None:
        """Write some additions as a change; whatever they name of each other came before."""
        change_id = uuid4()
        if texts is None:
            texts = await asyncio.to_thread(written, entries)
        # The places that rows get if nobody comes between, and lower ones than theirs otherwise.
        head = Head(self._space_id, Sealed(self._begin + self._count, b"", b""))
        change = change_of(
            self._act,
            self._space_id,
            len(entries),
            change_id=change_id,
            description=description,
            action_id=self.action_id,
        )
        await record_unsealed(self._connection, change, entries, texts)
        await add_recorded(
            self._connection, self._stores, self._act, head, entries, change_id=change_id
        )
        self.action_id = self.action_id or change_id
        self._written.append(change_id)
        self._count += len(entries)
        self._coming |= {str(each.entity_id) for each in entries}
        self._names_others = self._names_others or any(map(self._names_other, entries))

    async def hold(self) -> None:
        """Hold the space until the transaction ends, which seals what was written.

        Raises:
            MeanwhileError: what the additions depend on was changed.
            RoleMissingError: the member may not change the space any more.
            OwnerBusyError: another change of this space took longer than a caller can wait.
        """
        if self._count == 0:
            return
        head = await hold_space(self._connection, self._act.member_id, self._space_id, self._act.at)
        if head.last.sequence != self._begin + self._count and await self._is_disturbed():
            raise MeanwhileError

    def _names_other(self, entry: Entry) -> bool:
        """Say whether an addition names what is not added with it."""
        return not self._coming.issuperset(named_in(entry.after))

    async def _is_disturbed(self) -> bool:
        """Say whether a place or a member was changed since; or a task, where one is named."""
        kinds: list[Any] = [_ENTRIES.c.entity.in_(_PLACES)]
        if self._names_others:
            is_gone = _ENTRIES.c.after.is_(None)
            is_moved = _ENTRIES.c.after.has_key("parent_id")
            kinds += [
                (_ENTRIES.c.entity == Entity.TASK) & (is_gone | is_moved),
                _ENTRIES.c.entity == Entity.RELATION,
            ]
        statement = (
            select(_ENTRIES.c.change_id)
            .where(
                _ENTRIES.c.space_id == self._space_id,
                _ENTRIES.c.sequence > self._begin,
                _ENTRIES.c.change_id.not_in(self._written),
                or_(*kinds),
            )
            .limit(1)
        )
        return (await self._connection.execute(statement)).first() is not None

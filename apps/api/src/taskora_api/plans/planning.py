"""Finding out what a request would change: it is done for real in a savepoint, and taken back.

The same code decides and refuses, and the ledger says what was done, entity by entity.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncTransaction

from taskora_api.database.engine import Once
from taskora_api.ledger import repository as ledger
from taskora_api.ledger.entries import Entry, Origin
from taskora_api.ledger.stores import Stores
from taskora_api.plans import repository
from taskora_api.plans.models import PlanRecord
from taskora_api.plans.repository import PlannedChange
from taskora_api.plans.schemas import DESCRIBED_MAX, PLAN_LIFETIME, Plan, described
from taskora_api.spaces.repository import spaces_of
from taskora_api.wire import utc_now


class Planned:
    """Makes a plan of work that is handed to `Database.write` with it.

    `plan` is there afterwards. `change_of` gives the change that the result of the work names, or
    raises what the request is refused with. What makes the request be answered once is `inner`,
    which is given the plan as the result.
    """

    plan: Plan

    def __init__(
        self,
        member_id: str,
        origin: Origin,
        stores: Stores,
        change_of: Callable[[Any], UUID | None],
        *,
        inner: Once | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take whose plan it is, and from where it comes."""
        self._member_id = member_id
        self._origin = origin
        self._stores = stores
        self._change_of = change_of
        self._inner = inner
        self._clock = clock
        self._savepoint: AsyncTransaction | None = None

    async def before(self, connection: AsyncConnection) -> None:
        """Begin what is taken back."""
        if self._inner is not None:
            await self._inner.before(connection)
        self._savepoint = await connection.begin_nested()

    async def after(self, connection: AsyncConnection, result: object) -> None:
        """Read what was done, take it back, and keep the plan."""
        change_id = self._change_of(result)
        found = [] if change_id is None else await self._read(connection, change_id)
        if self._savepoint is not None:
            await self._savepoint.rollback()
        if change_id is not None and await self._is_there(connection, change_id):
            # It was done before, and the work has only said so again.
            found = []
        self.plan = await self._keep(connection, found)
        if self._inner is not None:
            await self._inner.after(connection, self.plan)

    async def _read(
        self, connection: AsyncConnection, change_id: UUID
    ) -> list[tuple[PlannedChange, list[Entry]]]:
        changes = await ledger.find_action(connection, spaces_of(self._member_id), change_id)
        return [
            (
                PlannedChange(each.space_id, each.kind, each.titles, each.undoes),
                await ledger.list_entries(connection, each.id),
            )
            for each in changes
        ]

    async def _is_there(self, connection: AsyncConnection, change_id: UUID) -> bool:
        return bool(await ledger.find_action(connection, spaces_of(self._member_id), change_id))

    async def _keep(
        self, connection: AsyncConnection, found: Sequence[tuple[PlannedChange, list[Entry]]]
    ) -> Plan:
        record = plan_record(self._member_id, self._origin, self._clock())
        await repository.keep(connection, record)
        for number, (change, entries) in enumerate(found):
            await repository.keep_change(connection, record.id, number, change)
            await repository.keep_entries(connection, record.id, number, entries)
        planned = chain.from_iterable(entries for _, entries in found)
        return Plan(
            id=record.id,
            expires_at=record.expires_at,
            count=sum(len(entries) for _, entries in found),
            entities=[described(entry, self._stores) for entry in islice(planned, DESCRIBED_MAX)],
        )


def plan_record(member_id: str, origin: Origin, now: datetime) -> PlanRecord:
    """Make the record of a plan that is made now."""
    return PlanRecord(
        id=uuid4(),
        member_id=member_id,
        actor=origin.actor,
        tool=origin.tool,
        arguments=origin.arguments,
        created_at=now,
        expires_at=now + PLAN_LIFETIME,
    )

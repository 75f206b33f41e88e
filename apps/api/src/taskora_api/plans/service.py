"""Applying a plan: once, in one transaction, through the ledger, and only if it still holds."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import NotFoundError, PlanAppliedError, PlanStaleError
from taskora_api.ledger import repository as ledger
from taskora_api.ledger.applying import apply_and_record
from taskora_api.ledger.entries import Act, Actor, ChangeKind, Entry, Origin
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.plans import repository
from taskora_api.plans.holding import stale_entities
from taskora_api.plans.schemas import AppliedPlan
from taskora_api.spaces.access import hold_spaces
from taskora_api.spaces.ahead import Ahead, MeanwhileError, find_sequence, is_meanwhile
from taskora_api.spaces.repository import spaces_of
from taskora_api.wire import utc_now

# A plan that adds so many things holds its space at the end alone; of fewer it would take longer.
AHEAD_MIN = 500


class PlanService:
    """The use case. The member who acts is an argument, and comes from the token alone."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self.database = database
        self.stores = stores
        self.clock = clock

    async def apply(
        self, member_id: str, plan_id: UUID, *, once: Once | None = None
    ) -> AppliedPlan:
        """Do what a plan says.

        Raises:
            NotFoundError: there is no such plan of the caller's, or it has expired.
            RoleMissingError: the caller may not change one of its spaces any more.
            PlanAppliedError: it was applied before.
            PlanStaleError: something that it would change was changed since.
        """

        async def first(connection: AsyncConnection) -> AppliedPlan:
            return await self._apply_ahead(connection, member_id, plan_id)

        async def again(connection: AsyncConnection) -> AppliedPlan:
            return await self._apply_held(connection, member_id, plan_id)

        try:
            return await self.database.write(first, once)
        except Exception as error:
            if not is_meanwhile(error):
                raise
        return await self.database.write(again, once)

    async def apply_as(self, connection: AsyncConnection, act: Act, plan_id: UUID) -> AppliedPlan:
        """Do what a plan says as a part of an act, whose transaction this is.

        Raises:
            NotFoundError, RoleMissingError, PlanAppliedError, PlanStaleError: as `apply` does.
        """
        return await self._apply_held(connection, act.member_id, plan_id, act)

    async def _apply_ahead(
        self, connection: AsyncConnection, member_id: str, plan_id: UUID
    ) -> AppliedPlan:
        """Apply a plan; one that adds many things and does nothing else, ahead of its space.

        Raises:
            MeanwhileError: the plan does not hold, or the space was changed.
        """
        now = self.clock()
        plan = await _find(connection, member_id, plan_id, now)
        changes = await repository.list_changes(connection, plan_id)
        spaces = {each.space_id for each in changes}
        is_large = await repository.only_adds(connection, plan_id, AHEAD_MIN)
        if len(spaces) != 1 or not is_large:
            return await self._apply_held(connection, member_id, plan_id)
        (space_id,) = spaces
        sequence = await find_sequence(connection, space_id)
        act = _act(plan, member_id, now)
        writing = Ahead(connection, self.stores, act, space_id, sequence or 0)
        count = 0
        for change in changes:
            entries = await _entries(connection, plan_id, change.number)
            if await stale_entities(connection, self.stores, space_id, entries):
                raise MeanwhileError
            await writing.add(entries, Description(ChangeKind(change.kind), change.titles))
            count += len(entries)
        await writing.hold()
        if not await repository.mark_applied(connection, plan_id, now, writing.action_id):
            raise MeanwhileError
        return AppliedPlan(change_id=writing.action_id, count=count)

    async def _apply_held(
        self, connection: AsyncConnection, member_id: str, plan_id: UUID, by: Act | None = None
    ) -> AppliedPlan:
        """Apply any plan, while nobody else changes its spaces."""
        now = self.clock() if by is None else by.at
        await _find(connection, member_id, plan_id, now)
        changes = await repository.list_changes(connection, plan_id)
        heads = await hold_spaces(connection, member_id, {each.space_id for each in changes}, now)
        # Somebody may have applied it while its spaces were waited for.
        plan = await _find(connection, member_id, plan_id, now)
        if plan.applied_at is not None:
            raise PlanAppliedError(plan.change_id)
        act = by or _act(plan, member_id, now)
        action_id: UUID | None = None
        count = 0
        for change in changes:
            entries = await _entries(connection, plan_id, change.number)
            head = heads[change.space_id]
            made = await self._make(connection, act, head, change, entries, action_id=action_id)
            action_id = action_id or made
            count += len(entries)
        if not await repository.mark_applied(connection, plan_id, now, action_id):
            raise PlanAppliedError(None)
        return AppliedPlan(change_id=action_id, count=count)

    async def _make(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        change: repository.AnyRow,
        entries: list[Entry],
        *,
        action_id: UUID | None,
    ) -> UUID:
        stale = await stale_entities(connection, self.stores, head.space_id, entries)
        undone = await self._undone(connection, act, change)
        if stale or (change.undoes is not None and undone is None):
            raise PlanStaleError(stale)
        change_id = act.new_id()
        await apply_and_record(
            connection,
            self.stores,
            act,
            head,
            entries,
            change_id=change_id,
            description=Description(ChangeKind(change.kind), change.titles),
            undoes=change.undoes,
            action_id=action_id,
        )
        if undone is not None:
            await ledger.mark_undone(connection, act, undone, change_id)
        return change_id

    @staticmethod
    async def _undone(
        connection: AsyncConnection, act: Act, change: repository.AnyRow
    ) -> ledger.AnyRow | None:
        """The change that is undone, unless that was done meanwhile."""
        if change.undoes is None:
            return None
        action = await ledger.find_action(connection, spaces_of(act.member_id), change.undoes)
        return next(
            (each for each in action if each.id == change.undoes and each.undone_by is None), None
        )


async def _find(
    connection: AsyncConnection, member_id: str, plan_id: UUID, now: datetime
) -> repository.AnyRow:
    plan = await repository.find(connection, member_id, plan_id, now)
    if plan is None:
        raise NotFoundError
    return plan


def _act(plan: repository.AnyRow, member_id: str, now: datetime) -> Act:
    return Act(member_id, Origin(Actor(plan.actor), plan.tool, plan.arguments), now)


async def _entries(connection: AsyncConnection, plan_id: UUID, number: int) -> list[Entry]:
    pieces = repository.read_entries(connection, plan_id, number)
    return [each async for piece in pieces for each in piece]

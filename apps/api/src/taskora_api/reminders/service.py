"""What can be done with reminders."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import InvalidFieldError, NotFoundError, TooManyError
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.writing import write
from taskora_api.reminders.schemas import REMINDERS_MAX, Reminder, ReminderBody, ReminderList
from taskora_api.reminders.store import REMINDER_STORE, REMINDERS
from taskora_api.spaces.parts import hold_part
from taskora_api.spaces.repository import spaces_of
from taskora_api.spaces.schemas import Role
from taskora_api.tasks.holding import hold_space_of_task, space_of_task
from taskora_api.tasks.repository import titles_of
from taskora_api.wire import utc_now


class ReminderService:
    """The use cases. A reminder is for whoever sets it, and only they change it.

    It changes nothing for others, so whoever sees a task may be reminded of it.

    `wake` is called when something may be due earlier than it was.
    """

    def __init__(
        self,
        database: Database,
        stores: Stores,
        wake: Callable[[], None],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._wake = wake
        self._clock = clock

    async def list_reminders(self, member_id: str, task_id: UUID) -> ReminderList:
        """The reminders of a task, everybody's, the oldest first.

        Raises:
            NotFoundError: there is no such task, or the caller may not see it.
        """

        async def work(connection: AsyncConnection) -> ReminderList:
            await space_of_task(connection, member_id, task_id)
            rows = await _list(connection, member_id, task_id)
            return ReminderList(items=[Reminder.model_validate(row) for row in rows])

        return await self._database.read(work)

    async def add(
        self,
        member_id: str,
        task_id: UUID,
        body: ReminderBody,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[Reminder, UUID | None]:
        """Let the caller be reminded of a task.

        Raises:
            NotFoundError: there is no such task, or the caller may not see it.
            InvalidFieldError: it names no time, or two.
            TooManyError: the caller has as many reminders of the task as they may have.
        """
        _check(body)

        async def work(connection: AsyncConnection) -> tuple[Reminder, UUID | None]:
            now = self._clock()
            head = await hold_space_of_task(connection, member_id, task_id, now, Role.VIEWER)
            there = await _list(connection, member_id, task_id)
            if sum(each.member_id == member_id for each in there) >= REMINDERS_MAX:
                raise TooManyError("reminders")
            reminder = Reminder(
                id=uuid4(),
                space_id=head.space_id,
                task_id=task_id,
                member_id=member_id,
                created_at=now,
                **body.model_dump(),
            )
            state = REMINDER_STORE.state_of(reminder)
            entry = entry_of(Entity.REMINDER, reminder.id, None, state)
            return reminder, await self._write(connection, Act.of(member_id, by, now), head, entry)

        return await self._changed(work, once)

    async def edit(
        self,
        member_id: str,
        reminder_id: UUID,
        body: ReminderBody,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[Reminder, UUID | None]:
        """Give a reminder of the caller's own another time.

        Raises:
            NotFoundError: there is no such reminder of the caller's.
            InvalidFieldError: it names no time, or two.
        """
        _check(body)

        async def work(connection: AsyncConnection) -> tuple[Reminder, UUID | None]:
            now = self._clock()
            head, before = await _hold(connection, member_id, reminder_id, now)
            edited = Reminder.model_validate(before).model_copy(update=body.model_dump())
            entry = entry_of(Entity.REMINDER, reminder_id, before, REMINDER_STORE.state_of(edited))
            return edited, await self._write(connection, Act.of(member_id, by, now), head, entry)

        return await self._changed(work, once)

    async def delete(
        self, member_id: str, reminder_id: UUID, by: By, *, once: Once | None = None
    ) -> UUID | None:
        """Take a reminder of the caller's own away.

        Raises:
            NotFoundError: there is no such reminder of the caller's.
        """

        async def work(connection: AsyncConnection) -> UUID | None:
            now = self._clock()
            head, before = await _hold(connection, member_id, reminder_id, now)
            entry = entry_of(Entity.REMINDER, reminder_id, before, None)
            return await self._write(connection, Act.of(member_id, by, now), head, entry)

        return await self._database.write(work, once)

    async def _changed(
        self,
        work: Callable[[AsyncConnection], Any],
        once: Once | None,
    ) -> tuple[Reminder, UUID | None]:
        made: tuple[Reminder, UUID | None] = await self._database.write(work, once)
        self._wake()
        return made

    async def _write(
        self, connection: AsyncConnection, act: Act, head: Head, entry: Entry
    ) -> UUID | None:
        """To people, a reminder is something that changed about its task."""
        state = entry.state or entry.before or {}
        titles = await titles_of(connection, head.space_id, [UUID(state["task_id"])])
        return await write(
            connection,
            self._stores,
            act,
            head,
            [entry],
            description=Description(ChangeKind.CHANGED, titles),
        )


async def _hold(
    connection: AsyncConnection, member_id: str, reminder_id: UUID, now: datetime
) -> tuple[Head, State]:
    """Hold the space of a reminder of the caller's own, and give the reminder."""
    head, before = await hold_part(
        connection, REMINDER_STORE, member_id, reminder_id, now, needed=Role.VIEWER
    )
    if before["member_id"] != member_id:
        raise NotFoundError
    return head, before


def _check(body: ReminderBody) -> None:
    if body.remind_at is None and body.minutes_before is None:
        raise InvalidFieldError("remind_at", "reminder_without_time")
    if body.remind_at is not None and body.minutes_before is not None:
        raise InvalidFieldError("minutes_before", "reminder_two_times")
    if body.remind_at is not None and body.all_day_time is not None:
        raise InvalidFieldError("all_day_time", "reminder_two_times")


async def _list(connection: AsyncConnection, member_id: str, task_id: UUID) -> Sequence[Row[Any]]:
    statement = (
        select(REMINDERS)
        .where(REMINDERS.c.task_id == task_id, REMINDERS.c.space_id.in_(spaces_of(member_id)))
        .order_by(REMINDERS.c.created_at, REMINDERS.c.id)
    )
    return (await connection.execute(statement)).all()

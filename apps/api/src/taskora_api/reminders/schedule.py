"""When reminders are due, worked out as what they depend on changes, and what is due fired.

Rows are locked before what they depend on is read, by a statement of its own, and whoever changes a
task marks its rows before the change is there: so nothing that counts is missed. Nobody waits for a
lock here, so two processes never wait for each other.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Table, and_, delete, func, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.delivery import outbox
from taskora_api.delivery.messages import Message, Purpose
from taskora_api.reminders.moments import Due, Timing, is_to_come, is_too_late, moment_of
from taskora_api.reminders.preferences import SETTINGS
from taskora_api.reminders.schemas import ALL_DAY_TIME, TIME_ZONE
from taskora_api.reminders.store import REMINDERS, TIMES
from taskora_api.spaces.repository import MEMBERS
from taskora_api.tasks.models import TaskRecord

AT_ONCE = 200

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
AnyRow = Row[*tuple[Any, ...]]

logger = structlog.get_logger("taskora.reminders")


class Schedule:
    """What the dispatcher asks for: each call does all that there is to do, some rows at a time."""

    purpose = Purpose.REMINDER

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_due(self, now: datetime) -> datetime | None:
        """Work out what was changed, and put what is due into the outbox; return when more is."""
        while await self._database.write(_mark_for_settings):
            pass
        while await self._database.write(lambda connection: _work_out(connection, now)):
            pass
        while await self._database.write(lambda connection: _fire(connection, now)):
            pass
        return await self._database.read(_next)

    async def current(
        self, connection: AsyncConnection, due: Collection[tuple[UUID, datetime]]
    ) -> Mapping[tuple[UUID, datetime], Message]:
        """Say of reminders what is sent now; what is not due any more is missing."""
        rows = await _read(connection, list({reminder_id for reminder_id, _ in due}))
        by_id = {row.reminder_id: row for row in rows}
        return {
            (reminder_id, due_at): _message(by_id[reminder_id], due_at)
            for reminder_id, due_at in due
            if reminder_id in by_id and _moment(by_id[reminder_id]) == due_at
        }


async def _next(connection: AsyncConnection) -> datetime | None:
    is_known = TIMES.c.fire_at.is_not(None) & ~TIMES.c.is_stale
    found: datetime | None = await connection.scalar(
        select(func.min(TIMES.c.fire_at)).where(is_known)
    )
    return found


async def _mark_for_settings(connection: AsyncConnection) -> int:
    """Mark some reminders of somebody whose settings were changed; 0 when there is nobody."""
    changed = select(SETTINGS).where(SETTINGS.c.is_stale).limit(1).with_for_update(skip_locked=True)
    person = (await connection.execute(changed)).one_or_none()
    if person is None:
        return 0
    older = and_(
        TIMES.c.member_id == person.member_id,
        TIMES.c.settings_version < person.version,
        ~TIMES.c.is_stale,
    )
    free = select(TIMES.c.reminder_id).where(older).limit(AT_ONCE).with_for_update(skip_locked=True)
    ids = list((await connection.execute(free)).scalars())
    if ids:
        await connection.execute(
            update(TIMES)
            .where(TIMES.c.reminder_id.in_(ids))
            .values(is_stale=True, changed_at=person.changed_at)
        )
        return len(ids)
    if await connection.scalar(select(TIMES.c.reminder_id).where(older).limit(1)) is None:
        this = SETTINGS.c.member_id == person.member_id
        await connection.execute(update(SETTINGS).where(this).values(is_stale=False))
        return 1
    # Somebody holds the rest; they are marked when this comes round again.
    return 0


async def _lock(connection: AsyncConnection, condition: Any) -> list[UUID]:  # noqa: ANN401 - SQL.
    statement = (
        select(TIMES.c.reminder_id)
        .where(condition)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return list((await connection.execute(statement)).scalars())


async def _read(connection: AsyncConnection, ids: Sequence[UUID]) -> Sequence[AnyRow]:
    """What the locked reminders depend on; a task or a member that is not there is None."""
    statement = (
        select(
            *(TIMES.c.reminder_id, TIMES.c.member_id, TIMES.c.fire_at, TIMES.c.changed_at),
            *(REMINDERS.c.id, REMINDERS.c.space_id, REMINDERS.c.remind_at),
            *(REMINDERS.c.minutes_before, REMINDERS.c.all_day_time.label("own_time")),
            REMINDERS.c.acknowledged_at,
            *(_TASKS.c.id.label("task_id"), _TASKS.c.title, _TASKS.c.due_on, _TASKS.c.due_time),
            *(_TASKS.c.due_zone, _TASKS.c.completed_at, MEMBERS.c.role),
            *(SETTINGS.c.time_zone, SETTINGS.c.all_day_time, SETTINGS.c.version),
        )
        .select_from(TIMES)
        .outerjoin(REMINDERS, REMINDERS.c.id == TIMES.c.reminder_id)
        .outerjoin(
            _TASKS,
            and_(_TASKS.c.id == REMINDERS.c.task_id, _TASKS.c.space_id == REMINDERS.c.space_id),
        )
        .outerjoin(
            MEMBERS,
            and_(
                MEMBERS.c.space_id == REMINDERS.c.space_id,
                MEMBERS.c.member_id == REMINDERS.c.member_id,
            ),
        )
        .outerjoin(SETTINGS, SETTINGS.c.member_id == TIMES.c.member_id)
        .where(TIMES.c.reminder_id.in_(ids))
    )
    return (await connection.execute(statement)).all()


def _moment(row: AnyRow) -> datetime | None:
    """When a reminder is due.

    None where its task is completed, gone or not seen any more, and for what was dismissed.
    """
    if row.task_id is None or row.completed_at is not None or row.role is None:
        return None
    all_day: time = row.own_time or row.all_day_time or ALL_DAY_TIME
    home_zone = row.time_zone or TIME_ZONE
    timing = Timing(row.remind_at, row.minutes_before, all_day, home_zone)
    moment = moment_of(timing, Due(row.due_on, row.due_time, row.due_zone))
    is_over = moment is not None and row.acknowledged_at is not None
    return None if is_over and row.acknowledged_at >= moment else moment


async def _work_out(connection: AsyncConnection, now: datetime) -> int:
    """Work out when some reminders are due that are marked; what waits for another time goes."""
    ids = await _lock(connection, TIMES.c.is_stale)
    if not ids:
        return 0
    rows = await _read(connection, ids)
    moments = {row.reminder_id: _moment(row) for row in rows}
    for row in rows:
        if row.id is None:
            await connection.execute(delete(TIMES).where(TIMES.c.reminder_id == row.reminder_id))
            continue
        moment = moments[row.reminder_id]
        # What was due already, and is not fired yet, is so whatever else has changed.
        is_due = moment is not None and (
            moment == row.fire_at or is_to_come(moment, row.changed_at)
        )
        await connection.execute(
            update(TIMES)
            .where(TIMES.c.reminder_id == row.reminder_id)
            .values(
                fire_at=moment if is_due else None,
                is_stale=False,
                settings_version=row.version or 0,
            )
        )
    await outbox.withdraw(connection, moments, now)
    return len(ids)


async def _fire(connection: AsyncConnection, now: datetime) -> int:
    """Put some reminders that are due into the outbox; each is due no more with that."""
    ids = await _lock(connection, and_(TIMES.c.fire_at <= now, ~TIMES.c.is_stale))
    if not ids:
        return 0
    for row in await _read(connection, ids):
        if is_too_late(row.fire_at, now):
            logger.warning("reminders.too_late", reminder=str(row.reminder_id))
        elif _moment(row) == row.fire_at:
            await outbox.put(
                connection,
                row.member_id,
                _message(row, row.fire_at),
                subject_id=row.reminder_id,
                due_at=row.fire_at,
                now=now,
            )
    await connection.execute(update(TIMES).where(TIMES.c.reminder_id.in_(ids)).values(fire_at=None))
    return len(ids)


def _message(row: AnyRow, due_at: datetime) -> Message:
    data = {
        "reminderId": str(row.reminder_id),
        "taskId": str(row.task_id),
        "spaceId": str(row.space_id),
        "remindAt": due_at.isoformat(),
        "dueOn": None if row.due_on is None else row.due_on.isoformat(),
        "dueTime": None if row.due_time is None else row.due_time.isoformat("minutes"),
        "dueZone": row.due_zone,
    }
    return Message(Purpose.REMINDER, row.title, _text(row), data)


def _text(row: AnyRow) -> str:
    """What stands below the title."""
    if row.due_on is None:
        return "You wanted to be reminded of this task."
    parts = [f"Due {row.due_on.isoformat()}"]
    if row.due_time is not None:
        parts.append(f"at {row.due_time.isoformat('minutes')}")
        parts.append(f"({row.due_zone})" if row.due_zone is not None else "")
    return " ".join(part for part in parts if part)

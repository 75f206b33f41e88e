"""The table of reminders in terms of states, and the marks that say what is to be worked out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.ledger.entries import Act, Entry
from taskora_api.ledger.head import Head
from taskora_api.ledger.table_store import TableStore
from taskora_api.reminders.models import ReminderRecord, ReminderTimeRecord
from taskora_api.reminders.schemas import Reminder

# As migration 0013 has it, which notifies when a task is changed.
CHANNEL = "taskora_reminders"

_MARKS = ("is_stale", "changed_at", "member_id")
REMINDERS: Table = ReminderRecord.__table__  # type: ignore[attr-defined]
TIMES: Table = ReminderTimeRecord.__table__  # type: ignore[attr-defined]


def _marking() -> Insert:
    statement = upsert(TIMES)
    marks = {name: statement.excluded[name] for name in _MARKS}
    return statement.on_conflict_do_update(index_elements=["reminder_id"], set_=marks)


_MARK = _marking()


class ReminderStore(TableStore):
    """Whatever changes a reminder, undo among it, marks when it is due as not known."""

    together: tuple[frozenset[str], ...] = (
        frozenset({"remind_at", "minutes_before", "all_day_time"}),
    )

    async def apply(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        first_sequence: int,
    ) -> None:
        await super().apply(connection, act, head, entries, first_sequence)
        rows = {each.entity_id: _mark(each, act.at) for each in entries}
        if not rows:
            return
        for chunk in chunks_of(list(rows.values())):
            await connection.execute(_MARK, chunk)
        await connection.execute(select(func.pg_notify(CHANNEL, "")))


def _mark(entry: Entry, at: datetime) -> dict[str, Any]:
    state = entry.state or entry.before or {}
    return {
        "reminder_id": entry.entity_id,
        "task_id": UUID(state["task_id"]),
        "member_id": state["member_id"],
        "changed_at": at,
        "is_stale": True,
    }


REMINDER_STORE = ReminderStore(REMINDERS, Reminder)

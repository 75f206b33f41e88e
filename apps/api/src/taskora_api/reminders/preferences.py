"""What a person wants of all their reminders: their zone, and when in a day they are reminded."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Table, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.reminders.models import ReminderSettingsRecord
from taskora_api.reminders.schemas import (
    ALL_DAY_TIME,
    TIME_ZONE,
    ReminderSettings,
    ReminderSettingsBody,
)
from taskora_api.wire import utc_now

SETTINGS: Table = ReminderSettingsRecord.__table__  # type: ignore[attr-defined]


class PreferenceService:
    """The use cases. A change is worked into reminders by whoever works out when they are due."""

    def __init__(
        self,
        database: Database,
        wake: Callable[[], None],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take what wakes the dispatcher, and the clock."""
        self._database = database
        self._wake = wake
        self._clock = clock

    async def read(self, member_id: str) -> ReminderSettings:
        """What counts for a person."""

        async def work(connection: AsyncConnection) -> ReminderSettings:
            statement = select(SETTINGS).where(SETTINGS.c.member_id == member_id)
            row = (await connection.execute(statement)).one_or_none()
            if row is None:
                return ReminderSettings(time_zone=TIME_ZONE, all_day_time=ALL_DAY_TIME)
            return ReminderSettings.model_validate(row)

        return await self._database.read(work)

    async def replace(
        self, member_id: str, body: ReminderSettingsBody, *, once: Once | None = None
    ) -> ReminderSettings:
        """Let something else count from now on, for the reminders too that there are."""

        async def work(connection: AsyncConnection) -> ReminderSettings:
            statement = upsert(SETTINGS).values(
                member_id=member_id,
                time_zone=body.time_zone,
                all_day_time=body.all_day_time,
                changed_at=self._clock(),
                version=1,
                is_stale=True,
            )
            new = statement.excluded
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["member_id"],
                    set_={
                        "time_zone": new.time_zone,
                        "all_day_time": new.all_day_time,
                        "changed_at": new.changed_at,
                        "version": SETTINGS.c.version + 1,
                        "is_stale": True,
                    },
                )
            )
            return ReminderSettings.model_validate(body.model_dump())

        made = await self._database.write(work, once)
        self._wake()
        return made

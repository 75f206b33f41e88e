"""The tables of reminders, of when each is due next, and of what people want of them."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Text, Time
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


class ReminderRecord(SQLModel, table=True):
    """When a member wants to be reminded of a task; it stays while the task is in the trash."""

    __tablename__ = "reminders"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    task_id: UUID
    member_id: str = Field(sa_column=Column(Text, nullable=False))
    remind_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    minutes_before: int | None = None
    all_day_time: time | None = Field(default=None, sa_column=Column(Time, nullable=True))
    # By what a calendar program knows it, if one has set it; and when it was dismissed somewhere.
    uid: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    acknowledged_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))


class ReminderTimeRecord(SQLModel, table=True):
    """When a reminder is due next, worked out from its task; None where it is not.

    `is_stale`: something it depends on was changed, at `changed_at`. `settings_version` is that of
    the person's settings with which it was worked out, 0 for none.
    """

    __tablename__ = "reminder_times"

    reminder_id: UUID = Field(primary_key=True)
    task_id: UUID
    member_id: str = Field(sa_column=Column(Text, nullable=False))
    fire_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    changed_at: datetime = Field(sa_column=_instant())
    is_stale: bool
    settings_version: int = 0


class ReminderSettingsRecord(SQLModel, table=True):
    """In which zone a person lives, and when in a day they want to know of what is due that day.

    `is_stale`: some of their reminders have yet to be marked because of the last change.
    """

    __tablename__ = "reminder_settings"

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    time_zone: str = Field(sa_column=Column(Text, nullable=False))
    all_day_time: time = Field(sa_column=Column(Time, nullable=False))
    changed_at: datetime = Field(sa_column=_instant())
    version: int
    is_stale: bool

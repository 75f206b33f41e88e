"""The tables beside tasks and lists."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class CalendarListRecord(SQLModel, table=True):
    """A space or a project as a list of one member: its part of the address, and how it is shown.

    `name` is the member's own for a space; a project has one for everybody.
    """

    __tablename__ = "calendar_lists"
    __table_args__ = (UniqueConstraint("member_id", "slug", name="calendar_lists_slug"),)

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    place_id: UUID = Field(primary_key=True)
    slug: str = Field(sa_column=Column(Text, nullable=False))
    name: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    properties: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}")
    )


class CalendarObjectRecord(SQLModel, table=True):
    """What a program has sent of a task; it outlives the trash, an undo and a move.

    `parent_uid` is that of a parent that is not there. Of two tasks of one list with the same name
    or UID, the one that has claimed it last has it.
    """

    __tablename__ = "calendar_objects"

    task_id: UUID = Field(primary_key=True)
    name: str = Field(sa_column=Column(Text, nullable=False))
    uid: str = Field(sa_column=Column(Text, nullable=False))
    text: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    parent_uid: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    # What an older program has of alarms, which are reminders by now; nothing else reads it.
    reminders: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False, server_default="[]")
    )
    claimed_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))

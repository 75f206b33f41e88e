"""The tables of tasks, of what they are found by, and of those in the trash."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Date,
    DateTime,
    Integer,
    SmallInteger,
    Text,
    Time,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


def _text(*, nullable: bool = False) -> Column[str]:
    return Column(Text, nullable=nullable)


def _date() -> Column[date]:
    return Column(Date, nullable=True)


class TaskRecord(SQLModel, table=True):
    """One thing to do. Indexes live in the migrations, which are the one source of the schema.

    `owner_id` is who added it, by the name that an older program writes.
    """

    __tablename__ = "tasks"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    owner_id: str = Field(sa_column=_text())
    title: str = Field(sa_column=_text())
    notes: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    priority: int = Field(
        default=0, sa_column=Column(SmallInteger, nullable=False, server_default="0")
    )
    project_id: UUID | None = None
    section_id: UUID | None = None
    parent_id: UUID | None = None
    tags: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )
    position: str = Field(
        default="", sa_column=Column(Text(collation="C"), nullable=False, server_default="")
    )
    start_on: date | None = Field(default=None, sa_column=_date())
    due_on: date | None = Field(default=None, sa_column=_date())
    due_time: time | None = Field(default=None, sa_column=Column(Time, nullable=True))
    due_zone: str | None = Field(default=None, sa_column=_text(nullable=True))
    deadline_on: date | None = Field(default=None, sa_column=_date())
    duration_minutes: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    recurrence: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    assignee_id: str | None = Field(default=None, sa_column=_text(nullable=True))
    completed_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    updated_at: datetime = Field(sa_column=_instant())
    version: int = 1
    # Of the last entry of the ledger that is about it, or a lower one where others came between.
    sequence: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default="0")
    )


class TermsRecord(SQLModel, table=True):
    """What a task is found by; a trigger writes it, and `filters.terms` says what it is."""

    __tablename__ = "task_terms"

    task_id: UUID = Field(primary_key=True, foreign_key="tasks.id", ondelete="CASCADE")
    space_id: UUID
    terms: list[int] = Field(sa_column=Column(ARRAY(BigInteger), nullable=False))


class TrashRecord(SQLModel, table=True):
    """A task that was deleted, as it was."""

    __tablename__ = "trash"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    state: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    deleted_by: str = Field(sa_column=_text())
    deleted_at: datetime = Field(sa_column=_instant())
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))

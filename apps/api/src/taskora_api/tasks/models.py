"""The tables of tasks and of what was done to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    PrimaryKeyConstraint,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


class TaskRecord(SQLModel, table=True):
    """One thing to do. Indexes live in the migrations, which are the one source of the schema."""

    __tablename__ = "tasks"

    id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    title: str = Field(sa_column=Column(Text, nullable=False))
    notes: str = Field(default="", sa_column=Column(Text, nullable=False))
    due_on: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    completed_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    updated_at: datetime = Field(sa_column=_instant())
    version: int = 1


class ChangeRecord(SQLModel, table=True):
    """One batch of what somebody did; `undoes` and `undone_by` are other changes of the owner."""

    __tablename__ = "changes"

    id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    sequence: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False)
    )
    actor: str = Field(sa_column=Column(Text, nullable=False))
    kind: str = Field(sa_column=Column(Text, nullable=False))
    count: int
    titles: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    undoes: UUID | None = None
    created_at: datetime = Field(sa_column=_instant())
    undone_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    undone_by: UUID | None = None


class ChangeEntryRecord(SQLModel, table=True):
    """What a change did to one task: the task before it, and what differs after it."""

    __tablename__ = "change_entries"
    __table_args__ = (
        PrimaryKeyConstraint("change_id", "position", name="change_entries_pkey"),
        ForeignKeyConstraint(
            ["change_id"], ["changes.id"], name="change_entries_change_fkey", ondelete="CASCADE"
        ),
    )

    change_id: UUID
    position: int
    task_id: UUID
    before: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    after: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))

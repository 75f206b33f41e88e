"""The table of tasks."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Date, DateTime, Text
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

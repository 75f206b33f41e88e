"""The tables of plans."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKeyConstraint, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


def _json() -> Column[Any]:
    return Column(JSONB(none_as_null=True), nullable=True)


class PlanRecord(SQLModel, table=True):
    """What one request of a member would change; `actor` is that of the request."""

    __tablename__ = "plans"

    id: UUID = Field(primary_key=True)
    member_id: str = Field(sa_column=Column(Text, nullable=False))
    actor: str = Field(sa_column=Column(Text, nullable=False))
    tool: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    arguments: dict[str, Any] | None = Field(default=None, sa_column=_json())
    created_at: datetime = Field(sa_column=_instant())
    expires_at: datetime = Field(sa_column=_instant())
    applied_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    change_id: UUID | None = None


class PlannedChangeRecord(SQLModel, table=True):
    """A change of one space that a plan would make, in the order of `number`."""

    __tablename__ = "planned_changes"
    __table_args__ = (
        PrimaryKeyConstraint("plan_id", "number", name="planned_changes_pkey"),
        ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="planned_changes_plan_fkey", ondelete="CASCADE"
        ),
    )

    plan_id: UUID
    number: int
    space_id: UUID
    kind: str = Field(sa_column=Column(Text, nullable=False))
    titles: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    undoes: UUID | None = None


class PlannedEntryRecord(SQLModel, table=True):
    """What a planned change would do to one entity, as an entry of the ledger says it."""

    __tablename__ = "planned_entries"
    __table_args__ = (
        PrimaryKeyConstraint("plan_id", "number", "position", name="planned_entries_pkey"),
        ForeignKeyConstraint(
            ["plan_id", "number"],
            ["planned_changes.plan_id", "planned_changes.number"],
            name="planned_entries_change_fkey",
            ondelete="CASCADE",
        ),
    )

    plan_id: UUID
    number: int
    position: int
    entity: str = Field(sa_column=Column(Text, nullable=False))
    entity_id: UUID
    before: dict[str, Any] | None = Field(default=None, sa_column=_json())
    after: dict[str, Any] | None = Field(default=None, sa_column=_json())

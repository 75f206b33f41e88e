"""The tables of the ledger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


def _json() -> Column[Any]:
    return Column(JSONB(none_as_null=True), nullable=True)


class LedgerHeadRecord(SQLModel, table=True):
    """The last entry of a space's ledger. Who changes a space holds this row."""

    __tablename__ = "ledger_heads"

    space_id: UUID = Field(primary_key=True)
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ChangeRecord(SQLModel, table=True):
    """One batch of what a member did in one space; `undoes` and `undone_by` are other changes.

    `owner_id` is the member who did it, by the name that an older program writes. Changes of
    several spaces that were made together have the id of the first of them as `action_id`.
    """

    __tablename__ = "changes"

    id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    space_id: UUID
    action_id: UUID | None = None
    sequence: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False)
    )
    actor: str = Field(sa_column=Column(Text, nullable=False))
    tool: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    arguments: dict[str, Any] | None = Field(default=None, sa_column=_json())
    kind: str = Field(sa_column=Column(Text, nullable=False))
    count: int
    titles: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    undoes: UUID | None = None
    created_at: datetime = Field(sa_column=_instant())
    undone_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    undone_by: UUID | None = None


class ChangeEntryRecord(SQLModel, table=True):
    """What a change did to one entity: its state before, and what differs after.

    `sequence`, `digest` and `hash` are its place in the chain; an older program leaves them out.
    """

    __tablename__ = "change_entries"
    __table_args__ = (
        PrimaryKeyConstraint("change_id", "position", name="change_entries_pkey"),
        ForeignKeyConstraint(
            ["change_id"], ["changes.id"], name="change_entries_change_fkey", ondelete="CASCADE"
        ),
    )

    change_id: UUID
    position: int
    space_id: UUID
    entity: str = Field(
        default="task", sa_column=Column(Text, nullable=False, server_default="task")
    )
    # By the name that an older program writes.
    entity_id: UUID = Field(sa_column=Column("task_id", Uuid, nullable=False))
    before: dict[str, Any] | None = Field(sa_column=_json())
    after: dict[str, Any] | None = Field(sa_column=_json())
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    digest: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    erased_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))

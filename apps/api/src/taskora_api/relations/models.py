"""The table of relations between tasks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class RelationRecord(SQLModel, table=True):
    """One task blocks another, or is the same as another; it stays while one is in the trash."""

    __tablename__ = "relations"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "kind", name="relations_once"),)

    id: UUID = Field(primary_key=True)
    space_id: UUID
    from_id: UUID
    to_id: UUID
    kind: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))

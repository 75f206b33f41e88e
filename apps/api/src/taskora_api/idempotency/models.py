"""The table of kept answers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Text
from sqlmodel import Field, SQLModel


class AnswerRecord(SQLModel, table=True):
    """The answer to a request with a key. The caller chooses the key, so it belongs to an owner."""

    __tablename__ = "idempotency_keys"

    owner_id: str = Field(sa_column=Column(Text, primary_key=True))
    key: str = Field(sa_column=Column(Text, primary_key=True))
    fingerprint: bytes
    status: int
    body: str = Field(sa_column=Column(Text, nullable=False))
    change_id: UUID | None = None
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))

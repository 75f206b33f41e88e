"""The tables of conversations, messages and turns."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, ForeignKeyConstraint, Identity, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def _instant() -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=False)


class ConversationRecord(SQLModel, table=True):
    """A conversation. The caller chooses its id, so the owner is part of the key."""

    __tablename__ = "conversations"

    owner_id: str = Field(sa_column=Column(Text, primary_key=True))
    id: UUID = Field(primary_key=True)
    title: str = Field(sa_column=Column(Text, nullable=False))
    state: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    created_at: datetime = Field(sa_column=_instant())
    updated_at: datetime = Field(sa_column=_instant())


class MessageRecord(SQLModel, table=True):
    """A message, kept as the parts that were sent."""

    __tablename__ = "messages"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["conversations.owner_id", "conversations.id"],
            name="messages_conversation_fkey",
            ondelete="CASCADE",
        ),
    )

    id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    conversation_id: UUID = Field(nullable=False)
    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False)
    )
    role: str = Field(sa_column=Column(Text, nullable=False))
    parts: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    created_at: datetime = Field(sa_column=_instant())


class TurnRecord(SQLModel, table=True):
    """An answer in the making or made, who makes it, and how far that one has got."""

    __tablename__ = "turns"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "conversation_id"],
            ["conversations.owner_id", "conversations.id"],
            name="turns_conversation_fkey",
            ondelete="CASCADE",
        ),
    )

    answer_id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    conversation_id: UUID
    holder: UUID
    lease_until: datetime = Field(sa_column=_instant())
    is_ended: bool = False
    is_stopping: bool = False
    progress: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    started_at: datetime = Field(sa_column=_instant())

"""The tables of channels and of the outbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


def _text(*, nullable: bool = False) -> Column[str]:
    return Column(Text, nullable=nullable)


class ChannelRecord(SQLModel, table=True):
    """Where a person is reached. Its keys are those of a browser or the secret of a webhook.

    An address of mail is used once its owner has sent the code that came there; of the code only a
    digest is kept.
    """

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("member_id", "kind", "address", name="channels_once"),)

    id: UUID = Field(primary_key=True)
    member_id: str = Field(sa_column=_text())
    kind: str = Field(sa_column=_text())
    name: str = Field(sa_column=_text())
    address: str = Field(sa_column=_text())
    key_material: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    created_at: datetime = Field(sa_column=_instant())
    verified_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    code_digest: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    code_expires_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    code_tries: int = 0


class DeliveryRecord(SQLModel, table=True):
    """One thing to bring to one channel; the id is the key by which a receiver knows it again.

    While `state` is waiting, `next_at` is when it may be claimed: by whoever comes first, or again
    where the lease of whoever claimed it is over. Each claim makes `token` one more, and only who
    has the last one may say what came of it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("subject_id", "due_at", "channel_id", name="deliveries_once"),
    )

    id: UUID = Field(primary_key=True)
    channel_id: UUID
    member_id: str = Field(sa_column=_text())
    purpose: str = Field(sa_column=_text())
    # What it is about, such as a reminder, and for when that was due.
    subject_id: UUID | None = None
    due_at: datetime = Field(sa_column=_instant())
    # Nothing once there is no more to send.
    content: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    state: str = Field(sa_column=_text())
    attempts: int = 0
    token: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    next_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    reason: str | None = Field(default=None, sa_column=_text(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    finished_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))

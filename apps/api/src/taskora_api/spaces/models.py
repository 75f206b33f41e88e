"""The tables of spaces, their members and invitations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, LargeBinary, Text
from sqlmodel import Field, SQLModel


def _instant() -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=False)


def _text() -> Column[str]:
    return Column(Text, nullable=False)


class SpaceRecord(SQLModel, table=True):
    """What is kept together. A person's own has no name: each program has its own for it."""

    __tablename__ = "spaces"

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_column=_text())
    name: str = Field(sa_column=_text())
    created_by: str = Field(sa_column=_text())
    created_at: datetime = Field(sa_column=_instant())


class MemberRecord(SQLModel, table=True):
    """Somebody who may see a space; `name` is how the others see them."""

    __tablename__ = "members"

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    space_id: UUID = Field(primary_key=True, foreign_key="spaces.id", ondelete="CASCADE")
    role: str = Field(sa_column=_text())
    name: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    joined_at: datetime = Field(sa_column=_instant())


class InvitationRecord(SQLModel, table=True):
    """A link by which somebody becomes a member; it is kept by its digest alone."""

    __tablename__ = "invitations"

    id: UUID = Field(primary_key=True)
    space_id: UUID = Field(foreign_key="spaces.id", ondelete="CASCADE")
    role: str = Field(sa_column=_text())
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    uses_left: int
    created_by: str = Field(sa_column=_text())
    created_at: datetime = Field(sa_column=_instant())
    expires_at: datetime = Field(sa_column=_instant())

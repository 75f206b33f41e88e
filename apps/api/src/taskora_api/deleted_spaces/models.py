"""The tables of spaces that were deleted, and of who were their members.

Whoever may see a space is in the table of members, and nobody else is: so what is deleted is seen
nowhere, by no statement of any program.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Text
from sqlmodel import Field, SQLModel


def _instant() -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=False)


class DeletedSpaceRecord(SQLModel, table=True):
    """That a space is deleted, since when and by whom."""

    __tablename__ = "deleted_spaces"

    space_id: UUID = Field(primary_key=True, foreign_key="spaces.id", ondelete="CASCADE")
    deleted_by: str = Field(sa_column=Column(Text, nullable=False))
    deleted_at: datetime = Field(sa_column=_instant())


class DeletedMemberRecord(SQLModel, table=True):
    """Somebody who could see a space when it was deleted, and will again when it is restored."""

    __tablename__ = "deleted_members"

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    space_id: UUID = Field(
        primary_key=True, foreign_key="deleted_spaces.space_id", ondelete="CASCADE"
    )
    role: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    joined_at: datetime = Field(sa_column=_instant())

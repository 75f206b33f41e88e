"""The table of comments."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Text
from sqlmodel import Field, SQLModel


class CommentRecord(SQLModel, table=True):
    """What a member says about a task; it stays while the task is in the trash."""

    __tablename__ = "comments"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    task_id: UUID
    author_id: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    edited_at: datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=True)
    )
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))

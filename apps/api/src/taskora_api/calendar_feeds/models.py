"""The table of feeds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, LargeBinary, Text
from sqlmodel import Field, SQLModel


class CalendarFeedRecord(SQLModel, table=True):
    """A feed of one space, or of all that a person sees; its address is kept by a digest alone."""

    __tablename__ = "calendar_feeds"

    id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    space_id: UUID | None = None
    name: str = Field(sa_column=Column(Text, nullable=False))
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))

"""The table of saved views."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Text
from sqlmodel import Field, SQLModel


class ViewRecord(SQLModel, table=True):
    """A filter with a name; one in a person's own space is seen by nobody else."""

    __tablename__ = "views"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    name: str = Field(sa_column=Column(Text, nullable=False))
    filter: str = Field(sa_column=Column(Text, nullable=False))
    sort: str = Field(sa_column=Column(Text, nullable=False))
    grouping: str = Field(sa_column=Column(Text, nullable=False))
    position: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))

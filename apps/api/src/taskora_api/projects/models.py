"""The tables of projects and their sections."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Text
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


def _position() -> Column[str]:
    return Column(Text(collation="C"), nullable=False)


class ProjectRecord(SQLModel, table=True):
    """Tasks of a space with one purpose."""

    __tablename__ = "projects"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    name: str = Field(sa_column=Column(Text, nullable=False))
    position: str = Field(sa_column=_position())
    archived_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))


class SectionRecord(SQLModel, table=True):
    """A part of a project."""

    __tablename__ = "sections"

    id: UUID = Field(primary_key=True)
    space_id: UUID
    project_id: UUID
    name: str = Field(sa_column=Column(Text, nullable=False))
    position: str = Field(sa_column=_position())
    archived_at: datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    created_at: datetime = Field(sa_column=_instant())
    sequence: int = Field(sa_column=Column(BigInteger, nullable=False))

"""The tables of how a person's text is read, and of the readings that they chose."""

from datetime import datetime

from sqlalchemy import Column, DateTime, Text
from sqlmodel import Field, SQLModel


class ReadingSettingsRecord(SQLModel, table=True):
    """What figures, weekdays and weeks mean to a person; `day_first` is None where nobody said."""

    __tablename__ = "reading_settings"

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    day_first: bool | None = None
    week_start: int
    next_weekday: str = Field(sa_column=Column(Text, nullable=False))
    changed_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class ReadingChoiceRecord(SQLModel, table=True):
    """Which of the readings of a folded phrase a person prefers, by its number."""

    __tablename__ = "reading_choices"

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    phrase: str = Field(sa_column=Column(Text, primary_key=True))
    number: int
    chosen_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))

"""The table of app passwords."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Date, DateTime, LargeBinary, Text
from sqlmodel import Field, SQLModel


class AppPasswordRecord(SQLModel, table=True):
    """A password, of which the part that finds it and a slow hash of the rest are kept.

    `user_name` is what the program is given beside it.
    """

    __tablename__ = "app_passwords"

    id: UUID = Field(primary_key=True)
    owner_id: str = Field(sa_column=Column(Text, nullable=False))
    user_name: str = Field(sa_column=Column(Text, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))
    selector: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    last_used_on: date | None = Field(default=None, sa_column=Column(Date, nullable=True))

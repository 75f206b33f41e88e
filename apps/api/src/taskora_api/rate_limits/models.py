"""The table of how far ahead people have changed things."""

from sqlalchemy import Column, Double, Text
from sqlmodel import Field, SQLModel


class RateLimitRecord(SQLModel, table=True):
    """Until when a person's allowance is taken, in seconds since 1970 by the clock of the database.

    `granted` is what the last request for an allowance was given. The table is not logged: after a
    crash of the database everybody begins anew.
    """

    __tablename__ = "rate_limits"

    member_id: str = Field(sa_column=Column(Text, primary_key=True))
    taken_until: float = Field(sa_column=Column(Double, nullable=False))
    granted: int

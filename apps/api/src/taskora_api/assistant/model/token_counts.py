"""Every statement about the tokens of a day."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Date, Table, Text, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, SQLModel

from taskora_api.database.chunks import CHUNK_SIZE

# The owner of what everybody has used together.
EVERYBODY = ""


class ModelTokensRecord(SQLModel, table=True):
    """What an owner has used of models in a day, with what is set aside for open requests."""

    __tablename__ = "model_tokens"

    day: date = Field(sa_column=Column(Date, primary_key=True))
    owner_id: str = Field(sa_column=Column(Text, primary_key=True))
    tokens: int = Field(sa_column=Column(BigInteger, nullable=False))


_COUNTS: Table = ModelTokensRecord.__table__  # type: ignore[attr-defined]


async def add_below(
    connection: AsyncConnection, day: date, owner_id: str, tokens: int, budget: int
) -> bool:
    """Add to a count that is below a budget, in one statement, and say whether it was."""
    first = insert(_COUNTS).values(day=day, owner_id=owner_id, tokens=tokens)
    statement = first.on_conflict_do_update(
        index_elements=[_COUNTS.c.day, _COUNTS.c.owner_id],
        set_={"tokens": _COUNTS.c.tokens + first.excluded.tokens},
        where=_COUNTS.c.tokens < budget,
    )
    return (await connection.execute(statement.returning(_COUNTS.c.tokens))).first() is not None


async def add(connection: AsyncConnection, day: date, owner_id: str, tokens: int) -> None:
    """Add to a count that is there; a negative number gives back what was not used."""
    this = (_COUNTS.c.day == day) & (_COUNTS.c.owner_id == owner_id)
    statement = update(_COUNTS).where(this).values(tokens=_COUNTS.c.tokens + tokens)
    await connection.execute(statement)


async def remove_old(connection: AsyncConnection, before: datetime) -> int:
    """Remove some counts of days before a time, whoever's they are; say how many."""
    key = (_COUNTS.c.day, _COUNTS.c.owner_id)
    old = (
        select(*key)
        .where(_COUNTS.c.day < func.date(before))
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(_COUNTS).where(tuple_(*key).in_(old)))).rowcount

"""Tables for tests of filters, with the columns of docs/filters.md, and what is in them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
    Uuid,
    insert,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from taskora_api.filters.relations import Tables
from taskora_api.filters.vocabulary import Level
from taskora_api.migration_files import STATEMENTS

METADATA = MetaData()
TASKS = Table(
    "tasks",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("space_id", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("project_id", Uuid),
    Column("section_id", Uuid),
    Column("parent_id", Uuid),
    Column("tags", ARRAY(Text), nullable=False),
    Column("position", String(collation="C"), nullable=False),
    Column("start_on", Date),
    Column("due_on", Date),
    Column("due_time", Time),
    Column("due_zone", Text),
    Column("deadline_on", Date),
    Column("duration_minutes", Integer),
    Column("recurrence", JSONB(none_as_null=True)),
    Column("assignee_id", Text),
    Column("created_by", Text, nullable=False),
    Column("completed_at", DateTime(timezone=True)),
    Column("deleted_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)
RELATIONS = Table(
    "task_relations",
    METADATA,
    Column("from_id", Uuid, primary_key=True),
    Column("to_id", Uuid, primary_key=True),
    Column("kind", Text, primary_key=True),
)
TERMS = Table(
    "task_terms",
    METADATA,
    Column("task_id", Uuid, primary_key=True),
    Column("space_id", Uuid, nullable=False),
    Column("terms", ARRAY(BigInteger), nullable=False),
)
TABLES = Tables(TASKS, RELATIONS, TERMS)
# What the migration makes, up to the trigger that calls it.
_TERMS_OF_TASK = (
    (STATEMENTS / "0010" / "terms.sql").read_text(encoding="utf-8").split("-- Whatever")[0]
)
_FILL_TERMS = """
INSERT INTO task_terms (task_id, space_id, terms)
SELECT id, space_id, terms_of_task(space_id, title, notes) FROM tasks
"""
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SPACE = UUID(int=1)


@dataclass(frozen=True, kw_only=True)
class MadeTask:
    """A task as its row is, and what others are to it."""

    id: UUID
    space_id: UUID = SPACE
    title: str = "Buy milk"
    notes: str = ""
    priority: Level = Level.NONE
    project_id: UUID | None = None
    section_id: UUID | None = None
    parent_id: UUID | None = None
    tags: tuple[str, ...] = ()
    position: str = "a0"
    start_on: date | None = None
    due_on: date | None = None
    due_time: time | None = None
    due_zone: str | None = None
    deadline_on: date | None = None
    duration_minutes: int | None = None
    recurrence: dict[str, Any] | None = None
    assignee_id: str | None = None
    created_by: str = "anna"
    completed_at: datetime | None = None
    deleted_at: datetime | None = None
    created_at: datetime = NEW_YEAR
    updated_at: datetime = NEW_YEAR
    version: int = 1
    is_blocked: bool = field(default=False)
    is_blocking: bool = field(default=False)
    is_duplicate: bool = field(default=False)

    def row(self) -> dict[str, Any]:
        """Give the values of its row."""
        values = {name: value for name, value in asdict(self).items() if name in TASKS.c}
        return values | {"tags": list(self.tags), "priority": int(self.priority)}


@asynccontextmanager
async def filled(
    url: str, tasks: Iterable[MadeTask], relations: Iterable[tuple[UUID, UUID, str]] = ()
) -> AsyncIterator[AsyncConnection]:
    """Make the tables in an empty database, and give a connection to it."""
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    names = [column.name for column in RELATIONS.c]
    pairs = [dict(zip(names, relation, strict=True)) for relation in relations]
    try:
        async with engine.connect() as connection:
            await connection.run_sync(METADATA.create_all)
            await connection.execute(insert(TASKS), [task.row() for task in tasks])
            await connection.exec_driver_sql(_TERMS_OF_TASK)
            await connection.exec_driver_sql(_FILL_TERMS)
            if pairs:
                await connection.execute(insert(RELATIONS), pairs)
            yield connection
    finally:
        await engine.dispose()

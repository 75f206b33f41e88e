"""What the framework and the driver cost alone: `python -m bench.baseline PORT DATABASE_URL`.

No sign-in, no limits, no log, no retries: a FastAPI app as its tutorial writes it, on asyncpg's own
pool. It answers what the API answers of a task; a POST writes two rows in one transaction.
"""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import uvicorn
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

POOL_SIZE = 10
SCHEMA = """
CREATE TABLE tasks (
  title text NOT NULL, space_id uuid, notes text NOT NULL, priority text NOT NULL,
  project_id uuid, section_id uuid, parent_id uuid, tags text[] NOT NULL, start_on date,
  due_on date, due_time time, due_zone text, deadline_on date, duration_minutes integer,
  recurrence jsonb, assignee_id text, id uuid PRIMARY KEY, position text NOT NULL,
  completed_at timestamptz, created_by text NOT NULL, created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL, version integer NOT NULL
);
CREATE INDEX ON tasks (created_at);
CREATE TABLE changes (id uuid PRIMARY KEY, task_id uuid NOT NULL, after jsonb NOT NULL);
"""


class _Body(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class NewTask(_Body):
    """A task to add."""

    title: str
    space_id: UUID | None = None
    notes: str = ""
    priority: str = "none"
    project_id: UUID | None = None
    section_id: UUID | None = None
    parent_id: UUID | None = None
    tags: list[str] = Field(default_factory=list)
    start_on: date | None = None
    due_on: date | None = None
    due_time: time | None = None
    due_zone: str | None = None
    deadline_on: date | None = None
    duration_minutes: int | None = None
    recurrence: dict[str, Any] | None = None
    assignee_id: str | None = None


class Task(NewTask):
    """The fields that the API has of a task."""

    id: UUID
    position: str
    completed_at: datetime | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int


class Page(_Body):
    """One page."""

    items: list[Task]
    next_cursor: str | None


_COLUMNS = ", ".join(Task.model_fields)
_VALUES = ", ".join(f"${number}" for number, _ in enumerate(Task.model_fields, 1))
_ONE = f"SELECT {_COLUMNS} FROM tasks WHERE id = $1"  # noqa: S608 - constants.
_PAGE = f"SELECT {_COLUMNS} FROM tasks ORDER BY created_at LIMIT $1"  # noqa: S608
_ADD = f"INSERT INTO tasks ({_COLUMNS}) VALUES ({_VALUES})"  # noqa: S608
_NOTE = "INSERT INTO changes (id, task_id, after) VALUES ($1, $2, $3)"


async def _take_json(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads
    )


def create_app(database_url: str) -> FastAPI:
    """Make the app; its pool and its tables are made as it starts."""

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            database_url, min_size=1, max_size=POOL_SIZE, init=_take_json
        ) as pool:
            await pool.execute(SCHEMA)
            application.state.pool = pool
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/health")
    async def get_health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/api/v1/tasks")
    async def list_tasks(limit: int = 100) -> Page:
        rows = await app.state.pool.fetch(_PAGE, limit)
        return Page(items=[Task(**row) for row in rows], next_cursor=None)

    @app.get("/api/v1/tasks/{task_id}")
    async def get_task(task_id: UUID) -> Task:
        row = await app.state.pool.fetchrow(_ONE, task_id)
        if row is None:
            raise HTTPException(404)
        return Task(**row)

    @app.post("/api/v1/tasks", status_code=201)
    async def create_task(new: NewTask) -> Task:
        now = datetime.now(UTC)
        task = Task(
            **new.model_dump(),
            **{"id": uuid4(), "position": now.isoformat(), "completed_at": None, "version": 1},
            **{"created_by": "somebody", "created_at": now, "updated_at": now},
        )
        async with app.state.pool.acquire() as connection, connection.transaction():
            await connection.execute(_ADD, *task.model_dump().values())
            await connection.execute(_NOTE, uuid4(), task.id, task.model_dump(mode="json"))
        return task

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app(sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
    )

"""What the framework and the driver cost alone: `python -m bench.baseline PORT DATABASE_URL`.

No sign-in, no limits, no log, no retries: a FastAPI app as its tutorial writes it, on asyncpg's own
pool. It answers what the API answers of a task; a POST writes two rows in one transaction.
"""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import asyncpg
import uvicorn
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

POOL_SIZE = 10
SCHEMA = """
CREATE TABLE tasks (
  id uuid PRIMARY KEY, title text NOT NULL, notes text NOT NULL, due_on date,
  completed_at timestamptz, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  version integer NOT NULL
);
CREATE INDEX ON tasks (created_at);
CREATE TABLE changes (id uuid PRIMARY KEY, task_id uuid NOT NULL, after jsonb NOT NULL);
"""
_COLUMNS = "id, title, notes, due_on, completed_at, created_at, updated_at, version"
_ONE = f"SELECT {_COLUMNS} FROM tasks WHERE id = $1"  # noqa: S608 - constants.
_PAGE = f"SELECT {_COLUMNS} FROM tasks ORDER BY created_at LIMIT $1"  # noqa: S608
_ADD = f"INSERT INTO tasks ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"  # noqa: S608
_NOTE = "INSERT INTO changes (id, task_id, after) VALUES ($1, $2, $3)"


class _Body(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class NewTask(_Body):
    """A task to add."""

    title: str
    notes: str = ""
    due_on: date | None = None


class Task(_Body):
    """The fields that the API has of a task."""

    id: UUID
    title: str
    notes: str
    due_on: date | None
    completed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class Page(_Body):
    """One page."""

    items: list[Task]
    next_cursor: str | None


def create_app(database_url: str) -> FastAPI:
    """Make the app; its pool and its tables are made as it starts."""

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(database_url, min_size=1, max_size=POOL_SIZE) as pool:
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
            **{"id": uuid4(), "completed_at": None, "version": 1},
            **{"created_at": now, "updated_at": now},
        )
        after = json.dumps(task.model_dump(mode="json"))
        async with app.state.pool.acquire() as connection, connection.transaction():
            await connection.execute(_ADD, *task.model_dump().values())
            await connection.execute(_NOTE, uuid4(), task.id, after)
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

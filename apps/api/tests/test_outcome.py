"""What is said about a write when its connection breaks is true."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from support.chat import Chat
from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError

TASKS = "/api/v1/tasks"


@pytest.fixture
async def lost_commit(application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Commits take effect, but their answers are lost."""
    assert application is not None
    commit = AsyncConnection.commit

    async def committed_unheard(connection: AsyncConnection) -> None:
        await commit(connection)
        raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle")

    monkeypatch.setattr(AsyncConnection, "commit", committed_unheard)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("lost_commit")
async def test_an_answer_to_a_commit_that_was_lost_is_not_said_to_have_changed_nothing(
    client: httpx2.AsyncClient, signed_in: dict[str, str]
) -> None:
    response = await client.post(TASKS, json={"title": "milk"}, headers=signed_in)
    assert response.status_code == 504
    assert "not known" in response.json()["detail"]
    assert "Nothing was changed" not in response.text
    assert "retry-after" not in response.headers
    listed = (await client.get(TASKS, headers=signed_in)).json()["items"]
    assert [task["title"] for task in listed] == ["milk"]


async def test_the_assistant_does_not_claim_that_such_a_write_was_not_done(
    client: httpx2.AsyncClient, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_arguments: Any, **_options: Any) -> None:  # noqa: ANN401 - any use case.
        raise OutcomeUnknownError("lost")

    monkeypatch.setattr("taskora_api.tasks.service.TaskService.add_tasks", lost)
    answer = await Chat(client, signed_in).say("add milk")
    assert answer.outputs[0]["outcome"] == "failed"
    assert "I do not know whether this was done" in answer.text


async def test_a_connection_that_is_lost_before_the_commit_has_changed_nothing(
    application: FastAPI,
) -> None:
    database: Database = application.state.services.tasks.database

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("CREATE TABLE never (id int)"))
        await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(DatabaseUnavailableError):
        await database.write(work)

    async def read(connection: AsyncConnection) -> object:
        return await connection.scalar(text("SELECT to_regclass('never')"))

    assert await database.read(read) is None


async def test_a_commit_that_the_server_refuses_is_no_mystery(application: FastAPI) -> None:
    database: Database = application.state.services.tasks.database

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(
            text("CREATE TABLE later (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        )
        await connection.execute(text("INSERT INTO later VALUES (1), (1)"))

    with pytest.raises(Exception, match="duplicate key"):
        await database.write(work)

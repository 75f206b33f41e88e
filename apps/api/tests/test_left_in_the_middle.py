"""Whoever leaves in the middle of a statement leaves its connection to those who come after."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from conftest import Headers
from support.chat import Chat
from support.model_chat import PROTOCOLS, replica_with
from support.model_server import Reply, running_model_server
from support.replicas import Replica
from support.streams import EventStream
from support.turns import held
from taskora_api.database.pool import pool_sizes
from taskora_api.settings import Settings

Chats = tuple[Chat, Chat]
Replicas = tuple[Replica, Replica]
PATIENCE_SECONDS = 60
TASKS = "/api/v1/tasks"


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():
            await asyncio.sleep(0.01)


def _in_use(replica: Replica) -> int:
    return pool_sizes(replica.services.tasks.database.engine).in_use


async def _serves_as_many_as_ever(
    replica: Replica, headers: dict[str, str], settings: Settings
) -> None:
    """No connection is in use, and one more request than there are connections is answered."""
    await _until(lambda: _in_use(replica) == 0)
    calls = [
        replica.client.get(TASKS, headers=headers) for _ in range(settings.database_pool_size + 1)
    ]
    assert {answer.status_code for answer in await asyncio.gather(*calls)} == {200}


@asynccontextmanager
async def _locked(settings: Settings, table: str) -> AsyncIterator[None]:
    """Let every statement about a table wait until the block has ended."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE app.{table} IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def test_a_stream_that_is_left_while_its_statement_runs_gives_its_connection_back(
    replicas: Replicas,
    chats: Chats,
    settings: Settings,
    signed_in: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where what reads is cut off at each of its steps (aegra#530)."""
    reader = replicas[1]
    path = f"/api/v1/chat/{chats[1].conversation_id}/stream"
    async with held(monkeypatch, chats[0], "add a; add b", free=1) as said:
        streams = [
            await EventStream(reader.application, signed_in, {}, path=path).open()
            for _ in range(settings.database_pool_size)
        ]
        assert {stream.status for stream in streams} == {200}
        async with _locked(settings, "turns"):
            await _until(lambda: _in_use(reader) == settings.database_pool_size)
            await asyncio.gather(*(stream.leave() for stream in streams))
        await _serves_as_many_as_ever(reader, signed_in, settings)
    assert (await said).is_ended


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(end="silent")], ids=["fails", "waits"])
async def test_an_answer_that_fails_or_is_left_at_its_model_keeps_no_connection(
    settings: Settings, replicas: Replicas, headers: Headers, person: str, reply: Reply
) -> None:
    """However many there are of them, and also before they are left (otari#1236)."""
    assert replicas
    many = settings.database_pool_size + 1
    people = [headers(f"{person}-{number}") for number in range(many)]
    async with (
        running_model_server(PROTOCOLS["openai"][0]) as server,
        replica_with(settings, "openai", server) as replica,
    ):
        server.script = [reply] * many
        streams = [
            EventStream(
                replica.application,
                who,
                {},
                path="/api/v1/chat",
                sent={"conversationId": str(uuid4()), "text": "add milk", "timeZone": "UTC"},
            )
            for who in people
        ]
        await asyncio.gather(*(stream.open() for stream in streams))
        assert {stream.status for stream in streams} == {200}
        await _until(lambda: len(server.requests) >= many)
        await _serves_as_many_as_ever(replica, people[0], settings)
        await asyncio.gather(*(stream.leave() for stream in streams))
        await replica.kill()
        await _serves_as_many_as_ever(replica, people[0], settings)


async def test_what_was_read_before_a_change_is_known_by_its_version(
    replicas: Replicas, signed_in: dict[str, str]
) -> None:
    """So an answer that comes late takes no tick back, in whatever order they come (db#1374)."""
    clients = [replica.client for replica in replicas]
    made = [
        (await clients[0].post(TASKS, json={"title": f"{n}"}, headers=signed_in)).json()
        for n in range(8)
    ]

    async def tick(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        path = f"{TASKS}/{made[number]['id']}"
        writer, reader = clients[number % 2], clients[(number + 1) % 2]
        done = await writer.patch(path, json={"completed": True}, headers=signed_in)
        listed = await reader.get(TASKS, params={"limit": 500}, headers=signed_in)
        return done.json(), {task["id"]: task for task in listed.json()["items"]}

    answers = await asyncio.gather(*(tick(number) for number in range(len(made))))
    for done, listed in answers:
        assert done["completedAt"]
        assert listed[done["id"]] == done, "who was answered sees it wherever they ask next"
    random.Random(7).shuffle(answers)  # noqa: S311 - any order will do.
    kept = {task["id"]: task for task in made}
    for _, listed in answers:
        kept |= {id_: new for id_, new in listed.items() if new["version"] > kept[id_]["version"]}
    assert all(task["completedAt"] for task in kept.values())

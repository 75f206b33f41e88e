"""A process that makes an answer is killed: another goes on with it (N9)."""

import asyncio
from pathlib import Path

import asyncpg
import httpx2
import pytest

from conftest import Headers
from support.chat import Chat, read_events, titles_of
from support.issuer import Issuer
from support.process import running_service
from support.waiting_locks import OF_THIS_DATABASE
from taskora_api.migrate import migrate
from taskora_api.settings import Settings

pytestmark = pytest.mark.long

TITLES = [f"thing {number}" for number in range(20)]
# Two tasks a wish, each of which is one call.
PAIRS = zip(TITLES[::2], TITLES[1::2], strict=True)
TEXT = "; ".join(f"add {one}, {other}" for one, other in PAIRS)
LOCK = 42
# Holds up whoever adds this task, in the database, so that no timing is involved.
TRIGGER = f"""
CREATE FUNCTION app.hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN NEW; END $$;
CREATE TRIGGER hold BEFORE INSERT ON app.tasks
FOR EACH ROW WHEN (NEW.title = 'thing 14') EXECUTE FUNCTION app.hold();
"""


async def test_twenty_tasks_are_added_once_by_two_processes_of_which_one_was_killed(
    settings: Settings, issuer: Issuer, headers: Headers, tmp_path: Path
) -> None:
    await migrate(settings)
    environment = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "AUTH_JWKS_URL": issuer.url,
        "TURN_LEASE_SECONDS": "1",
    }
    holder = await asyncpg.connect(settings.database_url.get_secret_value())
    await holder.execute(TRIGGER)
    await holder.execute(f"SELECT pg_advisory_lock({LOCK})")
    person = headers("killed")
    with (
        running_service(environment, tmp_path / "first") as first,
        running_service(environment, tmp_path / "second") as second,
    ):
        async with (
            httpx2.AsyncClient(base_url=first.url, trust_env=False, timeout=60) as to_first,
            httpx2.AsyncClient(base_url=second.url, trust_env=False, timeout=60) as to_second,
        ):
            chat = Chat(to_second, person)
            cut = asyncio.create_task(_read_until_cut(Chat(to_first, person), chat))
            query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
            query += f" AND {OF_THIS_DATABASE}"
            while not await holder.fetchval(query):
                await asyncio.sleep(0.02)
            first.process.kill()
            first.process.wait()
            assert read_events(await cut).outputs
            await holder.close()
            answer = await chat.say(TEXT, "m1")
            assert sorted(await titles_of(chat)) == sorted(TITLES)
            assert answer.is_ended
            assert [task["title"] for o in answer.outputs for task in o["tasks"]] == TITLES


async def _read_until_cut(chat: Chat, other: Chat) -> str:
    body = {"conversationId": str(other.conversation_id), "text": TEXT, "messageId": "m1"}
    read = ""
    try:
        async with chat.client.stream(
            "POST", "/api/v1/chat", json=body, headers=chat.headers
        ) as response:
            async for text in response.aiter_text():
                read += text
    except httpx2.TransportError:
        return read[: read.rindex("\n\n") + 2]
    raise AssertionError("the stream has an end")

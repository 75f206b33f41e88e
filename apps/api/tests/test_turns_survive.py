"""At any point of a turn its process or the database is killed: one whole answer (A3, N9).

`nx run api:test-survival` runs the long form: TASKORA_TEST_TURNS says how many more there are.
"""

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from conftest import Headers, new_database
from support.chat import Answer, Chat, add_tasks, read_events
from support.issuer import Issuer
from support.kill_points import POINTS, Blow
from support.ledger import verified
from support.postgres import Postgres, embedded_postgres
from support.process import running_service
from support.turns import alike, messages_of, parts_of
from support.victims import Victim, Victims, victims
from taskora_api.migrate import migrate
from taskora_api.settings import DatabaseSettings

pytestmark = pytest.mark.long

THERE = ("bread", "tea")
TEXT = (
    "add milk, eggs; rename milk to oat milk; complete eggs; "
    "move bread to 2031-05-06; add jam; list my tasks; undo"
)
RUNS = int(os.environ.get("TASKORA_TEST_TURNS", "0"))
# What a person waits for a stream that says nothing.
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.1
# Of the points, those at which the database is killed in each run too.
WITH_DATABASE = ("the turn begins", *tuple(POINTS)[1::5])
KILL, STOP = int(signal.SIGKILL), int(signal.SIGSTOP)


@dataclass
class Place:
    """Where the runs are made: a database, who is killed, and who is not."""

    server: Postgres
    settings: DatabaseSettings
    victims: Victims
    survivor: httpx2.AsyncClient
    losses: list[float] = field(default_factory=list)


@pytest.fixture(scope="module")
def durable() -> Iterator[Postgres]:
    """A server that keeps what it has committed when it is killed."""
    with embedded_postgres(is_durable=True) as server:
        yield server


@pytest.fixture(scope="module")
async def place(
    durable: Postgres, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Place]:
    """Two processes of the service on that server, of which one is another one with each run."""
    logs = tmp_path_factory.mktemp("logs")
    async with new_database(durable.url()) as url:
        settings = DatabaseSettings.model_validate({"database_url": url})
        await migrate(settings)
        environment = {
            "DATABASE_URL": url,
            "AUTH_JWKS_URL": issuer.url,
            # A request gives up before the database is back, as where that takes a while; a turn
            # does not.
            "DATABASE_RETRY_SECONDS": "0.1",
        }
        if not RUNS:
            environment["TURN_LEASE_SECONDS"] = "1"
        with ExitStack() as stack:
            service = stack.enter_context(running_service(environment, logs / "survivor"))
            many = stack.enter_context(victims(environment, logs / "victims"))
            async with httpx2.AsyncClient(
                base_url=service.url, trust_env=False, timeout=PATIENCE_SECONDS
            ) as survivor:
                yield Place(durable, settings, many, survivor)


@dataclass(frozen=True)
class Result:
    """What there is after a turn, but for its ids and its moments."""

    answer: str
    kept: str
    calls: list[tuple[Any, ...]]

    @classmethod
    async def of(cls, chat: Chat, answer: Answer) -> "Result":
        """Read it where nothing was killed."""
        thread = await messages_of(chat)
        assert [message["role"] for message in thread] == ["user", "assistant"]
        changes = await chat.client.get("/api/v1/changes", headers=chat.headers)
        names = ("tool", "kind", "count", "titles")
        calls = [
            tuple(map(str, (change[name] for name in names)))
            for change in changes.json()["items"]
            if change["actor"] == "chat"
        ]
        return cls(alike(parts_of(answer)), alike(thread[1]["parts"]), calls)


@pytest.fixture(scope="module")
async def undisturbed(place: Place, issuer: Issuer) -> Result:
    """What there is where nothing is killed."""
    signed_in = {"Authorization": f"Bearer {issuer.token(f'person-{uuid4().hex}')}"}
    chat = Chat(place.survivor, signed_in)
    await add_tasks(chat, *THERE)
    result = await Result.of(chat, await chat.say(TEXT, "m1"))
    assert result.answer == result.kept
    assert len(result.calls) == 6
    return result


@dataclass
class Reader:
    """Reads an answer as a page does: again, from somewhere else, until it has ended."""

    chat: Chat
    lost_at: float | None = None
    cut: list[Answer] = field(default_factory=list)

    async def read(self, first: httpx2.AsyncClient) -> Answer:
        client = first
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                answer = await self._attempt(client)
                if answer.is_ended:
                    return answer
                self.lost_at = self.lost_at or time.monotonic()
                self.cut.append(answer)
                client = self.chat.client
                await asyncio.sleep(PAUSE_SECONDS)

    async def _attempt(self, client: httpx2.AsyncClient) -> Answer:
        body = {
            "conversationId": str(self.chat.conversation_id),
            "text": TEXT,
            "messageId": "m1",
        }
        read = ""
        try:
            async with client.stream(
                "POST", "/api/v1/chat", json=body, headers=self.chat.headers
            ) as response:
                if response.status_code != 200:
                    assert response.status_code >= 500
                    return Answer([], is_ended=False)
                async for text in response.aiter_text():
                    read += text
        except httpx2.TransportError:
            read = read[: read.rfind("\n\n") + 2]
        return read_events(read)


async def _kill_the_database(victim: Victim, server: Postgres, reading: asyncio.Task[Any]) -> None:
    """Kill it where the process stands still; the process goes on, and the database comes back."""
    while not victim.is_stopped:
        if reading.done():
            return
        await asyncio.sleep(0.005)
    await asyncio.to_thread(server.kill)
    victim.go_on()
    await asyncio.to_thread(server.start)


async def _survives(place: Place, headers: dict[str, str], expected: Result, blow: Blow) -> bool:
    """Say whether the point was met; the turn has to come out as if nothing had been."""
    chat = Chat(place.survivor, headers)
    await add_tasks(chat, *THERE)
    async with place.victims.one(blow) as victim:
        reader = Reader(chat)
        reading = asyncio.create_task(reader.read(victim.client))
        if blow.signal == STOP:
            await _kill_the_database(victim, place.server, reading)
        answer = await reading
        is_met = bool(reader.cut) or blow.signal == STOP
    if reader.lost_at is not None:
        place.losses.append(time.monotonic() - reader.lost_at)
    assert await Result.of(chat, answer) == expected
    shown = [output for cut in reader.cut for output in cut.outputs]
    assert all(output in answer.outputs for output in shown), "what was shown stays so"
    return is_met


@pytest.mark.parametrize("name", POINTS)
async def test_the_process_of_a_turn_is_killed(
    place: Place, undisturbed: Result, signed_in: dict[str, str], name: str
) -> None:
    """At the first time that it is there, but for what happens often."""
    point = POINTS[name]
    blow = Blow(point, (point.most + 1) // 2, KILL)
    assert await _survives(place, signed_in, undisturbed, blow)


@pytest.mark.parametrize("name", WITH_DATABASE)
async def test_the_database_of_a_turn_is_killed(
    place: Place, undisturbed: Result, signed_in: dict[str, str], name: str
) -> None:
    point = POINTS[name]
    blow = Blow(point, (point.most + 1) // 2, STOP)
    assert await _survives(place, signed_in, undisturbed, blow)


@pytest.mark.skipif(not RUNS, reason="npx nx run api:test-survival runs it")
async def test_many_turns_survive(place: Place, undisturbed: Result, headers: Headers) -> None:
    """Each run has a seed of its own: the point, the time that it is met, and what is killed."""
    met = 0
    for seed in range(RUNS):
        chance = random.Random(seed)  # noqa: S311 - any order will do.
        name = chance.choice(list(POINTS))
        number = chance.randint(1, POINTS[name].most)
        blow = Blow(POINTS[name], number, chance.choice([KILL, KILL, STOP]))
        person = headers(f"person-{uuid4().hex}")
        try:
            met += await _survives(place, person, undisturbed, blow)
        except (AssertionError, TimeoutError) as error:
            raise AssertionError(f"seed {seed}: {name}, {blow}") from error
    assert met > RUNS / 2
    ledgers = await verified(place.settings)
    del ledgers["all"]
    assert all(ledger["whole"] for ledger in ledgers.values()), ledgers
    losses = sorted(place.losses)
    print(  # noqa: T201 - a figure, which no test depends on.
        f"{RUNS} runs, {met} met their point; from the loss to the end of the answer: "
        f"median {losses[len(losses) // 2]:.2f} s, longest {losses[-1]:.2f} s"
    )

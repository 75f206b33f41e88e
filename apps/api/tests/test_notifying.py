"""A process notifies of its changes after their commits, and others find what it could not."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection

from conftest import Headers
from support.replicas import Replica
from support.streams import streaming
from taskora_api.database.committed import reporters_of
from taskora_api.database.direct import observers_of
from taskora_api.database.engine import Database, create_limiting_engine
from taskora_api.errors import NotFoundError
from taskora_api.ledger.entries import Actor
from taskora_api.settings import Settings
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.personal import personal_space_id
from taskora_api.sync import feed, notifying
from taskora_api.sync.listening import CHANNEL
from taskora_api.sync.notifying import Notifier
from taskora_api.tasks.schemas import NewTask
from taskora_api.tasks.service import TaskService
from taskora_api.wire import utc_now

ONE, TWO = [NewTask(title="one")], [NewTask(title="one"), NewTask(title="two")]


class Heard:
    """A connection that listens, as that of any process does."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self._payloads: asyncio.Queue[str] = asyncio.Queue()

    def take(self, *notification: object) -> None:
        self._payloads.put_nowait(str(notification[-1]))

    async def next(self) -> str:
        async with asyncio.timeout(60):
            return (await self._payloads.get()).partition(":")[0]

    async def nothing(self) -> bool:
        """Say whether nothing was notified: notifications come in the order of their commits."""
        marker = str(uuid4())
        await self.connection.execute("SELECT pg_notify($1, $2)", CHANNEL, marker)
        return await self.next() == marker


@pytest.fixture
async def heard(settings: Settings) -> AsyncIterator[Heard]:
    """What is notified on the channel of changes."""
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    heard = Heard(connection)
    await connection.add_listener(CHANNEL, heard.take)
    yield heard
    await connection.close()


@pytest.fixture
async def database(application: FastAPI, settings: Settings) -> AsyncIterator[Database]:
    """A database by a pool of one connection, of which nobody is informed."""
    assert application.state.services
    engine = create_limiting_engine(settings)
    yield Database(engine, 0)
    await engine.dispose()


@contextmanager
def reported(database: Database) -> Iterator[list[UUID]]:
    """What is reported of a database, as in a process that ends before it notifies of it."""
    spaces: list[UUID] = []

    def report(space_ids: Collection[UUID]) -> None:
        spaces.extend(space_ids)

    reporters_of(database.engine).append(report)
    yield spaces
    reporters_of(database.engine).remove(report)


async def test_a_change_is_reported_and_notified_by_no_transaction(
    database: Database, heard: Heard, person: str
) -> None:
    """With one statement, with several, and where the space is made."""
    tasks = TaskService(database)
    with reported(database) as spaces:
        for new in (TWO, ONE, TWO):
            await tasks.add_tasks(person, new, Actor.WEB)
    assert spaces == [personal_space_id(person)] * 3
    assert await heard.nothing()


async def test_the_database_notifies_for_a_program_that_does_not(
    database: Database, heard: Heard, person: str
) -> None:
    tasks = TaskService(database)
    with reported(database):
        await tasks.add_tasks(person, ONE, Actor.WEB)
    for new in (TWO, ONE):
        # In a session in which others have said that they will.
        await tasks.add_tasks(person, new, Actor.WEB)
        assert await heard.next() == str(personal_space_id(person))
    assert await heard.nothing()


async def test_what_was_not_committed_is_not_reported_later(
    database: Database, person: str
) -> None:
    tasks = TaskService(database)
    other = personal_space_id("somebody else")

    async def refused(connection: AsyncConnection) -> None:
        await hold_space(connection, person, other, utc_now())

    with reported(database) as spaces:
        with pytest.raises(NotFoundError):
            await database.write(refused)
        await tasks.add_tasks(person, TWO, Actor.WEB)
    assert spaces == [personal_space_id(person)]


async def test_a_change_of_one_replica_that_ended_at_once_reaches_the_other(
    database: Database,
    replicas: tuple[Replica, Replica],
    headers: Headers,
    person: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feed, "SWEEP_SECONDS", 0.1)
    tasks = TaskService(database)
    await tasks.add_tasks(person, ONE, Actor.WEB)
    async with streaming(replicas[1].application, headers(person)) as stream:
        await stream.read()
        await _until(lambda: replicas[1].services.events.is_listening)
        with reported(database):
            await tasks.add_tasks(person, ONE, Actor.WEB)
        said = await stream.read()
    assert said.data == {"spaceId": str(personal_space_id(person)), "sequence": 2}


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


async def test_many_changes_are_notified_together(database: Database, heard: Heard) -> None:
    sent: list[str] = []

    @contextmanager
    def observer(statement: str) -> Iterator[None]:
        sent.append(statement)
        yield

    observers_of(database.engine).append(observer)
    spaces = {uuid4() for _ in range(5)}
    notifier = Notifier(database)
    running = asyncio.create_task(notifier.run())
    for _ in range(20):
        for each in spaces:
            notifier.report([each])
    assert {await heard.next() for _ in spaces} == {str(each) for each in spaces}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(sent) == 1
    assert await heard.nothing()


async def test_what_cannot_be_notified_is_notified_when_it_can(
    database: Database, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifying, "FAILED_PAUSE_SECONDS", 0.01)
    lost = [asyncpg.ConnectionDoesNotExistError("connection was closed")] * 3

    @contextmanager
    def observer(_statement: str) -> Iterator[None]:
        if lost:
            raise lost.pop()
        yield

    observers_of(database.engine).append(observer)
    notifier, space_id = Notifier(database), uuid4()
    running = asyncio.create_task(notifier.run())
    notifier.report([space_id])
    assert await heard.next() == str(space_id)
    assert lost == []
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_is_left_when_a_process_ends_is_notified(
    database: Database, heard: Heard
) -> None:
    notifier, spaces = Notifier(database), [uuid4(), uuid4()]
    running = asyncio.create_task(notifier.run())
    notifier.report(spaces[:1])
    assert await heard.next() == str(spaces[0])
    notifier.report(spaces[1:])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await heard.next() == str(spaces[1])

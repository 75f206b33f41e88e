"""Streams of changes: what is changed through one replica reaches the streams of the other."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from uuid import uuid4

import asyncpg
import pytest

from conftest import Headers
from support.household import SharedSpace
from support.pgbouncer import PgBouncerMissingError, pgbouncer
from support.replicas import Replica, running_replica
from support.streams import PATH, EventStream, Said, streaming
from support.syncing import SyncClient
from support.tasks import Tasks
from taskora_api.database.pool import pool_sizes
from taskora_api.http import events
from taskora_api.settings import Settings
from taskora_api.sync import feed, listening

Replicas = tuple[Replica, Replica]


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


@pytest.fixture
async def shared(replicas: Replicas, headers: Headers, person: str) -> SharedSpace:
    """A space of the person of this test, changed through the first replica."""
    return await SharedSpace(replicas[0].client, headers, person).make()


@asynccontextmanager
async def _listening(replica: Replica, headers: dict[str, str]) -> AsyncIterator[EventStream]:
    """A stream at a replica that is known to be notified."""
    async with streaming(replica.application, headers) as stream:
        assert (await stream.read()).retry is not None
        await _until(lambda: replica.services.events.is_listening)
        yield stream


async def test_a_change_through_one_replica_reaches_the_stream_of_the_other(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    async with _listening(replicas[1], headers(shared.owner)) as stream:
        assert stream.status == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["x-accel-buffering"] == "no"
        for title in ("one", "two"):
            await shared.add(shared.owner, title)
            said = await stream.read()
            expected = {"spaceId": shared.id, "sequence": await shared.head()}
            assert (said.event, said.data) == ("message", expected)


async def test_an_own_space_and_one_that_is_joined_come_without_a_new_stream(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    guest = f"guest-{uuid4().hex}"
    async with _listening(replicas[1], headers(guest)) as stream:
        own = await Tasks(replicas[0].client, headers(guest)).add("mine")
        assert (await stream.read()).data["spaceId"] == own["spaceId"]
        await shared.let_in(guest)
        assert (await stream.read()).data["spaceId"] == shared.id


async def test_a_member_who_left_is_informed_of_the_end_and_of_nothing_after_it(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    guest = await shared.let_in()
    async with _listening(replicas[1], headers(guest)) as stream:
        await shared.remove(guest)
        await shared.add(shared.owner, "secret")
        own = await Tasks(replicas[0].client, headers(guest)).add("mine")
        # What is notified together is said in any order of the spaces.
        said = [await stream.read() for _ in range(2)]
        assert {(event.event, event.data["spaceId"]) for event in said} == {
            ("left", shared.id),
            ("message", own["spaceId"]),
        }
        left_id = stream.last_id
    async with streaming(
        replicas[1].application, headers(guest) | {"Last-Event-ID": str(left_id)}
    ) as again:
        await again.read()
        await shared.add(shared.owner, "secret")
        await Tasks(replicas[0].client, headers(guest)).add("mine")
        assert (await again.read()).data["spaceId"] == own["spaceId"]


async def test_who_left_while_no_stream_was_open_is_informed_at_once(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    guest = await shared.let_in()
    async with streaming(replicas[1].application, headers(guest)) as stream:
        known = (await stream.read()).id
    await shared.remove(guest)
    own = headers(guest) | {"Last-Event-ID": str(known)}
    async with streaming(replicas[0].application, own) as stream:
        await stream.read()
        assert (await stream.read()).event == "left"


async def test_a_stream_goes_on_after_its_last_event_without_a_gap_or_a_repeat(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    """While others change the space, the client breaks off again and again."""
    start = await shared.head()
    changes = 30

    async def work() -> None:
        for number in range(changes):
            await shared.add(shared.owner, str(number), replicas[number % 2].client)

    job = asyncio.create_task(work())
    seen: list[int] = []
    own = headers(shared.owner)
    last_id: str | None = None
    turn = 0
    while not seen or seen[-1] < start + changes:
        query = own if last_id is None else own | {"Last-Event-ID": last_id}
        turn += 1
        async with streaming(replicas[turn % 2].application, query) as stream:
            await stream.read()
            if last_id is None:
                seen.append(start)
            for _ in range(3):
                said = await stream.read()
                seen.append(said.data["sequence"])
                if seen[-1] == start + changes:
                    break
            last_id = stream.last_id
    await job
    assert seen == sorted(set(seen))
    # All is said: nobody who comes back is sent anything but what is new.
    async with streaming(replicas[0].application, own | {"Last-Event-ID": str(last_id)}) as stream:
        await stream.read()
        await shared.add(shared.owner, "later")
        assert (await stream.read()).data["sequence"] == start + changes + 1


async def test_a_stream_goes_on_where_a_sync_ended(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    kept = SyncClient(replicas[0].client, headers(shared.owner))
    await kept.sync()
    await shared.add(shared.owner, "between")
    async with streaming(
        replicas[1].application, headers(shared.owner), after=str(kept.cursor)
    ) as stream:
        await stream.read()
        assert (await stream.read()).data["sequence"] == await shared.head()


@pytest.mark.parametrize("own", [{"Last-Event-ID": "x"}, {"after": "x"}])
async def test_a_place_that_is_none_is_refused(
    replicas: Replicas, signed_in: dict[str, str], own: dict[str, str]
) -> None:
    is_query = "after" in own
    answer = await replicas[0].client.get(
        PATH, params=own if is_query else {}, headers=signed_in | ({} if is_query else own)
    )
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["path"] == next(iter(own))


async def test_the_place_of_a_stream_is_no_cursor_of_a_sync(
    replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    """Who knows of a change does not have it yet."""
    async with streaming(replicas[0].application, headers(shared.owner)) as stream:
        said = await stream.read()
    answer = await replicas[0].client.get(
        "/api/v1/sync", params={"after": str(said.id)}, headers=headers(shared.owner)
    )
    assert answer.status_code == 422


async def test_streams_hold_no_connection_and_leave_nothing_when_they_are_aborted(
    settings: Settings, replicas: Replicas, headers: Headers
) -> None:
    """And the pool serves all who come after them (sqlalchemy#12077, sqlalchemy#8145)."""
    assert replicas
    # All of them open at once on ten connections, which a machine at work gives later than a person
    # would wait.
    patient = settings.model_copy(update={"database_retry_seconds": 30.0})
    async with running_replica(patient) as replica:
        people = [headers(f"listener-{uuid4().hex}") for _ in range(20)]
        streams = [
            EventStream(replica.application, people[number % 20], {}) for number in range(200)
        ]
        await asyncio.gather(*(stream.open() for stream in streams))
        assert {stream.status for stream in streams} == {200}
        service = replica.services.events
        assert service.count == 200
        engine = replica.services.tasks.database.engine
        await _until(lambda: pool_sizes(engine).in_use == 0)
        await asyncio.gather(*(stream.leave() for stream in streams))
        assert service.count == 0
        calls = [
            replica.client.get("/api/v1/tasks", headers=people[0])
            for _ in range(settings.database_pool_size + 1)
        ]
        answers = await asyncio.gather(*calls)
        assert {answer.status_code for answer in answers} == {200}
        assert await asyncio.gather(EventStream(replica.application, people[0], {}).open())


async def test_a_person_has_so_many_streams_and_no_more(
    replicas: Replicas, signed_in: dict[str, str], settings: Settings
) -> None:
    application = replicas[0].application
    async with AsyncExitStack() as stack:
        for _ in range(settings.events_streams_max):
            stream = await stack.enter_async_context(streaming(application, signed_in))
            assert stream.status == 200
        refused = await replicas[0].client.get(PATH, headers=signed_in)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
    async with streaming(application, signed_in) as stream:
        assert stream.status == 200


async def test_an_idle_stream_is_kept_alive_and_ends_so_that_a_token_is_asked_for_again(
    replicas: Replicas, signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE_SECONDS", 0.01)
    monkeypatch.setattr(events, "STREAM_SECONDS_MAX", 0.05)
    async with streaming(replicas[0].application, signed_in) as stream:
        assert (await stream.read()).retry is not None
        assert (await stream.read()).event == "bye"
        assert ": ping" in stream.comments


async def test_clients_are_asked_to_come_back_at_different_times(
    replicas: Replicas, signed_in: dict[str, str]
) -> None:
    asked = set()
    for _ in range(8):
        async with streaming(replicas[0].application, signed_in) as stream:
            asked.add((await stream.read()).retry)
    assert len(asked) > 1
    assert all(retry is not None and 2000 <= retry < 8000 for retry in asked)


async def test_all_streams_end_with_a_last_event_when_the_process_shall_end(
    settings: Settings, replicas: Replicas, headers: Headers
) -> None:
    assert replicas
    async with running_replica(settings) as replica:
        own = headers(f"person-{uuid4().hex}")
        async with AsyncExitStack() as stack:
            streams = [
                await stack.enter_async_context(streaming(replica.application, own))
                for _ in range(3)
            ]
            replica.services.events.end_soon()
            for stream in streams:
                assert (await stream.read()).retry is not None
                assert (await stream.read()).event == "bye"
                await _until_over(stream)
            late = await stack.enter_async_context(streaming(replica.application, own))
            await late.read()
            assert (await late.read()).event == "bye"


async def _until_over(stream: EventStream) -> None:
    assert await stream.ends()


async def _listeners(settings: Settings, statement: str) -> list[int]:
    connection = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        rows = await connection.fetch(
            f"SELECT {statement} FROM pg_stat_activity WHERE datname = current_database()"  # noqa: S608
            " AND query ILIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
    return [row[0] for row in rows]


async def test_nothing_is_lost_when_the_connection_that_listens_is_killed(
    settings: Settings, replicas: Replicas, shared: SharedSpace, headers: Headers
) -> None:
    async with _listening(replicas[1], headers(shared.owner)) as stream:
        start = await shared.head()
        for number in range(5):
            assert await _listeners(settings, "pg_terminate_backend(pid)")
            await shared.add(shared.owner, str(number))
            said = await stream.read_until(shared.id, start + number + 1)
            assert [each.data["sequence"] for each in said] == [start + number + 1]
            await _until(lambda: replicas[1].services.events.is_listening)


async def test_one_connection_of_a_process_listens_and_only_while_there_are_streams(
    settings: Settings, replicas: Replicas, headers: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replicas
    monkeypatch.setattr(listening, "PROVED_EACH_SECONDS", 0.05)
    before = await _listeners(settings, "pid")
    async with running_replica(settings) as replica:
        assert set(await _listeners(settings, "pid")) <= set(before)
        own = headers(f"person-{uuid4().hex}")
        async with _listening(replica, own), streaming(replica.application, own):
            assert len(set(await _listeners(settings, "pid")) - set(before)) == 1
        await _until(lambda: not replica.services.events.is_listening)
        async with _listening(replica, own) as stream:
            await Tasks(replica.client, own).add("later")
            assert (await stream.read()).event == "message"


@pytest.mark.parametrize("by", ["poll", "listen"])
async def test_a_setting_forces_either(
    settings: Settings, replicas: Replicas, shared: SharedSpace, headers: Headers, by: str
) -> None:
    assert replicas
    async with (
        running_replica(settings.model_copy(update={"events_by": by})) as replica,
        streaming(replica.application, headers(shared.owner)) as stream,
    ):
        await stream.read()
        if by == "listen":
            await _until(lambda: replica.services.events.is_listening)
        await shared.add(shared.owner, "later")
        assert (await stream.read()).data["sequence"] == await shared.head()
        assert replica.services.events.is_listening == (by == "listen")
        joined = await SharedSpace(replica.client, headers, f"host-{uuid4().hex}").make()
        await joined.let_in(shared.owner)
        assert (await stream.read()).data["spaceId"] == joined.id


@pytest.fixture(scope="module")
def pooled(settings: Settings) -> Iterator[Settings]:
    """The settings of a process behind a pooler in transaction mode."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(pgbouncer(settings.database_url.get_secret_value(), 3))
        except PgBouncerMissingError as error:
            pytest.skip(str(error))
        yield settings.model_copy(update={"database_url": type(settings.database_url)(url)})


async def test_behind_a_pooler_in_transaction_mode_the_heads_are_polled(
    pooled: Settings,
    replicas: Replicas,
    shared: SharedSpace,
    headers: Headers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert replicas
    monkeypatch.setattr(listening, "PROOF_SECONDS", 0.3)
    monkeypatch.setattr(listening, "UNPROVED_PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(feed, "JOINED_SECONDS", 0.2)
    guest = await shared.let_in()
    async with (
        running_replica(pooled) as replica,
        streaming(replica.application, headers(guest)) as stream,
    ):
        await stream.read()
        for number in range(5):
            await shared.add(shared.owner, str(number))
            said: Said = await stream.read()
            assert said.data["sequence"] == await shared.head()
            assert not replica.services.events.is_listening
        await shared.remove(guest)
        assert (await stream.read()).event == "left"
        await shared.let_in(guest)
        assert (await stream.read()).data["spaceId"] == shared.id

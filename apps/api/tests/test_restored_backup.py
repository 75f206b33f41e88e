"""A backup is restored: whoever had what was lost by it has, after the next sync, what is there.

The ledger ends before what a client knows of it, as long as that, and longer, by other changes.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from conftest import Headers, new_database
from support.caldav import CALENDAR, preconditions, sync_body, todo
from support.calendar_store import ANN
from support.product_calendars import ProductDav, named, signed_in
from support.replicas import Replica, running_replica
from support.streams import streaming
from support.syncing import SyncClient
from support.tasks import Tasks
from taskora_api.settings import Settings

# How many changes there are after the restore; what was lost was one.
AFTERWARDS = range(1, 4)


@dataclass
class World:
    """A database that is saved and restored."""

    url: str
    server_url: str
    settings: Settings

    @asynccontextmanager
    async def running(self, url: str | None = None) -> AsyncIterator[Replica]:
        """Run the product on the database, or on what its backup has become."""
        address = {"database_url": SecretStr(url or self.url)}
        async with running_replica(self.settings.model_copy(update=address)) as replica:
            yield replica

    @asynccontextmanager
    async def backup(self) -> AsyncIterator[str]:
        """Save the database as it is now, while nobody is connected to it."""
        async with new_database(self.server_url, self.url.rsplit("/", 1)[1]) as url:
            yield url


@pytest.fixture
async def world(server_url: str, template: str, settings: Settings) -> AsyncIterator[World]:
    """A database of its own, with the newest schema."""
    async with new_database(server_url, template) as url:
        yield World(url, server_url, settings)


async def test_a_client_of_sync_loads_the_space_anew(
    world: World, signed_in: dict[str, str]
) -> None:
    async with world.running() as first:
        await Tasks(first.client, signed_in).add("kept")
        known = SyncClient(first.client, signed_in)
        await known.sync()
    async with world.backup() as backup:
        async with world.running() as lost:
            later = known.again(lost.client)
            await Tasks(lost.client, signed_in).add("lost")
            await later.sync()
        async with world.running(backup) as restored:
            for number in AFTERWARDS:
                await Tasks(restored.client, signed_in).add(f"after {number}")
                fresh = SyncClient(restored.client, signed_in)
                await fresh.sync()
                anew = later.again(restored.client)
                await anew.sync(limit=2)
                assert anew.kept == fresh.kept
                assert anew.pages[0]["left"] == [fresh.spaces[0]["id"]]
                assert await anew.sync() == []
                # What was known when the backup was made holds, and nothing of it comes again.
                gone_on = known.again(restored.client)
                assert len(await gone_on.sync()) == number
                assert gone_on.pages[0]["left"] == []
                assert gone_on.kept == fresh.kept


async def test_a_stream_says_at_once_that_there_is_something_else(
    world: World, signed_in: dict[str, str]
) -> None:
    async with world.running() as first:
        await Tasks(first.client, signed_in).add("kept")
    async with world.backup() as backup:
        async with world.running() as lost:
            await Tasks(lost.client, signed_in).add("lost")
            known = SyncClient(lost.client, signed_in)
            await known.sync()
            async with streaming(lost.application, signed_in) as stream:
                last_id = str((await stream.read()).id)
        async with world.running(backup) as restored:
            for number in AFTERWARDS:
                await Tasks(restored.client, signed_in).add(f"after {number}")
                head = (await SyncClient(restored.client, signed_in).sync())[-1]["sequence"]
                own = signed_in | {"Last-Event-ID": last_id}
                for headers, query in ((own, {}), (signed_in, {"after": str(known.cursor)})):
                    async with streaming(restored.application, headers, **query) as stream:
                        assert (await stream.read()).retry
                        assert (await stream.read()).data["sequence"] == head


async def test_a_calendar_program_is_told_to_begin_anew(world: World, headers: Headers) -> None:
    async with world.running() as first, _program(first, headers) as dav:
        await dav.send("MKCALENDAR", CALENDAR, named("Tasks"))
        token, _ = await dav.sync()
    async with world.backup() as backup:
        async with world.running() as lost, _program(lost, headers) as dav:
            await dav.put("lost.ics", todo("SUMMARY:lost", uid="lost"))
            newest, _ = await dav.sync(token)
            state = await _state(dav)
        async with world.running(backup) as restored, _program(restored, headers) as dav:
            for number in AFTERWARDS:
                await dav.put(f"{number}.ics", todo(f"SUMMARY:{number}", uid=str(number)))
                refused = await dav.send("REPORT", CALENDAR, sync_body(newest), depth="0")
                assert refused.status_code == 403
                assert preconditions(refused) == ["d:valid-sync-token"]
                assert await _state(dav) != state
                assert len((await dav.sync(token))[1]) == number


async def _state(dav: ProductDav) -> str:
    """What a program without sync compares to find out whether anything has changed."""
    return (await dav.propfind(CALENDAR, "cs:getctag"))[CALENDAR].text("cs:getctag")


@asynccontextmanager
async def _program(replica: Replica, headers: Headers) -> AsyncIterator[ProductDav]:
    async with signed_in(replica.application, headers, ANN.id) as client:
        yield ProductDav(client, headers=headers, application=replica.application)

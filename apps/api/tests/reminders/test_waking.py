"""Who waits for what is due next learns at once that something else is, wherever it was changed."""

import asyncio

import pytest
from fastapi import FastAPI

from support.reminding import Reminding
from taskora_api.database.engine import create_listening_engine
from taskora_api.reminders.store import CHANNEL
from taskora_api.settings import Settings
from taskora_api.sync.listening import Listener
from taskora_api.sync.streams import Streams


@pytest.mark.parametrize("what", ["reminder", "task"])
async def test_a_change_of_another_process_wakes_who_listens(
    application: FastAPI, settings: Settings, reminding: Reminding, what: str
) -> None:
    assert application.state.services
    task = await reminding.task(dueOn="2027-01-15", dueTime="15:00", dueZone="UTC")
    if what == "task":
        await reminding.remind(task, minutesBefore=0)
    engine, streams = create_listening_engine(settings), Streams(1)
    listener = Listener(engine, reminding.database, streams)
    turned, woken = asyncio.Event(), asyncio.Event()
    listener.report_to(lambda _space_id: None, turned.set)
    listener.call_on(CHANNEL, woken.set)
    streams.open(reminding.person)
    running = asyncio.create_task(listener.run())
    try:
        await turned.wait()
        assert not woken.is_set()
        if what == "task":
            await reminding.change(task, dueTime="16:00")
        else:
            await reminding.remind(task, minutesBefore=0)
        await woken.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await engine.dispose()

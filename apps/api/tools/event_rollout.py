"""A rollout under open streams: a service is asked to end, and its clients come back to another."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from event_client import EventClient, open_stream
from support.process import Service

END_SECONDS = 60
# In which the clients that come back are counted.
SLOT_SECONDS = 0.1


@dataclass(frozen=True)
class Rollout:
    """How streams ended and came back; seconds from asking the service to end."""

    streams: int
    ended_with_bye: int
    all_ended_in_seconds: float
    exit_code: int
    came_back: int
    first_back_in_seconds: float
    all_back_in_seconds: float
    # How many asked to come back in the fullest tenth of a second, and how many in an average one.
    fullest_slot: int
    average_slot: float


async def roll_out(
    old: Service,
    new: Service,
    clients: Sequence[EventClient],
    meanwhile: Callable[[], Awaitable[None]],
) -> tuple[Rollout, list[EventClient]]:
    """End a service as an orchestrator does, and return its clients as they came back to the other.

    `meanwhile` runs when all streams have ended and none is back.
    """
    asked = time.perf_counter()
    old.process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(END_SECONDS):
        clean = await asyncio.gather(*(each.ended for each in clients))
    ended = time.perf_counter() - asked
    exit_code = await asyncio.to_thread(old.process.wait, END_SECONDS)
    moments: list[float] = []

    async def come_back(client: EventClient) -> EventClient:
        await asyncio.sleep(client.retry / 1000)
        moments.append(time.perf_counter() - asked)
        return await open_stream(
            new.url,
            client.token,
            is_follower=client.is_follower,
            last_event_id=client.last_event_id,
        )

    back, _ = await asyncio.gather(
        asyncio.gather(*(come_back(each) for each in clients)), meanwhile()
    )
    slots = Counter(int(each / SLOT_SECONDS) for each in moments)
    length = max((max(moments) - min(moments)) / SLOT_SECONDS, 1)
    return Rollout(
        streams=len(clients),
        ended_with_bye=sum(clean),
        all_ended_in_seconds=round(ended, 2),
        exit_code=exit_code,
        came_back=len(back),
        first_back_in_seconds=round(min(moments), 2),
        all_back_in_seconds=round(time.perf_counter() - asked, 2),
        fullest_slot=max(slots.values()),
        average_slot=round(len(moments) / length, 1),
    ), back

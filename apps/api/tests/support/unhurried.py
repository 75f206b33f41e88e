"""How long something takes, counted in turns of the loop, of which a busy machine makes fewer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

TURN_SECONDS = 0.01
# For what never ends.
PATIENCE = 20


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """Fail where something takes longer on a machine that has time for it.

    Whoever waits in vain waits for turns, and is found out as well on a busy machine; whoever
    waits for a processor is not.
    """
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(TURN_SECONDS)
            turns += 1

    counting = asyncio.create_task(count())
    try:
        async with asyncio.timeout(PATIENCE * seconds):
            yield
    finally:
        counting.cancel()
    assert turns * TURN_SECONDS <= seconds

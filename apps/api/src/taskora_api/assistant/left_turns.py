"""Goes on with turns that their process has left and that nobody asks for: none is left undone."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from taskora_api.conversations import turn_statements
from taskora_api.database.engine import DRIVER_ERRORS
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError

# The next search finds the others.
AT_ONCE = 8
_UNEVEN = 0.2

logger = structlog.get_logger("taskora.assistant")


class LeftTurns:
    """Searches for them now and then. Every process does; each turn is gone on with by one of them.

    Whoever reads an answer notices at once that it was left, and goes on with it: this is for the
    answers that nobody reads, so it need not search often.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        go_on: Callable[[UUID], Awaitable[bool]],
        pause_seconds: float,
    ) -> None:
        """Take an engine whose statements belong to no request; a pause of 0 means never."""
        self._engine = engine
        self._go_on = go_on
        self._pause_seconds = pause_seconds

    async def run(self) -> None:
        """Search until this is cancelled."""
        while self._pause_seconds:
            # Not all processes at once.
            uneven = random.uniform(1 - _UNEVEN, 1 + _UNEVEN)  # noqa: S311 - no secret.
            await asyncio.sleep(self._pause_seconds * uneven)
            try:
                await self.search()
            except (*DRIVER_ERRORS, DatabaseUnavailableError, OutcomeUnknownError) as error:
                logger.warning("assistant.left_turns_unknown", reason=type(error).__name__)

    async def search(self) -> int:
        """Go on with what was left; say with how many turns."""
        async with self._engine.connect() as connection:
            left = await turn_statements.list_left(connection, AT_ONCE)
        return sum([await self._go_on(answer_id) for answer_id in left])

"""How many tokens of a model may be used in a day, by one person and by everybody together.

The counts are in the database, so they hold for all replicas and survive each of them. What a
prompt is estimated to be, and a response may be long, is set aside before it is asked for: requests
at once, and one that is stopped or whose process dies, are counted too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.assistant.model import token_counts
from taskora_api.assistant.model.choice import ModelChoice
from taskora_api.assistant.model.token_counts import EVERYBODY
from taskora_api.database.engine import Database
from taskora_api.errors import DatabaseUnavailableError, OutcomeUnknownError
from taskora_api.metrics.registry import Metrics
from taskora_api.wire import utc_now

# Nobody asks after it; it is kept for whoever wants to know what a month has taken.
COUNT_LIFETIME = timedelta(days=31)

logger = structlog.get_logger("taskora.assistant")


class BudgetUsedError(Exception):
    """A budget of the day is used up; nothing was counted."""

    def __init__(self, owner_id: str) -> None:
        """Take whose it is, `EVERYBODY` for what all have together."""
        super().__init__("tokens_daily")
        self.is_everybodys = owner_id == EVERYBODY


@dataclass(frozen=True)
class Reservation:
    """Tokens that are set aside for one request."""

    owner_id: str
    day: date
    tokens: int


class TokenBudget:
    """The use cases; without a budget the database is asked nothing."""

    def __init__(
        self,
        database: Database,
        metrics: Metrics,
        choice: ModelChoice,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the clock as well: a day is one of UTC."""
        self._database = database
        self._metrics = metrics
        self.choice = choice
        self._clock = clock

    async def reserve(self, owner_id: str, prompt_tokens: int) -> Reservation:
        """Set aside what the prompt is estimated to be and the response may be long.

        Raises:
            BudgetUsedError: the person, or everybody, has no more tokens in this day.
        """
        day, tokens = self._clock().date(), prompt_tokens + self.choice.limits.reply_tokens
        budgets = self._budgets(owner_id)

        async def work(connection: AsyncConnection) -> None:
            for owner, budget in budgets:
                if not await token_counts.add_below(connection, day, owner, tokens, budget):
                    raise BudgetUsedError(owner)

        if budgets:
            await self._database.write(work)
        return Reservation(owner_id, day, tokens)

    async def settle(self, reserved: Reservation, counted: int) -> None:
        """Count what the provider has counted in place of what was set aside.

        Of servers that count nothing, what was set aside stays counted.
        """
        self._metrics.count_model_tokens(self.choice.provider, counted)
        if counted > 0:
            await self._add(reserved, counted - reserved.tokens)

    async def release(self, reserved: Reservation) -> None:
        """Give back what was set aside for a request that was not answered."""
        await self._add(reserved, -reserved.tokens)

    async def _add(self, reserved: Reservation, tokens: int) -> None:
        """Correct a count; when the database does not take it, what was set aside stays counted."""
        budgets = self._budgets(reserved.owner_id)

        async def work(connection: AsyncConnection) -> None:
            for owner, _ in budgets:
                await token_counts.add(connection, reserved.day, owner, tokens)

        if not budgets:
            return
        try:
            await self._database.write(work)
        except (DatabaseUnavailableError, OutcomeUnknownError) as error:
            logger.warning("assistant.tokens_not_counted", reason=str(error), tokens=tokens)

    def _budgets(self, owner_id: str) -> list[tuple[str, int]]:
        """The counts that have a budget; everybody's last, as it is what others wait for."""
        limits = self.choice.limits
        budgets = [(owner_id, limits.person_tokens_daily), (EVERYBODY, limits.all_tokens_daily)]
        return [(owner, budget) for owner, budget in budgets if budget > 0]

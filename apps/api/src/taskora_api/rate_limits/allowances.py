"""Allowances of changes, that all processes take out of one row of the database for each person.

A process takes several at once and spends them, so of ten changes in a row one asks the database.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Double,
    Insert,
    Integer,
    Table,
    Text,
    bindparam,
    case,
    cast,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.database.engine import Database
from taskora_api.database.statement import Statement
from taskora_api.rate_limits.models import RateLimitRecord
from taskora_api.rate_limits.rates import PEOPLE_MAX, Rate

# What is not spent by then is lost, so that it counts for no process any more.
ALLOWANCE_SECONDS = 30.0
ALLOWANCE_MAX = 10

_ROWS: Table = RateLimitRecord.__table__  # type: ignore[attr-defined]


def _take() -> Insert:
    """Take as much of what is wanted as there is; what is given says how much that was."""
    now = cast(func.extract("epoch", func.now()), Double)
    wanted = bindparam("wanted", type_=Integer())
    step: ColumnElement[float] = bindparam("step", type_=Double())
    burst: ColumnElement[float] = bindparam("burst", type_=Double())
    begin = func.greatest(_ROWS.c.taken_until, now)
    # The quotient of two of the clock's numbers is a little off.
    free = func.floor((now + burst - begin) / step + 0.01)
    granted = cast(func.greatest(func.least(wanted, free), 0), Integer)
    taken = case((granted > 0, begin + granted * step), else_=_ROWS.c.taken_until)
    new = upsert(_ROWS).values(
        member_id=bindparam("member", type_=Text()),
        taken_until=now + wanted * step,
        granted=wanted,
    )
    return new.on_conflict_do_update(
        index_elements=["member_id"], set_={"taken_until": taken, "granted": granted}
    ).returning(_ROWS.c.granted, (_ROWS.c.taken_until - now).label("ahead"))


_TAKE = Statement(_take())


@dataclass(slots=True)
class _Allowance:
    """What is left of one, until when; with none left, until when there will be none."""

    left: int
    until: float


class Allowances:
    """What this process may still let people change, and what it was refused."""

    def __init__(self, database: Database, rate: Rate, clock: Callable[[], float]) -> None:
        """Take the rate, and the clock, so that time is an input."""
        self._database = database
        self._rate = rate
        self._clock = clock
        self._wanted = max(1, min(ALLOWANCE_MAX, rate.burst // 10))
        self._known: OrderedDict[str, _Allowance] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def take(self, member_id: str) -> float:
        """Take one; return 0, or after how many seconds there is one again.

        Raises what `Database.fetch` does, where the database is away or has no such table.
        """
        # Of many requests at once, one asks for all that then find what it was given.
        lock = self._asking.setdefault(member_id, asyncio.Lock())
        try:
            async with lock:
                wait_seconds = self.spend(member_id)
                return await self._ask(member_id) if wait_seconds is None else wait_seconds
        finally:
            if not lock.locked():
                self._asking.pop(member_id, None)

    def spend(self, member_id: str) -> float | None:
        """Spend one, as `take` does first; None where the database has to be asked."""
        known, now = self._known.get(member_id), self._clock()
        if known is None or known.until <= now:
            return None
        if known.left == 0:
            return known.until - now
        known.left -= 1
        if known.left == 0:
            del self._known[member_id]
        return 0.0

    async def _ask(self, member_id: str) -> float:
        (row,) = await self._database.fetch(
            _TAKE,
            member=member_id,
            wanted=self._wanted,
            step=self._rate.step_seconds,
            burst=self._rate.burst_seconds,
        )
        now, granted = self._clock(), int(row["granted"])
        if granted > 1:
            self._keep(member_id, _Allowance(granted - 1, now + ALLOWANCE_SECONDS))
        if granted > 0:
            return 0.0
        step = self._rate.step_seconds
        wait_seconds = max(float(row["ahead"]) + step - self._rate.burst_seconds, step)
        # Who goes on asking meanwhile is refused without a statement.
        self._keep(member_id, _Allowance(0, now + wait_seconds))
        return wait_seconds

    def _keep(self, member_id: str, allowance: _Allowance) -> None:
        self._known[member_id] = allowance
        self._known.move_to_end(member_id)
        if len(self._known) > PEOPLE_MAX:
            self._known.popitem(last=False)


async def remove_old(connection: AsyncConnection, before: datetime) -> int:
    """Remove some rows of people who were ahead of no rate since a time; say how many."""
    old = (
        select(_ROWS.c.member_id)
        .where(_ROWS.c.taken_until < before.timestamp())
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(_ROWS).where(_ROWS.c.member_id.in_(old)))).rowcount

"""A rate, and who of the people of one process is how far ahead of it."""

import math
from collections import OrderedDict
from dataclasses import dataclass

# Whoever has not asked for the longest time is forgotten first, and begins anew.
PEOPLE_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in a second for ever, and so many at once; with 0 in a second there is no limit."""

    per_second: float
    burst: int

    @property
    def step_seconds(self) -> float:
        """What one of them takes of the time."""
        return 1 / self.per_second

    @property
    def burst_seconds(self) -> float:
        """How far ahead of the rate somebody may be."""
        return self.burst / self.per_second


class Buckets:
    """The generic cell rate algorithm, for each person: one number is all that is kept of them."""

    def __init__(self, rate: Rate, most: int = PEOPLE_MAX) -> None:
        """Take the rate, and of how many people it is known at once."""
        self._rate = rate
        self._most = most
        self._taken_until: OrderedDict[str, float] = OrderedDict()

    def take(self, member_id: str, now: float) -> float:
        """Take one at a time in seconds; return 0, or after how many seconds there is one again."""
        step = self._rate.step_seconds
        taken = max(self._taken_until.get(member_id, 0.0), now) + step
        wait_seconds = taken - now - self._rate.burst_seconds
        # A sum of many steps is off by less than this.
        if wait_seconds > step / 1000:
            return wait_seconds
        self._taken_until[member_id] = taken
        self._taken_until.move_to_end(member_id)
        if len(self._taken_until) > self._most:
            self._taken_until.popitem(last=False)
        return 0.0


def whole_seconds(seconds: float) -> int:
    """The seconds of a `Retry-After`, after which it is surely not refused again."""
    return max(1, math.ceil(seconds))

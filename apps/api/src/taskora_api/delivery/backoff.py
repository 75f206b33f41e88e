"""When a delivery that failed is attempted again."""

import random
from collections.abc import Callable
from datetime import timedelta

ATTEMPTS_MAX = 8
_FIRST_SECONDS = 20.0
_LONGEST_SECONDS = 3600.0
# What a receiver asks for, at most: a message that comes a day late is of no use.
RETRY_AFTER_MAX_SECONDS = 6 * 3600.0

# Gives a number between 0 and 1.
Jitter = Callable[[], float]


def pause_after(
    attempts: int, asked_seconds: float | None = None, jitter: Jitter = random.random
) -> timedelta | None:
    """How long to wait after so many attempts; None where there shall be no other.

    It doubles each time. Half of it is drawn at random, so that what failed together does not come
    back together. A receiver that asks for longer gets that.
    """
    if attempts >= ATTEMPTS_MAX:
        return None
    longest = min(_FIRST_SECONDS * 2 ** (attempts - 1), _LONGEST_SECONDS)
    seconds = longest / 2 + longest / 2 * jitter()
    asked = min(asked_seconds or 0.0, RETRY_AFTER_MAX_SECONDS)
    return timedelta(seconds=max(seconds, asked))

"""Where a task stands in a list that people sort by hand: keys with room between any two.

The keys are those of `fractional_indexing`: base 62, compared as text by code points. A task that
nobody has moved has the moment at which it was added as its key, so that adding one reads nothing.
"""

from datetime import UTC, datetime

from fractional_indexing import generate_key_between

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# The letter before the digits says how many there are: `i` is nine, enough for the year 2399.
_NINE_DIGITS = "i"
_DIGIT_COUNT = 9
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def position_at(moment: datetime) -> str:
    """The key of a task that was added at a moment; migration 0006 makes the same."""
    elapsed = moment - _EPOCH
    rest = max(0, (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds)
    digits = ""
    for _ in range(_DIGIT_COUNT):
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return _NINE_DIGITS + digits


def position_between(before: str | None, after: str | None) -> str:
    """A key after the one and before the other, which are None at the ends of the list.

    Two that are equal, as concurrent moves can leave them, give one after both.
    """
    if before is not None and after is not None and before >= after:
        after = None
    return str(generate_key_between(before, after))

"""Keys of a list that people sort by hand: compared as text, with room between any two."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskora_api.ledger.position import position_at, position_between

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
moments = st.datetimes(datetime(1970, 1, 1), datetime(2390, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("microseconds", "key"),
    [
        (0, "i000000000"),
        (1, "i000000001"),
        (10, "i00000000A"),
        (36, "i00000000a"),
        (61, "i00000000z"),
        (62, "i000000010"),
        (62**8, "i100000000"),
        # What was added before the epoch comes first.
        (-1, "i000000000"),
    ],
)
def test_the_key_of_a_moment_is_its_microseconds_in_nine_digits_of_base_62(
    microseconds: int, key: str
) -> None:
    assert position_at(EPOCH + timedelta(microseconds=microseconds)) == key


@given(moments)
def test_the_key_of_a_moment_says_the_moment(moment: datetime) -> None:
    key = position_at(moment)
    value = 0
    for digit in key.removeprefix("i"):
        value = value * len(DIGITS) + DIGITS.index(digit)
    assert EPOCH + timedelta(microseconds=value) == moment
    assert len(key) == 10


@given(moments, moments)
def test_between_any_two_there_is_room(one: datetime, other: datetime) -> None:
    keys = sorted({position_at(one), position_at(other)})
    between = position_between(keys[0], keys[-1])
    assert keys[0] < between
    assert len(keys) == 1 or between < keys[-1]
    assert position_between(None, keys[0]) < keys[0] < position_between(keys[0], None)


def test_two_that_are_out_of_order_give_one_after_the_first() -> None:
    """As concurrent moves can leave them."""
    assert position_between("i000000009", "i000000009") > "i000000009"
    assert position_between("i000000009", "i000000001") > "i000000009"
    assert position_between(None, None)

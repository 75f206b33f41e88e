"""A rule is valid whenever it exists, and never changes."""

from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Skip, Weekday

FIRST_MONDAY = (DayOfWeek(Weekday.MO, 1),)
DAY, WEEK, MONTH, YEAR = Frequency


@pytest.mark.parametrize(
    ("parts", "code", "what"),
    [
        ({"frequency": DAY, "interval": 0}, Code.VALUE, "INTERVAL is 0"),
        ({"frequency": DAY, "interval": 1000}, Code.VALUE, "INTERVAL is 1000"),
        ({"frequency": DAY, "count": 0}, Code.VALUE, "COUNT is 0"),
        ({"frequency": DAY, "count": 10_000}, Code.VALUE, "COUNT is 10000"),
        ({"frequency": DAY, "until": date(3000, 1, 1)}, Code.VALUE, "UNTIL is 3000-01-01"),
        ({"frequency": DAY, "months": (13,)}, Code.VALUE, "BYMONTH is 13"),
        ({"frequency": DAY, "months": (0,)}, Code.VALUE, "BYMONTH is 0"),
        ({"frequency": MONTH, "month_days": (-32,)}, Code.VALUE, "BYMONTHDAY is 32"),
        ({"frequency": MONTH, "month_days": (0,)}, Code.VALUE, "BYMONTHDAY is 0"),
        (
            {"frequency": MONTH, "month_days": (1,), "positions": (367,)},
            Code.VALUE,
            "BYSETPOS is 367",
        ),
        (
            {"frequency": MONTH, "weekdays": (DayOfWeek(Weekday.MO, 6),)},
            Code.VALUE,
            "an ordinal of BYDAY is 6",
        ),
        (
            {"frequency": YEAR, "months": (2,), "weekdays": (DayOfWeek(Weekday.MO, -6),)},
            Code.VALUE,
            "an ordinal of BYDAY is 6",
        ),
        (
            {"frequency": YEAR, "weekdays": (DayOfWeek(Weekday.MO, 54),)},
            Code.VALUE,
            "an ordinal of BYDAY is 54",
        ),
        (
            {"frequency": DAY, "count": 1, "until": date(2026, 1, 1)},
            Code.CONFLICT,
            "COUNT and UNTIL",
        ),
        ({"frequency": WEEK, "month_days": (1,)}, Code.CONFLICT, "BYMONTHDAY"),
        ({"frequency": WEEK, "weekdays": FIRST_MONDAY}, Code.CONFLICT, "BYDAY has an ordinal"),
        ({"frequency": DAY, "weekdays": FIRST_MONDAY}, Code.CONFLICT, "BYDAY has an ordinal"),
        ({"frequency": MONTH, "positions": (1,)}, Code.CONFLICT, "BYSETPOS"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(
    parts: dict[str, Any], code: Code, what: str
) -> None:
    with pytest.raises(RecurrenceError) as refused:
        Rule(**parts)
    assert refused.value.code is code
    assert what in refused.value.what
    assert str(refused.value).startswith(f"{code}: ")
    assert str(refused.value).endswith(f". Do: {refused.value.fix}")


@pytest.mark.parametrize(
    "parts",
    [
        {"frequency": DAY, "interval": 999, "count": 9999},
        {"frequency": DAY, "until": date(1900, 1, 1)},
        {"frequency": DAY, "until": date(2999, 12, 31)},
        {"frequency": YEAR, "weekdays": (DayOfWeek(Weekday.MO, -53),)},
        {"frequency": MONTH, "weekdays": (DayOfWeek(Weekday.MO, 5),), "positions": (-366,)},
        {"frequency": MONTH, "month_days": (-31, 31), "months": (1, 12)},
    ],
)
def test_the_limits_themselves_are_allowed(parts: dict[str, Any]) -> None:
    assert Rule(**parts) == Rule(**parts)


def test_values_are_those_of_the_standards_and_of_what_is_stored() -> None:
    for choice in (Frequency, Skip):
        assert [each.value for each in choice] == list(choice.__members__)
    assert {each.name: each.value for each in Anchor} == {"DUE": "due", "COMPLETION": "completion"}
    # 2 November 2026 is a Monday.
    assert list(Weekday) == [date(2026, 11, number).weekday() for number in range(2, 9)]


def test_a_rule_never_changes() -> None:
    rule = Rule(frequency=DAY)
    with pytest.raises(FrozenInstanceError):
        rule.interval = 2  # type: ignore[misc]


def test_lists_in_another_order_or_with_repeats_are_the_same_rule() -> None:
    one = Rule(frequency=MONTH, month_days=(15, -1, 15), months=(3, 1))
    other = Rule(frequency=MONTH, month_days=(-1, 15), months=(1, 3))
    assert one == other
    assert hash(one) == hash(other)

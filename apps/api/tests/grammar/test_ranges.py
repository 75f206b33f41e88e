"""A range goes from a day to a later one."""

from datetime import date
from typing import Any

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.ranges import read_range

SATURDAY = Context(date(2026, 11, 28))
FRIDAY, SUNDAY = {"k": "wd", "w": 4}, {"k": "wd", "w": 6}


@pytest.mark.parametrize(
    ("node", "days"),
    [
        ({"from": FRIDAY, "to": SUNDAY}, ("2026-12-04", "2026-12-06")),
        ({"from": {"k": "rel", "n": 0}, "to": SUNDAY}, ("2026-11-28", "2026-11-29")),
        (
            {"from": {"k": "md", "m": 12, "d": 28}, "to": {"k": "md", "m": 1, "d": 3}},
            ("2026-12-28", "2027-01-03"),
        ),
        (
            {
                "from": {"k": "md", "m": 12, "d": 9},
                "to": {"k": "md", "m": 12, "d": 3},
                "same": True,
            },
            None,
        ),
        ({"from": {"k": "rel", "n": -1}, "to": SUNDAY}, None),
        ({"from": FRIDAY, "to": {"k": "none"}}, None),
        ({"from": {"k": "rel", "n": 1}, "to": {"k": "rel", "n": 1}}, None),
    ],
)
def test_a_range_has_two_days(node: dict[str, Any], days: tuple[str, str] | None) -> None:
    read = read_range({"k": "range", **node}, SATURDAY)
    assert (tuple(map(str, read)) if read else None) == days
    assert read_range({"k": "none"}, SATURDAY) is None

"""The first day of a recurrence is the first one that its rule allows."""

from datetime import date
from typing import Any

import pytest

from taskora_api.grammar.first_days import first_day

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, "2026-11-28"),
        ({"days": [0, 4]}, "2026-11-30"),
        ({"days": [5]}, "2026-11-28"),
        ({"monthDays": [1, 15]}, "2026-12-01"),
        ({"monthDays": [31]}, "2026-11-30"),
        ({"monthDays": [-1]}, "2026-11-30"),
        ({"months": [2], "monthDays": [29]}, "2027-02-28"),
        ({"days": [4], "ordinal": 1}, "2026-12-04"),
        ({"days": [4], "ordinal": -1}, "2026-12-25"),
        ({"days": [0, 1, 2, 3, 4], "position": -1}, "2026-11-30"),
        ({"days": [0, 1, 2, 3, 4], "position": 2}, "2026-12-02"),
        ({"months": [13]}, None),
    ],
)
def test_it_is_the_first_one_from_a_day_on(rule: dict[str, Any], expected: str | None) -> None:
    found = first_day(rule, SATURDAY)
    assert (found.isoformat() if found else None) == expected

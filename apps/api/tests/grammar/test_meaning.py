"""What the kinds of nodes mean."""

from datetime import date
from typing import Any

import pytest

from taskora_api.grammar.context import Context
from taskora_api.grammar.meaning import resolve

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"k": "none"}, None),
        ({"k": "rel", "n": 1}, "2026-11-29"),
        ({"k": "md", "m": 12, "d": 24}, "2026-12-24"),
        ({"k": "md", "m": 11, "d": 27}, "2027-11-27"),
        ({"k": "md", "m": 2, "d": 29}, "2028-02-29"),
        ({"k": "md", "m": 2, "d": 30}, None),
        ({"k": "md", "m": 2, "d": 29, "y": 2027}, None),
        ({"k": "figures", "a": 5, "b": 12}, "2027-05-12"),
        ({"k": "figures", "a": 24, "b": 12}, "2026-12-24"),
        ({"k": "figures", "a": 13, "b": 13}, None),
        ({"k": "figures", "a": 5, "b": 12, "y": 2027, "strict": True}, None),
        ({"k": "wd", "w": 5}, "2026-12-05"),
        ({"k": "wd", "w": 5, "which": "this"}, "2026-11-28"),
        ({"k": "wd", "w": 4, "which": "next"}, "2026-12-04"),
        ({"k": "wd", "w": 4, "which": "next", "more": 1}, "2026-12-11"),
        ({"k": "wd", "w": 4, "which": "last"}, "2026-11-20"),
        ({"k": "wd", "w": 4, "which": "past"}, "2026-11-27"),
        ({"k": "wdweek", "w": 1, "rel": 1}, "2026-12-01"),
        (
            {"k": "both", "wd": {"k": "wd", "w": 4}, "date": {"k": "md", "m": 12, "d": 4}},
            "2026-12-04",
        ),
        ({"k": "both", "wd": {"k": "wd", "w": 3}, "date": {"k": "md", "m": 12, "d": 4}}, None),
        ({"k": "wdom", "w": 4, "d": 11}, "2026-12-11"),
        ({"k": "span", "parts": [[1, "month"], [3, "day"]]}, "2026-12-31"),
        (
            {"k": "span", "parts": [[1, "day"]], "from": {"k": "rel", "n": 1}, "sign": -1},
            "2026-11-28",
        ),
        ({"k": "span", "parts": [[9999, "year"]]}, None),
        ({"k": "span", "parts": [[9999, "day"]]}, "2054-04-14"),
        ({"k": "start", "of": {"u": "month", "rel": 1}}, "2026-12-01"),
        ({"k": "end", "of": {"m": 2}}, "2027-02-28"),
        ({"k": "dom", "d": 31}, "2026-12-31"),
        ({"k": "dom", "d": 31, "of": {"m": 2}}, None),
        ({"k": "nthday", "n": 100, "of": {"y": 2027}}, "2027-04-10"),
        ({"k": "nthday", "n": -1, "of": {"y": 2027}}, "2027-12-31"),
        ({"k": "nth", "n": 1, "w": 0, "of": {"m": 12}}, "2026-12-07"),
        ({"k": "nth", "n": 1, "w": 0, "of": {"m": 11}}, "2027-11-01"),
        ({"k": "nth", "n": -1, "w": 4, "of": {"m": 12}}, "2026-12-25"),
        ({"k": "nth", "n": 5, "w": 0, "of": {"m": 12}}, None),
        ({"k": "weekend", "rel": 0}, "2026-11-28"),
        ({"k": "weekend", "rel": 1}, "2026-12-05"),
        ({"k": "holiday", "day": {"k": "md", "m": 12, "d": 25}}, "2026-12-25"),
        ({"k": "holiday", "day": {"k": "easter", "n": -2}}, "2027-03-26"),
        ({"k": "holiday", "day": {"k": "easter", "n": 0}, "which": "last"}, "2026-04-05"),
        ({"k": "holiday", "day": {"k": "easter", "n": 0}, "y": {"rel": 2}}, "2028-04-16"),
        (
            {
                "k": "holiday",
                "day": {"k": "nth", "n": 4, "w": 3, "plus": 1, "of": {"m": 11}},
                "y": 2027,
            },
            "2027-11-26",
        ),
        ({"k": "after", "w": 5, "date": {"k": "rel", "n": 0}}, "2026-12-05"),
        ({"k": "before", "w": 5, "date": {"k": "rel", "n": 0}}, "2026-11-21"),
    ],
)
def test_a_node_is_a_day(node: dict[str, Any], expected: str | None) -> None:
    read = resolve(node, Context(SATURDAY))
    assert (read.isoformat() if read else None) == expected


def test_the_person_says_what_figures_and_next_are() -> None:
    figures = {"k": "figures", "a": 5, "b": 12, "strict": True}
    assert resolve(figures, Context(SATURDAY, day_first=True)) == date(2026, 12, 5)
    assert resolve(figures, Context(SATURDAY, day_first=False)) == date(2027, 5, 12)
    following = {"k": "wd", "w": 2, "which": "next"}
    monday = date(2026, 11, 30)
    assert resolve(following, Context(monday)) == date(2026, 12, 9)
    assert resolve(following, Context(monday, next_weekday="nearest")) == date(2026, 12, 2)
    assert resolve({"k": "wdweek", "w": 6, "rel": 0}, Context(monday, week_start=6)) == date(
        2026, 11, 29
    )

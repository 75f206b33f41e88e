"""The context of a line comes as JSON."""

from datetime import date, time

from taskora_api.grammar.context import Context, read_context


def test_what_is_not_said_has_a_default() -> None:
    assert read_context({"now": "2026-11-28T09:30:12"}) == Context(date(2026, 11, 28), time(9, 30))


def test_all_that_can_be_said_is_read() -> None:
    read = read_context(
        {
            "now": "2026-11-28T00:00",
            "dayFirst": True,
            "weekStart": 6,
            "nextWeekday": "nearest",
            "dismissed": [[3, 7]],
            "chosen": {"10/11": 1},
            "only": ["due"],
        }
    )
    assert (read.day_first, read.week_start, read.next_weekday) == (True, 6, "nearest")
    assert (read.dismissed, read.chosen) == (((3, 7),), {"10/11": 1})
    assert read.wants("due")
    assert not read.wants("time")

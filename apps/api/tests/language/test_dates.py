"""Due dates in plain words; where words leave a choice, these tests say which was made (A3)."""

from datetime import date

import pytest

from taskora_api.language.dates import read_date
from taskora_api.language.quick_add import parse_quick_add

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2026-11-21"),
        ("tonight", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("Tomorrow", "2026-11-22"),
        ("tmrw", "2026-11-22"),
        ("the day after tomorrow", "2026-11-23"),
        # A bare weekday is the next one after today.
        ("friday", "2026-11-27"),
        ("on Fri", "2026-11-27"),
        ("saturday", "2026-11-28"),
        ("on sun", "2026-11-22"),
        ("by wed", "2026-11-25"),
        # "this" counts today; "next" is in the week after this one, and weeks begin on Monday.
        ("this saturday", "2026-11-21"),
        ("this friday", "2026-11-27"),
        ("next friday", "2026-11-27"),
        ("next sunday", "2026-11-29"),
        ("next monday", "2026-11-23"),
        ("next week", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("next year", "2027-01-01"),
        ("this weekend", "2026-11-21"),
        ("next weekend", "2026-11-28"),
        ("end of week", "2026-11-22"),
        ("end of the month", "2026-11-30"),
        ("at the end of next month", "2026-12-31"),
        ("end of the year", "2026-12-31"),
        ("in 3 days", "2026-11-24"),
        ("in three days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("in two weeks", "2026-12-05"),
        ("within 2 months", "2027-01-21"),
        ("in a year", "2027-11-21"),
        ("3 days from now", "2026-11-24"),
        ("a couple of weeks from today", "2026-12-05"),
        ("24 December", "2026-12-24"),
        ("on the 24th of December", "2026-12-24"),
        ("on 24th of December", "2026-12-24"),
        ("December 24", "2026-12-24"),
        ("Dec 24th, 2027", "2027-12-24"),
        ("24 Dec 2027", "2027-12-24"),
        ("on may 5", "2027-05-05"),
        ("1 January", "2027-01-01"),
        ("21 November", "2026-11-21"),
        ("20 November", "2027-11-20"),
        ("29 February", "2028-02-29"),
        ("2026-12-24", "2026-12-24"),
        ("2020-01-01", "2020-01-01"),
        # Dots are European: the day comes first.
        ("24.12.", "2026-12-24"),
        ("3.4.", "2027-04-03"),
        ("24.12.2027", "2027-12-24"),
        ("24.12.27", "2027-12-24"),
        ("on 24.12", "2026-12-24"),
        # Slashes are of the United States: the month comes first, unless it cannot be one.
        ("12/24", "2026-12-24"),
        ("24/12", "2026-12-24"),
        ("3/4", "2027-03-04"),
        ("3/4/2027", "2027-03-04"),
        ("13/4/27", "2027-04-13"),
        ("on the 5th", "2026-12-05"),
        ("by the 31st", "2026-12-31"),
        ("due friday", "2026-11-27"),
        ("due by friday", "2026-11-27"),
        ("until 24 December", "2026-12-24"),
        # What is no date is none.
        ("31.02.", None),
        ("2026-13-45", None),
        ("13/13", None),
        ("in 9999 years", None),
        ("in 0 apples", None),
        ("yesterday", None),
        ("sun", None),
        ("24.12", None),
        ("", None),
    ],
)
def test_words_are_read_as_a_date(words: str, expected: str | None) -> None:
    read = read_date(words, SATURDAY)
    assert (read.isoformat() if read else None) == expected


@pytest.mark.parametrize(
    ("today", "words", "expected"),
    [
        # "friday" on a Friday is in a week, "this friday" is today.
        (date(2026, 11, 27), "friday", date(2026, 12, 4)),
        (date(2026, 11, 27), "this friday", date(2026, 11, 27)),
        (date(2026, 11, 23), "next friday", date(2026, 12, 4)),
        (date(2026, 11, 22), "this weekend", date(2026, 11, 22)),
        (date(2027, 1, 31), "in a month", date(2027, 2, 28)),
        (date(2026, 12, 31), "tomorrow", date(2027, 1, 1)),
        (date(2026, 12, 31), "next month", date(2027, 1, 1)),
        (date(2027, 2, 5), "on the 30th", date(2027, 3, 30)),
        (date(2028, 2, 29), "in a year", date(2029, 2, 28)),
    ],
)
def test_edges_of_the_calendar(today: date, words: str, expected: date) -> None:
    assert read_date(words, today) == expected


@pytest.mark.parametrize(
    "text",
    [
        "read today's paper",
        "get some sun",
        "every monday gym",
        "each friday review",
        "upgrade to version 1.2",
        "mix 1/2 cup of sugar",
        "march 5 miles",
        "see the friday review by Bob Monday-Smith jr",
        "play may be later",
        'watch "tomorrow never dies" again',
        "call 2026-11-2199",
        "meet at 10.30",
    ],
)
def test_words_that_only_look_like_a_date_stay_in_the_title(text: str) -> None:
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.title, parsed.due_on) == (text, None)

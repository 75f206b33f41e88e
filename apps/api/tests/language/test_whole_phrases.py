"""A date is read with all the words that it depends on, or it is not read (A3)."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taskora_api.grammar.days import add_months
from taskora_api.language.dates import find_date, read_date
from taskora_api.language.quick_add import parse_quick_add

SATURDAY = date(2026, 11, 28)
DAYS = [
    *("today", "tomorrow", "friday", "tuesday", "next thursday", "24 December", "Dec 24th"),
    *("5 May 2027", "2027-01-15", "tuesday next week", "the day after tomorrow", "12/24/2027"),
]
MORE = [*DAYS, "next month", "in 3 days", "a week from friday", "the end of the month", "the 5th"]
JOINTS = ["and", "or", "to", "through", "until", "till", "-", "\u2013", "/", "and then"]
TIES = [
    *("last", "every", "each", "since", "from", "after", "around", "up to", "not", "between"),
    *("starting", "every other", "than", "the past", "during", "like", "of", "weekly"),
    *("approx", "roughly", "maybe", "perhaps", "probably", "possibly", "whenever", "nxt"),
    *("week on", "fortnight on"),
]
TAILS = [
    "or so",
    "ago",
    "of last year",
    "in two weeks",
    "onwards",
    "or the day after",
]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a week today", "2026-12-05"),
        ("today week", "2026-12-05"),
        ("a week tomorrow", "2026-12-06"),
        ("tomorrow week", "2026-12-06"),
        ("a fortnight tomorrow", "2026-12-13"),
        ("friday week", "2026-12-11"),
        ("a week on friday", "2026-12-11"),
        ("2 weeks from friday", "2026-12-18"),
        ("next next friday", "2026-12-11"),
        ("next next week", "2026-12-07"),
        ("tuesday next week", "2026-12-01"),
        ("next week's tuesday", "2026-12-01"),
        ("two days after today", "2026-11-30"),
        ("the day after 24 December", "2026-12-25"),
        ("the week after next", "2026-12-07"),
        ("three weeks from tomorrow", "2026-12-20"),
        ("4 months from tomorrow", "2027-03-29"),
        ("two months after next friday", "2027-02-04"),
        ("28 june in 2028", "2028-06-28"),
        ("fourth of july of 2027", "2027-07-04"),
        ("5 Dec 26", "2026-12-05"),
        ("24 December 26", "2026-12-24"),
        ("26 FEB 27", "2027-02-26"),
        ("Dec 5 '26", "2026-12-05"),
        ("24 December, '27", "2027-12-24"),
        ("5th of Dec, \u201927", "2027-12-05"),
        ("Dec 24 in '28", "2028-12-24"),
        ("the 15th day of next month", "2026-12-15"),
        ("the last day of february", "2027-02-28"),
        ("twenty third of september", "2027-09-23"),
        ("friday the 11th", "2026-12-11"),
        ("Thu, 26 Nov 2026", "2026-11-26"),
        ("Thu, 26 FEB 27", None),
        ("this friday (4 dec)", "2026-12-04"),
        ("this friday (11 dec)", None),
        ("tomorrow, sunday", "2026-11-29"),
        ("tomorrow, monday", None),
        ("last monday", None),
        ("monday of last week", None),
        ("last week's monday", None),
        ("monday this week", None),
        ("two weeks ago", None),
        ("two days before yesterday", None),
        ("5 days before today", None),
        ("May 5 and June 6", None),
        ("2 July to 10 July", None),
        ("between 3 and 12 December", None),
        ("friday or saturday", None),
        ("the first friday of december", "2026-12-04"),
        ("2 weeks before christmas", "2026-12-11"),
        ("in two weeks on friday", None),
        ("in 2-3 days", None),
        ("in a year and a half", None),
        ("24 December 1800", None),
        ("1800-12-24", "1800-12-24"),
        ("5 Dec 99", None),
        ("31 February", None),
        ("every friday", None),
    ],
)
def test_words_are_composed_fully_or_not_at_all(words: str, expected: str | None) -> None:
    read = read_date(words, SATURDAY)
    assert (read.isoformat() if read else None) == expected
    found = find_date(f"pay {words}", SATURDAY)
    assert (found.value.isoformat() if found else None) == expected
    parsed = parse_quick_add(f"pay {words}", SATURDAY)
    assert (parsed.due_on.isoformat() if parsed.due_on else None) == expected
    assert parsed.title == ("pay" if expected else f"pay {words}")


@settings(deadline=None)
@given(st.sampled_from(MORE), st.sampled_from(JOINTS), st.sampled_from(MORE))
def test_two_different_days_that_are_joined_are_no_due_date(a: str, joint: str, b: str) -> None:
    days = {
        read_date(words, SATURDAY) or parse_quick_add(f"x on {words}", SATURDAY).due_on
        for words in (a, b)
    }
    assume(len(days) == 2)
    text = f"trip {a} {joint} {b}"
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.title, parsed.due_on) == (text, None)


@settings(deadline=None)
@given(st.sampled_from(TIES), st.sampled_from(DAYS))
def test_a_day_that_is_tied_to_the_word_before_it_is_no_due_date(tie: str, day: str) -> None:
    text = f"trip {tie} {day}"
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.title, parsed.due_on) == (text, None)


@settings(deadline=None)
@given(st.sampled_from(TAILS), st.sampled_from(["tomorrow", "friday", "24 December"]))
def test_a_day_that_is_tied_to_the_words_after_it_is_no_due_date(tail: str, day: str) -> None:
    text = f"trip {day} {tail}"
    parsed = parse_quick_add(text, SATURDAY)
    assert (parsed.title, parsed.due_on) == (text, None)


@settings(deadline=None)
@given(
    st.integers(1, 60),
    st.sampled_from(["day", "week", "month"]),
    st.sampled_from(["from", "after"]),
    st.sampled_from(DAYS),
)
def test_a_distance_is_counted_from_the_day_that_is_said(
    count: int, unit: str, joint: str, day: str
) -> None:
    start = read_date(day, SATURDAY)
    assert start is not None
    moved = {
        "day": lambda: start + timedelta(days=count),
        "week": lambda: start + timedelta(weeks=count),
        "month": lambda: add_months(start, count),
    }[unit]()
    words = f"{count} {unit}s {joint} {day}"
    assert read_date(words, SATURDAY) == moved
    parsed = parse_quick_add(f"pay {words}", SATURDAY)
    assert (parsed.title, parsed.due_on) == ("pay", moved)

"""Phrases that recur are read as a whole or not at all, and are written as they are read."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.exchange import COMMON_RULES, TODAY, days, recurrences
from taskora_api.exchange.documents import Recurrence
from taskora_api.exchange.phrase_writing import write_phrase
from taskora_api.exchange.phrases import is_recurring, read_once, read_phrase
from taskora_api.exchange.rules import rebased, simplified
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.writing import write_rule

WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every day", "FREQ=DAILY"),
        ("Every  Day", "FREQ=DAILY"),
        ("everyday", "FREQ=DAILY"),
        ("daily", "FREQ=DAILY"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
        ("every three days", "FREQ=DAILY;INTERVAL=3"),
        ("every other day", "FREQ=DAILY;INTERVAL=2"),
        ("every third day", "FREQ=DAILY;INTERVAL=3"),
        ("every week", "FREQ=WEEKLY"),
        ("every fortnight", "FREQ=WEEKLY;INTERVAL=2"),
        ("every 3 weeks", "FREQ=WEEKLY;INTERVAL=3"),
        ("every month", "FREQ=MONTHLY"),
        ("monthly", "FREQ=MONTHLY"),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3"),
        ("every 2 years", "FREQ=YEARLY;INTERVAL=2"),
        ("every mon", "FREQ=WEEKLY;BYDAY=MO"),
        ("every mon, fri", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("every mondays and fridays", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("every mon, wed, and fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("every other tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 2 weeks on mon", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("every workday", f"FREQ=WEEKLY;{WORKDAYS}"),
        ("every weekday", f"FREQ=WEEKLY;{WORKDAYS}"),
        ("every last workday", f"FREQ=MONTHLY;{WORKDAYS};BYSETPOS=-1"),
        ("every first workday of the month", f"FREQ=MONTHLY;{WORKDAYS};BYSETPOS=1"),
        ("every last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every first day of the month", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("every 3rd friday", "FREQ=MONTHLY;BYDAY=3FR"),
        ("every last sunday", "FREQ=MONTHLY;BYDAY=-1SU"),
        ("every 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every 15", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every 1st, 15th and 20th", "FREQ=MONTHLY;BYMONTHDAY=1,15,20"),
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every 31st", "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD"),
        ("every jan 27", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27"),
        ("every 27th january", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27"),
    ],
)
def test_a_phrase_is_read_as_its_rule(text: str, rule: str) -> None:
    phrase = read_phrase(text, TODAY)
    assert phrase is not None
    assert (write_rule(phrase.rule), phrase.start, phrase.due_time) == (rule, TODAY, None)
    assert phrase.rule.anchor is Anchor.DUE
    assert is_recurring(text)


@pytest.mark.parametrize("text", ["every! 3 days", "after 3 days", "Every! 3 days"])
def test_an_exclamation_mark_counts_from_completion(text: str) -> None:
    phrase = read_phrase(text, TODAY)
    assert phrase is not None
    assert phrase.rule == read_rule("FREQ=DAILY;INTERVAL=3", anchor=Anchor.COMPLETION)


@pytest.mark.parametrize(
    ("text", "at", "start", "until"),
    [
        ("every mon, fri at 20:00", time(20), TODAY, None),
        ("every day at 8pm", time(20), TODAY, None),
        ("every day 12 am", time(0), TODAY, None),
        ("every day @ 9:05am", time(9, 5), TODAY, None),
        ("every day at 9", time(9), TODAY, None),
        ("every day starting 2026-05-01 at 7:00", time(7), date(2026, 5, 1), None),
        ("every day at 7:00 starting 2026-05-01", time(7), date(2026, 5, 1), None),
        ("every day from 1 may 2026 until 2026-06-01", None, date(2026, 5, 1), date(2026, 6, 1)),
        (
            "every 2 weeks ending 2026-06-01 starting tomorrow",
            None,
            date(2026, 3, 3),
            date(2026, 6, 1),
        ),
    ],
)
def test_times_starts_and_ends(text: str, at: time | None, start: date, until: date | None) -> None:
    phrase = read_phrase(text, TODAY)
    assert phrase is not None
    assert (phrase.due_time, phrase.start, phrase.rule.until) == (at, start, until)


@pytest.mark.parametrize(
    "text",
    [
        *("", "every", "every!", "tomorrow", "every blue moon", "every hour", "every 30 minutes"),
        *("every morning", "every weekend", "every day for 3 weeks", "every 0 days"),
        *("every 32nd", "every day at 25:00", "every day at 13pm", "every mon except holidays"),
        *("every day starting someday", "every last week", "every 1000 days", "every monday 3rd"),
        *("every 30 feb and then", "every tag", "jeden tag", "every other", "every 3 mon"),
        *("every last", "every first", "every first week", "every 1st month"),
    ],
)
def test_anything_else_is_no_rule(text: str) -> None:
    assert read_phrase(text, TODAY) is None


def test_a_phrase_has_a_greatest_length() -> None:
    assert read_phrase("every " + "mon, " * 100 + "fri", TODAY) is None


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("every", "every!", "after", "at", "starting", "until", "8pm", "20:00", "on", ","),
                *("mon", "fri", "last", "first", "2nd", "day", "weeks", "month", "workday", "jan"),
                *("15", "2026-05-01", "of the month", "other", "and", "99999999999", "\u0661"),
            ]
        ),
        max_size=7,
    ).map(" ".join)
)
def test_any_phrase_is_read_or_not(text: str) -> None:
    phrase = read_phrase(text, TODAY)
    if phrase is not None:
        series = Series(rule=simplified(phrase.rule, phrase.start), start=phrase.start)
        written = write_phrase(series, phrase.due_time)
        if written is not None:
            again = read_phrase(written, date(2020, 1, 1))
            assert again is not None
            assert again.rule == series.rule


@pytest.mark.parametrize("text", COMMON_RULES)
def test_common_rules_have_a_phrase(text: str) -> None:
    rule = simplified(read_rule(text), TODAY)
    written = write_phrase(Series(rule=rule, start=TODAY), time(8, 5))
    assert (written is None) == ("COUNT" in text)


@settings(max_examples=examples(300), deadline=None)
@given(recurrences(), st.times())
def test_what_is_written_is_read_as_the_same(recurrence: Recurrence, at: time) -> None:
    series = Series(rule=recurrence.series.rule, start=recurrence.series.start)
    clock = at.replace(second=0, microsecond=0)
    written = write_phrase(series, clock)
    if written is not None:
        phrase = read_phrase(written, date(1999, 1, 1))
        assert phrase is not None
        assert (phrase.rule, phrase.start, phrase.due_time) == (series.rule, series.start, clock)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("2026-03-09", "2026-03-09", None),
        ("2026-03-09 14:30", "2026-03-09", "14:30:00"),
        ("2026-03-09T14:30:00", "2026-03-09", "14:30:00"),
        ("tomorrow", "2026-03-03", None),
        ("9 Mar 2026", "2026-03-09", None),
        ("Mar 9 at 8am", "2026-03-09", "08:00:00"),
    ],
)
def test_a_date_that_does_not_recur(text: str, day: str, at: str | None) -> None:
    found = read_once(text, TODAY)
    assert found is not None
    assert (str(found[0]), None if found[1] is None else str(found[1])) == (day, at)


@pytest.mark.parametrize("text", ["5 mai", "2026-02-30", "2026-03-09 99:00", "soon", "x" * 300])
def test_what_is_no_date(text: str) -> None:
    assert read_once(text, TODAY) is None


def test_other_languages_have_dates_of_iso_8601_alone() -> None:
    assert read_once("2026-03-09", TODAY, is_english=False) == (date(2026, 3, 9), None)
    assert read_once("9 mar", TODAY, is_english=False) is None


@pytest.mark.parametrize(
    ("rule", "start", "due", "rest"),
    [
        ("FREQ=DAILY;COUNT=9", "2026-01-01", "2026-01-04", "FREQ=DAILY;COUNT=6"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-01-05", "2026-01-19", "FREQ=WEEKLY;INTERVAL=2"),
        (
            "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD",
            "2026-01-31",
            "2026-02-28",
            "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD",
        ),
        (
            "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD",
            "2024-02-29",
            "2025-03-01",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;RSCALE=GREGORIAN;SKIP=FORWARD",
        ),
    ],
)
def test_a_series_goes_on_from_its_due_date(rule: str, start: str, due: str, rest: str) -> None:
    series = Series(rule=read_rule(rule), start=date.fromisoformat(start))
    found = rebased(series, date.fromisoformat(due))
    assert found is not None
    assert (write_rule(found.rule), str(found.start)) == (rest, due)


@given(days)
def test_a_date_that_is_not_of_the_rule_has_no_rest(day: date) -> None:
    series = Series(rule=read_rule("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4"), start=date(1980, 1, 1))
    assert (rebased(series, day) is None) == ((day.month, day.day) != (7, 4))
    assert rebased(series, None) is None

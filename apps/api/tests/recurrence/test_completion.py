"""When the next one is due after one was completed or skipped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import BACKWARD, day, days, rules, series, starts
from taskora_api.recurrence.completion import complete, skip
from taskora_api.recurrence.editing import move_one
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.occurrences import first_occurrence, next_occurrence
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Occurrence, Series
from taskora_api.recurrence.vocabulary import Anchor


def _open(due: str) -> Occurrence:
    return Occurrence(day(due), day(due))


def _from_completion(text: str, start: str) -> Series:
    made = series(text, start)
    return replace(made, rule=replace(made.rule, anchor=Anchor.COMPLETION))


def _due(found: Occurrence | None) -> str | None:
    return None if found is None else found.due.isoformat()


@pytest.mark.parametrize(
    ("text", "start", "due", "on", "next_due"),
    [
        ("FREQ=DAILY", "2026-11-01", "2026-11-01", "2026-11-01", "2026-11-02"),
        # Nothing for three days, then done: what was missed neither piles up nor hides the next.
        ("FREQ=DAILY", "2026-11-01", "2026-11-01", "2026-11-04", "2026-11-05"),
        ("FREQ=WEEKLY", "2026-11-02", "2026-11-02", "2026-11-09", "2026-11-16"),
        ("FREQ=WEEKLY", "2026-11-02", "2026-11-02", "2026-11-08", "2026-11-09"),
        # Done early, it counts for the day that it was due.
        ("FREQ=WEEKLY", "2026-11-06", "2026-11-06", "2026-11-04", "2026-11-13"),
        ("FREQ=DAILY;COUNT=2", "2026-11-01", "2026-11-02", "2026-11-02", None),
        ("FREQ=DAILY;COUNT=3", "2026-11-01", "2026-11-01", "2026-11-09", None),
        ("FREQ=DAILY;UNTIL=20261101", "2026-11-01", "2026-11-01", "2026-11-01", None),
    ],
)
def test_from_due_the_next_is_after_the_day_of_completion(
    text: str, start: str, due: str, on: str, next_due: str | None
) -> None:
    """Whenever it is done (tasks#1581, super-productivity#4559, super-productivity#8644)."""
    done = complete(series(text, start), _open(due), day(on))
    assert _due(done.next) == next_due
    assert done.series == series(text, start)


def test_catching_up_is_chosen_and_gives_each_missed_one() -> None:
    made, on = series("FREQ=DAILY;COUNT=3", "2026-11-01"), day("2026-11-09")
    following = [first_occurrence(made)]
    while following[-1] is not None:
        following.append(complete(made, following[-1], on, catch_up=True).next)
    assert [_due(each) for each in following] == ["2026-11-01", "2026-11-02", "2026-11-03", None]


def test_a_clamped_day_is_remembered_through_completions() -> None:
    """31, 28, 31, and not 31, 28, 28 (tasks#4135)."""
    made = series(f"FREQ=MONTHLY{BACKWARD}", "2026-01-31")
    found = first_occurrence(made)
    dues: list[date] = []
    while found is not None and len(dues) < 5:
        dues.append(found.due)
        found = complete(made, found, found.due).next
    assert dues == days("2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31")


@pytest.mark.parametrize(
    ("text", "due", "on", "next_due"),
    [
        ("FREQ=MONTHLY", "2026-08-29", "2026-09-10", "2026-10-10"),
        ("FREQ=DAILY;INTERVAL=5", "2026-11-01", "2026-11-20", "2026-11-25"),
        ("FREQ=DAILY;INTERVAL=5", "2026-11-10", "2026-11-08", "2026-11-13"),
        (f"FREQ=MONTHLY{BACKWARD}", "2026-01-15", "2026-01-31", "2026-02-28"),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-11-02", "2026-11-04", "2026-11-09"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-02", "2026-11-04", "2026-11-16"),
        ("FREQ=DAILY;UNTIL=20261110", "2026-11-02", "2026-11-09", "2026-11-10"),
        ("FREQ=DAILY;UNTIL=20261110", "2026-11-02", "2026-11-10", None),
    ],
)
def test_from_completion_the_rule_begins_anew_on_that_day(
    text: str, due: str, on: str, next_due: str | None
) -> None:
    """Whatever day it was due (tasks#3875)."""
    done = complete(_from_completion(text, due), _open(due), day(on))
    assert _due(done.next) == next_due


def test_from_completion_count_is_how_often_it_is_done() -> None:
    made, on = _from_completion("FREQ=DAILY;INTERVAL=3;COUNT=3", "2026-11-01"), day("2026-11-02")
    first = complete(made, _open("2026-11-01"), on)
    second = complete(first.series, _open("2026-11-05"), day("2026-11-06"))
    assert [_due(first.next), _due(second.next)] == ["2026-11-05", "2026-11-09"]
    assert complete(second.series, _open("2026-11-09"), day("2026-11-09")).next is None


@pytest.mark.parametrize(
    ("on", "next_due"),
    [("2026-11-04", "2026-11-13"), ("2026-11-06", "2026-11-13"), ("2026-11-14", "2026-11-20")],
)
def test_a_skipped_one_is_remembered_and_the_next_is_due(on: str, next_due: str) -> None:
    left_out = skip(series("FREQ=WEEKLY", "2026-11-06"), _open("2026-11-06"), day(on))
    assert _due(left_out.next) == next_due
    assert left_out.series.skipped == {day("2026-11-06")}
    assert _due(first_occurrence(left_out.series)) == "2026-11-13"


@pytest.mark.parametrize(
    ("on", "next_due"), [("2026-11-04", "2026-11-09"), ("2026-11-10", "2026-11-13")]
)
def test_skipping_from_completion_counts_from_the_day_it_was_due_or_later(
    on: str, next_due: str
) -> None:
    made = _from_completion("FREQ=DAILY;INTERVAL=3", "2026-11-06")
    assert _due(skip(made, _open("2026-11-06"), day(on)).next) == next_due


def test_one_that_was_moved_counts_by_its_original_date_and_is_due_on_the_other() -> None:
    made = move_one(series("FREQ=WEEKLY", "2026-11-02"), day("2026-11-09"), day("2026-11-12"))
    moved = Occurrence(day("2026-11-09"), day("2026-11-12"))
    # Done late, when its original date is past and its new one is not.
    assert complete(made, _open("2026-11-02"), day("2026-11-10")).next == moved
    assert _due(complete(made, moved, day("2026-11-10")).next) == "2026-11-16"
    skipped = skip(made, moved, day("2026-11-10"))
    assert _due(skipped.next) == "2026-11-16"
    assert skipped.series.moved == frozenset()


@pytest.mark.parametrize("on", ["2026-11-23", "2026-11-24"])
def test_another_that_was_moved_to_later_brings_back_none_of_those_that_were_missed(
    on: str,
) -> None:
    made = move_one(series("FREQ=WEEKLY", "2026-11-02"), day("2026-11-09"), day("2026-12-25"))
    assert _due(complete(made, _open("2026-11-16"), day(on)).next) == "2026-11-30"


def test_completing_twice_makes_one_successor() -> None:
    made = _from_completion("FREQ=MONTHLY;COUNT=5", "2026-08-29")
    once = complete(made, _open("2026-08-29"), day("2026-09-10"))
    assert complete(made, _open("2026-08-29"), day("2026-09-10")) == once


def test_a_completion_on_no_day_that_a_task_can_be_due_on_is_refused() -> None:
    made, due = series("FREQ=DAILY", "2026-11-01"), _open("2026-11-01")
    for move in (complete, skip):
        with pytest.raises(RecurrenceError) as refused:
            move(made, due, date.max)
        assert refused.value.code is Code.VALUE


@settings(max_examples=examples(300), deadline=None)
@given(rules(any_skip=True), st.sampled_from(Anchor), starts, st.integers(-30, 900), st.booleans())
def test_the_next_one_is_never_in_the_past_and_never_the_same(
    rule: Rule, anchor: Anchor, start: date, late: int, catch_up: bool
) -> None:
    made = Series(
        rule=replace(rule, anchor=anchor, until=start + timedelta(days=9000)), start=start
    )
    found = first_occurrence(made)
    if found is None:
        return
    on = found.due + timedelta(days=late)
    try:
        done = complete(made, found, on, catch_up=catch_up)
    except RecurrenceError:
        assert on > date(2090, 1, 1)
        return
    if done.next is None:
        return
    is_caught_up = catch_up and anchor is Anchor.DUE
    assert is_caught_up or done.next.due > on
    if anchor is Anchor.DUE:
        assert done.next.original > found.original
    if is_caught_up:
        assert done.next == next_occurrence(made, found.original)

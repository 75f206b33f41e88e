"""While a series is paused nothing is due, and afterwards it goes on as if nothing had been."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import day, days, rules, series, starts
from taskora_api.recurrence.completion import complete
from taskora_api.recurrence.editing import move_one
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.occurrences import (
    first_occurrence,
    next_occurrence,
    occurrences_between,
)
from taskora_api.recurrence.pausing import pause, resume
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Occurrence, Pause, Series
from taskora_api.recurrence.vocabulary import Anchor

DAILY = series("FREQ=DAILY", "2026-11-01")


def _dues(made: Series, first: str, last: str) -> list[date]:
    return [each.due for each in occurrences_between(made, day(first), day(last))]


def test_nothing_is_due_from_its_first_day_until_the_day_before_it_is_over() -> None:
    paused = pause(DAILY, day("2026-11-03"), day("2026-11-06"))
    assert _dues(paused, "2026-11-01", "2026-11-07") == days(
        "2026-11-01 2026-11-02 2026-11-06 2026-11-07"
    )


def test_a_pause_without_end_holds_all_back_until_it_is_resumed() -> None:
    paused = pause(series("FREQ=DAILY;INTERVAL=2", "2026-11-01"), day("2026-11-04"))
    done = complete(paused, Occurrence(day("2026-11-03"), day("2026-11-03")), day("2026-11-03"))
    assert done.next is None
    assert paused.paused_since == day("2026-11-04")
    resumed = resume(paused, day("2026-11-10"))
    # The interval counts on through the pause.
    assert next_occurrence(resumed, day("2026-11-03")) == Occurrence(
        day("2026-11-11"), day("2026-11-11")
    )


def test_from_completion_it_goes_on_after_the_pause() -> None:
    rule = read_rule("FREQ=DAILY;INTERVAL=3", anchor=Anchor.COMPLETION)
    paused = pause(Series(rule=rule, start=day("2026-11-01")), day("2026-11-02"))
    done = complete(paused, Occurrence(day("2026-11-01"), day("2026-11-01")), day("2026-11-01"))
    assert done.next is None
    resumed = first_occurrence(resume(done.series, day("2026-11-06")))
    assert resumed == Occurrence(day("2026-11-07"), day("2026-11-07"))


def test_what_falls_into_a_pause_is_counted_by_count() -> None:
    paused = pause(series("FREQ=DAILY;COUNT=5", "2026-11-01"), day("2026-11-02"), day("2026-11-04"))
    assert _dues(paused, "2026-11-01", "2026-12-01") == days("2026-11-01 2026-11-04 2026-11-05")


def test_one_that_was_moved_out_of_a_pause_is_due() -> None:
    moved = move_one(DAILY, day("2026-11-05"), day("2026-11-02"))
    paused = pause(moved, day("2026-11-03"))
    assert next_occurrence(paused, day("2026-11-02")) == Occurrence(
        day("2026-11-05"), day("2026-11-02")
    )
    assert next_occurrence(paused, day("2026-11-05")) is None


def test_a_pause_that_ends_on_its_first_day_never_was() -> None:
    assert resume(pause(DAILY, day("2026-11-03")), day("2026-11-03")) == DAILY


def test_pauses_beside_one_another_are_two() -> None:
    made = pause(pause(DAILY, day("2026-11-05"), day("2026-11-07")), day("2026-11-07"))
    made = pause(made, day("2026-11-03"), day("2026-11-05"))
    assert len(made.pauses) == 3
    assert resume(made, day("2026-11-06")).pauses >= {Pause(day("2026-11-05"), day("2026-11-06"))}


@pytest.mark.parametrize(
    ("first", "resumed", "code"),
    [
        ("2026-11-04", "2026-11-04", Code.VALUE),
        ("2026-11-04", "2026-11-03", Code.VALUE),
        ("1800-01-01", None, Code.VALUE),
        ("2026-11-12", None, Code.PAUSED),
        ("2026-11-01", None, Code.PAUSED),
        ("2026-11-09", "2026-11-11", Code.PAUSED),
    ],
)
def test_a_pause_that_cannot_be_is_refused(first: str, resumed: str | None, code: Code) -> None:
    paused = pause(DAILY, day("2026-11-10"), day("2026-11-20"))
    with pytest.raises(RecurrenceError) as refused:
        pause(paused, day(first), None if resumed is None else day(resumed))
    assert refused.value.code is code


def test_while_a_pause_has_no_end_there_is_none_after_it_and_may_be_one_before_it() -> None:
    paused = pause(DAILY, day("2026-11-10"))
    for resumed in (None, day("2026-12-31")):
        with pytest.raises(RecurrenceError) as refused:
            pause(paused, day("2026-12-01"), resumed)
        assert refused.value.code is Code.PAUSED
    assert len(pause(paused, day("2026-11-08"), day("2026-11-10")).pauses) == 2


def test_resuming_what_is_not_paused_is_refused() -> None:
    paused = pause(DAILY, day("2026-11-10"), day("2026-11-20"))
    with pytest.raises(RecurrenceError) as refused:
        resume(paused, day("2026-11-20"))
    assert refused.value.code is Code.NOT_PAUSED


@settings(max_examples=examples(150), deadline=None)
@given(rules(any_skip=True), starts, st.integers(0, 400), st.integers(1, 400))
def test_outside_of_a_pause_all_is_as_without_it(
    rule: Rule, start: date, after: int, length: int
) -> None:
    made = Series(rule=rule, start=start)
    first = start + timedelta(days=after)
    resumed, last = first + timedelta(days=length), first + timedelta(days=800)
    whole = occurrences_between(made, start, last)
    paused = occurrences_between(pause(made, first, resumed), start, last)
    assert paused == [each for each in whole if not first <= each.due < resumed]

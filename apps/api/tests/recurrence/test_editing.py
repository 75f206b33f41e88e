"""Changing one occurrence, or one and all that follow it."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import BACKWARD, FORWARD, day, days, rules, series, starts
from taskora_api.recurrence.completion import skip
from taskora_api.recurrence.editing import change_rule, move_one, on_weekday, split
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.occurrences import (
    first_occurrence,
    next_occurrence,
    occurrences_after,
    occurrences_between,
)
from taskora_api.recurrence.pausing import pause
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Occurrence, Series
from taskora_api.recurrence.vocabulary import Anchor

WEEKLY = series("FREQ=WEEKLY", "2026-11-02")


def _dues(made: Series | None, first: str, last: str) -> list[date]:
    if made is None:
        return []
    return [each.due for each in occurrences_between(made, day(first), day(last))]


def test_one_is_due_on_another_date_and_all_others_stay() -> None:
    moved = move_one(WEEKLY, day("2026-11-09"), day("2026-11-11"))
    assert _dues(moved, "2026-11-01", "2026-11-30") == days(
        "2026-11-02 2026-11-11 2026-11-16 2026-11-23 2026-11-30"
    )
    assert moved.rule == WEEKLY.rule


def test_a_range_has_what_is_due_in_it_in_the_order_of_due_dates() -> None:
    moved = move_one(WEEKLY, day("2026-11-09"), day("2026-11-25"))
    moved = move_one(moved, day("2026-12-14"), day("2026-11-17"))
    moved = move_one(moved, day("2026-11-16"), day("2026-12-31"))
    assert occurrences_between(moved, day("2026-11-09"), day("2026-11-30")) == [
        Occurrence(day("2026-12-14"), day("2026-11-17")),
        Occurrence(day("2026-11-23"), day("2026-11-23")),
        Occurrence(day("2026-11-09"), day("2026-11-25")),
        Occurrence(day("2026-11-30"), day("2026-11-30")),
    ]


@pytest.mark.parametrize("due", ["2026-11-09", "2026-11-30"])
def test_a_range_has_what_was_moved_to_its_first_and_to_its_last_day(due: str) -> None:
    for original in ("2026-11-02", "2026-12-14"):
        moved = move_one(series("FREQ=MONTHLY;BYDAY=MO", "2026-11-02"), day(original), day(due))
        found = occurrences_between(moved, day("2026-11-09"), day("2026-11-30"))
        assert Occurrence(day(original), day(due)) in found


def test_what_comes_after_a_date_ends_where_it_is_wanted_to_end() -> None:
    paused = pause(WEEKLY, day("2027-01-01"))
    found = occurrences_after(paused, day("2026-11-02"), day("2026-11-16"))
    assert [each.due for each in found] == days("2026-11-09 2026-11-16")


@pytest.mark.parametrize(
    ("first", "last"), [(date.min, date(2026, 1, 1)), (date(2026, 1, 1), date.max)]
)
def test_a_range_outside_of_the_calendar_is_refused(first: date, last: date) -> None:
    with pytest.raises(RecurrenceError) as refused:
        occurrences_between(WEEKLY, first, last)
    assert refused.value.code is Code.VALUE
    with pytest.raises(RecurrenceError) as refused:
        next_occurrence(WEEKLY, date.max)
    assert refused.value.code is Code.CALENDAR_END


def test_moved_again_it_has_one_date_and_moved_back_none_of_its_own() -> None:
    moved = move_one(WEEKLY, day("2026-11-09"), day("2026-11-11"))
    again = move_one(moved, day("2026-11-09"), day("2026-11-12"))
    assert again.moved == {Occurrence(day("2026-11-09"), day("2026-11-12"))}
    assert move_one(again, day("2026-11-09"), day("2026-11-09")) == WEEKLY


def _rule(text: str, anchor: Anchor = Anchor.DUE) -> Rule:
    return read_rule(text, anchor=anchor)


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;COUNT=5;BYDAY=TU", 3),
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;COUNT=6;BYDAY=TU", 6),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=5;BYDAY=TU", 5),
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;BYDAY=TU", None),
    ],
)
def test_a_count_that_is_as_it_was_goes_on(before: str, after: str, left: int | None) -> None:
    made = series(before, "2026-11-02")
    changed = change_rule(made, day("2026-11-16"), _rule(after), day("2026-11-17"))
    assert changed.rule == _rule(after) if left is None else changed.rule.count == left


def test_another_rule_keeps_what_was_changed_of_dates_that_it_gives_too() -> None:
    made = series("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-02")
    for original in ("2026-11-09", "2026-11-12", "2026-11-16"):
        made = skip(made, Occurrence(day(original), day(original)), day("2026-11-01")).series
    made = move_one(made, day("2026-11-19"), day("2026-11-21"))
    made = move_one(made, day("2026-11-23"), day("2026-11-24"))
    changed = change_rule(
        made, day("2026-11-02"), _rule("FREQ=WEEKLY;BYDAY=TU,TH"), day("2026-11-03")
    )
    assert changed.skipped == {day("2026-11-12")}
    assert changed.moved == {Occurrence(day("2026-11-19"), day("2026-11-21"))}
    # What is due where one was left out is meant to be due.
    there = change_rule(made, day("2026-11-02"), _rule("FREQ=WEEKLY;BYDAY=TH"), day("2026-11-12"))
    assert there.skipped == frozenset()
    late = _rule("FREQ=WEEKLY;BYDAY=TH", Anchor.COMPLETION)
    assert change_rule(made, day("2026-11-02"), late, day("2026-11-05")).skipped == frozenset()


@pytest.mark.parametrize("original", ["2026-11-03", "2026-10-26", "2026-11-09"])
def test_what_is_no_occurrence_cannot_be_moved_or_split_at(original: str) -> None:
    made = skip(WEEKLY, Occurrence(day("2026-11-09"), day("2026-11-09")), day("2026-11-09")).series
    with pytest.raises(RecurrenceError) as refused:
        move_one(made, day(original), day("2026-11-20"))
    assert refused.value.code is Code.NOT_AN_OCCURRENCE
    with pytest.raises(RecurrenceError) as refused:
        split(made, day(original))
    assert refused.value.code is Code.NOT_AN_OCCURRENCE


def test_one_cannot_be_moved_to_where_no_task_can_be_due() -> None:
    with pytest.raises(RecurrenceError) as refused:
        move_one(WEEKLY, day("2026-11-09"), day("3000-01-01"))
    assert refused.value.code is Code.VALUE


@pytest.mark.parametrize("start", ["1899-12-31", "3000-01-01"])
def test_no_series_begins_where_no_task_can_be_due(start: str) -> None:
    with pytest.raises(RecurrenceError) as refused:
        series("FREQ=DAILY", start)
    assert refused.value.code is Code.VALUE


def test_this_and_following_get_another_rule_and_what_was_before_stays() -> None:
    rule = read_rule("FREQ=WEEKLY;BYDAY=TH")
    parts = split(WEEKLY, day("2026-11-16"), rule=rule)
    assert _dues(parts.before, "2026-11-01", "2026-12-31") == days("2026-11-02 2026-11-09")
    assert _dues(parts.following, "2026-11-01", "2026-12-01") == days("2026-11-19 2026-11-26")


def test_an_occurrence_that_still_matches_the_new_rule_stays() -> None:
    """On a Tuesday, from each day to weekdays (super-productivity#7951)."""
    daily = series("FREQ=DAILY", "2026-11-01")
    weekdays = read_rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    parts = split(daily, day("2026-11-24"), rule=weekdays)
    found = first_occurrence(parts.following)
    assert found == Occurrence(day("2026-11-24"), day("2026-11-24"))


def test_a_start_that_is_moved_earlier_adds_no_date_that_the_rule_does_not_give() -> None:
    """From a Monday to the Saturday before (super-productivity#7423)."""
    rule = read_rule("FREQ=WEEKLY;BYDAY=MO,WE,FR")
    parts = split(
        Series(rule=rule, start=day("2026-11-02")), day("2026-11-02"), start=day("2026-10-31")
    )
    assert parts.before is None
    assert _dues(parts.following, "2026-10-01", "2026-11-06") == days(
        "2026-11-02 2026-11-04 2026-11-06"
    )


def test_what_is_left_of_count_goes_to_what_follows() -> None:
    made = series("FREQ=WEEKLY;COUNT=5", "2026-11-02")
    same = split(made, day("2026-11-16"))
    assert _dues(same.following, "2026-11-01", "2027-12-31") == days(
        "2026-11-16 2026-11-23 2026-11-30"
    )
    shifted = split(made, day("2026-11-16"), start=day("2026-11-17"))
    assert _dues(shifted.following, "2026-11-01", "2027-12-31") == days(
        "2026-11-17 2026-11-24 2026-12-01"
    )
    own = split(made, day("2026-11-16"), rule=read_rule("FREQ=DAILY;COUNT=2"))
    assert _dues(own.following, "2026-11-01", "2027-12-31") == days("2026-11-16 2026-11-17")


def test_a_split_on_a_clamped_day_still_remembers_the_wanted_day() -> None:
    made = series(f"FREQ=MONTHLY{BACKWARD}", "2026-01-31")
    parts = split(made, day("2026-02-28"))
    assert _dues(parts.following, "2026-01-01", "2026-04-30") == days(
        "2026-02-28 2026-03-31 2026-04-30"
    )


def test_a_split_on_a_day_of_the_next_month_keeps_the_interval() -> None:
    made = series(f"FREQ=MONTHLY;INTERVAL=3{FORWARD}", "2026-01-31")
    parts = split(made, day("2026-05-01"))
    assert _dues(parts.following, "2026-01-01", "2026-10-31") == days(
        "2026-05-01 2026-07-31 2026-10-31"
    )


@pytest.mark.parametrize(
    ("at", "skipped_before", "moved_before"), [("2026-11-04", [2], [3]), ("2026-11-03", [2], [])]
)
def test_what_was_skipped_and_moved_goes_to_the_part_that_has_its_original_date(
    at: str, skipped_before: list[int], moved_before: list[int]
) -> None:
    made = series("FREQ=DAILY", "2026-11-01")
    for number in (2, 5):
        on = date(2026, 11, number)
        made = skip(made, Occurrence(on, on), on).series
    for number in (3, 4, 6):
        made = move_one(made, date(2026, 11, number), date(2026, 12, number))
    parts = split(made, day(at))
    assert parts.before is not None
    assert [each.day for each in parts.before.skipped] == skipped_before
    assert [each.original.day for each in parts.before.moved] == moved_before
    assert parts.following.skipped == made.skipped - parts.before.skipped
    assert parts.following.moved == made.moved - parts.before.moved


@settings(max_examples=examples(150), deadline=None)
@given(rules(any_skip=True), starts, st.data())
def test_the_parts_of_a_split_have_together_what_the_series_had(
    rule: Rule, start: date, data: st.DataObject
) -> None:
    last = start + timedelta(days=900)
    made = Series(rule=rule, start=start)
    whole = occurrences_between(made, start, last)
    assume(len(whole) > 2)
    places = st.integers(0, len(whole) - 1)
    skipped, moved, at = data.draw(places), data.draw(places), data.draw(places)
    assume(len({skipped, moved, at}) == 3)
    made = skip(made, whole[skipped], start).series
    made = move_one(made, whole[moved].original, whole[moved].due + timedelta(days=1))
    made = pause(made, start + timedelta(days=100), start + timedelta(days=130))
    parts = split(made, whole[at].original)
    before = occurrences_between(parts.before, start, last) if parts.before else []
    following = occurrences_between(parts.following, start, last)
    assert sorted([*before, *following]) == sorted(occurrences_between(made, start, last))
    assert all(each.original < whole[at].original for each in before)
    assert all(each.original >= whole[at].original for each in following)
    assert (parts.before is None) is (at == 0)


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=MO", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU"),
        ("FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;BYDAY=MO,WE", None),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1", None),
        ("FREQ=DAILY;BYDAY=MO", None),
        ("FREQ=MONTHLY;BYDAY=1MO", None),
    ],
)
def test_a_weekly_rule_of_one_weekday_takes_that_of_a_day(rule: str, moved: str | None) -> None:
    assert on_weekday(read_rule(rule), day("2027-01-19")) == read_rule(moved or rule)

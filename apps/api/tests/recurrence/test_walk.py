"""From a rule and a start to dates: in order, each once, in bounded steps."""

from datetime import date, timedelta
from itertools import islice, pairwise, takewhile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import BACKWARD, FORWARD, day, days, first_dates, rules, starts
from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.expansion import dates_in_period, days_tried
from taskora_api.recurrence.month_days import days_in
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import CALENDAR_LAST, Rule
from taskora_api.recurrence.vocabulary import Frequency, Skip
from taskora_api.recurrence.walk import DAYS_IN_VAIN_MAX, STEPS_MAX, walk

LIMIT = 8
EVERY_DAY = ",".join(map(str, range(1, 32)))
YEARS = timedelta(days=365 * 8)


@pytest.mark.parametrize(
    ("rule", "start", "dates"),
    [
        (
            f"FREQ=MONTHLY{BACKWARD}",
            "2026-01-31",
            "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31",
        ),
        (f"FREQ=MONTHLY{BACKWARD}", "2024-01-30", "2024-01-30 2024-02-29 2024-03-30"),
        (
            f"FREQ=MONTHLY;BYMONTHDAY=31{BACKWARD}",
            "2026-02-10",
            "2026-02-28 2026-03-31 2026-04-30",
        ),
        (f"FREQ=MONTHLY;BYMONTHDAY=29,30,31{BACKWARD}", "2026-02-10", "2026-02-28 2026-03-29"),
        (
            f"FREQ=MONTHLY;BYMONTHDAY=1,31{FORWARD}",
            "2026-04-10",
            "2026-05-01 2026-05-31 2026-06-01",
        ),
        (f"FREQ=MONTHLY;INTERVAL=2{FORWARD}", "2026-02-28", "2026-02-28 2026-04-28"),
        (
            f"FREQ=MONTHLY;BYMONTHDAY=-31{BACKWARD}",
            "2026-04-01",
            "2026-05-01 2026-05-31 2026-07-01",
        ),
        (f"FREQ=MONTHLY;BYMONTHDAY=-31{FORWARD}", "2026-04-01", "2026-04-01 2026-05-01 2026-06-01"),
        (f"FREQ=YEARLY{BACKWARD}", "2024-02-29", "2024-02-29 2025-02-28 2026-02-28 2027-02-28"),
        (
            f"FREQ=YEARLY{BACKWARD}",
            "2027-02-28",
            "2027-02-28 2028-02-28",
        ),
        (f"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30{FORWARD}", "2026-01-01", "2026-03-01 2027-03-01"),
        # SKIP comes before BYDAY: of the last days, those on a Friday.
        (f"FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR{BACKWARD}", "2026-01-01", "2026-07-31 2027-04-30"),
        ("FREQ=DAILY;BYMONTHDAY=-1", "2026-02-01", "2026-02-28 2026-03-31"),
        (f"FREQ=DAILY;BYMONTHDAY=31{BACKWARD}", "2026-02-01", "2026-03-31 2026-05-31"),
        # The start is a Saturday, and no date of its rule.
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=3", "2026-01-03", "2026-01-05 2026-01-07 2026-01-09"),
        # Each second week counts from the Monday before a start on a Saturday or a Sunday.
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA",
            "2026-01-03",
            "2026-01-03 2026-01-12 2026-01-17 2026-01-26",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU",
            "2026-01-04",
            "2026-01-04 2026-01-12 2026-01-18 2026-01-26",
        ),
        # A month that has one of both has no last but one.
        ("FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=-2", "2026-01-01", "2026-01-30 2026-03-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=-2", "2026-04-01", "2026-05-30 2026-07-30"),
        # Both kinds of entries count: each Monday, of which the first is one.
        ("FREQ=MONTHLY;BYDAY=MO,1MO;COUNT=3", "2026-01-01", "2026-01-05 2026-01-12 2026-01-19"),
    ],
)
def test_the_dates_of_a_rule(rule: str, start: str, dates: str) -> None:
    """The first match, clamped days and others (super-productivity#5594)."""
    wanted = days(dates)
    assert first_dates(read_rule(rule), day(start), len(wanted)) == wanted


def test_a_series_ends_after_its_count_and_on_its_last_date() -> None:
    counted = read_rule("FREQ=DAILY;COUNT=2")
    until = read_rule("FREQ=DAILY;UNTIL=20260102")
    start = date(2026, 1, 1)
    assert list(walk(counted, start, start)) == list(walk(until, start, start))
    assert list(walk(until, start, date(2026, 1, 3))) == []


def test_the_last_date_of_a_year_may_be_early_in_it() -> None:
    rule = read_rule("FREQ=YEARLY;UNTIL=20270110")
    start = date(2026, 1, 10)
    assert list(walk(rule, start, start)) == days("2026-01-10 2027-01-10")


@settings(max_examples=examples(250), deadline=None)
@given(rules(any_skip=True), starts, st.integers(0, 2000))
def test_a_walk_that_begins_later_gives_the_same_dates(rule: Rule, start: date, later: int) -> None:
    since, last = start + timedelta(days=later), start + YEARS
    whole = list(walk(rule, start, start, last))
    assert all(one < next_one for one, next_one in pairwise(whole))
    assert list(walk(rule, start, since, last)) == [found for found in whole if found >= since]


@settings(max_examples=examples(200), deadline=None)
@given(rules(any_skip=True), starts, st.integers(1, LIMIT))
def test_count_and_until_end_the_same_dates(rule: Rule, start: date, count: int) -> None:
    dates = list(islice(walk(rule, start, start, start + YEARS), count))
    assume(len(dates) == count)
    counted = _with(rule, count=count)
    assert list(walk(counted, start, start)) == dates
    assert list(walk(_with(rule, until=dates[-1]), start, start)) == dates
    assert list(walk(counted, start, dates[-1])) == dates[-1:]


def _with(rule: Rule, *, count: int | None = None, until: date | None = None) -> Rule:
    lists = {name: getattr(rule, name) for name in ("months", "month_days", "weekdays")}
    return Rule(
        frequency=rule.frequency,
        interval=rule.interval,
        count=count,
        until=until,
        positions=rule.positions,
        week_start=rule.week_start,
        skip=rule.skip,
        **lists,
    )


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(1, 31), starts, st.sampled_from([Skip.BACKWARD, Skip.FORWARD]))
def test_with_skip_each_month_has_its_date_and_remembers_the_wanted_day(
    number: int, start: date, skip: Skip
) -> None:
    rule = Rule(frequency=Frequency.MONTHLY, month_days=(number,), skip=skip)
    month = start.replace(day=1)
    for found in islice(walk(rule, month, month), 30):
        length = days_in(month.year, month.month)
        after = month + timedelta(days=length)
        clamped = after - timedelta(days=1) if skip is Skip.BACKWARD else after
        assert found == (clamped if number > length else month.replace(day=number))
        month = after


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Code.CALENDAR_END),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31", Code.CALENDAR_END),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", Code.TOO_MANY_STEPS),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", Code.TOO_MANY_STEPS),
        (f"FREQ=YEARLY;BYMONTHDAY={EVERY_DAY};BYDAY=MO,TU;BYSETPOS=366", Code.TOO_MANY_STEPS),
        (f"FREQ=MONTHLY;BYMONTHDAY={EVERY_DAY};BYDAY=MO;BYSETPOS=6", Code.TOO_MANY_STEPS),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", Code.TOO_MANY_STEPS),
        ("FREQ=DAILY;COUNT=3;BYMONTH=4;BYMONTHDAY=31", Code.TOO_MANY_STEPS),
    ],
)
def test_a_rule_that_never_matches_is_a_typed_error(rule: str, code: Code) -> None:
    """Also where an interval never meets its weekday (dateutil#1441, dateutil#1094)."""
    start = date(2026, 1, 1)
    with pytest.raises(RecurrenceError) as refused:
        next(walk(read_rule(rule), start, start))
    assert refused.value.code is code


@pytest.fixture
def expanded(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The first days of the periods that were expanded."""
    firsts: list[date] = []

    def noting(rule: Rule, start: date, first: date) -> list[date]:
        firsts.append(first)
        return dates_in_period(rule, start, first)

    monkeypatch.setattr("taskora_api.recurrence.walk.dates_in_period", noting)
    return firsts


def test_no_question_expands_more_periods_than_the_bound(expanded: list[date]) -> None:
    start = date(2026, 1, 1)
    with pytest.raises(RecurrenceError):
        list(walk(read_rule("FREQ=DAILY"), start, start))
    assert len(expanded) == STEPS_MAX


def test_what_lies_before_the_question_is_jumped_over_but_for_one_period(
    expanded: list[date],
) -> None:
    start, far = date(2026, 1, 1), date(2900, 1, 1)
    assert next(walk(read_rule("FREQ=MONTHLY;INTERVAL=6"), start, far)) == far
    assert expanded == days("2899-07-01 2900-01-01")


def test_days_are_tried_in_vain_up_to_the_bound_itself(expanded: list[date]) -> None:
    """Thirty of each month, which never has six Mondays."""
    thirty = ",".join(map(str, range(1, 31)))
    rule = read_rule(f"FREQ=MONTHLY;BYMONTHDAY={thirty};BYDAY=MO;BYSETPOS=6")
    start = date(2026, 1, 1)
    with pytest.raises(RecurrenceError):
        next(walk(rule, start, start))
    assert len(expanded) == DAYS_IN_VAIN_MAX / 30


@pytest.mark.parametrize(
    ("rule", "total"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1,2", 2),
        ("FREQ=MONTHLY;BYDAY=MO", 31),
        ("FREQ=YEARLY;BYMONTHDAY=1,2,3", 3 * 12),
        ("FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=29,30,31", 2 * 3),
        ("FREQ=YEARLY;BYMONTH=2,3;BYDAY=MO,TU", 2 * 31),
        ("FREQ=YEARLY;BYDAY=MO", 12 * 31),
        # No list of days: there is one at most, or one of each month that is named.
        ("FREQ=MONTHLY", 1),
        ("FREQ=YEARLY;BYMONTH=2,3", 1),
        ("FREQ=DAILY;BYMONTHDAY=1,2", 1),
        ("FREQ=WEEKLY;BYDAY=MO,TU", 1),
    ],
)
def test_the_days_that_a_period_tries_are_those_that_it_lists(rule: str, total: int) -> None:
    assert days_tried(read_rule(rule)) == total


def test_rare_days_that_exist_are_found() -> None:
    leap_monday = read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")
    start = date(2072, 3, 1)
    assert next(walk(leap_monday, start, start)) == date(2112, 2, 29)


def test_a_range_of_an_impossible_rule_is_empty_and_no_error() -> None:
    rule = read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    start = date(2026, 1, 1)
    assert list(walk(rule, start, start, date(2030, 1, 1))) == []


def test_a_range_ends_with_a_day_that_comes_of_the_month_after() -> None:
    rule = read_rule(f"FREQ=MONTHLY;BYMONTHDAY=-31{BACKWARD}")
    start, last = date(2026, 3, 1), date(2026, 3, 31)
    assert list(walk(rule, start, start, last)) == [start, last]


def test_dates_stay_within_what_a_task_can_be_due_on() -> None:
    rule = read_rule(f"FREQ=MONTHLY{FORWARD}")
    start = date(2999, 10, 31)
    assert list(walk(rule, start, start, CALENDAR_LAST)) == days("2999-10-31 2999-12-01 2999-12-31")
    with pytest.raises(RecurrenceError) as refused:
        list(walk(rule, start, start))
    assert refused.value.code is Code.CALENDAR_END
    with pytest.raises(RecurrenceError) as refused:
        next(walk(rule, date(1899, 12, 31), start))
    assert refused.value.code is Code.VALUE


def test_a_range_that_leads_out_of_the_calendar_has_no_date_outside_of_it() -> None:
    found: list[date] = []
    start = date(2999, 12, 30)
    with pytest.raises(RecurrenceError) as refused:
        # What comes before the error stays.
        found.extend(walk(read_rule("FREQ=DAILY"), start, start, date(3000, 1, 2)))
    assert refused.value.code is Code.CALENDAR_END
    assert found == [start, CALENDAR_LAST]


def test_a_walk_is_lazy() -> None:
    start = date(2026, 1, 1)
    found = takewhile(lambda each: each.year == 2026, walk(read_rule("FREQ=DAILY"), start, start))
    assert len(list(found)) == 365

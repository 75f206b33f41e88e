"""Rules give what rrule-temporal gives, inside of a bounded subset.

Outside of it, and rows of docs/recurrence.md, are SKIP beside BYMONTHDAY, weekdays of which some
have an ordinal, and two uses of an ordinal within a year.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.examples import examples
from support.recurrence import RruleTemporal, rules, running_rrule_temporal, starts
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.vocabulary import Frequency, Skip
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.writing import write_rule

LIMIT = 8
WEEKS_OF_A_LONG_YEAR = 53
YEARS_COMPARED = timedelta(days=365 * 25)


@pytest.fixture(scope="module")
def temporal() -> Iterator[RruleTemporal]:
    """One process for all rules."""
    with running_rrule_temporal() as running:
        yield running


def _ours(rule: Rule, start: date) -> list[date]:
    return list(islice(walk(rule, start, start, start + YEARS_COMPARED), LIMIT))


def _theirs(temporal: RruleTemporal, rule: Rule, start: date) -> list[date]:
    """Give theirs until the same last day; an impossible rule is an error there."""
    text = f"DTSTART;TZID=UTC:{start:%Y%m%d}T000000\nRRULE:{write_rule(rule)}"
    until = f";UNTIL={start + YEARS_COMPARED:%Y%m%d}T000000Z"
    try:
        times = temporal.times(text + until, LIMIT)
    except ValueError as error:
        if "Maximum iterations" not in str(error):
            raise
        return []
    return [date.fromisoformat(time[:10]) for time in times]


@settings(max_examples=examples(400), deadline=None)
@given(rule=rules(), start=starts)
def test_the_dates_are_those_of_rrule_temporal(
    temporal: RruleTemporal, rule: Rule, start: date
) -> None:
    assume(not _is_read_otherwise(rule))
    assert _ours(rule, start) == _theirs(temporal, rule, start)


def _is_read_otherwise(rule: Rule) -> bool:
    if rule.frequency is not Frequency.YEARLY or rule.months:
        return False
    ordinals = [abs(entry.ordinal) for entry in rule.weekdays if entry.ordinal]
    return bool(ordinals) and (bool(rule.month_days) or max(ordinals) == WEEKS_OF_A_LONG_YEAR)


@settings(max_examples=examples(200), deadline=None)
@given(
    rule=st.builds(
        Rule,
        frequency=st.sampled_from([Frequency.MONTHLY, Frequency.YEARLY]),
        interval=st.integers(1, 13),
        skip=st.sampled_from([Skip.BACKWARD, Skip.FORWARD]),
    ),
    month=st.integers(1, 12),
    number=st.integers(28, 31),
)
def test_a_day_that_its_month_does_not_have_is_taken_as_rrule_temporal_takes_it(
    temporal: RruleTemporal, rule: Rule, month: int, number: int
) -> None:
    start = date(2024, month, 1) + timedelta(days=number - 1)
    assert _ours(rule, start) == _theirs(temporal, rule, start)


def test_an_impossible_rule_ends_with_an_error_in_both(temporal: RruleTemporal) -> None:
    rule = Rule(frequency=Frequency.YEARLY, months=(2,), month_days=(30,))
    start = date(2026, 1, 1)
    with pytest.raises(RecurrenceError):
        next(walk(rule, start, start))
    assert _theirs(temporal, rule, start) == []

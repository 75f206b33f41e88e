"""Rules without SKIP give what python-dateutil gives, inside of a bounded subset.

Outside of it are SKIP, which that library refuses; set positions of a first week that begins before
the start, and weekdays of which some have an ordinal (rows of docs/recurrence.md); and rules that
give nothing for years, over which it takes minutes: those are compared with rrule-temporal.
"""

from datetime import date, datetime, timedelta
from itertools import islice

from hypothesis import assume, given, settings

from support.examples import examples
from support.recurrence import dateutil_times, rules, starts
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.vocabulary import Frequency
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.writing import write_rule

LIMIT = 12
YEARS_COMPARED = timedelta(days=365 * 25)


@settings(max_examples=examples(500), deadline=None)
@given(rules(), starts)
def test_the_dates_are_those_of_dateutil(rule: Rule, start: date) -> None:
    if rule.frequency is Frequency.WEEKLY and rule.positions:
        start -= timedelta(days=(start.weekday() - rule.week_start) % 7)
    dates = list(islice(walk(rule, start, start, start + YEARS_COMPARED), LIMIT))
    assume(dates)
    text = f"DTSTART:{datetime.combine(start, datetime.min.time()):%Y%m%dT%H%M%S}"
    theirs = dateutil_times(f"{text}\nRRULE:{write_rule(rule)}", len(dates))
    assert dates == [time.date() for time in theirs]

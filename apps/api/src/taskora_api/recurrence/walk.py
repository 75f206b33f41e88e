"""From a rule and a start to dates, in bounded steps."""

from collections.abc import Iterator
from datetime import date, timedelta

from taskora_api.recurrence.errors import Code, RecurrenceError
from taskora_api.recurrence.expansion import dates_in_period, days_tried
from taskora_api.recurrence.periods import periods
from taskora_api.recurrence.rule import CALENDAR_LAST, Rule, check_date

# Periods that one question may take. Days that are rare and exist, such as a 29th of February on a
# Monday, are at most 40 years apart: 14,610 daily periods.
STEPS_MAX = 20_000
# Days that may be tried in a row for nothing: 80 years of a rule that names each day of its months
# from both ends. A long list of days that never come must not hold a process for seconds.
DAYS_IN_VAIN_MAX = 60_000
ONE_DAY = timedelta(days=1)


def walk(rule: Rule, start: date, since: date, last: date | None = None) -> Iterator[date]:
    """Give the dates of a rule from `since` on, in order, each once.

    The first date of a rule is the first match on or after `start`; a start that its rule does not
    match is no date of it, and COUNT counts from the first match. The walk ends with COUNT, UNTIL
    and after `last`. A rule with COUNT is walked from its start, any other from near `since`.

    Raises `RecurrenceError`: TOO_MANY_STEPS after 20,000 periods or 60,000
    days in vain, CALENDAR_END after the last day
    that a task can be due on, VALUE for a start that is none of those days.
    """
    check_date("the start", start)
    ends = [day for day in (rule.until, last) if day is not None and day <= CALENDAR_LAST]
    end = min(ends, default=CALENDAR_LAST)
    begin = start if rule.count is not None else max(start, since)
    for number, day in enumerate(_until(rule, start, begin, end), start=1):
        if day >= since:
            yield day
        if number == rule.count:
            return
    if not ends:
        raise RecurrenceError(
            Code.CALENDAR_END, f"the rule gives no further date until {CALENDAR_LAST}"
        )


def _until(rule: Rule, start: date, begin: date, end: date) -> Iterator[date]:
    """Give all dates from the start on, of which those before `begin` may be missing."""
    latest = start - ONE_DAY
    days, in_vain = days_tried(rule), 0
    for step, first in enumerate(periods(rule, start, begin)):
        # A day -31 that is taken backward lies one day before its period.
        if first > end + ONE_DAY:
            return
        if step == STEPS_MAX:
            raise RecurrenceError(
                Code.TOO_MANY_STEPS, f"the rule was followed through {STEPS_MAX} periods to {first}"
            )
        in_vain += days
        if in_vain > DAYS_IN_VAIN_MAX:
            raise RecurrenceError(
                Code.TOO_MANY_STEPS, f"{DAYS_IN_VAIN_MAX} days to {first} were tried in vain"
            )
        for day in dates_in_period(rule, start, first):
            if day > end:
                return
            if day > latest:
                latest, in_vain = day, 0
                yield day

"""The periods of a rule: days, weeks, months or years, each by its number."""

from collections.abc import Iterator
from datetime import date

from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.vocabulary import Frequency

DAYS_IN_A_WEEK = 7
MONTHS_IN_A_YEAR = 12


def periods(rule: Rule, start: date, since: date) -> Iterator[date]:
    """Give the first days of the periods of a rule, without end, from near `since` on.

    The period of `start` is the first, and from there each `interval`th follows. What lies before
    `since` is jumped over, but for one period, because FORWARD takes a day into the next period.
    """
    number = _number(rule, start)
    ahead = (_number(rule, since) - number) // rule.interval - 1
    number += max(ahead, 0) * rule.interval
    while True:
        yield _first_day(rule, number)
        number += rule.interval


def _number(rule: Rule, day: date) -> int:
    match rule.frequency:
        case Frequency.DAILY:
            return day.toordinal()
        case Frequency.WEEKLY:
            # Day 1 of the calendar is a Monday.
            return (day.toordinal() - 1 - rule.week_start) // DAYS_IN_A_WEEK
        case Frequency.MONTHLY:
            return day.year * MONTHS_IN_A_YEAR + day.month - 1
        case Frequency.YEARLY:
            return day.year


def _first_day(rule: Rule, number: int) -> date:
    match rule.frequency:
        case Frequency.DAILY:
            return date.fromordinal(number)
        case Frequency.WEEKLY:
            return date.fromordinal(number * DAYS_IN_A_WEEK + 1 + rule.week_start)
        case Frequency.MONTHLY:
            return date(number // MONTHS_IN_A_YEAR, number % MONTHS_IN_A_YEAR + 1, 1)
        case Frequency.YEARLY:
            return date(number, 1, 1)

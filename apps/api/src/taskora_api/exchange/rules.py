"""Recurrence of imported tasks: a rule is taken only as the engine can follow it.

What cannot be read becomes a remark and a line in the notes, never another rule.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache

from taskora_api.exchange import limits
from taskora_api.exchange.documents import Recurrence
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.reasons import Reason
from taskora_api.recurrence.editing import split
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.occurrences import first_occurrence, is_occurrence
from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import Anchor, DayOfWeek, Frequency, Skip, Weekday
from taskora_api.recurrence.walk import walk
from taskora_api.recurrence.wall_clock import WallClock

NEAR = timedelta(days=4 * 366)
LAST_COMMON_DAY = 28
RULES_KEPT = 256


class RuleChecks:
    """Follows rules of one file to their first dates, of which few may be far away.

    Most rules give a date within four years. One that does not may take tens of milliseconds, and
    a file can have one in each row. Few rules are on most rows of a file: each is read once.
    """

    def __init__(self) -> None:
        self._rare = 0
        self.read = lru_cache(RULES_KEPT)(read_rule)
        self._is_near = lru_cache(RULES_KEPT)(_is_near)

    def gives_a_date(self, rule: Rule, start: date) -> bool:
        """Say whether a rule gives any date, or was not followed because too many were rare."""
        try:
            if self._is_near(rule, start):
                return True
            self._rare += 1
            if self._rare > limits.RARE_RULES_MAX:
                return False
            return next(walk(rule, start, start), None) is not None
        except (RecurrenceError, OverflowError):
            return False


def _is_near(rule: Rule, start: date) -> bool:
    return next(walk(rule, start, start, min(start + NEAR, limits.LAST_DAY)), None) is not None


def first_date(series: Series) -> date | None:
    """Give the date on which a series is due first; its rule is one that gives a date."""
    found = first_occurrence(series)
    return None if found is None else found.due


def clock_of(due_time: time | None, due_zone: str | None) -> WallClock | None:
    """Give the time of day of a task as recurrence takes it."""
    return None if due_time is None else WallClock(due_time, due_zone)


def read_recurrence(
    remarks: Remarks,
    checks: RuleChecks,
    text: str,
    *,
    start: date | None,
    clock: WallClock | None = None,
    anchor: Anchor = Anchor.DUE,
    skipped: Iterable[date] = (),
    is_clamped: bool = False,
) -> Recurrence | None:
    """Read a RRULE that counts from a date; what cannot be read, or gives no date, is said.

    `is_clamped` makes the last day of a month stand for a day that the month does not have, as
    programs do that have no SKIP.
    """
    try:
        rule = checks.read(text.strip(), anchor=anchor, clock=clock)
        if start is not None and is_clamped:
            rule = clamped(rule, start)
        if start is not None and checks.gives_a_date(rule, start):
            return Recurrence(series=Series(rule=rule, start=start, skipped=frozenset(skipped)))
    except RecurrenceError:
        pass
    remarks.add(Reason.RECURRENCE_NOT_READ, text)
    return None


def clamped(rule: Rule, start: date) -> Rule:
    """Let a rule give the last day of a month for the 29th to 31st where there is none."""
    if rule.frequency not in {Frequency.MONTHLY, Frequency.YEARLY} or rule.weekdays:
        return rule
    days = rule.month_days or (start.day,)
    return replace(rule, skip=Skip.BACKWARD) if max(days) > LAST_COMMON_DAY else rule


def simplified(rule: Rule, start: date) -> Rule:
    """Take out of a rule what changes no date: a week start or a SKIP that never counts."""
    if rule.interval == 1 and not rule.positions:
        rule = replace(rule, week_start=Weekday.MO)
    is_weekly = rule.frequency in {Frequency.DAILY, Frequency.WEEKLY} or bool(rule.weekdays)
    if is_weekly and not rule.month_days:
        return replace(rule, skip=Skip.OMIT)
    days = rule.month_days or (start.day,)
    is_common = all(0 < day <= LAST_COMMON_DAY or day == -1 for day in days)
    return replace(rule, skip=Skip.OMIT) if is_common else rule


def rebased(series: Series, due: date | None) -> Series | None:
    """Give a series that goes on as this one does, with the current due date as its start.

    For formats that have a rule and a date and nothing else. None where that cannot be: the date is
    no date of the rule, or the rule ends in an error.
    """
    try:
        if due is None or not is_occurrence(series, due):
            return None
        rest = split(series, due, start=due).following
        return Series(rule=_explicit(rest.rule, series.start, due), start=due)
    except RecurrenceError:
        return None


def _explicit(rule: Rule, start: date, due: date) -> Rule:
    """Write out what a rule takes from its start, where the due date would give something else."""
    if rule.months or rule.month_days or rule.weekdays:
        return rule
    match rule.frequency:
        case Frequency.WEEKLY if start.weekday() != due.weekday():
            return replace(rule, weekdays=(DayOfWeek(Weekday(start.weekday())),))
        case Frequency.MONTHLY if start.day != due.day:
            return replace(rule, month_days=(start.day,))
        case Frequency.YEARLY if (start.month, start.day) != (due.month, due.day):
            return replace(rule, months=(start.month,), month_days=(start.day,))
        case _:
            return rule


def with_unread(notes: str, label: str, text: str) -> str:
    """Put what could not be read into the notes, under the name that the other program gives it."""
    line = f"{label}: {' '.join(text.split())}"
    return f"{notes}\n\n{line}".strip()

"""Rules for tests of recurrence, made up or read, and two libraries that follow them as well."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

from dateutil.rrule import rrulestr
from hypothesis import strategies as st

from taskora_api.recurrence.reading import read_rule
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import DayOfWeek, Frequency, Skip, Weekday
from taskora_api.recurrence.walk import walk

SCRIPT = Path(__file__).parents[1] / "recurrence" / "rrule_temporal.mjs"
BACKWARD = ";RSCALE=GREGORIAN;SKIP=BACKWARD"
FORWARD = ";RSCALE=GREGORIAN;SKIP=FORWARD"
Value = TypeVar("Value")
INTERVALS = [1, 1, 2, 3, 4, 5, 7, 12, 18]

starts = st.dates(date(1990, 1, 1), date(2060, 12, 31))
# A strategy that is made for one example is validated and labelled for it alone, which takes longer
# than to draw from it: those that depend on nothing are made once, and the others are kept.
_months = st.integers(1, 12)
_month_days = st.integers(1, 31).flatmap(lambda number: st.sampled_from([number, -number]))
_weekdays = st.builds(DayOfWeek, st.sampled_from(Weekday))
_positions = st.sampled_from([1, 2, 3, -1, -2])


def day(text: str) -> date:
    """Read a date as ISO 8601 writes it."""
    return date.fromisoformat(text)


def days(texts: str) -> list[date]:
    """Read dates with spaces between."""
    return [date.fromisoformat(text) for text in texts.split()]


def series(text: str, start: str) -> Series:
    """Make a series of a RRULE and a start."""
    return Series(rule=read_rule(text), start=date.fromisoformat(start))


def first_dates(rule: Rule, start: date, limit: int) -> list[date]:
    """Follow a rule with the engine."""
    return list(islice(walk(rule, start, start), limit))


@st.composite
def rules(draw: st.DrawFn, *, any_skip: bool = False) -> Rule:
    """Make up rules of the subset, of which none ends; without `any_skip` SKIP is OMIT."""
    frequency = draw(st.sampled_from(Frequency))
    months = draw(_few(_months))
    month_days = () if frequency is Frequency.WEEKLY else draw(_few(_month_days))
    weekdays = draw(_days_of_week(frequency, has_months=bool(months)))
    positions: tuple[int, ...] = ()
    if months or month_days or weekdays:
        positions = draw(_few(_positions, often=5))
    return Rule(
        frequency=frequency,
        interval=draw(st.sampled_from(INTERVALS)),
        months=months,
        month_days=month_days,
        weekdays=weekdays,
        positions=positions,
        week_start=draw(st.sampled_from(Weekday)),
        skip=draw(st.sampled_from(Skip)) if any_skip else Skip.OMIT,
    )


@cache
def _few(values: st.SearchStrategy[Value], often: int = 2) -> st.SearchStrategy[tuple[Value, ...]]:
    """Nothing in most cases of `often`, else a few values."""
    some = st.lists(values, min_size=1, max_size=4).map(tuple)
    return st.integers(1, often).flatmap(lambda chance: some if chance == 1 else st.just(()))


@cache
def _days_of_week(
    frequency: Frequency, *, has_months: bool
) -> st.SearchStrategy[tuple[DayOfWeek, ...]]:
    """Give lists for BYDAY whose entries all have an ordinal, or all have none.

    A list of both is a row of docs/recurrence.md.
    """
    if frequency not in {Frequency.MONTHLY, Frequency.YEARLY}:
        return _few(_weekdays)
    largest = 5 if frequency is Frequency.MONTHLY or has_months else 53
    numbers = st.integers(1, largest)
    signed = numbers | numbers.map(lambda number: -number)
    return _few(_weekdays) | _few(st.builds(DayOfWeek, st.sampled_from(Weekday), signed))


def dateutil_times(text: str, limit: int) -> list[datetime]:
    """Follow a DTSTART and RRULE with python-dateutil; it may raise a ValueError."""
    return list(islice(rrulestr(text), limit))


class RruleTemporal:
    """A process of Node that follows rules with rrule-temporal, one after the other."""

    def __init__(self, requests: IO[str], answers: IO[str]) -> None:
        self._requests = requests
        self._answers = answers

    def times(self, text: str, limit: int) -> list[str]:
        """Follow a DTSTART and RRULE; an error of the library is a ValueError."""
        self._requests.write(json.dumps({"text": text, "limit": limit}) + "\n")
        self._requests.flush()
        answer: dict[str, list[str]] = json.loads(self._answers.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["times"]


@contextmanager
def running_rrule_temporal() -> Iterator[RruleTemporal]:
    """Start the process, and end it with its input."""
    process = subprocess.Popen(
        ["node", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        yield RruleTemporal(process.stdin, process.stdout)
        process.stdin.close()

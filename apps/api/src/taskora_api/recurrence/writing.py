"""From a rule to RRULE text, which every reader of RFC 5545 understands where SKIP is not used."""

from collections.abc import Iterable, Iterator

from taskora_api.recurrence.reading import CALENDAR
from taskora_api.recurrence.rule import Rule
from taskora_api.recurrence.until import write_until
from taskora_api.recurrence.vocabulary import DayOfWeek, Skip, Weekday
from taskora_api.recurrence.wall_clock import WallClock


def write_rule(rule: Rule, clock: WallClock | None = None) -> str:
    """Write a rule as the value of a RRULE, without the name of the property.

    FREQ comes first, as RFC 5545 section 3.3.10 wants; parts that have their default are left out,
    and so are COUNT and UNTIL of a rule that never ends. `clock` decides the form of UNTIL. The
    anchor is not written: no RRULE can say it.
    """
    return ";".join(f"{name}={value}" for name, value in _parts(rule, clock))


def _parts(rule: Rule, clock: WallClock | None) -> Iterator[tuple[str, object]]:
    yield "FREQ", rule.frequency
    if rule.interval != 1:
        yield "INTERVAL", rule.interval
    if rule.count is not None:
        yield "COUNT", rule.count
    if rule.until is not None:
        yield "UNTIL", write_until(rule.until, clock)
    yield from _lists(rule)
    if rule.week_start is not Weekday.MO:
        yield "WKST", rule.week_start.name
    if rule.skip is not Skip.OMIT:
        yield "RSCALE", CALENDAR
        yield "SKIP", rule.skip


def _lists(rule: Rule) -> Iterator[tuple[str, str]]:
    lists: list[tuple[str, Iterable[object]]] = [
        ("BYMONTH", rule.months),
        ("BYMONTHDAY", rule.month_days),
        ("BYDAY", map(_weekday, rule.weekdays)),
        ("BYSETPOS", rule.positions),
    ]
    for name, values in lists:
        joined = ",".join(map(str, values))
        if joined:
            yield name, joined


def _weekday(day: DayOfWeek) -> str:
    return f"{day.ordinal or ''}{day.weekday.name}"

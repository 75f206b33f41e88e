"""What the readings of the rules mean: from a node of a kind to a day.

A kind is what the templates of the rules cannot say by themselves. docs/grammar.md has them all.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from taskora_api.grammar.context import Context
from taskora_api.grammar.days import (
    DAYS_IN_A_WEEK,
    MONTHS_IN_A_YEAR,
    easter,
    first_of_month,
    first_of_week,
    in_week,
    moved,
    on_or_after,
    on_or_before,
    valid,
)
from taskora_api.grammar.periods import full_year, read_period

Node = Mapping[str, Any]
LEAP_YEAR_SEARCH_YEARS = 8
# This month and the two after it: a weekday and a number that are further away are a slip.
NAMED_BY_WEEKDAY_MONTHS = 3
YEAR_MAX = 2999
_SUNDAY, _SATURDAY = 6, 5


def resolve(node: Node, context: Context) -> date | None:
    """Find the day that a node means; None where the calendar has no such day."""
    try:
        day = _resolved(node, context)
    except (OverflowError, ValueError):
        # "in 9999 years" is no date that anybody can keep.
        return None
    return day if day is not None and day.year <= YEAR_MAX else None


def _resolved(node: Node, context: Context) -> date | None:
    return _KINDS[node["k"]](node, context)


def _nothing(_node: Node, _context: Context) -> date | None:
    """Words that are understood, and are no day: "in a few days"."""
    return None


def _relative(node: Node, context: Context) -> date:
    return context.today + timedelta(days=node["n"])


def _month_day(node: Node, context: Context) -> date | None:
    """Without a year it is the next such day, today included."""
    today = context.today
    if "y" in node:
        year = full_year(node["y"], context)
        return valid(year, node["m"], node["d"]) if year is not None else None
    years = range(today.year, today.year + LEAP_YEAR_SEARCH_YEARS + 1)
    days = (valid(year, node["m"], node["d"]) for year in years)
    return next((day for day in days if day is not None and day >= today), None)


def _figures(node: Node, context: Context) -> date | None:
    """The month comes first unless the person writes the day first, or it cannot be one."""
    month, day = node["a"], node["b"]
    is_clear = month > MONTHS_IN_A_YEAR or day > MONTHS_IN_A_YEAR
    if node.get("strict") and context.day_first is None and not is_clear:
        return None
    if context.day_first:
        month, day = day, month
    if month > MONTHS_IN_A_YEAR:
        month, day = day, month
    written = {"m": month, "d": day} | ({"y": node["y"]} if "y" in node else {})
    return _month_day(written, context) if month <= MONTHS_IN_A_YEAR else None


def _weekday(node: Node, context: Context) -> date | None:
    today, weekday = context.today, node["w"]
    match node.get("which"):
        case None:
            # A bare weekday is the next such day after today, so on a Friday "friday" is in a week.
            return on_or_after(today + timedelta(days=1), weekday)
        case "this":
            return on_or_after(today, weekday)
        case "next":
            more = DAYS_IN_A_WEEK * node.get("more", 0)
            if context.next_weekday == "nearest":
                return on_or_after(today + timedelta(days=1 + more), weekday)
            return in_week(today, 1 + node.get("more", 0), weekday, context.week_start)
        case "past":
            return on_or_before(today - timedelta(days=1), weekday)
        case _:
            return in_week(today, -1, weekday, context.week_start)


def _weekday_of_week(node: Node, context: Context) -> date:
    return in_week(context.today, node["rel"], node["w"], context.week_start)


def _both(node: Node, context: Context) -> date | None:
    """A day that is said twice has to be the same both times."""
    day = _resolved(node["date"], context)
    other = node["wd"]
    if day is None or ("w" in other and day.weekday() != other["w"]):
        return None
    is_bare = other["k"] == "wd" and "which" not in other
    return day if is_bare or _resolved(other, context) == day else None


def _weekday_and_number(node: Node, context: Context) -> date | None:
    """Find the next day that is both: "friday the 11th"."""
    for ahead in range(MONTHS_IN_A_YEAR if context.past else NAMED_BY_WEEKDAY_MONTHS):
        first = first_of_month(context.today, ahead)
        day = valid(first.year, first.month, node["d"])
        # Of days that may be past, that of this month is the nearest: "tuesday the 25th" was.
        is_over = day is not None and day < context.today and not context.past
        if day is not None and not is_over and day.weekday() == node["w"]:
            return day
    return None


def _counted(node: Node, context: Context) -> date | None:
    """Count from a day, or from today."""
    day = _resolved(node["from"], context) if "from" in node else context.today
    if day is None:
        return None
    for count, unit in node["parts"]:
        day = moved(day, count * node.get("sign", 1), unit)
    return day


def _start(node: Node, context: Context) -> date | None:
    period = read_period(node["of"], context)
    return period[0] if period else None


def _end(node: Node, context: Context) -> date | None:
    period = read_period(node["of"], context)
    return period[1] if period else None


def _day_of_month(node: Node, context: Context) -> date | None:
    # "The 5th of the month", said after it, is that of the next one.
    is_next = node.get("of", {}).get("the") and not context.past
    if "of" in node and not is_next:
        period = read_period(node["of"], context)
        return valid(period[0].year, period[0].month, node["d"]) if period else None
    firsts = (first_of_month(context.today, ahead) for ahead in range(MONTHS_IN_A_YEAR))
    days = (valid(first.year, first.month, node["d"]) for first in firsts)
    return next((day for day in days if day is not None and day >= context.today), None)


def _nth_day(node: Node, context: Context) -> date | None:
    """The nth day of a period; a negative number counts from its end."""
    period = read_period(node["of"], context)
    if period is None:
        return None
    first, last = period
    n: int = node["n"]
    day = first + timedelta(days=n - 1) if n > 0 else last + timedelta(days=n + 1)
    return day if first <= day <= last else None


def _nth_weekday(node: Node, context: Context) -> date | None:
    """The nth weekday of a period; a month that is not named by a year may be over already."""
    period = read_period(node["of"], context)
    if period is None:
        return None
    day = _nth_within(node, *period)
    of = node["of"]
    is_over = day is not None and day < context.today
    if is_over and "m" in of and "y" not in of and "which" not in of:
        # "the first monday of november", said at its end, is that of the next year.
        period = read_period({"m": of["m"], "y": context.today.year + 1}, context)
        return _nth_within(node, *period) if period else None
    return day


def _nth_within(node: Node, first: date, last: date) -> date | None:
    n: int = node["n"]
    if n < 0:
        day = on_or_before(last, node["w"]) + timedelta(weeks=n + 1)
    else:
        day = on_or_after(first, node["w"]) + timedelta(weeks=n - 1)
    return day if first <= day <= last else None


def _weekend(node: Node, context: Context) -> date:
    """On a Sunday, "this weekend" is today."""
    today, ahead = context.today, node["rel"]
    if ahead:
        return first_of_week(today, ahead, 0) + timedelta(days=_SATURDAY)
    is_running = today.weekday() == _SUNDAY and not node.get("coming")
    return today if is_running else on_or_after(today, _SATURDAY)


def _holiday(node: Node, context: Context) -> date | None:
    """The holiday of a year, or the next one that comes."""
    today, holiday = context.today, node["day"]
    if "y" in node:
        year = full_year(node["y"], context)
        return None if year is None else _in_year(holiday, year, context)
    which = node.get("which")
    if which == "last":
        years = (today.year, today.year - 1)
        days = (_in_year(holiday, year, context) for year in years)
        return next((day for day in days if day is not None and day < today), None)
    days = (_in_year(holiday, year, context) for year in range(today.year, today.year + 9))
    return next((day for day in days if day is not None and day >= today), None)


def _in_year(holiday: Node, year: int, context: Context) -> date | None:
    if holiday["k"] == "easter":
        return easter(year) + timedelta(days=holiday["n"])
    if holiday["k"] == "md":
        return valid(year, holiday["m"], holiday["d"])
    if holiday["k"] == "near":
        day = valid(year, holiday["m"], holiday["d"])
        return None if day is None else on_or_before(day, holiday["w"])
    day = _nth_weekday({**holiday, "of": {**holiday["of"], "y": year}}, context)
    return None if day is None else day + timedelta(days=holiday.get("plus", 0))


def _weekday_after(node: Node, context: Context) -> date | None:
    day = _resolved(node["date"], context)
    return None if day is None else on_or_after(day + timedelta(days=1), node["w"])


def _weekday_before(node: Node, context: Context) -> date | None:
    day = _resolved(node["date"], context)
    return None if day is None else on_or_before(day - timedelta(days=1), node["w"])


_KINDS: Mapping[str, Callable[[Any, Context], date | None]] = {
    "none": _nothing,
    "rel": _relative,
    "md": _month_day,
    "figures": _figures,
    "wd": _weekday,
    "wdweek": _weekday_of_week,
    "both": _both,
    "wdom": _weekday_and_number,
    "span": _counted,
    "start": _start,
    "end": _end,
    "dom": _day_of_month,
    "nthday": _nth_day,
    "nth": _nth_weekday,
    "weekend": _weekend,
    "holiday": _holiday,
    "after": _weekday_after,
    "before": _weekday_before,
}

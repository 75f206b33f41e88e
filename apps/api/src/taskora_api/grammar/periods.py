"""Weeks, months, quarters and years: from which day to which they are."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from taskora_api.grammar.context import Context
from taskora_api.grammar.days import (
    MONTHS_IN_A_YEAR,
    add_months,
    first_of_month,
    first_of_week,
    last_of_month,
    valid,
)

YEAR_MIN = 1900
YEAR_FUTURE_MAX = 20
Span = tuple[date, date]


def full_year(year: Any, context: Context) -> int | None:  # noqa: ANN401 - JSON.
    """Read a year: itself, `{"full"}`, `{"yy"}` of two digits, or `{"rel"}` from the running one.

    One of two digits is of the years to come, or of a century up to them where days may be past.

    "24 December 1800" is a time of day for some, and no due date for anybody; 1800-01-01, whose
    year is a full one, is nothing but a date, and whoever takes it says that it is too early.
    """
    if isinstance(year, int):
        return year if year >= YEAR_MIN else None
    if "full" in year:
        return int(year["full"])
    if "rel" in year:
        return context.today.year + int(year["rel"])
    running = context.today.year
    found = running - running % 100 + int(year["yy"])
    if context.past and found - running > YEAR_FUTURE_MAX:
        return found - 100
    return found if context.past or 0 <= found - running <= YEAR_FUTURE_MAX else None


def read_period(period: Mapping[str, Any], context: Context) -> Span | None:
    """Find the days of a period: `{"u", "rel"}`, `{"m", "y"?, "which"?}` or `{"y"}`."""
    if "u" in period:
        return _relative(period["u"], period["rel"], context)
    if "m" in period:
        return _month(period, context)
    year = full_year(period["y"], context)
    return None if year is None else (date(year, 1, 1), date(year, MONTHS_IN_A_YEAR, 31))


def _relative(unit: str, ahead: int, context: Context) -> Span:
    today = context.today
    match unit:
        case "day":
            day = today + timedelta(days=ahead)
            return day, day
        case "week":
            first = first_of_week(today, ahead, context.week_start)
            return first, first + timedelta(days=6)
        case "month":
            return first_of_month(today, ahead), last_of_month(today, ahead)
        case "quarter":
            first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
            first = add_months(first, 3 * ahead)
            return first, last_of_month(first, 2)
        case _:
            year = today.year + ahead
            return date(year, 1, 1), date(year, MONTHS_IN_A_YEAR, 31)


def _month(period: Mapping[str, Any], context: Context) -> Span | None:
    month: int = period["m"]
    today = context.today
    if "y" in period:
        year = full_year(period["y"], context)
        first = valid(year, month, 1) if year is not None else None
        return None if first is None else (first, last_of_month(first))
    ahead = (month - today.month) % MONTHS_IN_A_YEAR
    if period.get("which") == "last":
        ahead = ahead - MONTHS_IN_A_YEAR if ahead else -MONTHS_IN_A_YEAR
    elif period.get("which") == "next" and not ahead:
        ahead = MONTHS_IN_A_YEAR
    return first_of_month(today, ahead), last_of_month(today, ahead)

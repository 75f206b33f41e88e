"""On which day a recurrence is due first."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from taskora_api.grammar.days import DAYS_IN_A_WEEK, last_of_month

# A leap day is at most so far away.
SEARCH_DAYS_MAX = 366 * 8
Rule = Mapping[str, Any]


def first_day(rule: Rule, start: date) -> date | None:
    """Find the first day from `start` on that the parts of a rule allow; its interval begins there.

    The parts are those of `recurrences`: `months`, `monthDays`, `days`, `ordinal` and `position`.
    """
    for ahead in range(SEARCH_DAYS_MAX):
        day = start + timedelta(days=ahead)
        if _is_allowed(rule, day) and _is_position(rule, day):
            return day
    return None


def _is_allowed(rule: Rule, day: date) -> bool:
    if "months" in rule and day.month not in rule["months"]:
        return False
    last = last_of_month(day).day
    left = last - day.day
    # A month that does not have the day has it on its last one.
    wanted = {min(each, last) for each in rule.get("monthDays", ())}
    if "monthDays" in rule and not {day.day, -left - 1} & wanted:
        return False
    return "days" not in rule or (day.weekday() in rule["days"] and _is_ordinal(rule, day, left))


def _is_ordinal(rule: Rule, day: date, left: int) -> bool:
    ordinal = rule.get("ordinal", 0)
    before = day.day - 1 if ordinal > 0 else left
    return bool(ordinal == 0 or before // DAYS_IN_A_WEEK + 1 == abs(ordinal))


def _is_position(rule: Rule, day: date) -> bool:
    """Count the days of the month that a rule allows, up to a day or from it on."""
    position = rule.get("position")
    if position is None:
        return True
    last = last_of_month(day).day
    numbers = range(1, day.day + 1) if position > 0 else range(day.day, last + 1)
    return bool(sum(_is_allowed(rule, day.replace(day=each)) for each in numbers) == abs(position))

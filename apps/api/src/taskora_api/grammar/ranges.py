"""From which day to which: "from 3 to 9 december"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from taskora_api.grammar.context import Context
from taskora_api.grammar.meaning import resolve

MONTH_DAYS_MAX = 31


def read_range(node: Mapping[str, Any], context: Context) -> tuple[date, date] | None:
    """Find both days; the second one comes after the first: "from friday to sunday"."""
    if node["k"] != "range":
        return None
    first = resolve(node["from"], context)
    if first is None or first < context.today:
        return None
    last = resolve(node["to"], context)
    if last is None or last < first:
        last = resolve(node["to"], replace(context, today=first))
    if last is None or last <= first:
        return None
    # "9-3 december" is a slip, and not nearly a year.
    is_slip = node.get("same") and (last - first).days > MONTH_DAYS_MAX
    return None if is_slip else (first, last)

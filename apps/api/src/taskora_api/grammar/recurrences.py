"""Writes what is done again and again as a rule of RFC 5545: "every other friday until may"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from taskora_api.grammar.context import Context
from taskora_api.grammar.first_days import first_day
from taskora_api.grammar.meaning import resolve

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS, SHORTEST_MONTH = 12, 28
_PARTS = (("months", "BYMONTH"), ("monthDays", "BYMONTHDAY"))
INTERVAL_MAX, COUNT_MAX, ORDINAL_MAX = 999, 9999, 5


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule as JSON, `{"rule", "anchor", "start"?}`, and the day on which it is due first."""

    written: Mapping[str, str]
    first: date


def read_recurrence(
    node: Mapping[str, Any], context: Context, clock: time | None
) -> Recurrence | None:
    """Read a node of a rule; None where it says none. `clock` is the time of day."""
    if "m" in node:
        node = {**node, "months": [node["m"]], "monthDays": [node["d"]]}
    limited = _without_exceptions(node)
    bounds = _bounds(node, context)
    if limited is None or bounds is None or not _is_valid(limited):
        return None
    start, ends = bounds
    is_over = start is None and clock is not None and clock <= context.clock
    first = first_day(limited, start or context.today + timedelta(days=is_over))
    if first is None:
        return None
    anchor = "completion" if node.get("bang") else "due"
    written = {"rule": ";".join(_parts(limited, ends)), "anchor": anchor}
    return Recurrence(written | ({"start": start.isoformat()} if start else {}), first)


def _is_valid(node: Mapping[str, Any]) -> bool:
    """Say whether the parts go together: no month has six mondays, and no week a 1st."""
    is_weekly = node["freq"] == "WEEKLY"
    is_of_month = node["freq"] in {"MONTHLY", "YEARLY"}
    return (
        1 <= node.get("interval", 1) <= INTERVAL_MAX
        and not (is_weekly and "monthDays" in node)
        and (is_of_month or "ordinal" not in node)
        and abs(node.get("ordinal", 1)) <= ORDINAL_MAX
    )


def _parts(node: Mapping[str, Any], ends: Sequence[str]) -> list[str]:
    """Write the parts in the order in which the API writes them."""
    parts = [f"FREQ={node['freq']}"]
    parts += [f"INTERVAL={node['interval']}"] if node.get("interval", 1) != 1 else []
    parts += [*ends, *(f"{name}={_list(node[key])}" for key, name in _PARTS if key in node)]
    if node.get("days"):
        parts.append(f"BYDAY={','.join(_weekdays(node))}")
    if "position" in node:
        parts.append(f"BYSETPOS={node['position']}")
    is_clamped = any(day > SHORTEST_MONTH for day in node.get("monthDays", ()))
    # RFC 7529: what a shorter month does not have is on its last day.
    return [*parts, "RSCALE=GREGORIAN", "SKIP=BACKWARD"] if is_clamped else parts


def _list(values: Sequence[int]) -> str:
    return ",".join(map(str, sorted(set(values))))


def _weekdays(node: Mapping[str, Any]) -> list[str]:
    ordinal = node.get("ordinal", "")
    return [f"{ordinal}{_DAYS[day]}" for day in sorted(set(node["days"]))]


def _without_exceptions(node: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Leave out the days or months that are excepted: "every day except sunday"."""
    if "exceptDays" not in node and "exceptMonths" not in node:
        return node
    if "exceptMonths" in node:
        if node["freq"] == "YEARLY":
            return None
        months = _left(node.get("months") or range(1, _MONTHS + 1), node["exceptMonths"])
        return {**node, "months": months} if months else None
    if node["freq"] not in {"DAILY", "WEEKLY"} or node.get("interval", 1) != 1:
        return None
    days = _left(node.get("days") or range(len(_DAYS)), node["exceptDays"])
    return {**node, "freq": node["freq"], "days": days} if days else None


def _left(every: Any, excepted: Sequence[int]) -> list[int]:  # noqa: ANN401 - a list or a range.
    return [each for each in every if each not in excepted]


def _bounds(node: Mapping[str, Any], context: Context) -> tuple[date | None, list[str]] | None:
    """Find from which day a rule counts, and how it ends; None where a day is none."""
    start = resolve(node["from"], context) if "from" in node else None
    until = resolve(node["until"], context) if "until" in node else None
    if ("from" in node and start is None) or ("until" in node and until is None):
        return None
    if until is not None and ("count" in node or until < (start or context.today)):
        return None
    if not 1 <= node.get("count", 1) <= COUNT_MAX:
        return None
    ends = [f"COUNT={node['count']}"] if "count" in node else []
    ends += [f"UNTIL={until:%Y%m%d}"] if until is not None else []
    return start, ends

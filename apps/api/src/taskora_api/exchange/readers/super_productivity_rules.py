"""Recurrence of Super Productivity: a RRULE, or in older backups fields of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from taskora_api.exchange.building import read_number
from taskora_api.exchange.cleaning import text_of
from taskora_api.exchange.documents import Recurrence
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.moments import read_day
from taskora_api.exchange.rules import RuleChecks, clock_of, read_recurrence
from taskora_api.recurrence.series import Pause
from taskora_api.recurrence.vocabulary import Anchor

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# They number days from Sunday.
_NUMBERED = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_NTH = {1, 2, 3, 4, -1}
Raw = dict[str, object]


def read_repeat(
    remarks: Remarks,
    checks: RuleChecks,
    raw: Raw,
    due: tuple[date, time | None, str],
    today: date,
) -> tuple[str, Recurrence | None]:
    """Read when a task recurs that is due then; give the text of the rule, and what was read."""
    day, clock, zone = due
    text = text_of(raw.get("rrule")) or ";".join(f"{name}={value}" for name, value in _parts(raw))
    is_from_completion = raw.get("repeatFromCompletionDate") is True
    deleted = raw.get("deletedInstanceDates")
    dates = map(read_day, map(text_of, deleted if isinstance(deleted, list) else ()))
    read = read_recurrence(
        remarks,
        checks,
        text,
        start=read_day(text_of(raw.get("startDate"))) or day,
        clock=clock_of(clock, zone),
        anchor=Anchor.COMPLETION if is_from_completion else Anchor.DUE,
        skipped=[each for each in dates if each is not None],
        is_clamped=True,
    )
    if read is not None and raw.get("isPaused") is True:
        paused = replace(read.series, pauses=frozenset({Pause(today)}))
        read = replace(read, series=paused)
    return text, read


def _parts(raw: Raw) -> Iterator[tuple[str, object]]:
    cycle = text_of(raw.get("repeatCycle")) or "UNKNOWN"
    yield "FREQ", cycle
    yield "INTERVAL", text_of(raw.get("repeatEvery")) or 1
    if cycle == "WEEKLY":
        days = [name[:2].upper() for name in _DAYS if raw.get(name) is True]
        if days:
            yield "BYDAY", ",".join(days)
    if cycle == "MONTHLY":
        nth = read_number(raw.get("monthlyWeekOfMonth"))
        weekday = read_number(raw.get("monthlyWeekday"))
        if nth in _NTH and weekday is not None and 0 <= weekday < len(_NUMBERED):
            yield "BYDAY", f"{nth}{_NUMBERED[weekday]}"
        elif raw.get("monthlyLastDay") is True:
            yield "BYMONTHDAY", -1

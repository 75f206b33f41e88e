"""Claims at what time something is due, and how long it takes."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from taskora_api.grammar.choices import chosen
from taskora_api.grammar.claims import Claim, words_of
from taskora_api.grammar.due import is_at_start, is_boundary
from taskora_api.grammar.reading import Reading
from taskora_api.grammar.ties import is_phrase_tied
from taskora_api.grammar.times import (
    FoundTime,
    find_times,
    phrases,
    read_clock,
    read_hours,
    read_length,
    read_wait,
)


def claim_time(reading: Reading, aside: Sequence[bool]) -> None:
    """Claim the time of a line, if it has one and no more.

    By itself it is of today, or of tomorrow when it is over; but not beside a day that is not read.
    """
    days = [claim for claim in reading.claims if claim.kind in {"due", "recurrence"}]
    beside = frozenset(place for claim in days for place in (claim.first, claim.end))
    found = find_times(reading.line, reading.free, beside)
    found = [it for it in found if not aside[it.first]]
    if len(found) != 1 or found[0].node["k"] == "none":
        return
    if not days and _has_day(reading):
        return
    (it,) = found
    match it.node["k"]:
        case "wait":
            _claim_wait(reading, it)
        case "hours":
            _claim_hours(reading, it)
        case _:
            _claim_clock(reading, it)


def _has_day(reading: Reading) -> bool:
    line = reading.line
    return any(reading.free[at] and line.begins("day", at) for at in range(len(line)))


def _claim_clock(reading: Reading, it: FoundTime) -> None:
    clocks = read_clock(it.node["at"], reading.part)
    words = words_of(reading.line, it.first, it.end)
    clock, others = chosen(reading.context, words, clocks)
    at = _written(clock)
    reading.add(
        Claim("time", it.first, it.end, {"at": at}, [{"at": _written(each)} for each in others])
    )
    _set_time(reading, clock)


def _claim_hours(reading: Reading, it: FoundTime) -> None:
    hours = read_hours(it.node, reading.part)
    if hours is None:
        return
    clock, minutes = hours
    read: dict[str, Any] = {"at": _written(clock), "durationMinutes": minutes}
    reading.add(Claim("time", it.first, it.end, read))
    _set_time(reading, clock)
    reading.fields["durationMinutes"] = minutes


def _claim_wait(reading: Reading, it: FoundTime) -> None:
    instant = read_wait(it.node, reading.context)
    if instant is None or "due" in reading.fields or "recurrence" in reading.fields:
        return
    read = {"on": instant.date().isoformat(), "at": _written(instant.time())}
    reading.add(Claim("time", it.first, it.end, read))
    reading.fields["due"] = read


def _set_time(reading: Reading, clock: time) -> None:
    due = reading.fields.get("due")
    if due is None:
        is_over = clock <= reading.context.clock
        day: date = reading.context.today + timedelta(days=is_over)
        due = {"on": day.isoformat()}
    reading.fields["due"] = {**due, "at": _written(clock)}


def _written(clock: time) -> str:
    return f"{clock:%H:%M}"


def claim_duration(reading: Reading, aside: Sequence[bool]) -> None:
    """Claim how long something takes, if the line says it once: "for 2 hours"."""
    line = reading.line
    found = [
        (first, end, read_length(node) if node else None)
        for first, end, node in phrases(line, "duration", reading.free)
        if not (aside[first] or is_phrase_tied(line, first, end))
        and (is_boundary(line, end) or is_at_start(line, first))
    ]
    if len(found) != 1 or found[0][2] is None or "durationMinutes" in reading.fields:
        return
    first, end, minutes = found[0]
    reading.add(Claim("duration", first, end, minutes))
    reading.fields["durationMinutes"] = minutes

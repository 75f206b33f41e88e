"""Which words of a line say at what time something is due, or how long it takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from taskora_api.grammar.boundaries import begins_cleanly, ends_cleanly
from taskora_api.grammar.context import Context
from taskora_api.grammar.due import is_at_start, is_boundary
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.ties import is_phrase_tied

_NOON, _DAY_HOURS, _HOUR_MINUTES = 12, 24, 60
# A bare hour of these is rather one of the afternoon: "at 3".
_AFTERNOON_LAST = 6
_UNIT_MINUTES = {"hour": 60, "minute": 1, "second": 0}
MINUTES_MAX = 525_600
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FoundTime:
    """Words that speak of a time of day, and its node; `none` is one that is no time to act."""

    first: int
    end: int
    node: Node


def read_clock(at: Node, part: str | None = None) -> list[time]:
    """Read a time of day: the reading that is meant first, and the other one if there is one."""
    hour, minute = at["h"], at["m"]
    if minute < 0:
        # A quarter to one is in the hour of twelve.
        hour, minute = (hour - 1) or _NOON, minute + _HOUR_MINUTES
    half = at.get("half") or _half_of(hour, at.get("part", part))
    if half == "24" or hour > _NOON or hour == 0:
        return [time(hour % _DAY_HOURS, minute)]
    early, late = time(hour % _NOON, minute), time(hour % _NOON + _NOON, minute)
    if half is not None:
        return [late if half == "pm" else early]
    is_late = hour <= _AFTERNOON_LAST or hour == _NOON
    return [late, early] if is_late else [early, late]


def _half_of(hour: int, part: str | None) -> str | None:
    if part is None:
        return None
    is_after_midnight = part == "night" and (hour < _AFTERNOON_LAST or hour == _NOON)
    return "am" if part == "morning" or is_after_midnight else "pm"


def read_hours(node: Node, part: str | None) -> tuple[time, int] | None:
    """Read from which time to which: when it begins, and how many minutes it takes."""
    begin, end = node["from"], node["to"]
    if "half" not in end and "half" in begin:
        ends = read_clock(end, part)
    else:
        ends = read_clock(end, part)[:1]
    if "half" not in begin and end.get("half") in {"am", "pm"}:
        begins = [*read_clock({**begin, "half": end["half"]}), *read_clock(begin)]
    else:
        begins = read_clock(begin, part)
    for first in begins:
        for last in ends:
            minutes = _minutes(last) - _minutes(first)
            if 0 < minutes <= _NOON * _HOUR_MINUTES:
                return first, minutes
    return None


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR_MINUTES + clock.minute


def read_wait(node: Node, context: Context) -> datetime | None:
    """Count on from now: "in 2 hours"."""
    minutes = sum(count * _UNIT_MINUTES[unit] for count, unit in node["parts"])
    if not 0 < minutes <= MINUTES_MAX:
        return None
    return datetime.combine(context.today, context.clock) + timedelta(minutes=minutes)


def read_length(node: Node) -> int | None:
    """Read how many minutes something takes."""
    minutes = sum(count * _UNIT_MINUTES[unit] for count, unit in node["minutes"])
    if "tenths" in node:
        tenths, unit = node["tenths"]
        minutes += tenths * _UNIT_MINUTES[unit] // 10
    return minutes if 0 < minutes <= MINUTES_MAX else None


def find_times(line: Sentence, free: Sequence[bool], beside: frozenset[int]) -> list[FoundTime]:
    """Find the time of day of a line, if it says one alone and where an adverb can stand.

    `free` says of each token whether it may be claimed; `beside` has the places where a claimed
    date begins or ends, beside which a time needs no word that says so.
    """
    said = [
        FoundTime(first, end, node)
        for first, end, node in phrases(line, "time", free)
        if node["k"] != "time" or _is_said(line, first, end, node, beside)
    ]
    if len(said) > 1:
        # "flight 7:45 -> 9:15": a time beside another one is half of what is said.
        return []
    return [it for it in said if _counts(line, it.first, it.end, beside)]


def _is_said(line: Sentence, first: int, end: int, node: Node, beside: frozenset[int]) -> bool:
    """Say whether figures are a time and no price: "at 13.50", but "pay 13.50"."""
    is_led = line.begins("time_lead", first)
    return is_led or not node["at"].get("weak") or first in beside or end in beside


def _counts(line: Sentence, first: int, end: int, beside: frozenset[int]) -> bool:
    return not is_phrase_tied(line, first, end) and _stands(line, first, end, beside)


def _stands(line: Sentence, first: int, end: int, beside: frozenset[int]) -> bool:
    if first in beside or end in beside:
        return True
    if line.is_in(first - 1, "dangling") or line.is_in(first - 1, "numbered_nouns"):
        return False
    return is_boundary(line, end) or is_at_start(line, first)


def phrases(line: Sentence, name: str, free: Sequence[bool]) -> Iterator[tuple[int, int, Any]]:
    """Find the longest phrases of a rule, apart from each other, whose tokens are all free."""
    at = 0
    while at < len(line):
        found = line.longest(name, at) if free[at] else None
        if found is None or not all(free[at : found[0]]):
            at += 1
            continue
        end, value = found
        if begins_cleanly(line, at) and ends_cleanly(line, end):
            yield at, end, value
        at = end

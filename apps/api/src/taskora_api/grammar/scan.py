"""Finds the dates of a line: each as a whole phrase, and none that is half of another phrase."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from taskora_api.grammar.boundaries import begins_cleanly, ends_cleanly
from taskora_api.grammar.clocks import clock_end
from taskora_api.grammar.context import Context
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.meaning import resolve
from taskora_api.grammar.periods import full_year
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.ties import is_tied

# How far a year of two digits may be when a word follows, which could be what is counted:
# "26 Feb 27 review" names a year, "24 December 12 eggs" does not.
COUNTED_YEARS_MAX = 3
_JOINT_MARKS = frozenset("-\u2013\u2014/&+,;()[].:?")
_NO_LEAD: Mapping[str, Any] = {}


def scan_dates(line: Sentence, context: Context, free: Sequence[bool]) -> list[FoundDate]:
    """Find the dates in order, and apart from each other, of tokens that are free."""
    found = list(_phrases(line, context, free))
    if not found:
        return []
    found = [replace(it, value=None) if is_tied(line, it) else it for it in found]
    return [it for it in _grouped(line, found) if it.value is not None]


def _phrases(line: Sentence, context: Context, free: Sequence[bool]) -> Iterator[FoundDate]:
    at = 0
    while at < len(line):
        it = _phrase_at(line, at, context)
        if it is None or not all(free[it.first : it.end]):
            at += 1
            continue
        at = it.end
        # What is inside a name or a number is passed over, for a part of it is no date either.
        if begins_cleanly(line, it.first) and ends_cleanly(line, it.end):
            yield it


def _phrase_at(line: Sentence, at: int, context: Context) -> FoundDate | None:
    leads = line.all("lead", at)
    for day_at in (*sorted(leads, reverse=True), at):
        lead = leads.get(day_at, _NO_LEAD) if day_at > at else _NO_LEAD
        read = read_day(line, day_at)
        if read is None:
            continue
        is_joined = "due" in lead or line.word(day_at - 1) == ":"
        if day_at > at and not is_joined and line.touches(day_at):
            return None
        return _found(line, _Place(at, day_at, lead), read, context)
    return None


class _Place(NamedTuple):
    """Where a phrase begins, where its day does, and the words between."""

    first: int
    day_at: int
    lead: Mapping[str, Any]


def _found(
    line: Sentence, place: _Place, read: tuple[int, Mapping[str, Any]], context: Context
) -> FoundDate:
    at, day_at, lead = place
    end, node = read
    is_blocked = lead.get("how") == "late" and line.is_in(day_at, "vague_after_late")
    is_blocked = is_blocked or (lead.get("on") == "for" and line.begins("span", day_at))
    is_blocked = is_blocked or not _is_year_said(line, end, node, context)
    is_blocked = is_blocked or _has_two_sides(line, day_at, end)
    part = line.longest("part", end)
    if part is not None:
        end, node = part[0], {**node, **part[1]}
    latest = line.longest("latest", end)
    end = latest[0] if latest else end
    value = None if is_blocked else resolve(node, context)
    form = _form(node)
    if value is not None and not context.past:
        is_over = value < context.today and form != "full"
        value = None if is_over or node.get("talk") else value
    return FoundDate(at, day_at, end, value, form, lead, node)


def _has_two_sides(line: Sentence, first: int, end: int) -> bool:
    """Say whether a word is one that is yesterday in a line of the past, and tomorrow else."""
    is_past = not line.lists["past_words"].isdisjoint(line.words)
    return is_past and any(line.is_in(at, "two_sided") for at in range(first, end))


def _form(node: Mapping[str, Any]) -> str:
    """A date with its year is one with a weekday as well."""
    if "form" not in node and node.get("date", {}).get("form") == "full":
        return "full"
    return str(node.get("form", "clear"))


def read_day(line: Sentence, at: int) -> tuple[int, Mapping[str, Any]] | None:
    """Read the longest day at a place that does not end within a time of day."""
    found = line.all("day", at)
    for end in sorted(found, reverse=True):
        if (clock_end(line, end - 1) or 0) <= end:
            return end, found[end]
    return None


def _is_year_said(line: Sentence, end: int, node: Mapping[str, Any], context: Context) -> bool:
    """Say whether two digits at the end are a year: "5 December 26 guests" has none."""
    year = _short_year(node)
    if year is None or not line.is_number(end - 1) or not line.is_word(end):
        return True
    if line.touches(end) or _is_counted(line, end):
        return False
    full = full_year(year, context)
    return full is not None and full - context.today.year <= COUNTED_YEARS_MAX


def _short_year(node: Mapping[str, Any]) -> Mapping[str, Any] | None:
    year = node.get("y")
    if isinstance(year, dict) and "yy" in year and not year.get("marked"):
        return year
    inner = node.get("date") or node.get("of")
    return _short_year(inner) if isinstance(inner, dict) else None


def _is_counted(line: Sentence, at: int) -> bool:
    """Say whether a word is what many things are called."""
    word = line.word(at)
    has_ending = word.endswith(tuple(line.lists["counted_endings"]))
    is_other = word.endswith(tuple(line.lists["uncounted_endings"]))
    return line.is_in(at, "counted") or (has_ending and not is_other)


def _grouped(line: Sentence, found: Sequence[FoundDate]) -> list[FoundDate]:
    """Join dates that say the same day twice; several days together are none."""
    groups: list[list[FoundDate]] = [[it] for it in found[:1]]
    for before, after in pairwise(found):
        is_joined = all(_is_joint(line, at) for at in range(before.end, after.first))
        if is_joined and _role(before) == _role(after):
            groups[-1].append(after)
        else:
            groups.append([after])
    return [_merged(line, group) for group in groups]


def _role(it: FoundDate) -> str:
    return "deadline" if it.lead.get("deadline") else "start" if it.lead.get("start") else "due"


def _is_joint(line: Sentence, at: int) -> bool:
    return line.word(at) in _JOINT_MARKS or line.is_in(at, "joints")


def _merged(line: Sentence, group: Sequence[FoundDate]) -> FoundDate:
    first, last = group[0], group[-1]
    values = {it.value for it in group}
    gaps = set(_gaps(line, group))
    if len(group) > 1 and (len(values) > 1 or gaps - {",", "(", ")"}):
        return replace(first, end=last.end, value=None)
    end = last.end + 1 if "(" in gaps and line.word(last.end) == ")" else last.end
    return replace(first, end=end)


def _gaps(line: Sentence, group: Iterable[FoundDate]) -> Iterator[str]:
    for before, after in pairwise(group):
        yield from line.words[before.end : after.first]

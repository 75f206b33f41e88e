"""Finds the dates of a line: each as a whole phrase, and none that is half of another phrase.

Words around a date change what it says: "last monday", "monday or tuesday", "24 December of last
year". A date that is tied to words which the grammar cannot read is no date at all, for a wrong
day costs more than a missing one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from taskora_api.language.boundaries import begins_cleanly, ends_cleanly
from taskora_api.language.date_grammar import DateGrammar
from taskora_api.language.date_ties import is_tied
from taskora_api.language.found_dates import FoundDate
from taskora_api.language.lead_ins import read_lead_in
from taskora_api.language.number_words import read_count
from taskora_api.language.quotes import overlaps, quoted_spans
from taskora_api.language.recurrence import is_recurrent
from taskora_api.language.tokens import Line
from taskora_api.language.vocabulary import FUNCTION_WORDS
from taskora_api.language.words import UNITS

_JOINTS = {
    *("and", "or", "to", "through", "thru", "until", "till", "then", "vs", "versus", "from", "of"),
    *("after", "before", "in", "since", "on", "the", "either", "both", "between", "than"),
    *("-", "\u2013", "\u2014", "/", "&", "+", ",", ";", "(", ")", "[", "]", ".", ":", "?"),
}


def scan_dates(line: Line, today: date, *, is_day_first: bool | None = None) -> list[FoundDate]:
    """Find the dates in order, and apart from each other, outside quotation marks."""
    found = list(_phrases(line, DateGrammar(today, is_day_first)))
    if not found or is_recurrent(line):
        return []
    found = [replace(it, value=None) if is_tied(line, it) else it for it in found]
    return [it for it in _grouped(line, found) if it.value is not None]


def _phrases(line: Line, grammar: DateGrammar) -> Iterable[FoundDate]:
    quoted = quoted_spans(line.text, line.start, line.end)
    at = 0
    while at < len(line.tokens):
        it = _phrase_at(line, grammar, at)
        if it is None or overlaps(_span_of(line, it), quoted):
            at += 1
            continue
        at = it.end
        # What is inside a name or a number is passed over, for a part of it is no date either.
        if begins_cleanly(line, it.first) and ends_cleanly(line, it.end):
            yield it


def _phrase_at(line: Line, grammar: DateGrammar, at: int) -> FoundDate | None:
    lead_in = read_lead_in(line, at)
    read = grammar.read(line, lead_in.end)
    if read is None:
        return None
    is_joined = lead_in.is_due or line.word(lead_in.end - 1) == ":"
    if lead_in.end > at and not is_joined and line.touches(lead_in.end):
        return None
    end = _closing_end(line, read.end)
    is_vague = lead_in.qualifier == "late" and line.word(lead_in.end) in {"next", "this", "the"}
    is_duration = "for" in lead_in.words and _is_duration(line, lead_in.end)
    value = None if is_vague or is_duration else read.value
    return FoundDate(at, end, value, read.form, lead_in)


def _closing_end(line: Line, at: int) -> int:
    """Take in "at the latest"."""
    if line.has(at, "at", "the", "latest"):
        return at + 3
    return at + 1 if line.word(at) == "latest" else at


def _is_duration(line: Line, at: int) -> bool:
    count = read_count(line, at)
    return count is not None and line.word(count[1]) in UNITS


def _span_of(line: Line, it: FoundDate) -> tuple[int, int]:
    return line.tokens[it.first].start, line.tokens[it.end - 1].end


def _grouped(line: Line, found: list[FoundDate]) -> list[FoundDate]:
    """Join dates that say the same day twice; several days together are none."""
    groups: list[list[FoundDate]] = [[it] for it in found[:1]]
    for before, after in pairwise(found):
        if all(line.word(at) in _JOINTS | FUNCTION_WORDS for at in range(before.end, after.first)):
            groups[-1].append(after)
        else:
            groups.append([after])
    return [_merged(line, group) for group in groups]


def _merged(line: Line, group: list[FoundDate]) -> FoundDate:
    first, last = group[0], group[-1]
    values = {it.value for it in group}
    gaps = {line.word(at) for a, b in pairwise(group) for at in range(a.end, b.first)}
    if len(group) > 1 and (len(values) > 1 or gaps - {",", "(", ")"}):
        return replace(first, end=last.end, value=None)
    end = last.end + 1 if "(" in gaps and line.word(last.end) == ")" else last.end
    return replace(first, end=end)

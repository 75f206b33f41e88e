"""Says which dates are tied to words that the grammar cannot read.

Words around a date change what it says: "last monday", "monday or tuesday", "24 December of last
year". Such a date is no date at all, for a wrong day costs more than a missing one.
"""

from taskora_api.grammar.clocks import clock_end, clocks_end
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.sentence import Sentence

_ASIDE_MARKS = frozenset(",(-\u2013\u2014")
_RANGE_MARKS = frozenset("-\u2013\u2014&/")
_RANGE_ENDS = frozenset({"to", "until"})


def is_tied(line: Sentence, it: FoundDate) -> bool:
    """Say whether words beside a date change which day it is, or make it several."""
    return _is_tied_before(line, it) or _is_tied_after(line, it)


def is_phrase_tied(line: Sentence, first: int, end: int) -> bool:
    """Say so of any phrase: "at 5 or 6", "maybe every friday", "until 3 to 5 may"."""
    at = first - 1
    if at not in line.claimed:
        is_after_verb = line.is_in(at, "verb_endings")
        if line.is_in(at - 1 if is_after_verb else at, "phrase_binders"):
            return True
    return _is_bound_after(line, end) or _is_one_of_several(line, end)


def _is_bound_after(line: Sentence, at: int) -> bool:
    is_aside = line.word(at) in _ASIDE_MARKS and line.is_in(at + 1, "hedges")
    return line.is_in(at, "binders_after") or line.begins("earliest", at) or is_aside


def _is_one_of_several(line: Sentence, at: int) -> bool:
    is_joint = line.word(at) in _RANGE_MARKS or line.is_in(at, "range_words")
    return is_joint and is_number(line, at + 1)


def is_number(line: Sentence, at: int) -> bool:
    """Say whether a token is a number, in figures or in words."""
    return line.is_number(at) or line.begins("number_word", at)


def _is_month(line: Sentence, at: int) -> bool:
    return line.begins("anymonth", at)


def _is_tied_before(line: Sentence, it: FoundDate) -> bool:
    at = it.first - 1
    if line.is_in(at, "binders_before") or line.is_in(at, "recurrence_adverbs"):
        return True
    if line.is_in(at, "about"):
        return not line.is_in(at - 1, "before_about")
    is_range_end = bool(_RANGE_ENDS & it.leads)
    if is_range_end and (line.is_in(at, "up") or _is_month(line, at)):
        return True
    if _is_after_a_bound(line, it.first) or _ends_after_a_time(line, it):
        return True
    return _is_after_between(line, at) or _is_tied_to_number(line, it)


def _is_after_a_bound(line: Sentence, at: int) -> bool:
    """Say whether words before a place make a week of it, as in "w/c 5 May"."""
    return any(at in line.all("bound_before", start) for start in range(max(0, at - 3), at))


def _ends_after_a_time(line: Sentence, it: FoundDate) -> bool:
    """Say whether a date is what a time goes on until: "from 2pm till tomorrow"."""
    starts = range(max(0, it.first - 4), it.first)
    is_end = bool(_RANGE_ENDS & it.leads)
    return is_end and any(it.first in line.all("time", start) for start in starts)


def _is_after_between(line: Sentence, at: int) -> bool:
    """Say whether a date is the second of two that something is between."""
    firsts = (line.first_places.get(word, len(line)) for word in line.lists["between"])
    return line.is_in(at, "and") and any(first < at for first in firsts)


def _is_tied_to_number(line: Sentence, it: FoundDate) -> bool:
    """Say whether a number before a date belongs to it: "the first monday", "5 and 6 May"."""
    if it.day_at == it.first and line.begins("wd", it.day_at):
        return _ordinal_ends(line, it.first)
    if _is_month(line, it.first) and line.is_number(it.first - 1):
        return True
    joint = it.first if "to" in it.leads else it.first - 1
    if not (line.word(joint) in _RANGE_MARKS | {","} or line.is_in(joint, "range_words")):
        return False
    if is_number(line, it.day_at) and line.chart.has(joint - 1, "unit"):
        # "3 months and 2 weeks ago"
        return True
    starts_in_figures = (
        is_number(line, it.day_at)
        or line.is_in(it.day_at, "the")
        or line.begins("ordinal", it.day_at)
    )
    return starts_in_figures and (is_number(line, joint - 1) or _ordinal_ends(line, joint))


def _ordinal_ends(line: Sentence, at: int) -> bool:
    """Say whether an ordinal is just before a place."""
    return any(at in line.all("ordinal", start) for start in range(max(0, at - 3), at))


def _is_tied_after(line: Sentence, it: FoundDate) -> bool:
    at = it.end
    return (
        line.is_in(at, "recurrence_adverbs")
        or _is_bound_after(line, at)
        # "tomorrow at 5pm or later"
        or _is_bound_after(line, clocks_end(line, at))
        or _is_unread_number(line, at)
        or (line.is_in(at, "relations") and _is_dateish(line, at + 1))
        or (line.is_in(at, "in") and _is_span_or_period(line, at + 1))
        or _is_other_period(line, at)
        or (it.form != "name" and _is_range_or_list(line, at))
    )


def _is_other_period(line: Sentence, at: int) -> bool:
    """Say whether another period is named: "28 June the year after"."""
    unit_at = at + 2 if line.is_in(at + 1, "same") else at + 1
    return line.is_in(at, "the") and line.chart.has(unit_at, "unit")


def _is_unread_number(line: Sentence, at: int) -> bool:
    return is_number(line, at) and clock_end(line, at) is None


def _is_range_or_list(line: Sentence, at: int) -> bool:
    """Say whether more days follow a day: "5 May to 7", "5, 6 and 7"."""
    if not line.is_number(at + 1) or clock_end(line, at + 1) is not None:
        return False
    after = line.word(at + 2)
    is_list = after in {"", ",", "&"} or line.is_in(at + 2, "list_words")
    is_range = line.word(at) in _RANGE_MARKS or line.is_in(at, "range_words")
    return is_range or (line.word(at) == "," and is_list)


def _is_dateish(line: Sentence, at: int) -> bool:
    """Say whether the words of a relation go on with another date, readable or not."""
    start = at + 1 if line.is_in(at, "the") else at
    if line.is_in(start, "dateish") or _is_month(line, start) or line.begins("wd", start):
        return True
    return _is_unread_number(line, start) or line.begins("ordinal", start)


def _is_span_or_period(line: Sentence, at: int) -> bool:
    start = at + 1 if line.is_in(at, "the") else at
    if line.is_in(start, "period_words") or _is_month(line, start):
        return True
    return line.begins("span", start) or line.is_number(start)

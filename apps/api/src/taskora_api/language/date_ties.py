"""Says which dates are tied to words that the grammar cannot read.

Words around a date change what it says: "last monday", "monday or tuesday", "24 December of last
year". Such a date is no date at all, for a wrong day costs more than a missing one.
"""

from taskora_api.language.clock_times import clock_end
from taskora_api.language.found_dates import FoundDate
from taskora_api.language.number_words import is_number, read_count, read_ordinal
from taskora_api.language.readings import Form
from taskora_api.language.recurrence import is_recurrence_adverb
from taskora_api.language.tokens import Line
from taskora_api.language.vocabulary import CONNECTIVES, HEDGES
from taskora_api.language.words import MONTH_BY_WORD, PAST_WORDS, UNITS, WEEKDAY_BY_WORD

_BINDERS_BEFORE = (
    PAST_WORDS
    | CONNECTIVES
    | HEDGES
    | {
        *("every", "each", "alternate", "other", "next", "following", "coming", "upcoming"),
        *("earlier", "earliest", "~", "nxt", "week", "weeks", "fortnight", "fortnights"),
    }
)
_BINDERS_AFTER = HEDGES | {
    *("or", "of", "ago", "earlier", "later", "half", "through", "thru", "ish", "inclusive"),
    *("since", "plus", "minus", "mornings", "afternoons", "evenings", "nights", *UNITS),
    *("except", "excepted", "excluding", "excluded", "exclusive", "versus", "vs", "permitting"),
    *("thereafter", "onward", "onwards", "earliest", "tbc", "tbd", "tba"),
}
_ASIDE_MARKS = {",", "(", "-", "\u2013", "\u2014"}
_RANGE_MARKS = {
    "-",
    "\u2013",
    "\u2014",
    "to",
    "through",
    "thru",
    "until",
    "till",
    "and",
    "or",
    "&",
    "/",
}
_ENDS_OF_RANGES = {"to", "until", "till"}
_RELATIONS = {"after", "before", "since", "from", "until", "till", "to", "than"}
_HOLIDAYS = {
    *("christmas", "xmas", "easter", "thanksgiving", "halloween", "new", "hanukkah", "ramadan"),
    *("eid", "diwali", "passover", "holiday", "holidays", "labor", "labour", "memorial"),
}


def is_tied(line: Line, it: FoundDate) -> bool:
    """Say whether words beside a date change which day it is, or make it several."""
    return _is_tied_before(line, it) or _is_tied_after(line, it)


def _is_tied_before(line: Line, it: FoundDate) -> bool:
    before = line.word(it.first - 1)
    if before in _BINDERS_BEFORE or is_recurrence_adverb(before):
        return True
    if before == "about":
        return line.word(it.first - 2) not in {"how", "what"}
    is_range_end = bool(_ENDS_OF_RANGES & set(it.lead_in.words))
    if is_range_end and (before == "up" or before in MONTH_BY_WORD):
        return True
    # "w/c 5 May" is the week that commences then.
    return line.has(it.first - 3, "w", "/", "c") or _is_tied_to_number(line, it)


def _is_tied_to_number(line: Line, it: FoundDate) -> bool:
    """Say whether a number before a date belongs to it: "the first monday", "5 and 6 May"."""
    date_at = it.lead_in.end
    if line.word(date_at) in WEEKDAY_BY_WORD and date_at == it.first:
        return read_ordinal(line, it.first - 1) is not None or _ordinal_ends(line, it.first)
    if line.word(it.first) in MONTH_BY_WORD and line.number(it.first - 1) is not None:
        return True
    joint = it.first if "to" in it.lead_in.words else it.first - 1
    if line.word(joint) not in _RANGE_MARKS | {","}:
        return False
    starts_in_figures = is_number(line, date_at) or line.word(date_at) == "the"
    return starts_in_figures and (is_number(line, joint - 1) or _ordinal_ends(line, joint))


def _ordinal_ends(line: Line, at: int) -> bool:
    """Say whether an ordinal in figures is just before a place."""
    return line.touches(at - 1) and read_ordinal(line, at - 2) == (line.number(at - 2), at)


def _is_tied_after(line: Line, it: FoundDate) -> bool:
    after = line.word(it.end)
    return (
        is_recurrence_adverb(after)
        or after in _BINDERS_AFTER
        or line.has(it.end, "at", "the", "earliest")
        or (after in _ASIDE_MARKS and line.word(it.end + 1) in HEDGES)
        or _is_unread_number(line, it.end)
        or (after in _RELATIONS and _is_dateish(line, it.end + 1))
        or (after == "in" and _is_span_or_period(line, it.end + 1))
        or _is_other_period(line, it.end)
        or (it.form is not Form.NAME and _is_range_or_list(line, it.end))
    )


def _is_other_period(line: Line, at: int) -> bool:
    """Say whether another period is named: "28 June the year after"."""
    unit_at = at + 2 if line.word(at + 1) in {"next", "following", "same", "week"} else at + 1
    return line.word(at) == "the" and line.word(unit_at) in UNITS


def _is_unread_number(line: Line, at: int) -> bool:
    return is_number(line, at) and clock_end(line, at) is None


def _is_range_or_list(line: Line, at: int) -> bool:
    """Say whether more days follow a day: "5 May to 7", "5, 6 and 7"."""
    if line.number(at + 1) is None or clock_end(line, at + 1) is not None:
        return False
    is_list = line.word(at) == "," and line.word(at + 2) in {"", ",", "and", "or", "&"}
    return is_list or line.word(at) in _RANGE_MARKS


def _is_dateish(line: Line, at: int) -> bool:
    """Say whether the words of a relation go on with another date, readable or not."""
    start = at + 1 if line.word(at) == "the" else at
    word = line.word(start)
    if word in {*MONTH_BY_WORD, *WEEKDAY_BY_WORD, *_HOLIDAYS, *PAST_WORDS, "next", "then"}:
        return True
    return _is_unread_number(line, start) or read_ordinal(line, start) is not None


def _is_span_or_period(line: Line, at: int) -> bool:
    start = at + 1 if line.word(at) == "the" else at
    if line.word(start) in {*MONTH_BY_WORD, *PAST_WORDS, "next", "new", "year"}:
        return True
    count = read_count(line, start)
    return (count is not None and line.word(count[1]) in UNITS) or line.number(start) is not None

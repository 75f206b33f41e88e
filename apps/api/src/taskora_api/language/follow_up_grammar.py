"""Reads what only follows from what was done last: "make it saturday", "no, the other one"."""

import re
from datetime import date

from taskora_api.language.dates import read_date
from taskora_api.language.intents import (
    Also,
    Amend,
    FollowUp,
    Instead,
    Intent,
    ListTasks,
    Statement,
    Unknown,
)
from taskora_api.language.words import COUNT_BY_WORD, any_of, count_of

DAYS_IN_A_WEEK = 7
# More words than these name no task.
REFERENCE_WORDS_MAX = 8
OTHER = "the other one"

_FLAGS = re.IGNORECASE | re.ASCII
_TAKES_BACK = (
    r"(?:no|nope|sorry|oops|wait|hm+|oh|actually|not\s+(?:that|this|it)(?:\s+(?:one|day))?)"
)
_MEANT = r"(?:i\s+mean[t]?|rather|or\s+rather|better|or\s+better|i\s+said)"
_MAKE_IT = (
    r"(?:let['\u2019]?s\s+)?(?:make|do|set|change|put)\s+(?:it|that|them|this)"
    r"(?:\s+(?:to|for|on|due|be))?"
)
_LEAD = re.compile(rf"(?:{_TAKES_BACK}(?:[,.!;:\s]+|$))*(?:{_MEANT}\s+)?(?:{_MAKE_IT}\s+)?", _FLAGS)
_END = re.compile(r"(?:[,\s]+(?:instead|please|then|rather|after\s+all|thanks))+$", _FLAGS)
_NO_DATE = re.compile(
    r"(?:no|without(?:\s+(?:a|any))?|remove\s+the|drop\s+the|clear\s+the)\s+"
    r"(?:due\s+)?(?:date|deadline)",
    _FLAGS,
)
_LATER = re.compile(
    rf"(?P<count>\d{{1,3}}|{any_of(COUNT_BY_WORD)})\s+(?P<unit>days?|weeks?)\s+"
    rf"(?P<way>later|earlier|sooner|before|after)",
    _FLAGS,
)
_OTHER = re.compile(r"(?:the\s+)?other(?:\s+(?:one|task))?|another\s+one", _FLAGS)
_INSTEAD = re.compile(
    rf"(?:(?:{_TAKES_BACK}[,.!;:]+\s*)+(?:i\s+mean[t]?\s+)?|i\s+mean[t]?\s+"
    rf"|not\s+(?:that|this)\s+one[,.!;:]*\s+|(?:no|nope)\s+(?=the\s+other))(?P<ref>.+)",
    _FLAGS,
)
_ALSO = (
    re.compile(
        r"(?:and|also|and\s+also|(?:and\s+)?(?:do\s+)?(?:the\s+)?same\s+(?:for|with|to))\s+"
        r"(?P<ref>.+)",
        _FLAGS,
    ),
    re.compile(r"(?:and\s+)?(?P<ref>.+?)[,\s]+(?:too|as\s+well)", _FLAGS),
)


def parse_follow_up(text: str, today: date, ordinary: Intent) -> FollowUp | None:
    """Read a text as said of what was done last; `ordinary` is what it means by itself.

    None where it is a request, or an answer, that needs nothing before it.
    """
    if not isinstance(ordinary, Statement | Unknown | ListTasks) or text.rstrip().endswith("?"):
        return None
    bare = _END.sub("", " ".join(text.split()).strip(" .!"))
    amended = _amend(bare, today, ordinary)
    if amended is not None or isinstance(ordinary, ListTasks):
        return amended
    match = _INSTEAD.fullmatch(bare)
    if match is not None and _names_something(match["ref"]):
        return Instead(_reference(match["ref"]), ordinary)
    for pattern in _ALSO:
        match = pattern.fullmatch(bare)
        if match is not None and _names_something(match["ref"]):
            return Also(_reference(match["ref"]), ordinary)
    return None


def is_other(reference: str) -> bool:
    """Say whether a reference is to the one task that was not meant at first."""
    return reference == OTHER


def _amend(bare: str, today: date, ordinary: Intent) -> Amend | None:
    lead = _LEAD.match(bare)
    rest = bare[lead.end() :] if lead is not None else bare
    if _NO_DATE.fullmatch(bare) or _NO_DATE.fullmatch(rest):
        return Amend(None, None, ordinary)
    later = _LATER.fullmatch(rest)
    if later is not None:
        days = count_of(later["count"]) * (DAYS_IN_A_WEEK if later["unit"][0] in "wW" else 1)
        is_later = later["way"].lower() in {"later", "after"}
        return Amend(None, days if is_later else -days, ordinary)
    # A day alone is a list of that day; only words before it make it a correction.
    day = read_date(rest, today) if rest != bare else None
    return Amend(day, None, ordinary) if day is not None else None


def _names_something(reference: str) -> bool:
    return len(reference.split()) <= REFERENCE_WORDS_MAX


def _reference(words: str) -> str:
    words = words.strip(" .,!;:")
    return OTHER if _OTHER.fullmatch(words) else words

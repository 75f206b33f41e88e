"""References to tasks: by words of the title, by its place in the last list, by "it" or "all"."""

import re
from dataclasses import dataclass, replace
from datetime import date

from taskora_api.language.list_grammar import read_filter
from taskora_api.language.quotes import without_quotes
from taskora_api.language.task_filter import TaskFilter
from taskora_api.language.words import NUMBER_BY_WORD, ORDINAL_BY_WORD, any_of, folded_words

LAST = -1

_TRAILING_NOUN = r"(?:\s+(?:tasks?|todos?|to-dos?|reminders?))?"
_LEADING = re.compile(
    r"(?:(?:my|the|that|this)\s+)?(?:(?:task|todo|to-do|reminder)\s+)?", re.IGNORECASE
)
_TRAILING = re.compile(r"\s+(?:task|todo|to-do|reminder|item)$", re.IGNORECASE)
_FROM_LIST = re.compile(
    r"\s+(?:from|off|on|in)\s+(?:my|the)\s+(?:list|tasks|todos)$", re.IGNORECASE
)
_QUANTIFIER = re.compile(
    r"(?:all(?:\s+of)?|everything|every|each)\b(?:\s+(?:one\s+of\s+)?(?:my|the)\b)?", re.IGNORECASE
)
_PLURAL = re.compile(r"\b(?:tasks|todos|to-dos|items|reminders|ones)\b", re.IGNORECASE)
_WHOLE_LIST = re.compile(r"(?:my|the)\s+(?:whole\s+)?list", re.IGNORECASE)
_ONLY_STATUS = re.compile(r"(?:(?:my|the)\s+)?(?:done|completed|finished|overdue)", re.IGNORECASE)
_EXCEPT = re.compile(
    r"(?P<group>.+?),?\s+(?:except(?:ing)?(?:\s+for)?|but(?:\s+not)?|apart\s+from|aside\s+from"
    r"|other\s+than|excluding|save(?:\s+for)?|and\s+not)\s+(?P<excluded>.+)",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"(?:[,\s]+(?:(?:right\s+)?now|asap|immediately|for\s+me|at\s+once|quickly))+[\s.!?]*$",
    re.IGNORECASE,
)
# What may stand in the name of a group beside its filter.
_GROUP_WORDS = re.compile(
    r"\b(?:tasks?|todos?|to-dos?|items?|reminders?|ones?|my|the|of|it|is|are|was|were|that|which|"
    r"due|for|from|on|in|at|with|have|has|s|list|whole|there|been|still|already)\b",
    re.IGNORECASE,
)
_SAYS_STATUS = re.compile(
    r"\b(?:done|completed?|finished|closed|open|pending|remaining|incomplete|unfinished)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:it|that|this|that\s+one|this\s+one|the\s+same(?:\s+one)?)", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:(?:all|both|each)(?:\s+of)?\s+)?(?:them|those|these)(?:\s+(?:all|both))?|both|all\s+of\s+it|"
    r"(?:those|these)\s+(?:ones|tasks)",
    re.IGNORECASE,
)
_WORD = rf"(?:{any_of(ORDINAL_BY_WORD)}|last)"
_ORDINAL = rf"(?:the\s+)?(?P<word>{_WORD}|\d{{1,3}}(?:st|nd|rd|th))(?:\s+(?:one|task|item|todo))?"
_NUMBER = (
    rf"(?:(?:task|item|number|no\.?|nr\.?)\s+)?#?(?P<number>\d{{1,3}}|{any_of(NUMBER_BY_WORD)})"
)
# Without ASCII, "\u017fix" would match "six", and then be in no table.
_PLACE = re.compile(rf"(?:{_ORDINAL}|{_NUMBER})", re.IGNORECASE | re.ASCII)
_FIRST_FEW = re.compile(
    rf"(?:the\s+)?(?P<end>first|last)\s+(?P<count>\d{{1,2}}|{any_of(NUMBER_BY_WORD)})"
    rf"(?:\s+(?:ones|tasks|items))?",
    re.IGNORECASE | re.ASCII,
)
_LIST_OF_PLACES = re.compile(r"\s*(?:,\s*and|,|\band\b|&|\+)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Everything:
    """All tasks of a kind; `has_status` when the text says whether they are open or done."""

    tasks: TaskFilter
    has_status: bool = False
    excluded: str = ""
    """Words for those that are left out: "everything except milk"."""


@dataclass(frozen=True)
class Places:
    """Places in the last list, from 1; -1 is the last one, and -2 the one before it."""

    places: tuple[int, ...]


@dataclass(frozen=True)
class Recent:
    """What was spoken of or shown last: "it", or several: "them"."""

    is_several: bool = False


@dataclass(frozen=True)
class Words:
    """Words of the title."""

    text: str


Reference = Everything | Places | Recent | Words


def parse_reference(text: str, today: date) -> Reference:
    """Read what a text points at; what is nothing else is words of a title."""
    text = _FROM_LIST.sub("", " ".join(text.split()).strip(" .,!?;:"))
    if (inner := without_quotes(text)) != text:
        return Words(inner)
    if _SEVERAL.fullmatch(text):
        return Recent(is_several=True)
    if _ONE.fullmatch(text):
        return Recent()
    group = _group_without_some(text, today) or parse_group(text, today)
    return group or parse_places(text) or Words(_bare(text))


def without_manner(text: str) -> str:
    """Leave out words at the end that say only how to do it: "delete milk for me right now"."""
    return _MANNER.sub("", text)


def _group_without_some(text: str, today: date) -> Everything | None:
    """Read "everything except milk"."""
    match = _EXCEPT.fullmatch(text)
    group = parse_group(match["group"], today) if match is not None else None
    return replace(group, excluded=match["excluded"]) if match is not None and group else None


def parse_group(text: str, today: date) -> Everything | None:
    """Read "everything", "all overdue tasks", "tasks about milk" or "everything from tomorrow"."""
    quantifier = _QUANTIFIER.match(text)
    rest = text[quantifier.end() :] if quantifier is not None else text
    if quantifier is None and not (
        _PLURAL.search(rest) or _WHOLE_LIST.fullmatch(rest) or _ONLY_STATUS.fullmatch(rest)
    ):
        return None
    read = read_filter(rest, today, filler=_GROUP_WORDS)
    has_status = _SAYS_STATUS.search(rest) is not None
    if not read.leftover:
        return Everything(read.tasks, has_status)
    # "all milk tasks" are those about milk; "all hands meeting" is a title.
    if quantifier is not None and _PLURAL.search(rest.split()[-1]) and not read.tasks.about:
        return Everything(replace(read.tasks, about=read.leftover), has_status)
    return None


def parse_places(text: str) -> Places | None:
    """Read "2", "the second one", "1 and 3" or "the first two"."""
    text = text.strip(" .,!?;:")
    few = _FIRST_FEW.fullmatch(text)
    if few is not None:
        count = min(_value(few["count"]), 99)
        numbers = range(1, count + 1)
        is_first = folded_words(few["end"]) == "first"
        return Places(tuple(numbers if is_first else (-n for n in reversed(numbers))))
    places = []
    for part in _LIST_OF_PLACES.split(text):
        match = _PLACE.fullmatch(part)
        if match is None:
            return None
        places.append(_value(match["word"] or match["number"]))
    return Places(tuple(places))


def _value(word: str) -> int:
    word = folded_words(word)
    if word == "last":
        return LAST
    if word in ORDINAL_BY_WORD:
        return ORDINAL_BY_WORD[word]
    return NUMBER_BY_WORD[word] if word in NUMBER_BY_WORD else int(word.rstrip(" sthnrd"))


def _bare(text: str) -> str:
    """Leave out "the ... task", unless nothing else is there."""
    bare = _TRAILING.sub("", text[match.end() :] if (match := _LEADING.match(text)) else text)
    return without_quotes(bare.strip(" :")) or text


def split_words(text: str) -> list[str]:
    """Split "milk and eggs" for when no single title fits."""
    return [part for part in _LIST_OF_PLACES.split(text) if part.strip()]

"""The ways to point at a task: by its words, by its place in the last list, by "it" or "all"."""

import re
from dataclasses import dataclass

from taskora_api.language.quotes import without_quotes
from taskora_api.language.words import NUMBER_BY_WORD, ORDINAL_BY_WORD, any_of

LAST = -1

_TRAILING_NOUN = r"(?:\s+(?:tasks?|todos?|to-dos?|reminders?))?"
_LEADING = re.compile(
    r"(?:(?:my|the|that|this)\s+)?(?:(?:task|todo|to-do|reminder)\s+)?", re.IGNORECASE
)
_TRAILING = re.compile(r"\s+(?:task|todo|to-do|reminder|item)$", re.IGNORECASE)
_FROM_LIST = re.compile(
    r"\s+(?:from|off|on|in)\s+(?:my|the)\s+(?:list|tasks|todos)$", re.IGNORECASE
)
_EVERYTHING = re.compile(
    rf"(?:all|everything|all\s+of\s+(?:it|them)|(?:my|the)\s+(?:whole\s+)?list)|"
    rf"all(?:\s+of)?(?:\s+(?:my|the))?{_TRAILING_NOUN}|(?:my|the|every)\s+tasks?",
    re.IGNORECASE,
)
_DONE = r"(?:done|completed|finished|complete)"
_EVERY = r"(?:(?:all|every)(?:\s+of)?\s+)?(?:(?:my|the)\s+)?"
_EVERY_DONE = re.compile(
    rf"{_EVERY}{_DONE}(?:\s+(?:tasks|todos|items|ones))|all\s+(?:my\s+|the\s+)?{_DONE}|{_DONE}",
    re.IGNORECASE,
)
_EVERY_OVERDUE = re.compile(
    rf"{_EVERY}overdue(?:\s+(?:tasks|todos|items|ones))?|everything\s+(?:that\s+is\s+)?overdue",
    re.IGNORECASE,
)
_EVERY_TODAY = re.compile(
    r"(?:all\s+)?(?:my\s+)?(?:today(?:['\u2019]?s)?\s+(?:tasks|todos)"
    r"|(?:tasks|todos|everything)\s+(?:due\s+|for\s+)?today)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|that|this|that\s+one|this\s+one|them|those|these|both(?:\s+of\s+them)?)", re.IGNORECASE
)
_WORD = rf"(?:{any_of(ORDINAL_BY_WORD)}|last)"
_ORDINAL = rf"(?:the\s+)?(?P<word>{_WORD}|\d{{1,3}}(?:st|nd|rd|th))(?:\s+(?:one|task|item|todo))?"
_NUMBER = (
    rf"(?:(?:task|item|number|no\.?|nr\.?)\s+)?#?(?P<number>\d{{1,3}}|{any_of(NUMBER_BY_WORD)})"
)
_PLACE = re.compile(rf"(?:{_ORDINAL}|{_NUMBER})", re.IGNORECASE)
_FIRST_FEW = re.compile(
    rf"(?:the\s+)?(?P<end>first|last)\s+(?P<count>\d{{1,2}}|{any_of(NUMBER_BY_WORD)})"
    rf"(?:\s+(?:ones|tasks|items))?",
    re.IGNORECASE,
)
_LIST_OF_PLACES = re.compile(r"\s*(?:,\s*and|,|\band\b|&|\+)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Everything:
    """All tasks of a kind."""

    kind: str


@dataclass(frozen=True)
class Places:
    """Places in the last list, from 1; -1 is the last one, and -2 the one before it."""

    places: tuple[int, ...]


@dataclass(frozen=True)
class Recent:
    """What was spoken of last: "it"."""


@dataclass(frozen=True)
class Words:
    """Words of the title."""

    text: str


Reference = Everything | Places | Recent | Words


def parse_reference(text: str) -> Reference:
    """Read what a text points at; what is nothing else is words of a title."""
    text = _FROM_LIST.sub("", " ".join(text.split()).strip(" .,!?;:"))
    if (inner := without_quotes(text)) != text:
        return Words(inner)
    for pattern, kind in (
        (_EVERYTHING, "all"),
        (_EVERY_DONE, "done"),
        (_EVERY_OVERDUE, "overdue"),
        (_EVERY_TODAY, "today"),
    ):
        if pattern.fullmatch(text):
            return Everything(kind)
    if _PRONOUN.fullmatch(text):
        return Recent()
    return parse_places(text) or Words(_bare(text))


def parse_places(text: str) -> Places | None:
    """Read "2", "the second one", "1 and 3" or "the first two"."""
    text = text.strip(" .,!?;:")
    few = _FIRST_FEW.fullmatch(text)
    if few is not None:
        count = min(_value(few["count"]), 99)
        numbers = range(1, count + 1)
        is_first = few["end"].lower() == "first"
        return Places(tuple(numbers if is_first else (-n for n in reversed(numbers))))
    places = []
    for part in _LIST_OF_PLACES.split(text):
        match = _PLACE.fullmatch(part)
        if match is None:
            return None
        places.append(_value(match["word"] or match["number"]))
    return Places(tuple(places))


def _value(word: str) -> int:
    word = " ".join(word.lower().split())
    if word == "last":
        return LAST
    if word in ORDINAL_BY_WORD:
        return ORDINAL_BY_WORD[word]
    return NUMBER_BY_WORD[word] if word in NUMBER_BY_WORD else int(word.rstrip("sthnrd"))


def _bare(text: str) -> str:
    """Leave out "the ... task", unless nothing else is there."""
    bare = _TRAILING.sub("", text[match.end() :] if (match := _LEADING.match(text)) else text)
    return without_quotes(bare.strip(" :")) or text


def split_words(text: str) -> list[str]:
    """Split "milk and eggs" for when no single title fits."""
    return [part for part in _LIST_OF_PLACES.split(text) if part.strip()]

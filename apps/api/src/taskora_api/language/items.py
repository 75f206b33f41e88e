"""Several tasks in one line: "add milk, eggs and call mom tomorrow"."""

import re
from dataclasses import dataclass
from datetime import date

from taskora_api.language.dates import DatePhrase, find_date, read_date
from taskora_api.language.quick_add import QuickAdd, command_end, parse_quick_add
from taskora_api.language.quotes import QUOTED

ITEMS_MAX = 20

_SEPARATOR = re.compile(r"\s*(?:[;\n]|,(?!\d))\s*")
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"(?:and|&)\s+", re.IGNORECASE)
# A part that begins like this continues the one before: "buy milk, the blue one".
_CONTINUES = re.compile(
    r"(?:the|who|which|that|but|because|since|so|then|if|when|not|or|with|for|in|at|on|to|as)\b",
    re.IGNORECASE,
)
_HAS_WORD = re.compile(r"\w")
_EDGE = " \t\r\n,.;:!-"


@dataclass(frozen=True)
class NewItem:
    """A task to add."""

    title: str
    due_on: date | None


def parse_items(text: str, today: date) -> tuple[NewItem, ...]:
    """Read one task or several.

    A comma separates tasks; "and" does so only in a list that has a comma, so that "salt and
    pepper" stays one. A date at the very end or beginning of a list is the date of them all, for
    that is how it is said. Quotation marks keep a part together.
    """
    whole = parse_quick_add(text, today)
    start = command_end(text)
    phrase = find_date(text, today, start)
    # "call mom, tomorrow": a part that is only a date is no task.
    pieces = [piece for piece in _split(text, start, phrase) if read_date(piece, today) is None]
    if not 1 < len(pieces) <= ITEMS_MAX:
        return (NewItem(whole.title, whole.due_on),)
    parsed = [parse_quick_add(piece, today) for piece in pieces]
    shared = _shared_date(text, start, phrase, parsed)
    return tuple(NewItem(item.title, item.due_on or shared) for item in parsed)


def _split(text: str, start: int, phrase: DatePhrase | None) -> list[str]:
    protected = [match.span() for match in QUOTED.finditer(text)]
    if phrase is not None:
        protected.append((phrase.start, phrase.end))
    pieces = _cut(text, (start, len(text)), _SEPARATOR, protected)
    if len(pieces) == 1:
        return [text[start:]]
    if not _LEADING_AND.match(text, pieces[-1][0]):
        pieces[-1:] = _cut(text, pieces[-1], _AND, protected, cuts_max=1)
    parts = [_LEADING_AND.sub("", text[begin:end].strip(), count=1) for begin, end in pieces]
    parts = [part for part in parts if _HAS_WORD.search(part)]
    return [text[start:]] if any(_CONTINUES.match(part) for part in parts[1:]) else parts


def _cut(
    text: str,
    part: tuple[int, int],
    separator: re.Pattern[str],
    protected: list[tuple[int, int]],
    cuts_max: int = ITEMS_MAX,
) -> list[tuple[int, int]]:
    """Cut at the separators that lie in no protected part."""
    pieces: list[tuple[int, int]] = []
    begin, end = part
    for match in separator.finditer(text, *part):
        if len(pieces) == cuts_max or any(
            a < match.end() and match.start() < b for a, b in protected
        ):
            continue
        pieces.append((begin, match.start()))
        begin = match.end()
    return [*pieces, (begin, end)]


def _shared_date(
    text: str, start: int, phrase: DatePhrase | None, items: list[QuickAdd]
) -> date | None:
    if phrase is None or sum(item.due_on is not None for item in items) > 1:
        return None
    is_last = not text[phrase.end :].strip(_EDGE)
    is_first = not text[start : phrase.start].strip(_EDGE)
    return phrase.value if is_last or is_first else None

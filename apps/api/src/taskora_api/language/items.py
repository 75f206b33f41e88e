"""Several tasks in one line: "add milk, eggs and call mom tomorrow"."""

import re
from dataclasses import dataclass
from datetime import date

from taskora_api.language.dates import read_date
from taskora_api.language.details import NOTHING_MORE, Details
from taskora_api.language.enumerations import is_enumeration
from taskora_api.language.quick_add import (
    OF_A_TASK,
    QuickAdd,
    Span,
    body_of,
    parse_quick_add,
)
from taskora_api.language.quotes import QUOTED, overlaps

# More than a message has room for.
ITEMS_MAX = 1000
# Each is read for a date, so that their number is kept small.
CLAUSES_MAX = 20

_SEPARATOR = re.compile(r"\s*(?:[;\n]|,(?!\d))\s*")
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
# A part that begins like this continues the one before: "buy milk, the blue one".
_CONTINUES = re.compile(
    r"(?:the|who|which|that|but|because|since|so|then|if|when|not|or|with|for|in|at|on|to|as)\b",
    re.IGNORECASE,
)
_HAS_WORD = re.compile(r"\w")
_ADDRESS = re.compile(
    r"(?:\w{1,20}://|www\.|mailto:|(?:[\w-]{1,63}\.){1,8}[a-z]{2,20}/)\S+", re.IGNORECASE
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# What stands before a colon is what the rest is about: "meeting notes: a, b".
_HEADING = re.compile(r"[^\n,;]*\w:(?=\s)")
_EDGE = " \t\r\n,.;:!-"


@dataclass(frozen=True)
class NewItem:
    title: str
    due_on: date | None
    details: Details = NOTHING_MORE

    @classmethod
    def of(cls, read: QuickAdd) -> "NewItem":
        """Take what a line would add."""
        return cls(read.title, read.due_on, read.details)


@dataclass(frozen=True)
class _Reader:
    """The text of a person, and how dates are read in it."""

    text: str
    today: date
    is_day_first: bool | None

    def read(self, text: str) -> QuickAdd:
        return parse_quick_add(text, self.today, is_day_first=self.is_day_first, wanted=OF_A_TASK)

    def is_date(self, text: str) -> bool:
        return read_date(text, self.today, is_day_first=self.is_day_first) is not None


@dataclass(frozen=True)
class _Part:
    """The part of a text that says what there is to do."""

    text: str
    start: int
    end: int


def split_parts(text: str) -> list[str]:
    """Split a text at all that may stand between two tasks: commas, lines and "and"."""
    parts = [part for line in _SEPARATOR.split(text) for part in _AND.split(line)]
    return [bare for part in parts if (bare := _LEADING_AND.sub("", part).strip())]


def read_item(text: str, today: date) -> NewItem:
    """Read one task, whatever else the text could be."""
    return NewItem.of(parse_quick_add(text, today, wanted=OF_A_TASK))


def parse_items(text: str, today: date, *, is_day_first: bool | None = None) -> tuple[NewItem, ...]:
    """Read one task, or several where that is clear.

    A comma separates tasks; "and" does so only in a list that has a comma, so that "salt and
    pepper" stays one, or between two parts that have a date each. A date at the very end or
    beginning of a list is the date of them all, for that is how it is said. Quotation marks,
    brackets and web addresses keep a part together.
    """
    reader = _Reader(text, today, is_day_first)
    whole = reader.read(text)
    line = _part_of(text)
    phrase = next((span for span in whole.spans if span.kind == "date"), None)
    list_span = _list_before(whole, line, phrase) if phrase is not None else None
    if list_span is not None:
        without = text[: list_span.start] + text[list_span.end :]
        return parse_items(without, today, is_day_first=is_day_first)
    # "call mom, tomorrow": a part that is only a date is no task.
    pieces = [piece for piece in _split(line, phrase) if not reader.is_date(piece)]
    if len(pieces) == 1:
        pieces = _dated_clauses(reader, line)
    parsed = [reader.read(piece) for piece in pieces]
    if not 1 < len(pieces) <= ITEMS_MAX or is_enumeration(parsed):
        return (NewItem.of(whole),)
    if not _is_shared(line, phrase, parsed):
        return tuple(map(NewItem.of, parsed))
    return tuple(
        NewItem(
            item.title,
            item.due_on or whole.due_on,
            item.details.with_recurrence(whole.details.recurs),
        )
        for item in parsed
    )


def _part_of(text: str) -> _Part:
    body = body_of(text)
    if body is None:
        return _Part(text, 0, len(text))
    start = body.line.tokens[0].start if body.commands else 0
    return _Part(text, start, body.line.tokens[-1].end if body.commands else len(text))


def _list_before(whole: QuickAdd, line: _Part, phrase: Span) -> Span | None:
    """Find the words within a line that only say where it is added."""
    inner = (span for span in whole.spans if span.kind == "command" and span.start > line.start)
    return next((span for span in inner if span.end <= phrase.start), None)


def _split(line: _Part, phrase: Span | None) -> list[str]:
    text, start, end = line.text, line.start, line.end
    protected = _protected(line)
    if phrase is not None:
        protected.append((phrase.start, phrase.end))
    heading = _HEADING.match(text, start, end)
    is_date = phrase is not None and not text[start : phrase.start].strip(_EDGE)
    if heading is not None and not (is_date and phrase and phrase.end >= heading.end() - 1):
        return [text[start:end]]
    pieces = _cut(text, (start, end), _SEPARATOR, protected)
    if len(pieces) == 1:
        return [text[start:end]]
    if not _LEADING_AND.match(text[slice(*pieces[-1])]):
        pieces[-1:] = _cut(text, pieces[-1], _AND, protected, cuts_max=1)
    parts = [_LEADING_AND.sub("", text[begin:stop].strip()) for begin, stop in pieces]
    parts = [part for part in parts if _HAS_WORD.search(part)]
    return [text[start:end]] if any(_CONTINUES.match(part) for part in parts[1:]) else parts


def _protected(line: _Part) -> list[tuple[int, int]]:
    """Find the parts that no separator is in."""
    patterns = (QUOTED, _ADDRESS, _BRACKETED)
    return [
        match.span()
        for pattern in patterns
        for match in pattern.finditer(line.text, line.start, line.end)
    ]


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
        if len(pieces) == cuts_max or overlaps(match.span(), protected):
            continue
        pieces.append((begin, match.start()))
        begin = match.end()
    return [*pieces, (begin, end)]


def _dated_clauses(reader: _Reader, line: _Part) -> list[str]:
    """Split "pay rent on monday and call mom on sunday", where each part has its own date."""
    cuts = _cut(line.text, (line.start, line.end), _AND, _protected(line), cuts_max=CLAUSES_MAX)
    clauses: list[str] = []
    for begin, end in cuts:
        clause = line.text[begin:end]
        if clauses and (reader.read(clauses[-1]).due_on is None or not reader.read(clause).due_on):
            # Cut from the text again, so that the joint is as it was typed.
            clause = line.text[begin - _joint_length(line.text, begin) - len(clauses.pop()) : end]
        clauses.append(clause)
    return clauses


def _joint_length(text: str, end: int) -> int:
    """Count the characters of the "and" that ends at an offset."""
    bare = text[:end].rstrip()
    joint = bare[: -1 if bare.endswith("&") else -len("and")].rstrip()
    return end - len(joint)


def _is_shared(line: _Part, phrase: Span | None, items: list[QuickAdd]) -> bool:
    """Say whether the date of a line is that of all its tasks."""
    if phrase is None or sum(item.due_on is not None for item in items) > 1:
        return False
    is_last = not line.text[phrase.end : line.end].strip(_EDGE)
    return is_last or not line.text[line.start : phrase.start].strip(_EDGE)

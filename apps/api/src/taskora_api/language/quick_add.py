"""From a line as typed to a task: what is a command, what is the date, and what is the title."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from taskora_api.language.dates import DatePhrase, find_date
from taskora_api.language.quotes import QUOTES, without_quotes

_POLITE = r"(?:please[,\s]+)?(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?"
_NOUN = r"(?:tasks?|todos?|to-dos?|reminders?|items?|entry)"
_NAMED = r"(?:\s*:|\s+(?:called|named|titled|to|that\s+says|for(?=\s+\w+:)|saying)\b:?)"
_MY_LIST = r"to\s+(?:my|the)\s+(?:to-?\s?do\s+)?(?:list|tasks|todos)"
_COMMANDS = (
    rf"add\s+{_MY_LIST}\s*[:,]?",
    rf"(?:add|create|make|new|write)(?:\s+me)?(?:\s+(?:a|an|the|another|my|some))?(?:\s+new)?"
    rf"\s+{_NOUN}{_NAMED}",
    rf"(?:add|create|make|new)(?:\s+(?:a|an|another))?(?:\s+new)?\s+{_NOUN}\b",
    r"add\b\s*:?",
    r"remind\s+me(?:\s+(?:to|of|about))?",
    r"(?:remember|don['\u2019]?t\s+forget|do\s+not\s+forget)(?:\s+to)?",
    r"i\s+(?:need|have|want|ought)\s+to",
    r"i\s+(?:must|should)",
    r"(?:todo|to-do|task|note)\s*:",
)
_COMMAND = re.compile(
    rf"\s*{_POLITE}(?:{'|'.join(_COMMANDS)})(?=\s|$|[\"\u201c])\s*", re.IGNORECASE
)
_COURTESY = re.compile(
    rf"(?:\s+{_MY_LIST})?(?:[,\s]+(?:please|thanks|thank\s+you))?[\s.!?]*$", re.IGNORECASE
)
COURTESY_LENGTH_MAX = 60
_JOINT = " \t\r\n,;:-\u2013\u2014"


@dataclass(frozen=True)
class Span:
    """A part of the text that has a meaning."""

    start: int
    end: int
    kind: Literal["command", "date"]


@dataclass(frozen=True)
class QuickAdd:
    """What the line would add."""

    title: str
    due_on: date | None
    spans: tuple[Span, ...]


def command_end(text: str) -> int:
    """Find where the words that only say "add" end; 0 when there are none or nothing else."""
    match = _COMMAND.match(text)
    return match.end() if match is not None and text[match.end() :].strip(_JOINT) else 0


def parse_quick_add(text: str, today: date) -> QuickAdd:
    """Parse a line. Every word ends up in the title or in a span, and the title is never empty."""
    spans: list[Span] = []
    body_start = command_end(text)
    if body_start:
        spans.append(_trimmed(text, 0, body_start, "command"))
    body_end = len(text)
    # Only the end can hold it: a search through a long run of spaces takes quadratic time.
    courtesy_start = max(body_start, len(text.rstrip()) - COURTESY_LENGTH_MAX)
    courtesy = _COURTESY.search(text, courtesy_start)
    if body_start and courtesy is not None and text[body_start : courtesy.start()].strip(_JOINT):
        body_end = courtesy.start()
        if text[body_end:].strip(_JOINT + ".!?"):
            spans.append(_trimmed(text, body_end, len(text), "command"))
    phrase = _date_within(text, today, body_start, body_end)
    if phrase is not None:
        spans.append(Span(phrase.start, phrase.end, "date"))
    spans.sort(key=lambda span: span.start)
    title = _title(text, body_start, body_end, phrase)
    return QuickAdd(title, phrase.value if phrase else None, tuple(spans))


def _date_within(text: str, today: date, start: int, end: int) -> DatePhrase | None:
    """Find the date, unless there would be nothing left to do on it."""
    phrase = find_date(text[:end], today, start)
    if phrase is None or not _words_around(text, start, end, phrase).strip(QUOTES):
        return None
    return phrase


def _title(text: str, start: int, end: int, phrase: DatePhrase | None) -> str:
    if phrase is not None:
        return without_quotes(_words_around(text, start, end, phrase))
    words = " ".join(text[start:end].split())
    return without_quotes(words.strip(_JOINT) or words)


def _words_around(text: str, start: int, end: int, phrase: DatePhrase) -> str:
    before, after = text[start : phrase.start], text[phrase.end : end]
    if not after.strip(_JOINT + ".!?"):
        # What is left of a sentence after its date is the full stop.
        after = ""
    words = [word for piece in (before, after) for word in piece.strip(_JOINT).split()]
    return " ".join(words).strip(_JOINT)


def _trimmed(text: str, start: int, end: int, kind: Literal["command", "date"]) -> Span:
    """Make a span without the white space around it."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()), kind)

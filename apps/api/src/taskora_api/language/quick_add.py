"""From a line as typed to a task: what is a command, what is the date, and what is the title."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from taskora_api.language.clock_times import clocks_end, times_end
from taskora_api.language.dates import DatePhrase
from taskora_api.language.due_dates import find_due_date
from taskora_api.language.quotes import QUOTES, without_quotes
from taskora_api.language.tokens import Line

_POLITE = r"(?:please[,\s]+)?(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?"
_NOUN = r"(?:tasks?|todos?|to-dos?|reminders?|items?|entry)"
_NAMED = r"(?:\s*:|\s+(?:called|named|titled|to|that\s+says|for(?=\s+\w+:)|saying)\b:?)"
_LIST = r"(?:(?:to-?\s?do|task|shopping|grocery)\s+)?(?:list|tasks|todos)"
_MY_LIST = rf"(?:(?:on)?to\s+(?:my|the|our)|(?:on|in|into)\s+(?:my|our))\s+{_LIST}"
_COMMANDS = (
    rf"add\s+{_MY_LIST}\s*[:,]?",
    rf"(?:add|create|make|new|write)(?:\s+me)?(?:\s+(?:a|an|the|another|my|some))?(?:\s+new)?"
    rf"\s+{_NOUN}{_NAMED}",
    rf"(?:add|create|make|new)(?:\s+(?:a|an|another))?(?:\s+new)?\s+{_NOUN}\b",
    r"set(?:\s+me)?\s+(?:a|an|another)\s+reminder(?:\s+(?:to|that|about|of))?",
    r"add\b\s*:?",
    r"remind\s+me(?:\s+(?:to|of|about|that))?",
    r"(?:remember|don['\u2019]?t\s+forget|do\s+not\s+forget)(?:\s+(?:to|that))?",
    r"i\s+(?:need|have|want|ought)\s+to",
    # "I should have called" is a regret, and "I must not" no duty.
    r"i\s+(?:must|should)(?!\s+(?:not|never|have\s+(?:been|done|gone|\w{3,}ed))\b)",
    r"(?:todo|to-do|task|note)\s*:",
)
_COMMAND = re.compile(
    rf"\s*{_POLITE}(?:{'|'.join(_COMMANDS)})(?=\s|$|[\"\u201c])\s*", re.IGNORECASE
)
_COURTESY = re.compile(
    rf"(?:\s+{_MY_LIST})?(?:[,\s]+(?:please|pls|plz|thanks|thx|thank\s+you))?[\s.!?]*$",
    re.IGNORECASE,
)
# The same words before a date at the end: "add milk to my list tomorrow".
_LIST_BEFORE_DATE = re.compile(rf"\s+{_MY_LIST}[,\s]*$", re.IGNORECASE)
# After these a date may stand before what there is to do: "remind me tomorrow to call mom".
_REMINDER = re.compile(rf"\b(?:remind|remember|forget|{_NOUN})\b", re.IGNORECASE)
_REMINDER_JOINTS = frozenset(["to", "that", "about", "of"])
COURTESY_LENGTH_MAX = 60
_AFTER_OPENING = re.compile(r"([(\[{]) (?=\S)")
_JOINT = " \t\r\n,;:-\u2013\u2014"
_SEPARATORS = _JOINT + ".!?|/\\<>=~@*+\u2192\u2022\u00b7"


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    kind: Literal["command", "date"]


@dataclass(frozen=True)
class Body:
    """The part of a line between the words that say "add" and those that say "please"."""

    start: int
    end: int
    spans: tuple[Span, ...]


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


def find_body(text: str) -> Body:
    """Leave out what is no part of the task."""
    start, end = command_end(text), len(text)
    if not start:
        return Body(start, end, ())
    spans = [_trimmed(text, 0, start, "command")]
    # Only the end can hold it: a search through a long run of spaces takes quadratic time.
    courtesy_start = max(start, len(text.rstrip()) - COURTESY_LENGTH_MAX)
    courtesy = _COURTESY.search(text, courtesy_start)
    if courtesy is not None and text[start : courtesy.start()].strip(_JOINT):
        end = courtesy.start()
        # The dot after a figure is a part of it: "24.12.".
        end += text[end - 1].isdecimal() and text[end : end + 1] == "."
        if text[end:].strip(_JOINT + ".!?"):
            spans.append(_trimmed(text, end, len(text), "command"))
    return Body(start, end, tuple(spans))


def parse_quick_add(text: str, today: date, *, is_day_first: bool | None = None) -> QuickAdd:
    """Parse a line. Every word ends up in the title or in a span, and the title is never empty.

    `is_day_first` says what "5/12" is; without it the month comes first where both are possible.
    """
    body = find_body(text)
    line = Line(text, body.start, body.end)
    joints = _REMINDER_JOINTS if _REMINDER.search(text[: body.start]) else frozenset[str]()
    phrase = find_due_date(line, today, is_day_first=is_day_first, joints=joints)
    if phrase is not None and not _has_something_to_do(line, phrase):
        phrase = None
    joint = _joint_of_reminder(line, phrase) if joints else None
    spans = [*body.spans, *([joint] if joint else [])]
    whole = phrase
    if phrase is not None:
        spans.append(Span(phrase.start, phrase.end, "date"))
        list_span = list_before_date(line, phrase)
        if list_span is not None and joint is None:
            spans.append(list_span)
            whole = replace(phrase, start=list_span.start)
    spans.sort(key=lambda span: span.start)
    title = _title(line, whole, joint)
    return QuickAdd(title, phrase.value if phrase else None, tuple(spans))


def list_before_date(line: Line, phrase: DatePhrase) -> Span | None:
    """Find the words that only say where it is added, when a date at the end comes after them."""
    if line.start == 0 or line.text[phrase.end : line.end].strip(_JOINT + ".!?"):
        return None
    start = max(line.start, phrase.start - COURTESY_LENGTH_MAX)
    match = _LIST_BEFORE_DATE.search(line.text, start, phrase.start)
    if match is None or not line.text[line.start : match.start()].strip(_JOINT):
        return None
    return _trimmed(line.text, match.start(), match.end(), "command")


def _has_something_to_do(line: Line, phrase: DatePhrase) -> bool:
    """Say whether more is left than a time: "tomorrow at 5pm" has nothing to do on the date."""
    rest = Line(_around(line, phrase))
    is_clock = bool(rest.tokens) and clocks_end(rest, 0) == len(rest.tokens)
    return bool(rest.text.strip(QUOTES + _JOINT)) and not is_clock


def _joint_of_reminder(line: Line, phrase: DatePhrase | None) -> Span | None:
    """Find the "to" of "remind me tomorrow at 5pm to call mom", which is a part of the command."""
    at = 0
    while True:
        after = times_end(line, at)
        if phrase is not None and after < len(line.tokens):
            is_here = line.tokens[after].start == phrase.start
            while is_here and line.word(after) and line.tokens[after].start < phrase.end:
                after += 1
        if after == at:
            break
        at = after
    if at == 0 or line.word(at) not in _REMINDER_JOINTS or not line.word(at + 1):
        return None
    return Span(line.tokens[at].start, line.tokens[at].end, "command")


def _title(line: Line, phrase: DatePhrase | None, joint: Span | None) -> str:
    text, start, end = line.text, line.start, line.end
    if joint is not None:
        # The time of a reminder is said before what there is to do, and reads well after it.
        times = [text[start : phrase.start], text[phrase.end : joint.start]] if phrase else []
        times = times or [text[start : joint.start]]
        return without_quotes(_join(text[joint.end : end], *times))
    if phrase is not None:
        return without_quotes(_around(line, phrase))
    words = " ".join(text[start:end].split())
    return without_quotes(words.strip(_JOINT) or words)


def _around(line: Line, phrase: DatePhrase) -> str:
    """Return the words around a date, without marks that only stood between: "milk | tomorrow"."""
    before = line.text[line.start : phrase.start].split()
    after = line.text[phrase.end : line.end].split()
    while before and not before[-1].strip(_SEPARATORS):
        before.pop()
    first = next((at for at, word in enumerate(after) if word.strip(_SEPARATORS)), len(after))
    return _join(" ".join(before), " ".join(after[first:]))


def _join(*pieces: str) -> str:
    """Join what is left around the parts with a meaning, without the marks that joined them."""
    # What is left of a sentence after its date is the full stop.
    kept = (piece.strip(_JOINT) for piece in pieces if piece.strip(_JOINT + ".!?"))
    joined = " ".join(word for piece in kept for word in piece.split()).strip(_JOINT)
    return _AFTER_OPENING.sub(r"\1", joined)


def _trimmed(text: str, start: int, end: int, kind: Literal["command", "date"]) -> Span:
    """Make a span without the white space around it."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()), kind)

"""Reads which tasks a text speaks of by what they are: overdue, done last week, about milk."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from taskora_api.language.fields import read_priority
from taskora_api.language.periods import find_period, without
from taskora_api.language.task_filter import Status, TaskFilter

_STATUSES: dict[Status, re.Pattern[str]] = {
    "done": re.compile(
        r"\b(?:done|completed?|finished?|closed|accomplished?|achieved?|ticked\s+off)\b",
        re.IGNORECASE,
    ),
    "open": re.compile(
        r"\b(?:open|pending|left|remaining|incomplete|unfinished|outstanding)\b", re.IGNORECASE
    ),
    "all": re.compile(r"\b(?:all|everything|every)\b", re.IGNORECASE),
}
_NOT_DONE = re.compile(
    r"\b(?:(?:not|isn['\u2019]?t|aren['\u2019]?t)\s+(?:yet\s+)?(?:done|completed?|finished)"
    r"|(?:have|has|did)\s*(?:n['\u2019]?t|\s+not)\s+i\s+(?:yet\s+)?(?:do|done|completed?|finish(?:ed)?)"
    r"|i\s+(?:have|did)\s*(?:n['\u2019]?t|\s+not)\s+(?:yet\s+)?(?:do|done|completed?|finish(?:ed)?))\b",
    re.IGNORECASE,
)
_OVERDUE = re.compile(r"\b(?:overdue|past\s+due|late|behind(?:\s+with)?|missed)\b", re.IGNORECASE)
_UNDATED = re.compile(
    r"\b(?:(?:without|no|have\s+no|has\s+no|with\s+no|lacking)\s+(?:a\s+|any\s+|the\s+)?"
    r"(?:due\s+)?(?:dates?|deadlines?|day)|undated|unscheduled|not\s+scheduled"
    r"|(?:have|has)\s+not\s+(?:a\s+)?date)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_SAYS_DUE = re.compile(r"\bdue\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\b(?:tasks?|todos?|to-?\s?dos?|due|overdue|left|open|pending|list|plan(?:ned)?|agenda|plate|"
    r"schedule|done|completed|finished|finish|complete|late|coming\s+up|undated|unscheduled|next|"
    r"now|else|deadlines?)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|with|contain(?:ing|s)?|match(?:ing|es)?|mention(?:ing|s)?|includ(?:ing|es?)|"
    r"called|named|related\s+to)\s+(?P<words>.+)$",
    re.IGNORECASE,
)
_EMPTY_WORDS = re.compile(
    r"\b(?:tasks?|todos?|to-?\s?dos?|items?|list|my|the|me|i|do|have|has|had|got|get|gotten|need|"
    r"needs|to|is|are|was|were|there|on|for|of|in|at|from|with|due|that|which|what|s|am|did|must|"
    r"should|shall|plan|planned|agenda|schedule|scheduled|plate|please|still|yet|up|coming|now|so|"
    r"far|a|any|anything|something|things?|it|be|by|how|many|much|all|everything|every|else|next|"
    r"upcoming|doing|done|ones?|looking|look|like|and|or|about|dates?|deadlines?|currently|today|"
    r"first|you|can|see|say|tell)\b",
    re.IGNORECASE,
)
# "Of high priority".
PRIORITY_WORDS_MAX = 3
_NOT_WORDS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Filtered:
    """A filter, and the words of the text that are none."""

    tasks: TaskFilter
    leftover: str


def read_filter(
    text: str, today: date, *, is_past: bool = False, filler: re.Pattern[str] = _EMPTY_WORDS
) -> Filtered:
    """Read which tasks; `is_past` asks about what was done, in days that are past.

    `filler` are the words that say nothing about which tasks are meant.
    """
    about_match = _ABOUT.search(text)
    about = about_match["words"].strip(" ?.!\"'\u201c\u201d") if about_match else ""
    # "with no date" is no search for "no date", and "with anything" none for "anything".
    if about_match is not None and _says_no_words(about_match[0], today):
        about_match, about = None, ""
    rest = text[: about_match.start()] if about_match else text
    status, rest = _status(rest)
    tasks = TaskFilter(status=status or "open", about=about)
    tasks, rest = _days(tasks, rest, today, is_past=is_past or status == "done")
    leftover = " ".join(_NOT_WORDS.sub(" ", filler.sub(" ", rest)).split())
    priority = said_priority(leftover)
    return (
        Filtered(replace(tasks, priority=priority), "") if priority else Filtered(tasks, leftover)
    )


def said_priority(words: str) -> str:
    """Read words that only say how much the tasks matter; "none" is how many there are."""
    priority = read_priority(words) if len(words.split()) <= PRIORITY_WORDS_MAX else None
    return "" if priority in {None, "none"} else str(priority)


def is_about_tasks(text: str, today: date) -> bool:
    """Say whether a text speaks of tasks at all, or of a day."""
    return (
        _TOPIC.search(text) is not None
        or bool(said_priority(_NOT_WORDS.sub(" ", _EMPTY_WORDS.sub(" ", text)).strip()))
        or _UNDATED.search(text) is not None
        or find_period(text, today) is not None
    )


def _says_no_words(text: str, today: date) -> bool:
    rest = _UNDATED.sub(" ", text)
    period = find_period(rest, today)
    if period is not None:
        rest = without(rest, period)
    return not _NOT_WORDS.sub(" ", _EMPTY_WORDS.sub(" ", rest)).strip()


def _status(rest: str) -> tuple[Status | None, str]:
    if _NOT_DONE.search(rest):
        return "open", _NOT_DONE.sub(" ", rest)
    for status, pattern in _STATUSES.items():
        if pattern.search(rest):
            return status, pattern.sub(" ", rest)
    return None, rest


def _days(tasks: TaskFilter, rest: str, today: date, *, is_past: bool) -> tuple[TaskFilter, str]:
    if _OVERDUE.search(rest):
        return replace(tasks, due_to=today - timedelta(days=1)), _OVERDUE.sub(" ", rest)
    if _UNDATED.search(rest):
        return replace(tasks, undated=True), _UNDATED.sub(" ", rest)
    rest = _POSSESSIVE.sub(" ", rest)
    asks_when_done = is_past and not _SAYS_DUE.search(rest)
    period = find_period(rest, today, is_past=asks_when_done)
    if period is None:
        return tasks, rest
    rest = without(rest, period)
    if asks_when_done:
        return replace(tasks, status="done", done_from=period.first, done_to=period.last), rest
    return replace(tasks, due_from=period.first, due_to=period.last), rest

"""Reads the ways to ask for tasks."""

import re
from datetime import date, timedelta

from taskora_api.language import calendar_rules as rules
from taskora_api.language.dates import find_date
from taskora_api.language.intents import ListTasks, Status

_VERB = re.compile(
    r"(?:list|show(?:\s+me)?|display|view|give\s+me|tell\s+me|see|let\s+me\s+see)\b", re.IGNORECASE
)
# "tell me a joke" is no search for a task.
_TELL = re.compile(r"tell\s+me\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:what(?:['\u2019]?s|\s+is|\s+are|\s+do|\s+did|\s+have)?|which|do\s+i|have\s+i|is\s+there|"
    r"are\s+there|how\s+many|anything|any)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:tasks?|todos?|to-?\s?dos?|due|overdue|left|open|pending|list|plan|agenda|plate|"
    r"done|completed|finished|finish|complete|late|coming\s+up)\b",
    re.IGNORECASE,
)
_STATUSES: tuple[tuple[str, Status], ...] = (
    (r"\b(?:done|completed?|finished?|closed)\b", "done"),
    (r"\b(?:open|pending|left|remaining|incomplete|unfinished|outstanding)\b", "open"),
    (r"\b(?:all|everything|every)\b", "all"),
)
_NOT_DONE = re.compile(
    r"\b(?:not|isn['\u2019]?t|aren['\u2019]?t)\s+(?:yet\s+)?(?:done|completed?)\b", re.IGNORECASE
)
_OVERDUE = re.compile(r"\b(?:overdue|past\s+due|late)\b", re.IGNORECASE)
# A day to ask about, but none to be due on, so it is no date of the grammar.
_YESTERDAY = re.compile(r"\byesterday\b", re.IGNORECASE)
_PERIOD = re.compile(r"\b(?P<which>this|next)\s+(?P<unit>week|month)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|with|containing|matching|mentioning|called|named|related\s+to)\s+(.+)$",
    re.IGNORECASE,
)
_EMPTY_WORDS = re.compile(
    r"\b(?:tasks?|todos?|to-?\s?dos?|items?|list|my|the|me|i|do|have|got|need|to|is|are|was|were|"
    r"there|on|for|of|in|with|due|that|which|what|s|am|did|must|should|plan|agenda|plate|please|"
    r"still|yet|up|coming|now|so|far|a|any|anything|things?|it|be|by|how|many|all|"
    r"everything|every)\b",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[^\w]+")


def parse_question(text: str, today: date) -> ListTasks | None:
    """Read a wish to see tasks that says so: "show ...", "what ..."; None when it is not one."""
    verb = _VERB.match(text)
    question = _QUESTION.match(text)
    if verb is not None:
        return _read_filters(text[verb.end() :], today, takes_words=not _TELL.match(text))
    if question is None:
        return None
    rest = text[question.end() :]
    return _read_filters(rest, today) if _is_about_tasks(rest, today) else None


def parse_headline(text: str, today: date) -> ListTasks | None:
    """Read a wish to see tasks that is only their name: "today", "my overdue tasks"."""
    return _read_filters(text, today) if _is_about_tasks(text, today) else None


def _read_filters(text: str, today: date, *, takes_words: bool = False) -> ListTasks | None:
    """Read which tasks; words that are no filter are a search only after a verb: "show milk"."""
    about_match = _ABOUT.search(text)
    about = about_match[1].strip(" ?.!\"'") if about_match else ""
    status, rest = _status(text[: about_match.start()] if about_match else text)
    (due_from, due_to), rest = _due(rest, today)
    leftover = " ".join(_NOT_WORDS.sub(" ", _EMPTY_WORDS.sub(" ", rest)).split())
    if leftover and (about or not takes_words):
        return None
    return ListTasks(status or "open", due_from, due_to, about or leftover)


def _is_about_tasks(rest: str, today: date) -> bool:
    return _TOPIC.search(rest) is not None or find_date(rest, today) is not None


def _status(rest: str) -> tuple[Status | None, str]:
    if _NOT_DONE.search(rest):
        return "open", _NOT_DONE.sub(" ", rest)
    for pattern, status in _STATUSES:
        if re.search(pattern, rest, re.IGNORECASE):
            return status, re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    return None, rest


def _due(rest: str, today: date) -> tuple[tuple[date | None, date | None], str]:
    if _OVERDUE.search(rest):
        return (None, today - timedelta(days=1)), _OVERDUE.sub(" ", rest)
    if _YESTERDAY.search(rest):
        yesterday = today - timedelta(days=1)
        return (yesterday, yesterday), _YESTERDAY.sub(" ", rest)
    period = _PERIOD.search(rest)
    if period is not None:
        return _range_of(period, today), rest[: period.start()] + " " + rest[period.end() :]
    phrase = find_date(rest, today)
    if phrase is None:
        return (None, None), rest
    start = None if phrase.is_deadline else phrase.value
    return (start, phrase.value), rest[: phrase.start] + " " + rest[phrase.end :]


def _range_of(period: re.Match[str], today: date) -> tuple[date, date]:
    """A week is Monday to Sunday, a month its first day to its last."""
    ahead = 1 if period["which"].lower() == "next" else 0
    if period["unit"].lower() == "week":
        monday = rules.monday_of(today, ahead)
        return monday, monday + timedelta(days=rules.SUNDAY)
    return rules.first_of_month(today, ahead), rules.end_of_month(today, ahead)

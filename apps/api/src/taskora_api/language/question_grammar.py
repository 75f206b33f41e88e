"""Reads questions for tasks, and searches for one."""

import re
from dataclasses import replace
from datetime import date

from taskora_api.language.intents import ListTasks
from taskora_api.language.list_grammar import is_about_tasks, read_filter
from taskora_api.language.quotes import without_quotes
from taskora_api.language.references import Words, parse_group, parse_reference
from taskora_api.language.task_filter import TaskFilter

_VERB = re.compile(
    r"(?:list|show(?:\s+me)?|display|view|give\s+me|tell\s+me|see|let\s+me\s+see)\b", re.IGNORECASE
)
# Asking for a joke is no search for a task.
_ASKS_FOR_SPEECH = re.compile(r"(?:tell|give)\s+me\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:what(?:['\u2019]?s|\s+is|\s+are|\s+do|\s+did|\s+have|\s+about)?|which|do\s+i|have\s+i|"
    r"did\s+i|am\s+i|is\s+there|are\s+there|is\s+anything|how\s+(?:many|much)|how\s+about|"
    r"how(?:['\u2019]?s|\s+is)|anything|any|and)\b",
    re.IGNORECASE,
)
_ASKS_WHAT_WAS_DONE = re.compile(
    r"\b(?:did|have|has|had)\s+i\b.*|\bi\s+(?:have\s+)?(?:did|finished|completed|done)\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:get|got|gotten|do|done|did|finish(?:ed)?|complete[d]?|accomplish(?:ed)?|achieve[d]?|"
    r"tick(?:ed)?\s+off|close[d]?|manage[d]?)\b",
    re.IGNORECASE,
)
# "What have I got on monday" asks for what is to be done.
_HAVE_GOT = re.compile(r"\bhave\s+i\s+got\b(?!\s+(?:done|finished|completed)\b)", re.IGNORECASE)
_SAYS_ALL = re.compile(r"(?:all|everything|every)\b", re.IGNORECASE)
_NOUN = r"(?:tasks?|todos?|to-?dos?|reminders?|items?|thing)"
_FIND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:please\s+)?(?:find|search|look)(?:\s+(?:me|for|up))?\s+(?P<ref>.+)",
        r"(?:where(?:['\u2019]?s|\s+is|\s+are)|locate)\s+(?P<ref>.+)",
        r"when(?:['\u2019]?s|\s+is|\s+are|\s+was|\s+were)\s+(?P<ref>.+?)(?:\s+(?:due|planned|on))?",
        r"when\s+(?:do|should|must|will|did|can|shall)\s+i\s+(?:have\s+(?:to\s+)?|need\s+to\s+)?"
        r"(?P<ref>.+)",
        r"(?:what(?:['\u2019]?s|\s+is)\s+)?(?:the\s+)?(?:due\s+date|deadline|date|due\s+day)\s+"
        r"(?:of|for)\s+(?P<ref>.+)",
        rf"(?:do\s+i\s+have|have\s+i\s+got|is\s+there|are\s+there)\s+(?:an?\s+|any\s+|some\s+)?"
        rf"(?:(?:{_NOUN}|anything|something)\s+)?(?:about|for|with|called|named|like|to)\s+"
        rf"(?P<ref>.+)",
        rf"(?:which|what|how\s+many|any)\s+(?:of\s+my\s+)?{_NOUN}\s+(?:are\s+|is\s+|do\s+)?"
        rf"(?:about|with|mention|contain|include|match|have)\s+(?P<ref>.+)",
        r"(?:is|are|was|were)\s+(?P<ref>.+?)\s+(?:already\s+|still\s+)?"
        r"(?:done|due|overdue|finished|completed?|open|on\s+my\s+list)",
        r"(?:did|have)\s+i\s+(?:already\s+)?(?:(?:finish|complete|do|done|add|finished|completed|"
        r"added|ticked\s+off|tick\s+off)\s+)?(?:already\s+)?(?P<ref>.+?)(?:\s+(?:yet|already))?",
    )
)


def parse_question(text: str, today: date) -> ListTasks | None:
    """Read a request to see tasks: "show ...", "what ..."; None when it is not one."""
    verb = _VERB.match(text)
    if verb is not None:
        return _show(text, verb.end(), today)
    question = _QUESTION.match(text)
    asked = _ask(text, question.end(), today) if question is not None else None
    return asked or _find(text, today)


def parse_headline(text: str, today: date) -> ListTasks | None:
    """Read a request to see tasks that only names them: "today", "my overdue tasks"."""
    group = parse_group(text, today) if _SAYS_ALL.match(text) else None
    if group is not None:
        return as_list(group.tasks if group.has_status else _open_or_all(group.tasks))
    return _only_filter(text, today) if is_about_tasks(text, today) else None


def find_tasks(words: str) -> ListTasks:
    """Search every task, done or not."""
    return ListTasks(status="all", about=words)


def as_list(tasks: TaskFilter) -> ListTasks:
    return ListTasks(**vars(tasks))


def _open_or_all(tasks: TaskFilter) -> TaskFilter:
    """Read "everything" as all tasks, and "everything due today" as those that are open."""
    return replace(tasks, status="all") if tasks == TaskFilter() else tasks


def _show(text: str, start: int, today: date) -> ListTasks | None:
    rest = text[start:]
    is_past = _ASKS_WHAT_WAS_DONE.search(rest) is not None
    read = read_filter(_DID.sub(" ", rest) if is_past else rest, today, is_past=is_past)
    if not read.leftover:
        return as_list(read.tasks)
    # Words that are no filter are a search after a verb alone: "show milk".
    if read.tasks.about or _ASKS_FOR_SPEECH.match(text):
        return None
    return ListTasks(**(vars(read.tasks) | {"about": read.leftover}))


def _ask(text: str, start: int, today: date) -> ListTasks | None:
    """Read a question about tasks, whose every word is one of the filter."""
    asks_what_was_done = _ASKS_WHAT_WAS_DONE.search(text) and not _HAVE_GOT.search(text)
    if asks_what_was_done and _DID.search(text):
        return _only_filter(_DID.sub(" ", text[start:]), today, is_past=True)
    rest = text[start:]
    return _only_filter(rest, today) if is_about_tasks(text, today) else None


def _only_filter(text: str, today: date, *, is_past: bool = False) -> ListTasks | None:
    read = read_filter(text, today, is_past=is_past)
    if read.leftover:
        return None
    if is_past:
        return ListTasks(
            "done",
            about=read.tasks.about,
            done_from=read.tasks.done_from,
            done_to=read.tasks.done_to,
        )
    return as_list(read.tasks)


def _find(text: str, today: date) -> ListTasks | None:
    for pattern in _FIND:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        reference = parse_reference(match["ref"], today)
        if isinstance(reference, Words):
            return find_tasks(without_quotes(reference.text))
    return None

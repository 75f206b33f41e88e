"""Two intents in one clause: "add flowers and mark call dad as done"."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from taskora_api.language.dates import read_date
from taskora_api.language.intents import (
    AddOneOrTwo,
    AddTasks,
    AddThenChange,
    CompleteTasks,
    DeleteTasks,
    Intent,
    ListTasks,
    MoveTasks,
    OrganiseTasks,
    Redo,
    RenameTask,
    Undo,
)
from taskora_api.language.items import NewItem, read_item
from taskora_api.language.quotes import overlaps, quoted_spans
from taskora_api.language.references import Words, parse_reference

_CHANGES = CompleteTasks | DeleteTasks | MoveTasks | OrganiseTasks | RenameTask
CUTS_MAX = 6
# Each cut is read by itself; nobody says two intents in more than this.
LENGTH_MAX = 400
INTENTS_MAX = 4

_COMMAND = (
    r"(?:please\s+)?(?:add|mark|set|complete|finish|tick|check|delete|remove|rename|reopen|untick|uncheck|"
    r"undo|show|list|find|search|tell\s+me|move|reschedule|postpone|push|snooze|delay|tag|label|"
    r"untag|prioriti[sz]e|repeat|make)\b"
)
# "Tea is done, rice has to wait until friday": what is said of another task.
_STATES = r"[^,]{1,200}\s(?:is|are|has|have)\s"
_JOINT = re.compile(
    r",?\s+(?P<and>and|&)\s+(?:also\s+|then\s+|please\s+)*"
    rf"|(?:,?\s+then|(?P<comma>,)(?:\s+now)?)\s+(?={_COMMAND}|{_STATES})",
    re.IGNORECASE,
)
# Behind a comma these begin an intent, unless the comma is one of a list.
_VERBS = (
    r"(?:add|complete|delete|remove|rename|reopen|move|mark|undo|postpone|reschedule|tag|label|"
    r"prioriti[sz]e)\b"
)
_INTENT_VERB = re.compile(_VERBS, re.IGNORECASE)
_LISTED = re.compile(rf",\s*(?!(?:and\s+|&\s*)?{_VERBS})", re.IGNORECASE)
# Words after "and" that can only be another intent, whatever its tasks are called.
_NEW_INTENT = re.compile(
    r"(?:mark|set)\b.+\b(?:done|complete|completed|finished|open)$"
    r"|(?:rename|reopen|untick|uncheck|undo|show|list|find|search|tell\s+me)\b"
    r"|(?:move|reschedule|postpone|push|snooze|delay|prioriti[sz]e|untag|tag)\b",
    re.IGNORECASE | re.DOTALL,
)
# Verbs with which people begin a task; two of them may be two tasks.
_TASK_VERB = re.compile(
    r"(?:ask|book|bring|buy|call|check|clean|collect|cook|do|draft|email|feed|fetch|fill|find|fix|"
    r"get|give|go|help|invite|make|meet|order|organi[sz]e|pack|paint|pay|phone|pick|plan|post|"
    r"prepare|print|read|renew|repair|reply|return|review|ring|schedule|sell|send|sign|sort|study|"
    r"submit|take|text|tidy|update|visit|wash|water|write|walk|iron|bake|install|drop|cancel|finish"
    r"|learn|mail|mow|vacuum|research|message|contact|charge|change|arrange)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"\b(?:up|off|out|in|on|away|back|down|over)\b", re.IGNORECASE)
_WORDS_MIN = 2

_ELLIPTIC = re.compile(r"(?!move\b)\S.*\s(?:to|until|till|on)\s.+", re.IGNORECASE | re.DOTALL)

Parse = Callable[[str, date], Intent]


def split_intents(
    text: str, today: date, parse: Parse, intents_max: int = INTENTS_MAX
) -> tuple[Intent, ...] | None:
    """Cut a clause in intents; None when it is one."""
    if intents_max == 1 or len(text) > LENGTH_MAX:
        return None
    for left, right, is_sure in _cuts(text):
        first = parse(left, today)
        if not is_sure and not _is_surely_new(first, right, parse(right, today), today):
            continue
        if not isinstance(first, AddTasks | _CHANGES | Undo):
            continue
        intents = _two_intents(text, first, right, today, parse)
        # Of "complete milk, add tea and delete eggs" the second intent may hold a third.
        others = split_intents(right, today, parse, intents_max - 1)
        if intents is None:
            if others is None or not isinstance(first, _CHANGES):
                continue
            if is_sure and isinstance(others[0], _CHANGES):
                return (first, *others)
            continue
        is_split = others is not None and intents[1:] and intents[0] == first
        return (first, *others) if others is not None and is_split else intents
    return None


def _cuts(text: str) -> Iterator[tuple[str, str, bool]]:
    """Cut at each joint, and say whether it surely parts two intents.

    "then" and a comma join words of one intent more often than two intents.
    """
    quoted = quoted_spans(text)
    cuts = 0
    for match in _JOINT.finditer(text):
        if cuts == CUTS_MAX or overlaps(match.span(), quoted):
            continue
        cuts += 1
        right = text[match.end() :]
        is_listed = match["comma"] is None or _LISTED.search(right) is not None
        is_intent = not is_listed and _INTENT_VERB.match(right) is not None
        yield text[: match.start()], right, match["and"] is not None or is_intent


def _two_intents(
    text: str, first: Intent, right: str, today: date, parse: Parse
) -> tuple[Intent, ...] | None:
    second = _elliptic(first, right, today, parse) or parse(right, today)
    is_new = isinstance(second, AddTasks) or _is_new_intent(right, second, today)
    if is_new:
        return first, second
    if not isinstance(first, AddTasks):
        is_change = isinstance(second, _CHANGES)
        return (first, second) if is_change else None
    if len(first.items) != 1:
        return None
    one = read_item(text, today)
    if isinstance(second, _CHANGES):
        return (AddThenChange(one, first, second),)
    return _two_tasks(first.items[0], one, right, today)


def _elliptic(first: Intent, right: str, today: date, parse: Parse) -> Intent | None:
    """Read a part that leaves the verb out: "move tea to friday and rice to monday"."""
    if not isinstance(first, MoveTasks) or first.due_on is None:
        return None
    moved = parse(f"move {right}", today) if _ELLIPTIC.fullmatch(right) else None
    is_dated = isinstance(moved, MoveTasks) and moved.due_on is not None
    return moved if is_dated else None


def _is_surely_new(first: Intent, right: str, second: Intent, today: date) -> bool:
    """Say whether a part that no "and" begins can only be another intent."""
    are_changes = isinstance(
        first, CompleteTasks | DeleteTasks | MoveTasks | OrganiseTasks
    ) and isinstance(second, _CHANGES)
    return are_changes or _is_new_intent(right, second, today)


def _is_new_intent(right: str, second: Intent, today: date) -> bool:
    if isinstance(second, Undo | Redo):
        return True
    if isinstance(second, CompleteTasks | DeleteTasks) and not isinstance(
        parse_reference(second.reference, today), Words
    ):
        return True
    is_intent = isinstance(second, ListTasks | CompleteTasks | MoveTasks | RenameTask)
    return is_intent and _NEW_INTENT.match(right) is not None


def _two_tasks(first: NewItem, one: NewItem, right: str, today: date) -> tuple[Intent, ...] | None:
    if read_date(right, today) is not None:
        return None
    other = read_item(right, today)
    others = _dated_items(right, today)
    if first.due_on is not None and others[0].due_on is not None:
        return (AddTasks((first, *others)),)
    if not (_is_a_task(first.title) and _is_a_task(other.title)):
        return None
    # A date at the very end is that of both, as it is in a list of tasks.
    shared = NewItem(
        first.title,
        first.due_on or other.due_on,
        first.details.with_recurrence(None if first.due_on else other.details.recurs),
    )
    return (AddOneOrTwo(one, (shared, other)),)


def _dated_items(
    text: str, today: date, known: dict[str, list[NewItem]] | None = None
) -> list[NewItem]:
    """Cut where each part has a date of its own, so that none is laid onto another.

    `known` keeps what the ends of the text are, each of which several cuts lead to.
    """
    known = {} if known is None else known
    if text not in known:
        known[text] = _cut_by_date(text, today, known)
    return known[text]


def _cut_by_date(text: str, today: date, known: dict[str, list[NewItem]]) -> list[NewItem]:
    for left, right, is_sure in _cuts(text):
        if not is_sure:
            continue
        first = read_item(left, today)
        if first.due_on is None or read_date(right, today) is not None:
            continue
        others = _dated_items(right, today, known)
        if others[0].due_on is not None:
            return [first, *others]
    return [read_item(text, today)]


def _is_a_task(title: str) -> bool:
    """Say whether a part stands by itself: "buy milk", and not "pick up" or "pepper"."""
    words = _PARTICLE.sub(" ", title).split()
    return len(words) >= _WORDS_MIN and _TASK_VERB.match(title) is not None

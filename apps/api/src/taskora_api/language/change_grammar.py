"""Reads requests to complete, rename, move and delete tasks."""

import re
from datetime import date, timedelta

from taskora_api.language.dates import find_date, read_date
from taskora_api.language.intents import (
    ChangeTasks,
    CompleteTasks,
    DeleteTasks,
    MoveTasks,
    RenameTask,
)
from taskora_api.language.organise_grammar import parse_organise
from taskora_api.language.periods import find_period, without
from taskora_api.language.quotes import overlaps, quoted_spans, without_quotes
from taskora_api.language.words import COUNT_BY_WORD, any_of, count_of

DAYS_IN_A_WEEK = 7
CHOICES_MAX = 8

_DATE_WORD = r"(?:the\s+)?(?:due\s+date|date|due)"
_DONE = r"(?:as\s+)?(?:done|complete|completed|finished|closed)"
_OPEN = r"(?:as\s+)?(?:not\s+(?:done|complete|completed|finished)|undone|open|incomplete|to-?do)"
_COMPLETE_VERB = (
    r"(?:i\s+(?:have\s+|just\s+)?|i['\u2019]ve\s+(?:just\s+)?)?"
    r"(?:already\s+|just\s+)?"
    r"(?:complete|completed|finish|finished|did|tick\s+off|tick|check\s+off|check|close)"
)
# What people say of a thing that they have done, and the verb that its title has.
_PRESENT_BY_PAST = {
    "bought": "buy",
    "paid": "pay",
    "sent": "send",
    "wrote": "write",
    "written": "write",
    "made": "make",
    "took": "take",
    "got": "get",
    "went": "go",
    "met": "meet",
    "found": "find",
    "read": "read",
    "gave": "give",
    "brought": "bring",
    "spoke": "speak",
    "sold": "sell",
}
_REPORT = re.compile(
    rf"i(?:\s+have|['\u2019]ve)?\s+(?:already\s+|just\s+)*"
    rf"(?P<ref>(?:{'|'.join(_PRESENT_BY_PAST)}|\w{{3,}}ed)\s+.+)",
    re.IGNORECASE,
)
# Words with which nobody begins a task; "read", "met" or "made" could be those of one.
_BARE_REPORT = re.compile(
    r"(?:just\s+|already\s+)*(?P<ref>(?:bought|paid|sent|wrote|sold|brought)\s+.+)", re.IGNORECASE
)
_WHEN_DONE = re.compile(
    r"\s+(?:already|just\s+now|now|earlier|this\s+morning|last\s+night"
    r"|(?<!due\s)(?<!for\s)(?<!from\s)(?:today|yesterday))$",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(
    r"i\b|(?:just\s+|already\s+)*(?:completed|finished|did|done)\b", re.IGNORECASE
)
_ALL_DONE = re.compile(r"all\s+done|(?:i\s+am|i['\u2019]m)\s+done", re.IGNORECASE)
_COMPLETE = (
    rf"(?:just\s+)?{_COMPLETE_VERB}(?:\s+with)?\s+(?P<ref>.+?)(?:\s+off)?",
    r"(?:i\s+am\s+|i['\u2019]m\s+)?done(?:\s+with\s+|\s*:\s*)(?P<ref>.+)",
    rf"(?:mark|set)\s+{_DONE}\s*:?\s+(?P<ref>.+)",
    rf"(?:mark|set)\s+(?P<ref>.+?)\s+{_DONE}",
    rf"(?P<ref>.+?)\s+(?:is|are|was|were|has\s+been)\s+(?:now\s+|all\s+|already\s+)?"
    rf"(?:{_DONE}|paid|sent|bought|sorted|taken\s+care\s+of)",
)
_REOPEN = (
    r"(?:reopen|re-open|uncheck|untick|unmark|uncomplete)\s+(?P<ref>.+)",
    rf"(?:mark|set)\s+(?P<ref>.+?)\s+{_OPEN}",
    r"(?P<ref>.+?)\s+(?:is|are)\s+not\s+(?:yet\s+)?(?:done|complete|completed|finished)(?:\s+yet)?",
)
_BARE_NOUN = re.compile(r"(?:tasks|todos|items|ones)", re.IGNORECASE)
_DELETE = (
    r"(?:take|cross|strike)\s+(?P<ref>.+?)\s+(?:off|from)\s+(?:my|the)\s+(?:to-?\s?do\s+)?"
    r"(?:list|tasks)",
    r"i\s+(?:do\s*n['\u2019]?t|do\s+not|no\s+longer)\s+(?:need|want)\s+(?:to\s+)?(?P<ref>.+?)"
    r"(?:\s+(?:any\s?more|any\s+longer))",
    r"i\s+no\s+longer\s+(?:need|want)\s+(?:to\s+)?(?P<ref>.+)",
    r"(?:delete|remove|erase|drop|cancel|scrap|clear|trash|bin|discard|get\s+rid\s+of"
    r"|throw\s+away)(?:\s+(?:the\s+)?(?:tasks?|todos?)\s*:)?\s+(?P<ref>.+)",
)
_RENAME_VERB = r"(?:rename|retitle|reword|change|edit|update)"
_RENAME = re.compile(
    rf"{_RENAME_VERB}\s+(?:(?:the\s+)?(?:title|name)\s+(?:of|for)\s+)?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CORRECT = re.compile(
    r"(?:correct|fix)\s+(?:the\s+)?(?:title|name)\s+(?:of|for)\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CALL_IT = re.compile(
    r"(?:call|name)\s+(?P<ref>it|that|this(?:\s+one)?|that\s+one|the\s+\w+\s+one|number\s+\d{1,3})"
    r"\s+(?P<title>.+?)(?:\s+instead)?",
    re.IGNORECASE | re.DOTALL,
)
_RENAME_JOINT = re.compile(r"\s+(?:to|into|as)\s+|\s*(?:->|=>|\u2192)\s*", re.IGNORECASE)
_CLEAR_ALL_DATES = re.compile(
    r"(?:remove|clear|delete|drop)\s+(?:all\s+(?:of\s+)?)?(?:my\s+|the\s+)?(?:due\s+)?"
    r"(?:dates|deadlines)(?:\s+(?:of|from|for|on)\s+(?P<ref>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_CLEAR_ITS_DATE = re.compile(
    rf"(?:remove|clear|delete|drop)\s+(?:its\s+)?{_DATE_WORD}", re.IGNORECASE
)
_CLEAR_DATE = (
    rf"(?:remove|clear|delete|drop)\s+{_DATE_WORD}\s+(?:of|from|for|on)\s+(?P<ref>.+)",
    rf"(?:remove|clear|delete|drop)\s+(?P<ref>.+?)['\u2019]s\s+{_DATE_WORD}",
)
_MOVE_VERB = (
    r"(?:move|reschedule|postpone|delay|push(?:\s+back)?|shift|defer|put\s+off|bring(?:\s+forward)?"
    r"|snooze|make|set|change|update)"
)
_MOVE = (
    rf"(?:set|change|update|move)\s+{_DATE_WORD}\s+(?:of|for|on)\s+(?P<ref>.+?)\s+(?:to|as|:)\s+"
    r"(?P<date>.+)",
    rf"{_MOVE_VERB}\s+(?P<ref>.+?)\s+(?:due|to|until|till|for|on|by)\s+(?P<date>.+)",
    r"(?P<ref>.+?)\s+is\s+due\s+(?:on\s+|by\s+)?(?P<date>.+)",
    r"(?P<ref>.+?)\s+(?:has\s+to|have\s+to|must|should|can)\s+wait\s+(?:until|till|for)\s+(?P<date>.+)",
)
_VERB_OF_MOVE = re.compile(rf"{_MOVE_VERB}\s+(?!{_DATE_WORD}\s+(?:of|for|on)\b)", re.IGNORECASE)
_JOINT_OF_MOVE = re.compile(r"\s+(?:to|until|till|for|on)\s+", re.IGNORECASE)
JOINTS_MAX = 4
_INSTEAD = re.compile(r"\s+instead$", re.IGNORECASE)
_SHIFT = (
    rf"(?:postpone|delay|push(?:\s+back)?|defer|put\s+off|move|shift|snooze)\s+(?P<ref>.+?)\s+"
    rf"(?:back\s+|forward\s+)?(?:by\s+|for\s+)?(?P<count>\d{{1,3}}|{any_of(COUNT_BY_WORD)})\s+"
    rf"(?P<unit>days?|weeks?)(?:\s+(?:later|(?P<earlier>earlier|sooner|forward)))?",
)


_SAYS_A_DAY = re.compile(r"\b(?:to|until|till|on)\s+in$", re.IGNORECASE)


def parse_change(text: str, today: date) -> ChangeTasks | None:
    """Read a change to tasks; None when it is not one. The order matters: the narrowest first."""
    for read in (
        parse_organise,
        *(_clear_date, _shift, _move, _rename, _reopen, _complete, _delete),
    ):
        intent = read(text, today)
        if intent is not None:
            return intent
    return None


def _first(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    for pattern in patterns:
        # Without ASCII, "\u017fix" would match "six", and then be in no table.
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL | re.ASCII)
        if match is not None:
            return match
    return None


def _clear_date(text: str, _today: date) -> ChangeTasks | None:
    every = _CLEAR_ALL_DATES.fullmatch(text)
    if every is not None:
        return MoveTasks(every["ref"] or "everything", None)
    if _CLEAR_ITS_DATE.fullmatch(text):
        return MoveTasks("it", None)
    match = _first(_CLEAR_DATE, text)
    return MoveTasks(match["ref"], None) if match else None


def _shift(text: str, _today: date) -> ChangeTasks | None:
    match = _first(_SHIFT, text)
    # "move tea to in 3 days" says the day, and not by how many.
    if match is None or _SAYS_A_DAY.search(match["ref"]):
        return None
    days = count_of(match["count"]) * (DAYS_IN_A_WEEK if match["unit"][0] in "wW" else 1)
    return MoveTasks(match["ref"], None, by_days=-days if match["earlier"] else days)


def _move(text: str, today: date) -> ChangeTasks | None:
    instead = _INSTEAD.search(text)
    if instead is not None:
        # "do the laundry on sunday instead" moves what is there.
        text = re.sub(r"^(?:do|schedule)\s+", "move ", text[: instead.start()], flags=re.IGNORECASE)
    last = _move_at_last_joint(text, today)
    if last is not None:
        return last
    for pattern in _MOVE:
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)
        if match is None:
            continue
        # The words before the date may hold a joint too: "move talk to bob to friday".
        phrase = find_date(text, today, match.start("ref"))
        due_on = _read_day(match["date"], today)
        if due_on is not None:
            return MoveTasks(_without_forward(match["ref"]), due_on)
        if phrase is not None and not text[phrase.end :].strip(" .!?"):
            before = text[match.start("ref") : phrase.start]
            reference = re.sub(
                r"\s+(?:due|to|until|till|for|on|by)\s*$", "", before, flags=re.IGNORECASE
            )
            return MoveTasks(reference.strip(), phrase.value)
    return _move_without_joint(text, today)


def _move_at_last_joint(text: str, today: date) -> ChangeTasks | None:
    """Cut "move everything due today to tomorrow" where the last day begins, and not before."""
    verb = _VERB_OF_MOVE.match(text)
    if verb is None:
        return None
    for joint in reversed(list(_JOINT_OF_MOVE.finditer(text, verb.end()))[-JOINTS_MAX:]):
        day = _read_day(text[joint.end() :], today)
        if day is None:
            continue
        reference = text[verb.end() : joint.start()].strip()
        has_other = find_date(reference, today) is not None
        return MoveTasks(_without_forward(reference), day) if reference and has_other else None
    return None


def _read_day(text: str, today: date) -> date | None:
    """Read a day, of which "yesterday" is one that nobody would add a task for."""
    if text.strip(" .!?").lower() == "yesterday":
        return today - timedelta(days=1)
    return read_date(text, today)


def _without_forward(reference: str) -> str:
    """Read "bring the meeting forward to tuesday" as said of the meeting."""
    return re.sub(r"\s+(?:forward|back|out|up)$", "", reference, flags=re.IGNORECASE)


def _move_without_joint(text: str, today: date) -> ChangeTasks | None:
    """Read "reschedule dentist tomorrow"."""
    match = re.match(r"(?:reschedule|postpone|delay|defer|snooze)\s+", text, re.IGNORECASE)
    phrase = find_date(text, today, match.end()) if match else None
    if match is None or phrase is None or text[phrase.end :].strip(" .!?"):
        return None
    reference = text[match.end() : phrase.start].strip()
    return MoveTasks(reference, phrase.value) if reference else None


def _rename(text: str, _today: date) -> ChangeTasks | None:
    named = _CALL_IT.fullmatch(text)
    if named is not None:
        return RenameTask(((named["ref"], without_quotes(named["title"].strip())),))
    match = _RENAME.fullmatch(text) or _CORRECT.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"]
    quoted = quoted_spans(rest)
    choices = [
        (rest[: joint.start()].strip(), without_quotes(rest[joint.end() :].strip()))
        for joint in _RENAME_JOINT.finditer(rest)
        if not overlaps(joint.span(), quoted)
    ]
    choices = [(reference, title) for reference, title in choices if reference and title]
    return RenameTask(tuple(choices[:CHOICES_MAX])) if choices else None


def _reopen(text: str, _today: date) -> ChangeTasks | None:
    match = _first(_REOPEN, text)
    return CompleteTasks(match["ref"], completed=False) if match else None


def _complete(text: str, today: date) -> ChangeTasks | None:
    if _ALL_DONE.fullmatch(text):
        return CompleteTasks("all")
    match = _first(_COMPLETE, text)
    if match is not None:
        # "completed tasks" and "finished this week" are names of lists.
        is_list = _BARE_NOUN.fullmatch(match["ref"]) is not None or _is_period(match["ref"], today)
        # "check the smoke alarms in 2 weeks" is to be done, and nobody has done it.
        day = find_date(match["ref"], today)
        is_ahead = day is not None and day.value > today
        return None if is_list or is_ahead else CompleteTasks(_thing_done(text, match["ref"]))
    report = _REPORT.fullmatch(text)
    return CompleteTasks(_as_title(_WHEN_DONE.sub("", report["ref"]))) if report else None


def parse_report(text: str) -> ChangeTasks | None:
    """Read "paid the rent", which says without an "I" that something was done."""
    match = _BARE_REPORT.fullmatch(text)
    return CompleteTasks(_as_title(_WHEN_DONE.sub("", match["ref"]))) if match else None


def _thing_done(text: str, reference: str) -> str:
    """Leave out when it was done, where the text says so: "I finished the report today"."""
    return _WHEN_DONE.sub("", reference) if _WAS_DONE.match(text) else reference


def _is_period(text: str, today: date) -> bool:
    period = find_period(text, today)
    return period is not None and not without(text, period).strip()


def _as_title(report: str) -> str:
    """Read "bought milk" as the words of a title: "buy milk"."""
    verb, _, rest = report.partition(" ")
    return f"{_PRESENT_BY_PAST.get(verb.lower(), verb)} {rest}"


def _delete(text: str, _today: date) -> ChangeTasks | None:
    match = _first(_DELETE, text)
    return DeleteTasks(match["ref"]) if match else None

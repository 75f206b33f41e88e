"""From what a person says to what they want."""

import re
from dataclasses import replace
from datetime import date

from taskora_api.language.answers import read_answer
from taskora_api.language.change_grammar import parse_change, parse_report
from taskora_api.language.dates import read_date
from taskora_api.language.follow_up_grammar import parse_follow_up
from taskora_api.language.intents import (
    AddTasks,
    AddThenChange,
    AskAbout,
    Intent,
    ListTasks,
    Perhaps,
    PickPlaces,
    Remark,
    Statement,
    Unknown,
)
from taskora_api.language.items import parse_items, read_item
from taskora_api.language.joined import split_intents
from taskora_api.language.organise_grammar import parse_planned, parse_tag_added
from taskora_api.language.question_grammar import find_tasks, parse_headline, parse_question
from taskora_api.language.quick_add import command_end
from taskora_api.language.quotes import overlaps, quoted_spans
from taskora_api.language.references import parse_places, split_words
from taskora_api.language.statements import could_be_task, is_command_alone
from taskora_api.language.summary_grammar import parse_summary
from taskora_api.language.undo_grammar import parse_undo

CLAUSES_MAX = 50
_COURTESIES = (Remark.THANK, Remark.GREET)
NAME_WORDS_MAX = 3

_POLITE_START = re.compile(
    r"(?:(?:please|pls|plz|kindly|hey|hi|hello|ok(?:ay)?|now|then|and|actually)[,!\s]+"
    r"|(?:thanks|thank\s+you|thx|great|perfect|cool|nice|alright)\s*[,!]+\s*)*"
    r"(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?"
    r"|i(?:['\u2019]d|\s+would)\s+like\s+(?:you\s+)?to\s+"
    r"|i\s+(?:want|need)\s+you\s+to\s+|let['\u2019]?s\s+)?(?:please\s+|kindly\s+)?",
    re.IGNORECASE,
)
# Who asks leave, or proposes, has not decided yet: "can I delete milk?", "shall we move lunch?".
_PROPOSAL = re.compile(
    r"(?:(?:can|could|shall|may|might|would|will|should)\s+(?:we|i)|is\s+it\s+ok(?:ay)?\s+to)\s+",
    re.IGNORECASE,
)
# A request to change what is there, or a plan for something else: it depends on the tasks.
_WANT_TO_CHANGE = re.compile(
    r"i\s+(?:just\s+)?(?:want|wanna|wish)\s+(?:to\s+)?(?P<change>(?:delete|remove|mark|rename|move|reschedule|"
    r"postpone|reopen|tick)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_WANT_TO_FINISH = re.compile(
    r"i\s+(?:just\s+)?(?:want|wanna|wish)\s+(?:to\s+)?(?P<what>(?:complete|finish|close|check)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_TO_DO = re.compile(r".*\b(?:can|could|would|will|please|let['\u2019]?s)\b", re.IGNORECASE)
_POLITE_END = re.compile(
    r"[,\s]*\b(?:please|pls|plz|thanks|thank\s+you|thx)\b[\s.!?]*$", re.IGNORECASE
)
_END = " \t\r\n.!?"
# Runs of white space are one space by then; a pattern that could begin anywhere in a run would
# take a time that grows with the cube of its length.
_CLAUSE = re.compile(r"\n|;|[,.]? and then |[,.]? ?then |[.!] (?=\w)", re.IGNORECASE)
_REMARKS: tuple[tuple[Remark, re.Pattern[str]], ...] = tuple(
    (remark, re.compile(pattern, re.IGNORECASE))
    for remark, pattern in (
        (Remark.GREET, r"(?:hi|hello|hey|good\s+(?:morning|afternoon|evening))(?:\s+there)?"),
        (
            Remark.THANK,
            r"(?:thanks?|thank\s+you|thx|cheers|great|nice|cool|perfect|perfect,?\s+thank\s*(?:s|you)|"
            r"(?:great|good|nice)\s+(?:job|work)|well\s+done)(?:\s+(?:a\s+lot|so\s+much|very\s+much|"
            r"again|you|job|work))?",
        ),
        (
            Remark.HELP,
            r"help(?:\s+me)?|\?+|what\s+can\s+(?:you|i)\s+(?:do|say|ask).*|how\s+.*work.*|"
            r"who\s+are\s+you|what\s+are\s+you",
        ),
    )
)
# "put eggs on my list" adds, as "we need to order paper" does.
_OTHER_ADD = re.compile(
    r"(?:put|stick|write|note)\s+(?P<put>.+?)\s+(?:on|onto|in|into|down\s+on)\s+(?:my|the)\s+"
    r"(?:to-?\s?do\s+)?(?:list|tasks|todos)|we\s+(?:need|have|want|ought)\s+to\s+(?P<we>.+)",
    re.IGNORECASE | re.DOTALL,
)
_OF_ONE_DAY = re.compile(
    r"(?P<list>.+?),?\s+(?:(?P<both>both)|each|all(?:\s+of\s+(?:them|these))?)(?:\s+of\s+them)?\s+"
    r"(?P<when>(?:for|on|due|by)\s.+)",
    re.IGNORECASE | re.DOTALL,
)
TWO = 2
# A duty that somebody mentions is no command to add it, but near to one.
_DUTY = re.compile(
    r"(?:maybe\s+|perhaps\s+|i\s+think\s+)?(?:i|we)(?:\s+(?:will|should|must|could|gotta|ought\s+to|"
    r"(?:have\s+)?got\s+to|am\s+going\s+to|are\s+going\s+to)|['\u2019]ll)\s+(?:also\s+)?(?P<what>.+)"
    r"|(?:i|we)\s+(?:still\s+|also\s+)?need\s+(?!to\b)(?P<thing>.+)",
    re.IGNORECASE | re.DOTALL,
)
# "Delete tea, no wait, rice": such words take back what is before them.
_CORRECTION = re.compile(
    r"(?<=\w)\s*[,;.!\u2026\u2013\u2014-]+\s*(?:(?:oh|ah|er|uh|um|oops)[,\s]+)*"
    r"(?:(?:no[,\s]+)?(?:wait|sorry|oops|whoops)(?=\s*(?:[,;.!\u2013\u2014-]|$))"
    r"|(?:no[,\s]+)?i\s+mean\b|scratch\s+that\b|no[,\s]+not\b"
    r"|actually[,\s]+(?:no|not|don['\u2019]?t|do\s+not)\b)",
    re.IGNORECASE,
)
# "When tea is done, delete rice": what depends on something is no request for now.
_CONDITION = re.compile(
    r"(?:if|when(?:ever)?|once|unless|until|as\s+soon\s+as|in\s+case|should|suppose|provided)\b",
    re.IGNORECASE,
)
_REFUSAL_START = re.compile(r"(?:(?:no|nope|nah|wait|sorry|oops)[,!.]*\s+)+(?=\w)", re.IGNORECASE)


def parse_message(text: str, today: date) -> tuple[Intent, ...]:
    """Read what is wanted, in order. It never fails: what it cannot read is `Unknown`.

    Several commands in one message count only when each part is one by itself; otherwise a
    separator is part of what is said.
    """
    text = _collapse(text)
    if _is_taken_back(text):
        unknown = Unknown(" ".join(text.split()))
        return (parse_follow_up(text, today, unknown) or unknown,)
    intents = _parse_whole(text, today)
    follow_up = parse_follow_up(text, today, intents[0]) if len(intents) == 1 else None
    if follow_up is not None:
        return (follow_up,)
    if _CONDITION.match(_bare_start(text)) and any(_changes_something(it) for it in intents):
        return (Unknown(" ".join(text.split())),)
    return intents


def _changes_something(intent: Intent) -> bool:
    """Say whether something is done at once; what is asked for, or only proposed, is not."""
    return not isinstance(
        intent, ListTasks | AskAbout | Remark | Statement | Unknown | PickPlaces | Perhaps
    )


def _parse_whole(text: str, today: date) -> tuple[Intent, ...]:
    clauses = [clause for clause in _split(text) if clause.strip(_END)]
    if 1 < len(clauses) <= CLAUSES_MAX:
        intents = [intent for clause in clauses for intent in _parse_clauses(clause, today)]
        intents = [it for it in intents if it not in _COURTESIES] or intents
        is_request = [
            not isinstance(intent, Statement | Unknown | Remark | PickPlaces) for intent in intents
        ]
        # "add buy bread" and "tomorrow" on the next line are one request.
        if all(is_request) and not any(read_date(clause, today) for clause in clauses[1:]):
            return tuple(intents)
    return _parse_clauses(text, today)


def _split(text: str) -> list[str]:
    """Cut at the separators that are not within quotation marks."""
    quoted = quoted_spans(text)
    clauses, begin = list[str](), 0
    for match in _CLAUSE.finditer(text):
        if not overlaps(match.span(), quoted):
            clauses.append(text[begin : match.start()])
            begin = match.end()
    return [*clauses, text[begin:]]


def _is_taken_back(text: str) -> bool:
    """Say whether a message corrects itself: what is left of it is a guess."""
    quoted = quoted_spans(text)
    if all(overlaps(match.span(), quoted) for match in _CORRECTION.finditer(text)):
        return False
    words = " ".join(text.split())
    return _parse_remark(words) is None and parse_undo(words.strip(_END)) is None


def _collapse(text: str) -> str:
    """Make every run of white space one space, and keep the ends of lines that hold words."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _parse_clauses(text: str, today: date) -> tuple[Intent, ...]:
    """Read a clause, which may hold two intents joined by "and"."""
    of_one_day = _parse_of_one_day(_bare_start(text), today)
    if of_one_day is not None:
        return (of_one_day,)
    return split_intents(_bare_start(text), today, _parse_clause) or (_parse_clause(text, today),)


def _bare_start(text: str) -> str:
    start = _POLITE_START.match(text)
    return text[start.end() :] if start else text


def _parse_clause(text: str, today: date) -> Intent:
    words = " ".join(text.split())
    remark = _parse_remark(words)
    if remark is not None:
        return remark
    # A new line may separate tasks to add, so those are read from the text as it was typed.
    typed = _bare_start(text)
    unsure = _parse_unsure(" ".join(typed.split()).strip(_END), today)
    if unsure is not None:
        return unsure
    if command_end(typed):
        return _parse_addition(typed, today)
    bare = _POLITE_END.sub("", " ".join(typed.split())).strip(_END)
    other = _OTHER_ADD.fullmatch(bare)
    if other is not None:
        return AddTasks(parse_items(f"add {other['put'] or other['we']}", today))
    places = parse_places(bare)
    if places is not None:
        return PickPlaces(places.places)
    return _parse_request(bare, words, today) or _parse_rest(text, bare, words)


def _parse_of_one_day(text: str, today: date) -> AddTasks | None:
    """Read "add tea and rice, both for friday", which says that these are two."""
    match = _OF_ONE_DAY.fullmatch(text.strip(_END)) if command_end(text) else None
    day = read_date(match["when"], today) if match is not None else None
    if match is None or day is None:
        return None
    items = [read_item(part, today) for part in split_words(match["list"])]
    is_counted = len(items) == TWO if match["both"] else len(items) > 1
    if not is_counted or any(item.due_on is not None for item in items):
        return None
    return AddTasks(tuple(replace(item, due_on=day) for item in items))


def _parse_addition(typed: str, today: date) -> Intent:
    """Read what is to be added; a tag may be added to what is there."""
    added = AddTasks(parse_items(typed, today))
    change = parse_tag_added(" ".join(typed.split()).strip(_END))
    if change is None or len(added.items) != 1:
        return added
    return AddThenChange(added.items[0], AddTasks(()), change)


def _parse_unsure(bare: str, today: date) -> Intent | None:
    """Read what may be a request to change something, and may be none."""
    proposal = _PROPOSAL.match(bare)
    if proposal is not None:
        change = parse_change(bare[proposal.end() :], today)
        return Perhaps(change) if change is not None else None
    want = _WANT_TO_CHANGE.fullmatch(bare)
    change = parse_change(want["change"], today) if want is not None else None
    if want is not None and change is not None:
        return AddThenChange(read_item(want["change"], today), AddTasks(()), change)
    planned = None if parse_change(bare, today) is not None else parse_planned(bare, today)
    if planned is not None:
        return AddThenChange(read_item(bare, today), AddTasks(()), planned)
    finish = _WANT_TO_FINISH.fullmatch(bare)
    return Statement(finish["what"]) if finish is not None else None


def _parse_rest(text: str, bare: str, words: str) -> Intent:
    """Read anything else as words that name a task, or as nothing."""
    duty = _DUTY.fullmatch(bare)
    if duty is not None:
        return Statement(duty["what"] or duty["thing"])
    report = parse_report(bare)
    if report is not None and not words.endswith("?"):
        return Perhaps(report)
    if not (could_be_task(bare) and could_be_task(words.rstrip("? "))):
        return Unknown(words)
    # "and the dentist?" asks for a task; more words than these may be a task with a doubt.
    if words.endswith("?") and len(bare.split()) <= NAME_WORDS_MAX:
        return find_tasks(bare)
    return Statement(text.strip())


def _parse_request(bare: str, words: str, today: date) -> Intent | None:
    """Read a request about tasks that are there."""
    undo = parse_undo(bare)
    if undo is not None:
        return undo
    question = parse_summary(bare, today) or parse_question(bare, today)
    if question is not None:
        return question
    # "milk is done?" asks; nothing is changed by a question.
    change = parse_change(bare, today)
    if change is not None:
        is_asking = words.endswith("?") and not _is_polite(words)
        return find_tasks(getattr(change, "reference", bare)) if is_asking else change
    headline = parse_headline(bare, today)
    if headline is not None:
        return None if is_command_alone(bare) else headline
    corrected = _REFUSAL_START.sub("", bare, count=1)
    if corrected != bare:
        return _parse_request(corrected, corrected, today)
    return None


def _is_polite(words: str) -> bool:
    """A question such as "could you delete milk?" is a request."""
    return _ASKS_TO_DO.match(words) is not None


def _parse_remark(words: str) -> Remark | None:
    bare = words.strip(_END)
    answer = read_answer(words)
    if answer is not None:
        return Remark.AGREE if answer.agrees else Remark.REFUSE
    for candidate in (bare, _POLITE_END.sub("", bare).strip(_END + ",")):
        for remark, pattern in _REMARKS:
            if pattern.fullmatch(candidate):
                return remark
    return None if bare else Remark.HELP

"""From what a person says to what they want."""

import re
from datetime import date

from taskora_api.language.change_grammar import parse_change
from taskora_api.language.dates import read_date
from taskora_api.language.intents import AddTasks, Intent, PickPlaces, Remark, Unknown
from taskora_api.language.items import parse_items
from taskora_api.language.list_grammar import parse_headline, parse_question
from taskora_api.language.quick_add import command_end
from taskora_api.language.references import parse_places

CLAUSES_MAX = 10

_POLITE_START = re.compile(
    r"(?:(?:please|hey|hi|hello|ok(?:ay)?|now|then|and)[,!\s]+)*"
    r"(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?|i(?:['\u2019]d|\s+would)\s+like\s+to\s+"
    r"|i\s+want\s+you\s+to\s+|let['\u2019]?s\s+)?(?:please\s+)?",
    re.IGNORECASE,
)
_POLITE_END = re.compile(r"[,\s]*\b(?:please|thanks|thank\s+you)\b[\s.!?]*$", re.IGNORECASE)
_END = " \t\r\n.!?"
# Runs of white space are one space by then; a pattern that could begin anywhere in a run would
# take a time that grows with the cube of its length.
_CLAUSE = re.compile(r"\n|;|[,.]? and then |[,.] ?then |\. (?=\w)", re.IGNORECASE)
_REMARKS: tuple[tuple[Remark, re.Pattern[str]], ...] = tuple(
    (remark, re.compile(pattern, re.IGNORECASE))
    for remark, pattern in (
        (
            Remark.AGREE,
            r"y|yes|yep|yeah|yup|sure|ok(?:ay)?|do\s+it|confirm(?:ed)?|go\s+ahead|of\s+course"
            r"|yes,?\s+(?:do\s+it|delete\s+(?:it|them|all|those)|go\s+ahead|sure|all)",
        ),
        (
            Remark.REFUSE,
            r"n|no|nope|nah|cancel|never\s*mind|stop|don['\u2019]?t|do\s+not|forget\s+it|none"
            r"|no,?\s+(?:don['\u2019]?t|stop|keep\s+(?:it|them)|none|never\s*mind)|neither"
            r"|keep\s+(?:it|them)",
        ),
        (Remark.GREET, r"(?:hi|hello|hey|good\s+(?:morning|afternoon|evening))(?:\s+there)?"),
        (Remark.THANK, r"(?:thanks?|thank\s+you|thx|great|perfect|nice|cool)(?:\s+\w+){0,2}"),
        (
            Remark.HELP,
            r"help(?:\s+me)?|\?+|what\s+can\s+(?:you|i)\s+(?:do|say|ask).*|how\s+.*work.*",
        ),
    )
)


def parse_message(text: str, today: date) -> tuple[Intent, ...]:
    """Read what is wanted, in order. It never fails: what it cannot read is `Unknown`.

    Several commands in one message count only when each part is one by itself; otherwise a
    separator is part of what is said.
    """
    text = _collapse(text)
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip(_END)]
    if 1 < len(clauses) <= CLAUSES_MAX:
        intents = [_parse_clause(clause, today) for clause in clauses]
        is_wish = [not isinstance(intent, Unknown | Remark | PickPlaces) for intent in intents]
        # "add buy bread" and "tomorrow" on the next line are one wish.
        if all(is_wish) and not any(read_date(clause, today) for clause in clauses[1:]):
            return tuple(intents)
    return (_parse_clause(text, today),)


def _collapse(text: str) -> str:
    """Make every run of white space one space, and keep the ends of lines that hold words."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _parse_clause(text: str, today: date) -> Intent:
    words = " ".join(text.split())
    remark = _parse_remark(words)
    if remark is not None:
        return remark
    # A new line may separate tasks to add, so those are read from the text as it was typed.
    start = _POLITE_START.match(text)
    typed = text[start.end() :] if start else text
    if command_end(typed):
        return AddTasks(parse_items(typed, today))
    bare = _POLITE_END.sub("", " ".join(typed.split())).strip(_END)
    places = parse_places(bare)
    if places is not None:
        return PickPlaces(places.places)
    return (
        parse_question(bare, today)
        or parse_change(bare, today)
        or parse_headline(bare, today)
        or Unknown(words)
    )


def _parse_remark(words: str) -> Remark | None:
    bare = words.strip(_END)
    for candidate in (bare, _POLITE_END.sub("", bare).strip(_END + ",")):
        for remark, pattern in _REMARKS:
            if pattern.fullmatch(candidate):
                return remark
    return None if bare else Remark.HELP

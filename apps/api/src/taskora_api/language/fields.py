"""Reads texts that are the value of a field and nothing else, as the grammar reads lines."""

import re
from datetime import date

from taskora_api.grammar.languages import load_language
from taskora_api.grammar.line import read_line
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.tokens import tokenise
from taskora_api.language.dates import LANGUAGE
from taskora_api.language.details import Recurs
from taskora_api.language.habits import context_on
from taskora_api.language.quotes import without_quotes

# A line to which the words belong that are read: nothing but them is said of it.
_LINE = "task"
_PRIORITY = frozenset({"priority"})
_RECURRENCE = frozenset({"due", "recurrence"})
_NOUN = re.compile(
    r"(?:the\s+|a\s+)?(?:priority\s+(?P<after>.+)|(?P<before>.+?)[\s-]+priority)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*(?:,\s*and\b|,|&|\band\b)\s*", re.IGNORECASE)
_EDGE = " .,!?;:"
NAME_WORDS_MAX = 3
# A priority is the same on each.
_ANY_DAY = date(2000, 1, 1)


def read_priority(text: str) -> str | None:
    """Read "urgent", "high priority", "p1" or "!!"; None where it is none."""
    words = text.strip(" .,?;:")
    noun = _NOUN.fullmatch(words)
    if noun is not None:
        words = noun["after"] or noun["before"]
    tokens = tokenise(words)
    line = Sentence(words, tokens, load_language(LANGUAGE))
    found = line.longest("priority_word", 0) if tokens else None
    if found is not None and found[0] == len(line):
        return str(found[1])
    read = read_line(f"{_LINE} {words}", context_on(_ANY_DAY, only=_PRIORITY), LANGUAGE)
    return str(read["priority"]) if read["title"] == _LINE and "priority" in read else None


def read_recurrence(text: str, today: date) -> Recurs | None:
    """Read "weekly" or "every monday"; None where it is more than that, or less."""
    line = f"{_LINE} {text.strip(_EDGE.replace('!', ''))}"
    read = read_line(line, context_on(today, only=_RECURRENCE), LANGUAGE)
    return Recurs.of(read) if read["title"] == _LINE else None


def read_names(text: str) -> tuple[str, ...]:
    """Read "home", "@home and @work" or a name in quotation marks; none where it is a sentence."""
    names = [without_quotes(part.strip(_EDGE).lstrip("@#")) for part in _SEPARATOR.split(text)]
    is_said = all(name and len(name.split()) <= NAME_WORDS_MAX for name in names)
    return tuple(dict.fromkeys(names)) if is_said else ()

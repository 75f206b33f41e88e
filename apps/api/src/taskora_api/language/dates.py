"""Finds the date that a text speaks of, as the grammar reads it."""

from dataclasses import dataclass
from datetime import date

from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.languages import load_language
from taskora_api.grammar.sentence import Sentence
from taskora_api.grammar.talk import standing_dates
from taskora_api.grammar.tokens import tokenise
from taskora_api.language.habits import context_on

LANGUAGE = "en"
_DEADLINE_WORDS = frozenset({"by", "before", "until"})


@dataclass(frozen=True)
class DatePhrase:
    start: int
    end: int
    value: date
    is_deadline: bool = False


def find_date(
    text: str, today: date, start: int = 0, *, is_day_first: bool | None = None
) -> DatePhrase | None:
    """Find the date after `start` that a text speaks of: the last one, outside quotation marks.

    For a text that is about dates. Whether a line has a due date is for `parse_quick_add` to say.
    """
    line = _line(text, start)
    found = standing_dates(line, context_on(today, is_day_first=is_day_first))
    return _phrase(line, found[-1]) if found else None


def read_date(text: str, today: date, *, is_day_first: bool | None = None) -> date | None:
    """Read a text that is a date and nothing else."""
    line = _line(text, 0)
    found = standing_dates(line, context_on(today, is_day_first=is_day_first))
    if len(found) != 1:
        return None
    (it,) = found
    is_all = line.are_marks(0, it.first) and line.are_marks(it.end, len(line))
    return it.value if is_all else None


def _line(text: str, start: int) -> Sentence:
    tokens = [token for token in tokenise(text) if token.start >= start]
    return Sentence(text, tokens, load_language(LANGUAGE))


def _phrase(line: Sentence, it: FoundDate) -> DatePhrase | None:
    if it.value is None:
        return None
    begin, end = line.tokens[it.first].start, line.tokens[it.end - 1].end
    return DatePhrase(begin, end, it.value, bool(it.leads & _DEADLINE_WORDS))

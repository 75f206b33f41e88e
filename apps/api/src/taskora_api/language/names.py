"""Says whether a date is a part of a name: of a day, of a work, or of anything with capitals."""

from taskora_api.language.clock_times import clocks_end
from taskora_api.language.dates import is_only_marks
from taskora_api.language.found_dates import FoundDate
from taskora_api.language.tokens import Line
from taskora_api.language.vocabulary import (
    FUNCTION_WORDS,
    NAMED_DAY_WORDS,
    NAMING_NOUNS,
    PREPOSITIONS,
    WORK_VERBS,
    WORK_WORDS,
)
from taskora_api.language.words import MONTH_BY_WORD, WEEKDAY_BY_WORD

_CALLED = {"called", "named", "titled", "entitled", "nicknamed", "labelled", "labeled"}
_CAPITALS_MIN = 2


def is_part_of_a_name(line: Line, it: FoundDate) -> bool:
    """Decide by the words before a date, and by its capitals where capitals say anything."""
    if it.lead_in.words or it.lead_in.qualifier:
        return False
    before_at = it.first - 2 if line.word(it.first - 1) == "." else it.first - 1
    if line.word(before_at) in NAMED_DAY_WORDS and line.word(it.first) in WEEKDAY_BY_WORD:
        return True
    if line.word(before_at) in _CALLED:
        return True
    if line.word(before_at) in NAMING_NOUNS and _are_capitalised(line, before_at, it.first):
        return True
    return _is_title_of_a_work(line, it) or _has_capitals_of_a_name(line, it)


def _are_capitalised(line: Line, *places: int) -> bool:
    return all(line.tokens[at].is_capitalised for at in places)


def _is_title_of_a_work(line: Line, it: FoundDate) -> bool:
    """Say whether a date is, or ends, what there is to read, watch or listen to."""
    if line.word(0) not in WORK_VERBS or it.first == 0:
        return False
    between = range(1, it.first)
    has_no_object = all(line.word(at) in WORK_WORDS for at in between)
    if has_no_object and line.word(it.end) in PREPOSITIONS:
        # "Read Saturday by Ian McEwan": a task would say what there is to read.
        return True
    if not is_only_marks(line, clocks_end(line, it.end), len(line.tokens)):
        return False
    if has_no_object:
        return True
    is_named = all(
        line.tokens[at].is_capitalised or line.word(at) in FUNCTION_WORDS for at in between
    )
    return is_named and line.tokens[it.first].is_capitalised and _do_capitals_count(line, it)


def _has_capitals_of_a_name(line: Line, it: FoundDate) -> bool:
    """Say whether words have a capital that only a name gives them: "USA Today"."""
    if it.first == 0 or not _do_capitals_count(line, it):
        return False
    capitals = [at for at in range(it.first, it.end) if _is_unusual_capital(line, at)]
    if len(capitals) >= _CAPITALS_MIN:
        return True
    is_after_one = it.first > 1 and line.tokens[it.first - 1].is_capitalised
    is_before_one = it.end < len(line.tokens) and line.tokens[it.end].is_capitalised
    return bool(capitals) and (is_after_one or is_before_one)


def _is_unusual_capital(line: Line, at: int) -> bool:
    word = line.word(at)
    return line.tokens[at].is_capitalised and word not in {*MONTH_BY_WORD, *WEEKDAY_BY_WORD}


def _do_capitals_count(line: Line, it: FoundDate) -> bool:
    """Capitals say nothing in a line that has them everywhere: "Buy Milk Tomorrow"."""
    plain = line.plain_places
    return plain is not None and (plain[0] < it.first or plain[1] >= it.end)

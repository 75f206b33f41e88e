"""Says whether a date is a part of a name: of a day, of a work, or of anything with capitals."""

from taskora_api.grammar.clocks import clocks_end
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.sentence import Sentence

_CAPITALS_MIN = 2


def is_part_of_a_name(line: Sentence, it: FoundDate) -> bool:
    """Decide by the words before a date, and by its capitals where capitals say anything."""
    if it.leads or "how" in it.lead:
        return False
    before = it.first - 2 if line.word(it.first - 1) == "." else it.first - 1
    is_day_of_a_name = line.begins("wd", it.first) or it.node["k"] == "holiday"
    if is_day_of_a_name and line.is_in(before, "named_day_words"):
        return True
    if line.is_in(before, "called"):
        return True
    is_named = line.is_capital(before) and line.is_capital(it.first)
    if is_named and line.is_in(before, "naming_nouns"):
        return True
    return _is_title_of_a_work(line, it) or _has_capitals_of_a_name(line, it)


def _is_title_of_a_work(line: Sentence, it: FoundDate) -> bool:
    """Say whether a date is, or ends, what there is to read, watch or listen to."""
    if not line.is_in(0, "work_verbs") or it.first == 0:
        return False
    between = range(1, it.first)
    has_no_object = all(line.is_in(at, "work_words") for at in between)
    if has_no_object and line.is_in(it.end, "prepositions"):
        # "Read Saturday by Ian McEwan": a task would say what there is to read.
        return True
    if not line.are_marks(clocks_end(line, it.end), len(line)):
        return False
    if has_no_object:
        return True
    is_named = all(line.is_capital(at) or line.is_in(at, "function_words") for at in between)
    return is_named and line.is_capital(it.first) and _do_capitals_count(line, it)


def _has_capitals_of_a_name(line: Sentence, it: FoundDate) -> bool:
    """Say whether words have a capital that only a name gives them: "USA Today"."""
    if it.first == 0 or not _do_capitals_count(line, it):
        return False
    capitals = [at for at in range(it.first, it.end) if _is_unusual_capital(line, at)]
    if len(capitals) >= _CAPITALS_MIN:
        return bool(it.node["k"] != "holiday")
    is_after_one = it.first > 1 and line.is_capital(it.first - 1)
    is_before_one = line.is_capital(it.end)
    return bool(capitals) and (is_after_one or is_before_one)


def _is_unusual_capital(line: Sentence, at: int) -> bool:
    is_day = line.begins("wd", at) or line.begins("anymonth", at)
    return line.is_capital(at) and not is_day


def _do_capitals_count(line: Sentence, it: FoundDate) -> bool:
    """Capitals say nothing in a line that has them everywhere: "Buy Milk Tomorrow"."""
    plain = line.plain_places
    return plain is not None and (plain[0] < it.first or plain[1] >= it.end)

"""Says which dates belong to a word beside them: "the friday", "prices effective friday"."""

from taskora_api.grammar.clocks import clocks_end
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.sentence import Sentence

_BOUNDS = frozenset({"by", "before"})


def is_bound(line: Sentence, it: FoundDate) -> bool:
    """Say whether a word beside a date needs it: "the friday", "party is tomorrow"."""
    if _is_said_of_a_thing(line, it) or _is_a_span(line, it):
        return True
    at = it.first - 1
    if line.is_in(at, "in"):
        # "Log in tomorrow", but "in the week after next".
        return line.is_in(it.first, "the")
    if it.leads:
        # A word that stands for a thing may be before them: "finish this by friday".
        return line.is_in(at, "dangling_after_lead")
    if line.is_in(at, "demonstratives"):
        return not line.is_in(it.first, "day_adverbs")
    is_numbered = line.is_number(it.first) and line.is_in(at, "numbered_nouns")
    is_owned = line.word(at).endswith(tuple(line.lists["possessive_endings"]))
    return line.is_in(at, "dangling") or is_numbered or is_owned


def is_open(line: Sentence, it: FoundDate) -> bool:
    """Say whether the days from a date on, or those between two, are meant."""
    begins = line.is_in(it.first - 1, "beginnings")
    return begins or _is_open_ended(line, it.end) or _ends_a_range(line, it)


def is_within_brackets(line: Sentence, it: FoundDate) -> bool:
    """Say whether a date has other words beside it in its brackets: "Bob (back on friday)"."""
    brackets = line.enclosing[it.first]
    if brackets is None:
        return False
    opening, closing = brackets
    return not (it.first == opening + 1 and clocks_end(line, it.end) == closing)


def _is_said_of_a_thing(line: Sentence, it: FoundDate) -> bool:
    """Say whether a thing has the date: "prices effective friday", "delete mails before May 5"."""
    at = it.first - 1
    is_selected = line.is_in(at, "best") or line.is_in(0, "selecting_verbs")
    if "before" in it.leads and is_selected:
        return True
    is_dated = line.is_in(at, "dated_words") and not it.leads & _BOUNDS
    return is_dated or _is_an_object(line, it)


def _is_a_span(line: Sentence, it: FoundDate) -> bool:
    """Say whether a date is where a span begins or ends, which is no day to do a thing on."""
    is_edge = "until" in it.leads or line.is_in(it.first - 1, "beginnings")
    return is_edge or _is_open_ended(line, it.end) or _ends_a_range(line, it)


def _is_an_object(line: Sentence, it: FoundDate) -> bool:
    """Say whether a date is what something is done to: "cancel tuesday", "feed Friday the cat"."""
    if it.first != 1 or it.leads:
        return False
    if line.is_in(0, "verbs_of_days"):
        return True
    is_name = it.form == "name" and not line.is_in(it.first, "day_adverbs")
    return is_name and line.is_capital(it.first) and line.is_in(it.end, "determiners")


def _is_open_ended(line: Sentence, at: int) -> bool:
    """Say whether the days after a date are meant as well."""
    is_more = line.is_in(at, "and") and line.is_in(at + 1, "and_more")
    return line.is_in(at, "onwards") or (is_more and not line.is_word(at + 2))


def _ends_a_range(line: Sentence, it: FoundDate) -> bool:
    """Say whether a date is within what begins at a time: "between 2pm tomorrow and 4pm"."""
    firsts = (line.first_places.get(word, len(line)) for word in line.lists["between"])
    return line.is_in(it.end, "and") and any(first < it.first for first in firsts)

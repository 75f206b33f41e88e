"""Says which date of a line is its due date, and which is a part of what there is to do.

"Friday prayer book", "watch The Day After Tomorrow" and "work on monday slides" hold words of
dates that belong to other words. A date counts where an adverb can stand: at the end, at the
beginning before a verb, or between two parts of the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from taskora_api.grammar.bonds import is_bound, is_within_brackets
from taskora_api.grammar.clauses import is_negated_after
from taskora_api.grammar.clocks import clock_end, clocks_end
from taskora_api.grammar.found import FoundDate
from taskora_api.grammar.names import is_part_of_a_name
from taskora_api.grammar.sentence import Sentence

_SENTENCE_MARKS = frozenset(",.;!?)]}\u2026\u2013\u2014\u3001\u3002")
_DASHES = frozenset("-\u2013\u2014")


@dataclass(frozen=True, slots=True)
class DuePhrase:
    """The tokens that say when something is due, with the marks around them."""

    first: int
    end: int
    value: date
    it: FoundDate


def find_due(
    line: Sentence,
    found: Sequence[FoundDate],
    joints: frozenset[str],
    aside: Sequence[bool],
) -> DuePhrase | None:
    """Find the due date of a line, which is the only day on which something is due.

    `joints` are the words that may follow a date at the beginning: "tomorrow to call mom" is what
    comes after "remind me". `aside` says of each token whether it is about something else.
    """
    phrases: list[DuePhrase] = []
    for it in found:
        phrase = _bracketed(line, it)
        if phrase is None and not aside[it.first] and _is_due(line, it, joints):
            phrase = _emphasised(line, it)
        if phrase is not None and phrases and phrase.value != phrases[-1].value:
            # "Milk tomorrow and bread on friday" is two tasks, and no day is that of both.
            return None
        if phrase is not None:
            phrases.append(phrase)
    return phrases[-1] if phrases else None


def _phrase(it: FoundDate, first: int, end: int) -> DuePhrase | None:
    return None if it.value is None else DuePhrase(first, end, it.value, it)


def _emphasised(line: Sentence, it: FoundDate) -> DuePhrase | None:
    """Take the marks of emphasis around a date along with it: "**tomorrow**"."""
    first, end = it.first, it.end
    while line.word(first - 1) == "*" == line.word(end) and line.touches(end):
        first, end = first - 1, end + 1
    return _phrase(it, first, end)


def _bracketed(line: Sentence, it: FoundDate) -> DuePhrase | None:
    """Take the brackets around a date along with it: "buy milk (tomorrow)"."""
    if line.enclosing[it.first] != (it.first - 1, it.end):
        return None
    return _phrase(it, it.first - 1, it.end + 1)


def _is_due(line: Sentence, it: FoundDate, joints: frozenset[str]) -> bool:
    if it.is_due:
        # "What is due friday" is a part of what there is to do.
        is_needed = line.is_in(it.first - 1, "dangling")
        return not is_needed and (is_boundary(line, it.end) or is_at_start(line, it.first))
    if is_at_start(line, it.first) and (
        _leaves_half_a_sentence(line, it, joints) or is_negated_after(line, it.end)
    ):
        return False
    if "to" in it.leads or is_within_brackets(line, it):
        return False
    if is_bound(line, it) or is_part_of_a_name(line, it):
        return False
    if it.form == "full" and not it.leads:
        return is_at_start(line, it.first) or is_boundary(line, it.end)
    return _is_due_after_words(line, it) if it.leads else _is_due_alone(line, it)


def _is_due_after_words(line: Sentence, it: FoundDate) -> bool:
    """Decide on a date after a preposition: "notes for monday meeting" has none."""
    if is_boundary(line, it.end):
        return True
    is_first = is_at_start(line, it.first)
    if is_first and (line.word(it.end) == ":" or line.is_in(it.end, "task_verbs")):
        return True
    if "on" not in it.leads:
        return it.form == "clear" and "for" not in it.leads
    return it.form == "clear" or is_first


def _is_due_alone(line: Sentence, it: FoundDate) -> bool:
    if it.form == "feast":
        return False
    if is_at_end(line, it.end):
        return it.form != "after"
    if it.form == "end":
        return False
    if is_at_start(line, it.first):
        return _is_due_at_start(line, it)
    return it.form in {"clear", "name"} and is_boundary(line, it.end)


def _is_due_at_start(line: Sentence, it: FoundDate) -> bool:
    if it.form in {"clear", "edge"}:
        return True
    if it.form != "name":
        return False
    if is_boundary(line, it.end) or line.word(it.end) == ":" or line.is_in(it.end, "task_verbs"):
        return True
    return line.is_in(it.day_at, "day_adverbs") and not line.is_capital(it.end)


def _leaves_half_a_sentence(line: Sentence, it: FoundDate, joints: frozenset[str]) -> bool:
    """Say whether what follows a date at the beginning needs it: "friday to sunday's list"."""
    after = clocks_end(line, it.end)
    return line.is_in(after, "needing") and line.word(after) not in joints


def is_at_end(line: Sentence, end: int) -> bool:
    """Say whether no word follows that is not of a time."""
    return line.are_marks(clocks_end(line, end), len(line))


def is_at_start(line: Sentence, at: int) -> bool:
    """Say whether no word is before a place that is not of a time."""
    first = next((place for place in range(at) if not line.are_marks(place, place + 1)), at)
    return line.are_marks(clocks_end(line, first), at)


def is_boundary(line: Sentence, at: int) -> bool:
    """Say whether a part of the sentence ends before a place: no noun follows that is meant."""
    word = line.word(at)
    if not word or at in line.claimed or line.is_in(at, "function_words"):
        return True
    if line.language.is_free and line.is_word(at):
        return True
    if clock_end(line, at) is not None or line.begins("role_word", at):
        return True
    is_apart_dash = word in _DASHES and not line.touches(at)
    return line.is_mark(at) and (word in _SENTENCE_MARKS or is_apart_dash)

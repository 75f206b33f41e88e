"""Says which date of a line is its due date, and which is a part of what there is to do.

"Friday prayer book", "watch The Day After Tomorrow" and "work on monday slides" hold words of
dates that belong to other words. A date counts where an adverb can stand: at the end, at the
beginning before a verb, or between two parts of the sentence.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import date

from taskora_api.language.clauses import is_negated_after, read_aside
from taskora_api.language.clock_times import clock_end, clocks_end
from taskora_api.language.date_scan import scan_dates
from taskora_api.language.dates import DatePhrase, as_phrase, is_only_marks
from taskora_api.language.found_dates import FoundDate
from taskora_api.language.names import is_part_of_a_name
from taskora_api.language.readings import Form
from taskora_api.language.tokens import Kind, Line
from taskora_api.language.vocabulary import (
    CONJUNCTIONS,
    COPULAS,
    DANGLING_WORDS,
    DEMONSTRATIVES,
    DETERMINERS,
    FUNCTION_WORDS,
    NUMBERED_NOUNS,
    PREPOSITIONS,
    SELECTING_VERBS,
    TASK_VERBS,
    VERBS_OF_DAYS,
)
from taskora_api.language.words import TOMORROW_WORDS

_ADVERBIAL = {"on"}
# From then on is no day on which a thing is due.
_BEGINNINGS = {"from", "after", "since", "starting", "beginning", "commencing", "ending"}
# The day belongs to the thing that they are said of: "new prices effective friday".
_DATED_WORDS = {
    *("effective", "dated", "valid", "leaving", "departing", "arriving", "returning", "expiring"),
    *("expires", "starts", "begins", "ends", "opens", "closes", "closed", "leaves", "arrives"),
    *("departs", "returns", "lands", "happens", "taken", "issued", "received", "scheduled"),
    *("planned", "published", "released", "born", "held", "posted", "happening", "lasting"),
}
_BOUNDS = {"by", "before"}
_UNTIL = {"until", "till"}
# A title does not begin with them; what they need is the date before them.
_NEEDING = (PREPOSITIONS | CONJUNCTIONS | COPULAS) - {"then"}
_ONWARDS = {"onward", "onwards"}
_AND_MORE = {"later", "after", "before", "beyond", "earlier", "onwards", "on", "following"}
_SENTENCE_MARKS = set(",.;!?)]}\u2026\u2013\u2014\u3001\u3002")
# They may stand before any word: "tomorrow dentist".
_DAY_ADVERBS = {"today", "tonight"} | TOMORROW_WORDS


def find_due_date(
    line: Line, today: date, *, is_day_first: bool | None = None, joints: Container[str] = ()
) -> DatePhrase | None:
    """Find the due date of a line, which is the only day on which something is due.

    `joints` are the words that may follow a date at the beginning: "tomorrow to call mom" is what
    comes after "remind me".
    """
    found = scan_dates(line, today, is_day_first=is_day_first)
    if not found:
        return None
    aside = read_aside(line)
    phrases: list[DatePhrase] = []
    for it in found:
        phrase = _bracketed(line, it)
        if phrase is None and not aside[it.first] and _is_due(line, it, joints):
            phrase = as_phrase(line, _emphasised(line, it))
        if phrase is not None and phrases and phrase.value != phrases[-1].value:
            # "Milk tomorrow and bread on friday" is two tasks, and no day is that of both.
            return None
        if phrase is not None:
            phrases.append(phrase)
    return phrases[-1] if phrases else None


def _emphasised(line: Line, it: FoundDate) -> FoundDate:
    """Take the marks of emphasis around a date along with it: "**tomorrow**"."""
    first, end = it.first, it.end
    while line.word(first - 1) == "*" == line.word(end) and line.touches(end):
        first, end = first - 1, end + 1
    return replace(it, first=first, end=end)


def _bracketed(line: Line, it: FoundDate) -> DatePhrase | None:
    """Take the brackets around a date along with it: "buy milk (tomorrow)"."""
    if line.enclosing[it.first] != (it.first - 1, it.end):
        return None
    return as_phrase(line, replace(it, first=it.first - 1, end=it.end + 1))


def _is_due(line: Line, it: FoundDate, joints: Container[str]) -> bool:
    if it.lead_in.is_due:
        # "What is due friday" is a part of what there is to do.
        is_bound = line.word(it.first - 1) in DANGLING_WORDS
        return not is_bound and (_is_boundary(line, it.end) or _is_at_start(line, it))
    if _is_at_start(line, it) and (
        _leaves_half_a_sentence(line, it, joints) or is_negated_after(line, it.end)
    ):
        return False
    if "to" in it.lead_in.words or _is_within_brackets(line, it):
        return False
    if _is_bound(line, it) or is_part_of_a_name(line, it):
        return False
    if it.form is Form.FULL and not it.lead_in.words:
        return _is_at_start(line, it) or _is_boundary(line, it.end)
    return _is_due_after_words(line, it) if it.lead_in.words else _is_due_alone(line, it)


def _is_due_after_words(line: Line, it: FoundDate) -> bool:
    """Decide on a date after a preposition: "notes for monday meeting" has none."""
    if _is_boundary(line, it.end):
        return True
    if _is_at_start(line, it) and line.word(it.end) in {":", *TASK_VERBS}:
        return True
    if not _ADVERBIAL & set(it.lead_in.words):
        return it.form is Form.CLEAR and "for" not in it.lead_in.words
    return it.form is Form.CLEAR or _is_at_start(line, it)


def _is_due_alone(line: Line, it: FoundDate) -> bool:
    if _is_at_end(line, it):
        return it.form is not Form.AFTER_PREPOSITION
    if it.form is Form.AT_THE_END:
        return False
    if _is_at_start(line, it):
        return _is_due_at_start(line, it)
    return it.form in {Form.CLEAR, Form.NAME} and _is_boundary(line, it.end)


def _is_due_at_start(line: Line, it: FoundDate) -> bool:
    if it.form in {Form.CLEAR, Form.AT_AN_EDGE}:
        return True
    if it.form is not Form.NAME:
        return False
    if _is_boundary(line, it.end) or line.word(it.end) in {":", *TASK_VERBS}:
        return True
    is_adverb = line.word(it.lead_in.end) in _DAY_ADVERBS
    return is_adverb and not line.tokens[it.end].is_capitalised


def _leaves_half_a_sentence(line: Line, it: FoundDate, joints: Container[str]) -> bool:
    """Say whether what follows a date at the beginning needs it: "friday to sunday's list"."""
    after = line.word(clocks_end(line, it.end))
    return after in _NEEDING and after not in joints


def _is_at_end(line: Line, it: FoundDate) -> bool:
    return is_only_marks(line, clocks_end(line, it.end), len(line.tokens))


def _is_at_start(line: Line, it: FoundDate) -> bool:
    first = next((at for at in range(it.first) if line.kind(at) is not Kind.MARK), it.first)
    return is_only_marks(line, clocks_end(line, first), it.first)


def _is_boundary(line: Line, at: int) -> bool:
    """Say whether a part of the sentence ends before a place: no noun follows that is meant."""
    word = line.word(at)
    if not word or word in FUNCTION_WORDS or clock_end(line, at) is not None:
        return True
    is_apart_dash = word in {"-", "\u2013", "\u2014"} and not line.touches(at)
    return line.kind(at) is Kind.MARK and (word in _SENTENCE_MARKS or is_apart_dash)


def _is_bound(line: Line, it: FoundDate) -> bool:
    """Say whether a word beside a date needs it: "the friday", "party is tomorrow"."""
    if _is_said_of_a_thing(line, it) or _is_a_span(line, it):
        return True
    before = line.word(it.first - 1)
    if before == "in":
        # "Log in tomorrow", but "in the week after next".
        return line.word(it.first) == "the"
    if it.lead_in.words:
        # A word that stands for a thing may be before them: "finish this by friday".
        return before in DANGLING_WORDS - DETERMINERS
    if before in DEMONSTRATIVES:
        return line.word(it.first) not in _DAY_ADVERBS
    is_in_figures = line.kind(it.first) is Kind.NUMBER and before in NUMBERED_NOUNS
    return before in DANGLING_WORDS or is_in_figures or before.endswith("'s")


def _is_said_of_a_thing(line: Line, it: FoundDate) -> bool:
    """Say whether a thing has the date: "prices effective friday", "delete mails before May 5"."""
    before, words = line.word(it.first - 1), set(it.lead_in.words)
    if "before" in words and (before == "best" or line.word(0) in SELECTING_VERBS):
        return True
    return (before in _DATED_WORDS and not words & _BOUNDS) or _is_an_object(line, it)


def _is_a_span(line: Line, it: FoundDate) -> bool:
    """Say whether a date is where a span begins or ends, which is no day to do a thing on."""
    is_edge = bool(_UNTIL & set(it.lead_in.words)) or line.word(it.first - 1) in _BEGINNINGS
    return is_edge or _is_open_ended(line, it.end) or _ends_a_range(line, it)


def _is_an_object(line: Line, it: FoundDate) -> bool:
    """Say whether a date is what something is done to: "cancel tuesday", "feed Friday the cat"."""
    if it.first != 1 or it.lead_in.words:
        return False
    if line.word(0) in VERBS_OF_DAYS:
        return True
    is_name = it.form is Form.NAME and line.word(it.first) not in _DAY_ADVERBS
    is_named = is_name and line.tokens[it.first].is_capitalised
    return is_named and line.word(it.end) in DETERMINERS


def _is_open_ended(line: Line, at: int) -> bool:
    """Say whether the days after a date are meant as well."""
    is_and_more = line.word(at) == "and" and line.word(at + 1) in _AND_MORE
    return line.word(at) in _ONWARDS or (is_and_more and line.kind(at + 2) is not Kind.WORD)


def _ends_a_range(line: Line, it: FoundDate) -> bool:
    """Say whether a date is within what begins at a time: "between 2pm tomorrow and 4pm"."""
    return line.word(it.end) == "and" and line.first_place("between") < it.first


def _is_within_brackets(line: Line, it: FoundDate) -> bool:
    """Say whether a date has other words beside it in its brackets: "Bob (back on friday)"."""
    brackets = line.enclosing[it.first]
    if brackets is None:
        return False
    opening, closing = brackets
    return not (it.first == opening + 1 and clocks_end(line, it.end) == closing)

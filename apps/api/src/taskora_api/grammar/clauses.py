"""Finds where a line is negated, or is about something else than what there is to do.

"Never on friday", "if it rains tomorrow" and "the book that I borrowed on monday" hold a day on
which nothing is due. From such a word on, no day counts until its clause ends.
"""

from collections.abc import Sequence

from taskora_api.grammar.sentence import Sentence

_ENDS_OF_SENTENCES = frozenset(".;!?")
_ENDS_OF_NEGATIONS = _ENDS_OF_SENTENCES | frozenset(",:-\u2013\u2014")
# Without any of their words, a line is about one thing from its beginning to its end.
_LISTS = ("negations", "auxiliaries", "subordinators", "that", "before_subjects", "subjects_only")


def read_aside(line: Sentence) -> Sequence[bool]:
    """Say of each token whether it is in a clause that is negated or about something else."""
    if line.lists.any_of(_LISTS).isdisjoint(line.words) and not _has_subordinator(line):
        return [False] * len(line)
    found: list[bool] = []
    is_negated = is_subordinate = False
    for at, word in enumerate(line.words):
        is_end = line.is_mark(at) and not line.touches(at + 1)
        if is_end and word in _ENDS_OF_NEGATIONS:
            is_negated = False
            is_subordinate = is_subordinate and word not in _ENDS_OF_SENTENCES
        found.append(is_negated or is_subordinate)
        is_negated = is_negated or _negates(line, at)
        is_subordinate = is_subordinate or _begins_a_clause(line, at)
    return found


def _has_subordinator(line: Sentence) -> bool:
    return any(line.begins("subordinator", at) for at in range(len(line)))


def is_negated_after(line: Sentence, at: int) -> bool:
    """Say whether what follows a date at the beginning says no: "friday do not call"."""
    start = at + 1 if line.word(at) == "," else at
    start = start + 1 if line.is_in(start, "do") else start
    return _negates(line, start)


def _is_a_name(line: Sentence, at: int) -> bool:
    """Say whether a word has a capital that the word before it has not."""
    return line.is_word(at) and line.is_capital(at) and not line.is_capital(at - 1)


def _negates(line: Sentence, at: int) -> bool:
    return line.is_in(at, "negations") and not line.is_in(at + 1, "after_negations")


def _begins_a_clause(line: Sentence, at: int) -> bool:
    is_question = at == 0 and line.is_in(at, "auxiliaries")
    if is_question and not line.is_in(at + 1, "after_auxiliaries"):
        return True
    if line.is_in(at, "subordinators") or line.begins("subordinator", at):
        return True
    if line.is_in(at, "that") and (line.is_in(at + 1, "noun_phrases") or _is_a_name(line, at + 1)):
        return True
    if line.is_in(at, "before_subjects"):
        return line.is_in(at + 1, "subjects")
    is_after_a_word = line.is_word(at - 1) and not line.is_in(at - 1, "clause_joints")
    return line.is_in(at, "subjects_only") and is_after_a_word and line.is_word(at + 1)

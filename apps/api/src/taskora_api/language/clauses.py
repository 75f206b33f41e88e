"""Finds where a line is negated, or is about something else than what there is to do.

"Never on friday", "if it rains tomorrow" and "the book that I borrowed on monday" hold a day on
which nothing is due. From such a word on, no day counts until its clause ends.
"""

from taskora_api.language.tokens import Kind, Line

_NEGATIONS = {
    *("not", "never", "neither", "nor", "cannot", "don't", "doesn't", "didn't", "won't", "can't"),
    *("shouldn't", "mustn't", "couldn't", "wouldn't", "isn't", "aren't", "wasn't", "weren't"),
    *("haven't", "hasn't", "hadn't", "shan't", "needn't", "dont", "doesnt", "didnt", "wont"),
    *("cant", "shouldnt", "mustnt", "couldnt", "wouldnt", "isnt", "arent", "avoid", "nobody"),
    *("no", "nothing", "none", "skip", "hardly"),
}
# "Don't forget" is a command, and "no later than" is a bound.
_POSITIVE_AFTER_NEGATION = {"forget", "later", "only"}
_SUBORDINATORS = {
    *("if", "whether", "unless", "when", "whenever", "while", "whilst", "because", "although"),
    *("though", "lest", "provided", "providing", "supposing", "assuming", "once", "who", "whom"),
    *("whose", "which", "whichever", "where", "wherever", "why", "how", "what", "whatever", "so"),
}
# They begin a clause where somebody does something in it: "after she lands", "that I come".
_BEFORE_A_SUBJECT = {"after", "before", "until", "till", "since", "as", "that", "than"}
_SUBJECTS = {"i", "he", "she", "we", "they", "it", "you", "there", "i'm", "he's", "she's", "we're"}
_SUBJECTS |= {"they're", "it's", "you're", "i'll", "he'll", "she'll", "we'll", "they'll", "i've"}
_NOUN_PHRASES = {"the", "a", "an", "my", "our", "his", "her", "their", "your"}
# Where one stands after a word, it begins a clause of its own: "the book I borrowed".
_SUBJECTS_ONLY = _SUBJECTS - {"it", "you", "there"}
_JOINTS = {"and", "then", "but"}
# A line that begins with one asks: "is Tom free on friday".
_AUXILIARIES = {
    *("is", "are", "was", "were", "am", "does", "did", "has", "had", "will", "would", "can"),
    *("could", "should", "shall", "might"),
}
_ENDS_OF_SENTENCES = {".", ";", "!", "?"}
_ENDS_OF_NEGATIONS = _ENDS_OF_SENTENCES | {",", ":", "-", "\u2013", "\u2014"}


def read_aside(line: Line) -> list[bool]:
    """Say of each token whether it is in a clause that is negated or about something else."""
    found: list[bool] = []
    is_negated = is_subordinate = False
    for at, word in enumerate(line.words):
        is_end = line.kind(at) is Kind.MARK and not line.touches(at + 1)
        if is_end and word in _ENDS_OF_NEGATIONS:
            is_negated = False
            is_subordinate = is_subordinate and word not in _ENDS_OF_SENTENCES
        found.append(is_negated or is_subordinate)
        is_negated = is_negated or _negates(line, at)
        is_subordinate = is_subordinate or _begins_a_clause(line, at)
    return found


def is_negated_after(line: Line, at: int) -> bool:
    """Say whether what follows a date at the beginning says no: "friday do not call"."""
    start = at + 1 if line.word(at) == "," else at
    start = start + 1 if line.word(start) == "do" else start
    return _negates(line, start)


def _is_a_name(line: Line, at: int) -> bool:
    """Say whether a word has a capital that the word before it has not."""
    is_word = line.kind(at) is Kind.WORD and line.tokens[at].is_capitalised
    return is_word and not line.tokens[at - 1].is_capitalised


def _negates(line: Line, at: int) -> bool:
    return line.word(at) in _NEGATIONS and line.word(at + 1) not in _POSITIVE_AFTER_NEGATION


def _begins_a_clause(line: Line, at: int) -> bool:
    word, after = line.word(at), line.word(at + 1)
    is_question = at == 0 and word in _AUXILIARIES and after != "due"
    if is_question or word in _SUBORDINATORS or line.has(at, "in", "case"):
        return True
    if word == "that" and (after in _NOUN_PHRASES or _is_a_name(line, at + 1)):
        return True
    if word in _BEFORE_A_SUBJECT:
        return after in _SUBJECTS
    is_after_a_word = line.kind(at - 1) is Kind.WORD and line.word(at - 1) not in _JOINTS
    return word in _SUBJECTS_ONLY and is_after_a_word and line.kind(at + 1) is Kind.WORD

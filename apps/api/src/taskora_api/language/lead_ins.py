"""Reads the words that lead to a date: "due by", "on", "no later than", "first thing"."""

from dataclasses import dataclass

from taskora_api.language.tokens import Line

_DEADLINE_WORDS = {"by", "before", "until", "till"}
_PREPOSITIONS = {"on", "for", "to"} | _DEADLINE_WORDS
_WITH_COLON = {"on"} | _DEADLINE_WORDS
_BEFORE_PERIODS = {"at", "over"}
_PERIOD_STARTS = {"end", "weekend", "start", "beginning"}
_QUALIFIERS = {"sometime", "early", "late", "later"}
_SECOND_WORDS = {"first": "thing", "last": "thing", "some": "time"}
_MAX = 4


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The words from a place to `end`, where the date begins."""

    end: int
    words: tuple[str, ...] = ()
    qualifier: str = ""
    is_due: bool = False

    @property
    def is_deadline(self) -> bool:
        """Whether the date is the last one that is good enough."""
        return bool(_DEADLINE_WORDS & set(self.words))

    @property
    def is_preposition(self) -> bool:
        """Whether the words say that a date follows."""
        return bool(self.words) or self.is_due


def read_lead_in(line: Line, at: int) -> LeadIn:
    """Read as many leading words as there are."""
    due_end = _due_end(line, at)
    end, words, qualifier = due_end, list[str](), ""
    for _ in range(_MAX):
        word_end = _preposition_end(line, end)
        if word_end is not None:
            is_phrase = line.word(end) in {"no", "not"}
            words.append("by" if is_phrase else line.word(end))
            end = word_end
            continue
        qualifier_end = _qualifier_end(line, end)
        if qualifier_end is None or qualifier:
            break
        qualifier, end = line.word(end), qualifier_end
    return LeadIn(end, tuple(words), qualifier, is_due=due_end > at)


def _due_end(line: Line, at: int) -> int:
    """Read "due", "is due", "due date:" and "deadline is"."""
    start = at + 1 if line.word(at) in {"is", "are"} and line.word(at + 1) == "due" else at
    if line.word(start) == "due":
        end = start + 2 if line.word(start + 1) == "date" else start + 1
    elif line.word(start) == "deadline":
        end = start + 1
    else:
        return at
    is_joined = line.word(end) == "is" or (line.word(end) == ":" and line.touches(end))
    return end + 1 if is_joined else end


def _qualifier_end(line: Line, at: int) -> int | None:
    word = line.word(at)
    if word in _SECOND_WORDS:
        return at + 2 if line.word(at + 1) == _SECOND_WORDS[word] else None
    return at + 1 if word in _QUALIFIERS else None


def _preposition_end(line: Line, at: int) -> int | None:
    word = line.word(at)
    if word in {"no", "not"} and line.has(at + 1, "later", "than"):
        return at + 3
    if word in _WITH_COLON and line.word(at + 1) == ":" and line.touches(at + 1):
        return at + 2
    if word in _PREPOSITIONS:
        return at + 1
    following = line.word(at + 2) if line.word(at + 1) == "the" else line.word(at + 1)
    return at + 1 if word in _BEFORE_PERIODS and following in _PERIOD_STARTS else None

"""Recognises what is done again and again, which no single date can say."""

from taskora_api.language.number_words import is_number, read_ordinal
from taskora_api.language.tokens import Line
from taskora_api.language.words import MONTH_BY_WORD, UNITS, WEEKDAY_BY_WORD

_EVERY = {"every", "each", "per"}
_ADVERBS = {
    *("daily", "weekly", "biweekly", "fortnightly", "monthly", "bimonthly", "quarterly"),
    *("yearly", "annually", "hourly", "weekdays", "weekends"),
}
_TIMES = {"once", "twice", "times"}
_OTHER_TIMES = {
    *("morning", "afternoon", "evening", "night", "weekday", "weekend", "workday", "hour"),
    *("quarter", "minute", "minutes", "hours", "time"),
}
_AMONG = {"other", "second", "third", "fourth", "single", "alternate", "few", "last", "first"}


def is_recurrent(line: Line) -> bool:
    """Say whether a line speaks of every so often: "every other friday", "twice a week"."""
    return any(_recurs_at(line, at) for at in range(len(line.tokens)))


def is_recurrence_adverb(word: str) -> bool:
    """Say whether a word beside a date makes it one of many: "monthly on the 1st"."""
    return word in _ADVERBS


def _recurs_at(line: Line, at: int) -> bool:
    word = line.word(at)
    if word in _TIMES and line.word(at + 1) in {"a", "per", "each", "every"}:
        return line.word(at + 2) in UNITS
    if word not in _EVERY:
        return False
    next_at = at + 2 if line.word(at + 1) in _AMONG or is_number(line, at + 1) else at + 1
    if read_ordinal(line, at + 1) is not None:
        return True
    word = line.word(next_at)
    return word in UNITS or word in _OTHER_TIMES or word in WEEKDAY_BY_WORD or word in MONTH_BY_WORD

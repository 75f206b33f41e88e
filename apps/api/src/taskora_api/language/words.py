"""The words for numbers, weekdays and months."""

import re

from taskora_api.grammar.tokens import tokenise


def _numbered(*words: str, start: int = 1) -> dict[str, int]:
    """Number words; of several in one place, parted by a stroke, each has its number."""
    places = enumerate((word for line in words for word in line.split()), start)
    return {word: number for number, place in places for word in place.split("|")}


NUMBER_BY_WORD = _numbered(
    "one two three four five six seven eight nine ten",
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
)
COUNT_BY_WORD = NUMBER_BY_WORD | {"a": 1, "an": 1, "a couple of": 2}
ORDINAL_BY_WORD = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth",
)
WEEKDAY_BY_WORD = _numbered(
    "monday|mon tuesday|tue|tues wednesday|wed|weds thursday|thu|thur|thurs friday|fri",
    "saturday|sat sunday|sun",
    start=0,
)
MONTH_BY_WORD = _numbered(
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug",
    "september|sep|sept october|oct november|nov december|dec",
)


def any_of(words: dict[str, int]) -> str:
    """Make a pattern that prefers the longer of two words with the same beginning."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def folded_words(text: str) -> str:
    """Write words as the tables here do, whatever their case and their writing of a letter."""
    return " ".join(token.text for token in tokenise(text))


def count_of(text: str) -> int:
    """Read how many, in digits or in words of `COUNT_BY_WORD` in any writing."""
    words = folded_words(text)
    return int(words) if words.isdecimal() else COUNT_BY_WORD[words]

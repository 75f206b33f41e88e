"""The words for numbers, weekdays and months."""

import re

from taskora_api.language.tokens import tokenise

_NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
NUMBER_BY_WORD = {word: number for number, word in enumerate(_NUMBERS, start=1)}
COUNT_BY_WORD = NUMBER_BY_WORD | {"a": 1, "an": 1, "a couple of": 2}

_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
ORDINAL_BY_WORD = {word: number for number, word in enumerate(_ORDINALS, start=1)}

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY_SHORTS = ["mon", "tue|tues", "wed|weds", "thu|thur|thurs", "fri", "sat", "sun"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_SHORTS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep|sept",
    "oct",
    "nov",
    "dec",
]

WEEKDAY_BY_WORD = {word: index for index, word in enumerate(_WEEKDAYS)}
MONTH_BY_WORD = {word: index for index, word in enumerate(_MONTHS, start=1)}
for _index, _shorts in enumerate(_WEEKDAY_SHORTS):
    WEEKDAY_BY_WORD |= dict.fromkeys(_shorts.split("|"), _index)
for _index, _shorts in enumerate(_MONTH_SHORTS, start=1):
    MONTH_BY_WORD |= dict.fromkeys(_shorts.split("|"), _index)

# Spellings that are so common that they are no other word.
TOMORROW_WORDS = {
    *("tomorrow", "tmrw", "tmr", "tmw"),
    *("tomorow", "tommorow", "tommorrow", "tomorrrow", "tomorrw", "tommrow"),
}
UNITS = {
    **{"day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week"},
    **{"fortnight": "fortnight", "fortnights": "fortnight", "month": "month", "months": "month"},
    **{"year": "year", "years": "year"},
}
# What is past is no due date.
PAST_WORDS = {"last", "past", "previous", "prior"}


def any_of(words: dict[str, int]) -> str:
    """Make a pattern that prefers the longer of two words with the same beginning."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def folded_words(text: str) -> str:
    """Write words as the tables here do, whatever their case and their writing of a letter."""
    return " ".join(token.word for token in tokenise(text))


def count_of(text: str) -> int:
    """Read how many, in digits or in words of `COUNT_BY_WORD` in any writing."""
    words = folded_words(text)
    return int(words) if words.isdecimal() else COUNT_BY_WORD[words]

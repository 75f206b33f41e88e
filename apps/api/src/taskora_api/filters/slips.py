"""Words that are one slip of the finger apart, as Python has them and migration 0010 does."""

import re

WORD_LENGTH_MIN = 4
WORD_LENGTH_MAX = 40

# What stands between words: blanks, signs and punctuation, by their code points, so that the
# database cuts a text where this does.
_BETWEEN = re.compile(
    r"[\u0001-/:-@\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]+"
)


def words_of(text: str) -> list[str]:
    """Cut a text into its words, in the order in which they stand."""
    return [word for word in _BETWEEN.split(text) if word]


def slips_of(word: str) -> frozenset[str]:
    """Give a word, which is in lower case, and what is left of it without one of its letters.

    Too short a word is only itself, for everything would be like it; too long a one as well.
    """
    if not WORD_LENGTH_MIN <= len(word) <= WORD_LENGTH_MAX:
        return frozenset({word})
    without_one = (word[:place] + word[place + 1 :] for place in range(len(word)))
    return frozenset({word, *without_one})


def is_like(word: str, text: str) -> bool:
    """Say whether a word of a text is this one, but for one slip.

    A letter that is missing, too many, another one, or in another place.
    """
    sought = slips_of(word.lower())
    # The lower case of a letter can depend on what stands around its word.
    return any(not sought.isdisjoint(slips_of(each)) for each in words_of(text.lower()))

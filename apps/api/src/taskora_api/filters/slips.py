"""Terms that are one slip of the finger apart, as Python has them and migration 0010 does."""

import re

TOKEN_LENGTH_MIN = 4
TOKEN_LENGTH_MAX = 40

# What stands between tokens: blanks, signs and punctuation, by their code points, so that the
# database cuts a text where this does.
_BETWEEN = re.compile(
    r"[\u0001-/:-@\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]+"
)


def tokens_of(text: str) -> list[str]:
    """Cut a text into its tokens, in the order in which they stand."""
    return [token for token in _BETWEEN.split(text) if token]


def slips_of(token: str) -> frozenset[str]:
    """Give a token, which is in lower case, and what is left of it without one of its letters.

    Too short a token is only itself, for everything would be like it; too long a one as well.
    """
    if not TOKEN_LENGTH_MIN <= len(token) <= TOKEN_LENGTH_MAX:
        return frozenset({token})
    without_one = (token[:place] + token[place + 1 :] for place in range(len(token)))
    return frozenset({token, *without_one})


def is_like(token: str, text: str) -> bool:
    """Say whether a token of a text is this one, but for one slip.

    A letter that is missing, too many, another one, or in another place.
    """
    sought = slips_of(token.lower())
    # The lower case of a letter can depend on what stands around its token.
    return any(not sought.isdisjoint(slips_of(each)) for each in tokens_of(text.lower()))

"""What one filter may hold, counted while it is read, so that nothing large is ever built."""

from lark import Token

from taskora_api.filters.errors import Code, FilterError, Place

TEXT_LENGTH_MAX = 1000
TERMS_MAX = 50
NESTING_MAX = 20

_TERMS = frozenset({"DAY", "VALUE", "QUOTED", "PLAIN", "SHORTHAND", "ABSENT"})


def place_of_token(token: Token) -> Place:
    """Give where a token stands in the text."""
    start = token.start_pos or 0
    return Place(start, start + len(token))


class Limits:
    """Counts the terms of a filter and how deep they are nested.

    Each value of a list is a term. Each open parenthesis and each "not" before a term is a level;
    `!=` is one as well.
    """

    def __init__(self) -> None:
        self._terms = 0
        self._levels = 0
        self._opposites: list[int] = [0]
        self.open: list[Place] = []

    def take(self, token: Token) -> None:
        """Count one token. Raises `FilterError` TOO_MANY_TERMS and TOO_DEEP."""
        if token.type in _TERMS:
            self._count_term(token)
        elif token.type == "_NOT":
            self._opposites[-1] += 1
            self._go_deeper(token)
        elif token.type == "LPAR":
            self._opposites.append(0)
            self.open.append(place_of_token(token))
            self._go_deeper(token)
        elif token.type == "RPAR" and self.open:
            self._levels -= 1 + self._opposites.pop()
            self.open.pop()
            self._end_term()
        elif token.type == "COMPARISON" and token.value == "!=":
            self._opposites[-1] += 1
            self._go_deeper(token)

    def _count_term(self, token: Token) -> None:
        self._terms += 1
        self._end_term()
        if self._terms > TERMS_MAX:
            raise FilterError(
                Code.TOO_MANY_TERMS,
                f"there are more than {TERMS_MAX} terms",
                place_of_token(token),
            )

    def _end_term(self) -> None:
        self._levels -= self._opposites[-1]
        self._opposites[-1] = 0

    def _go_deeper(self, token: Token) -> None:
        self._levels += 1
        if self._levels > NESTING_MAX:
            raise FilterError(
                Code.TOO_DEEP,
                f"it is nested more than {NESTING_MAX} deep",
                place_of_token(token),
            )

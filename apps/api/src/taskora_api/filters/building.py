"""From what the parser gives to a filter. The parser's limits bound how deep this goes."""

import difflib
from collections.abc import Callable, Sequence

from lark import Token, Tree

from taskora_api.filters.errors import Code, FilterError
from taskora_api.filters.limits import place_of_token
from taskora_api.filters.nodes import (
    Day,
    Filter,
    Has,
    Is,
    Not,
    OnDay,
    Similar,
    Text,
    all_of,
    any_of,
    negated,
)
from taskora_api.filters.slips import tokens_of
from taskora_api.filters.values import leaf_of, plain
from taskora_api.filters.vocabulary import (
    NAMES,
    OPTIONAL,
    OPTIONAL_NAMES,
    Base,
    Comparison,
    Field,
    Flag,
)

# What `is:` asks that another term could ask as well.
FLAGS: dict[str, Filter] = {
    "done": Has(Field.COMPLETED),
    "open": Not(Has(Field.COMPLETED)),
    "recurring": Has(Field.RECURRENCE),
    "subtask": Has(Field.PARENT),
    "trashed": Has(Field.DELETED),
    **{flag.value: Is(flag) for flag in Flag},
}
_SHORTHANDS: dict[str, Filter] = {
    "done": FLAGS["done"],
    "overdue": FLAGS["overdue"],
    **{
        base.value: OnDay(Field.DUE, Comparison.EQUAL, Day(base))
        for base in (Base.TODAY, Base.TOMORROW)
    },
}
_LIKE = "like"
# What stands before a comparison and is no field.
_PROPERTIES = ("is", "has", "no", _LIKE)


def build(tree: Tree[Token]) -> Filter:
    """Make a filter. Raises `FilterError` FIELD_UNKNOWN, COMPARISON and VALUE."""
    return all_of(_build(child) for child in tree.children)


def _build(tree: Tree[Token] | Token) -> Filter:
    # Each alternative of the grammar has a name, so no token stands alone.
    if isinstance(tree, Token):
        raise TypeError(tree.type)
    return _BUILDERS[tree.data](tree)


def _parts(tree: Tree[Token]) -> list[Filter]:
    return [_build(child) for child in tree.children]


def _tokens(tree: Tree[Token]) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token)]


def _text(tree: Tree[Token]) -> Filter:
    (token,) = _tokens(tree)
    text = plain(token)
    if not text:
        raise FilterError(
            Code.VALUE,
            "there is nothing between the quotation marks",
            place_of_token(token),
            ("a text",),
        )
    return Text(text)


def _shorthand(tree: Tree[Token]) -> Filter:
    (token,) = _tokens(tree)
    return _SHORTHANDS[token.lower()]


def _absent(tree: Tree[Token]) -> Filter:
    (token,) = _tokens(tree)
    return Not(Has(NAMES[token.lower().split()[1]]))


def _comparison(tree: Tree[Token]) -> Filter:
    field, sign, *values = _tokens(tree)
    comparison = sign.removeprefix(":") or ":"
    if len(values) > 1 and comparison not in {":", "=", "!="}:
        raise FilterError(
            Code.COMPARISON,
            f"{sign} takes one value",
            place_of_token(sign),
            (": = or != before several values",),
        )
    found = any_of(_terms(field, sign, comparison, values))
    return negated(found) if comparison == "!=" else found


def _terms(field: Token, sign: Token, comparison: str, values: Sequence[Token]) -> list[Filter]:
    name = field.lower()
    if name in _PROPERTIES:
        if comparison not in {":", "=", "!="}:
            raise FilterError(
                Code.COMPARISON, f"{name} has no {sign}", place_of_token(sign), (":",)
            )
        return [_property(name, value) for value in values]
    return [leaf_of(_field(field), sign, comparison, value) for value in values]


def _field(token: Token) -> Field:
    name = token.lower()
    if name in NAMES:
        return NAMES[name]
    close = difflib.get_close_matches(name, [*NAMES, *_PROPERTIES], n=3)
    raise FilterError(
        Code.FIELD_UNKNOWN,
        f"there is no field {str(token)!r}",
        place_of_token(token),
        tuple(close) or (*(field.value for field in Field), *_PROPERTIES),
    )


def _property(name: str, token: Token) -> Filter:
    value = plain(token).lower()
    if name == _LIKE:
        return _like(token)
    if name == "is":
        if value in FLAGS:
            return FLAGS[value]
        raise _no_such(token, tuple(FLAGS))
    if value not in OPTIONAL_NAMES:
        raise _no_such(token, tuple(field.value for field in Field if field in OPTIONAL))
    found = Has(NAMES[value])
    return found if name == "has" else Not(found)


def _like(token: Token) -> Filter:
    if not tokens_of(plain(token)):
        raise _no_such(token, ("a word, or several in quotation marks",))
    return Similar(plain(token))


def _no_such(token: Token, expected: tuple[str, ...]) -> FilterError:
    return FilterError(
        Code.VALUE, f"{str(token)!r} is none of them", place_of_token(token), expected
    )


_BUILDERS: dict[str, Callable[[Tree[Token]], Filter]] = {
    "disjunction": lambda tree: any_of(_parts(tree)),
    "conjunction": lambda tree: all_of(_parts(tree)),
    "inverse": lambda tree: negated(*_parts(tree)),
    "comparison": _comparison,
    "absent": _absent,
    "shorthand": _shorthand,
    "text": _text,
}

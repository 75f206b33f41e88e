"""From text to a filter."""

from typing import cast

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from taskora_api.filters.building import build
from taskora_api.filters.errors import Code, FilterError, Place
from taskora_api.filters.grammar import EXPECTED, PARSER
from taskora_api.filters.limits import TEXT_LENGTH_MAX, Limits, place_of_token
from taskora_api.filters.nodes import Filter
from taskora_api.filters.writing import write
from taskora_api.text import storable


def read_filter(text: str) -> Filter:
    """Read a filter; of a text that is empty or blank it is everything.

    Raises `FilterError`: TOO_LONG for more than 1,000 characters, also of the canonical text;
    TOO_MANY_TERMS, TOO_DEEP and CHARACTER; QUOTE_OPEN, PARENTHESIS_OPEN, INCOMPLETE and UNEXPECTED
    for what does not follow the grammar; FIELD_UNKNOWN, COMPARISON and VALUE for a term that there
    is not. Nothing is left out of what was written: it is read as a whole, or refused.
    """
    _refuse_long(text, Place(TEXT_LENGTH_MAX, len(text)))
    _refuse_unstorable(text)
    tree = build(_parse(text))
    # What is saved is the canonical text, and it must be possible to read that again.
    _refuse_long(write(tree), Place(0, len(text)))
    return tree


def _refuse_long(text: str, place: Place) -> None:
    if len(text) > TEXT_LENGTH_MAX:
        raise FilterError(Code.TOO_LONG, f"it is longer than {TEXT_LENGTH_MAX:,} characters", place)


def _refuse_unstorable(text: str) -> None:
    if storable(text) == text:
        return
    at = next(index for index, each in enumerate(text) if storable(each) != each)
    raise FilterError(
        Code.CHARACTER, "it holds a character that cannot be stored", Place(at, at + 1)
    )


def _parse(text: str) -> Tree[Token]:
    parser = PARSER.parse_interactive(text)
    limits = Limits()
    # What could stand in place of a token is known before the parser has it.
    before, last = parser, None
    try:
        for token in parser.iter_parse():
            limits.take(token)
            before, last = _copy(parser), token
        before = _copy(parser)
        tree: Tree[Token] = parser.feed_eof(last)  # type: ignore[no-untyped-call]
    except UnexpectedCharacters as error:
        at = cast("int", error.pos_in_stream)
        raise _unexpected_character(text, at, parser) from None
    except UnexpectedToken as error:
        raise _unexpected_token(text, error.token, before, limits) from None
    return tree


def _copy(parser: InteractiveParser) -> InteractiveParser:
    copied: InteractiveParser = parser.copy(deepcopy_values=False)  # type: ignore[no-untyped-call]
    return copied


def _unexpected_character(text: str, at: int, parser: InteractiveParser) -> FilterError:
    if text[at] in '"“':
        return FilterError(
            Code.QUOTE_OPEN, "a quotation mark is never closed", Place(at, len(text))
        )
    what = f"{text[at]!r} cannot stand here"
    return FilterError(Code.UNEXPECTED, what, Place(at, at + 1), _expected(parser))


def _unexpected_token(
    text: str, token: Token, before: InteractiveParser, limits: Limits
) -> FilterError:
    expected = _expected(before)
    if token.type != "$END":
        what = f"{str(token)!r} cannot stand here"
        return FilterError(Code.UNEXPECTED, what, place_of_token(token), expected)
    if limits.open and EXPECTED["RPAR"] in expected:
        what = "a parenthesis is never closed"
        return FilterError(Code.PARENTHESIS_OPEN, what, limits.open[-1], expected)
    place = Place(len(text.rstrip()), len(text))
    return FilterError(Code.INCOMPLETE, "it ends before it is complete", place, expected)


def _expected(parser: InteractiveParser) -> tuple[str, ...]:
    accepted = parser.accepts()  # type: ignore[no-untyped-call]
    return tuple(text for terminal, text in EXPECTED.items() if terminal in accepted)

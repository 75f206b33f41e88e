"""What a text is found by in the table of terms: migration 0010 writes what this asks for.

Each space has terms of its own, so that what is found depends on no other space.
"""

from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    TableValuedAlias,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
)

from taskora_api.filters.nodes import And, Contains, Equals, Filter, Or, Similar
from taskora_api.filters.nodes import Text as AnyText
from taskora_api.filters.slips import TOKEN_LENGTH_MAX, TOKEN_LENGTH_MIN, tokens_of
from taskora_api.filters.text_matching import COLLATION
from taskora_api.filters.vocabulary import Field

SIGNS_TOGETHER = 3
# What a long text is sought by is its beginning; the rest of it is compared anyway.
_TERMS_MAX = 60
_OF_TEXTS, _OF_TOKENS = 0, 1

Terms = ColumnElement[list[int]]


def narrowing(
    tree: Filter, terms: FromClause, space: ColumnElement[UUID]
) -> ColumnElement[bool] | None:
    """Make a condition on the table of terms that holds for all tasks of a filter, in one space.

    `terms` has the columns `task_id`, `space_id` and `terms`. It may hold for others as well; it is
    None where the terms say nothing about the filter.
    """
    match tree:
        case AnyText() | Contains() | Equals(Field.TITLE | Field.NOTES):
            return _holds_text(tree.text, terms, space)
        case Similar():
            tokens = [_near(token, terms, space) for token in tokens_of(tree.text)]
            return _all([each for each in tokens if each is not None])
        case And():
            parts = [narrowing(part, terms, space) for part in tree.parts]
            return _all([part for part in parts if part is not None])
        case Or():
            parts = [narrowing(part, terms, space) for part in tree.parts]
            known = [part for part in parts if part is not None]
            return or_(*known) if len(known) == len(parts) else None
        case _:
            return None


def has_slip(
    token: str, terms: FromClause, task_id: ColumnElement[UUID], space: ColumnElement[UUID]
) -> ColumnElement[bool]:
    """Say whether the title of a task has a token that is this one but for one slip."""
    found = select(terms.c.task_id).where(
        terms.c.task_id == task_id, terms.c.terms.bool_op("&&")(_slips(token, space))
    )
    return found.exists()


def _all(parts: list[ColumnElement[bool]]) -> ColumnElement[bool] | None:
    return and_(*parts) if parts else None


def _near(token: str, terms: FromClause, space: ColumnElement[UUID]) -> ColumnElement[bool] | None:
    """A token that is too short for terms of its own may stand anywhere."""
    held = _holds_text(token, terms, space)
    if held is None:
        return None
    return or_(held, terms.c.terms.bool_op("&&")(_slips(token, space)))


def _holds_text(
    text: str, terms: FromClause, space: ColumnElement[UUID]
) -> ColumnElement[bool] | None:
    if len(text.lower()) < SIGNS_TOGETHER:
        return None
    return terms.c.terms.bool_op("@>")(_signs(text, space))


def _signs(text: str, space: ColumnElement[UUID]) -> Terms:
    """Each three characters of a text that follow one another.

    The signs around it belong to what is compared, as `text_matching` has it.
    """
    whole = func.lower(literal(f"%{text}%", Text()).collate(COLLATION))
    last = func.least(func.length(whole) - SIGNS_TOGETHER, _TERMS_MAX)
    places = _series(2, last)
    part = func.substr(whole, places.c.place, SIGNS_TOGETHER)
    return _hashed(part, places, _seed(space, _OF_TEXTS))


def _slips(token: str, space: ColumnElement[UUID]) -> Terms:
    lowered = func.lower(literal(token, Text()).collate(COLLATION))
    length = func.length(lowered)
    has_slips = length.between(TOKEN_LENGTH_MIN, TOKEN_LENGTH_MAX)
    # At the place 0 nothing is left out.
    places = _series(0, case((has_slips, length), else_=0))
    before = func.left(lowered, func.greatest(places.c.place - 1, 0))
    left_over = before.concat(func.substr(lowered, places.c.place + 1))
    return _hashed(left_over, places, _seed(space, _OF_TOKENS))


def _series(first: int, last: ColumnElement[int]) -> TableValuedAlias:
    series = func.generate_series(first, last)
    return series.table_valued(column("place", Integer()), name="places").render_derived()


def _seed(space: ColumnElement[UUID], of: int) -> ColumnElement[int]:
    return func.hashtextextended(cast(space, Text()), of, type_=BigInteger())


def _hashed(part: ColumnElement[str], places: TableValuedAlias, seed: ColumnElement[int]) -> Terms:
    found = select(func.hashtextextended(part, seed)).select_from(places).correlate_except(places)
    terms: Terms = func.array(found.scalar_subquery(), type_=ARRAY(BigInteger()))
    return terms

"""What a text is found by in the table of terms: migration 0010 writes what this asks for.

Each space has terms of its own, so that what is found depends on no other space.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Text,
    and_,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from taskora_api.filters.nodes import And, Contains, Equals, Filter, Or, Similar
from taskora_api.filters.nodes import Text as AnyText
from taskora_api.filters.slips import TOKEN_LENGTH_MAX, TOKEN_LENGTH_MIN, tokens_of
from taskora_api.filters.text_matching import COLLATION
from taskora_api.filters.vocabulary import Field
from taskora_api.text import spellings_of

SIGNS_TOGETHER = 3
# What a long text is sought by is its beginning; the rest of it is compared anyway.
_LIMITS = {"most": 60, "shortest": TOKEN_LENGTH_MIN, "longest": TOKEN_LENGTH_MAX}


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
        terms.c.task_id == task_id, terms.c.terms.bool_op("&&")(_Slips(_bound(token), space))
    )
    return found.correlate_except(terms).exists()


def signs_of(pattern: ColumnElement[str], space: ColumnElement[UUID]) -> ColumnElement[list[int]]:
    """Give the terms of a text that has a sign on each side, as LIKE has it."""
    return _Signs(pattern, space)


def slips_of_token(
    token: ColumnElement[str], space: ColumnElement[UUID]
) -> ColumnElement[list[int]]:
    """Give the terms by which tokens are found that are this one but for one slip."""
    return _Slips(token, space)


def has_signs(text: str) -> bool:
    """Say whether a text is long enough to have terms of its own."""
    return len(text.lower()) >= SIGNS_TOGETHER


def _all(parts: list[ColumnElement[bool]]) -> ColumnElement[bool] | None:
    return and_(*parts) if parts else None


def _near(token: str, terms: FromClause, space: ColumnElement[UUID]) -> ColumnElement[bool] | None:
    """A token that is too short for terms of its own may stand anywhere."""
    held = _holds_text(token, terms, space)
    if held is None:
        return None
    return or_(held, terms.c.terms.bool_op("&&")(_Slips(_bound(token), space)))


def _holds_text(
    text: str, terms: FromClause, space: ColumnElement[UUID]
) -> ColumnElement[bool] | None:
    spellings = spellings_of(text)
    if not all(map(has_signs, spellings)):
        return None
    return or_(
        *(terms.c.terms.bool_op("@>")(_Signs(_bound(f"%{each}%"), space)) for each in spellings)
    )


def _bound(text: str) -> ColumnElement[str]:
    return literal(text, Text())


class _Terms(FunctionElement[list[int]]):
    """What the database makes of a text, for a space: written as it is, for a tree costs more."""

    type = ARRAY(BigInteger())  # type: ignore[assignment]
    inherit_cache = True
    form = ""

    def __init__(self, text: ColumnElement[str], space: ColumnElement[UUID]) -> None:
        super().__init__(text, space)


class _Signs(_Terms):
    """Each three characters of a text that follow one another.

    The signs around it belong to what is compared, as `text_matching` has it.
    """

    inherit_cache = True
    form = (
        "ARRAY(SELECT hashtextextended(substr({text}, place, 3), "
        "hashtextextended(CAST({space} AS text), 0)) "
        "FROM generate_series(2, least(length({text}) - 3, {most})) AS place)"
    )


class _Slips(_Terms):
    """A token and what is left of it without one letter; at the place 0 nothing is left out."""

    inherit_cache = True
    form = (
        "ARRAY(SELECT hashtextextended("
        "left({text}, greatest(place - 1, 0)) || substr({text}, place + 1), "
        "hashtextextended(CAST({space} AS text), 1)) "
        "FROM generate_series(0, CASE WHEN length({text}) BETWEEN "
        "{shortest} AND {longest} THEN length({text}) ELSE 0 END) AS place)"
    )


@compiles(_Signs)
@compiles(_Slips)
def _write(element: _Terms, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    text, space = (compiler.process(each, **options) for each in element.clauses)
    lowered = f'lower({text} COLLATE "{COLLATION}")'
    return element.form.format(text=lowered, space=space, **_LIMITS)

"""How well a task fits a search, as conditions of SQL on values that are sent with it.

The best have each token in their titles, then come those that have it in their notes, then those
of which a title has it but for a slip; among equals it is the order of lists.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Table,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    func,
    or_,
    select,
    text,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import array

from taskora_api.filters.terms import signs_of, slips_of_token
from taskora_api.filters.text_matching import ESCAPE, lowered
from taskora_api.finding.statements import TASKS
from taskora_api.spaces.repository import MEMBERS
from taskora_api.tasks.models import TermsRecord
from taskora_api.tasks.schemas import TaskStatus

TERMS: Table = TermsRecord.__table__  # type: ignore[attr-defined]
Condition = ColumnElement[bool]
LOW_TITLE = lowered(TASKS.c.title).label("low_title")
LIMIT: ColumnElement[int] = bindparam("limit", type_=Integer())

_PLACE_RANK: ColumnElement[int] = bindparam("rank", type_=Integer())
_PLACE_DONE: ColumnElement[bool] = bindparam("completed", type_=Boolean())
_PLACE_DUE: ColumnElement[Any] = bindparam("due", type_=Date())
_PLACE_MADE: ColumnElement[Any] = bindparam("created", type_=DateTime(timezone=True))
_PLACE_ID: ColumnElement[Any] = bindparam("last", type_=Uuid())


class Part(Enum):
    """Where a walk through the list begins: behind a place it goes on within its day at first."""

    WHOLE = "whole"
    SAME_DAY = "same day"
    LATER_DAYS = "later days"


@dataclass(frozen=True, slots=True)
class Form:
    """What searches have in common that are one statement.

    `have_signs` says of each token whether it is long enough to be sought by its terms.
    """

    have_signs: tuple[bool, ...]
    status: TaskStatus
    is_of_one_space: bool

    @property
    def has_terms(self) -> bool:
        """Say whether terms say anything about the search."""
        return any(self.have_signs)

    @property
    def tokens(self) -> range:
        """The places of all tokens."""
        return range(len(self.have_signs))

    @property
    def sought(self) -> list[int]:
        """The places of the tokens that are sought by their terms."""
        return [number for number, has_signs in enumerate(self.have_signs) if has_signs]


def mine_of(form: Form) -> CTE:
    """The spaces of the member with what is sought there: once for each, and not for each task.

    `pattern_0` is what a text in lower case fits that has the first token, `signs_0` are the terms
    of what has it as it is, and `slips_0` those of what has it but for one slip. A text with a slip
    of it fits one of `thirds_0`.
    """
    space = MEMBERS.c.space_id
    patterns = [bindparam(f"pattern_{number}", type_=Text()) for number in form.tokens]
    sought: list[ColumnElement[Any]] = [
        lowered(pattern).label(f"pattern_{number}") for number, pattern in enumerate(patterns)
    ]
    for number in form.sought:
        token = bindparam(f"token_{number}", type_=Text())
        sought.append(signs_of(patterns[number], space).label(f"signs_{number}"))
        sought.append(slips_of_token(token, space).label(f"slips_{number}"))
        sought.append(_thirds(lowered(token)).label(f"thirds_{number}"))
    found = select(space, *sought).where(MEMBERS.c.member_id == bindparam("member", type_=Text()))
    if form.is_of_one_space:
        found = found.where(space == bindparam("space", type_=Uuid()))
    return found.cte("mine").prefix_with("MATERIALIZED")


def in_title(form: Form, tasks: FromClause, mine: FromClause) -> Condition:
    """Each token stands in the title; `tasks` have it in lower case."""
    return and_(true(), *(_stands(tasks.c.low_title, mine, number) for number in form.tokens))


def in_text(tasks: FromClause, mine: FromClause, number: int) -> Condition:
    """A token stands in the title or the notes, of which most tasks have none."""
    notes = tasks.c.notes
    in_notes = and_(notes != "", _stands(lowered(notes), mine, number))
    return or_(_stands(tasks.c.low_title, mine, number), in_notes)


def in_texts(form: Form, tasks: FromClause, mine: FromClause) -> Condition:
    """Each token stands in the title or the notes."""
    return and_(true(), *(in_text(tasks, mine, number) for number in form.tokens))


def holds_texts(form: Form, mine: FromClause) -> Condition:
    """The terms of a task are those of what may have each token as it is."""
    return and_(true(), *(TERMS.c.terms.bool_op("@>")(mine.c[f"signs_{n}"]) for n in form.sought))


def has_slip(mine: FromClause, number: int) -> Condition:
    """The title of a task has a token but for one slip, by the terms of the task."""
    return TERMS.c.terms.bool_op("&&")(mine.c[f"slips_{number}"])


def may_have_slip(tasks: FromClause, mine: FromClause, number: int) -> Condition:
    """The title has a third of a token, as each has that has it but for one slip.

    Two texts that are equal without one letter each have a third in common: the letter that is
    missing is in one of them, and what stands in its place parts one more.
    """
    return tasks.c.low_title.like(any_(mine.c[f"thirds_{number}"]))


def holds_slips(form: Form, mine: FromClause) -> Condition:
    """The terms of a task are those of what may have each token, or nearly.

    What has the only token as it is has no slip, and need not be found by it. Of several each has a
    slip, or all of its signs, for which its first sign stands: so written that the index can take
    the rarest of the tokens first.
    """
    if len(form.have_signs) == 1:
        return has_slip(mine, 0)
    return and_(
        *(
            TERMS.c.terms.bool_op("&&")(
                mine.c[f"slips_{number}"].op("||")(mine.c[f"signs_{number}"][1])
            )
            for number in form.sought
        )
    )


def keys(tasks: FromClause) -> list[ColumnElement[Any]]:
    """What lists are sorted by and have no column for; `tasks_list_of_space` has these."""
    due = func.coalesce(tasks.c.due_on, text("'infinity'::date"))
    return [tasks.c.completed_at.is_not(None).label("key_0"), due.label("key_1")]


def in_order(rows: FromClause) -> list[ColumnElement[Any]]:
    """The order of lists, for rows that have the keys."""
    return [rows.c.key_0, rows.c.key_1, rows.c.created_at.desc(), rows.c.id]


def with_status(status: TaskStatus) -> list[Condition]:
    """The condition that a status is, if it is one."""
    if status is TaskStatus.ALL:
        return []
    is_done = TASKS.c.completed_at.is_not(None)
    return [is_done if status is TaskStatus.DONE else ~is_done]


def of_part(part: Part) -> Condition:
    """What a part of the list has; each is a range of the index of lists."""
    done, due = (key.element for key in keys(TASKS))
    match part:
        case Part.WHOLE:
            return true()
        case Part.SAME_DAY:
            # An equality would be rewritten to one that the index does not know.
            is_same = done == any_(bindparam("completeds", type_=ARRAY(Boolean())))
            return and_(is_same, due == _PLACE_DUE, _is_older(TASKS))
        case Part.LATER_DAYS:
            return tuple_(done, due) > tuple_(_PLACE_DONE, _PLACE_DUE)


def is_after(ranked: FromClause) -> Condition:
    """What comes after a place among rows of all ranks."""
    own = tuple_(ranked.c.rank, ranked.c.key_0, ranked.c.key_1)
    place = tuple_(_PLACE_RANK, _PLACE_DONE, _PLACE_DUE)
    return or_(own > place, and_(own == place, _is_older(ranked)))


def _is_older(tasks: FromClause) -> Condition:
    return and_(
        tasks.c.created_at <= _PLACE_MADE,
        or_(tasks.c.created_at < _PLACE_MADE, tasks.c.id > _PLACE_ID),
    )


def _stands(text_: ColumnElement[str], mine: FromClause, number: int) -> Condition:
    return text_.like(mine.c[f"pattern_{number}"], escape=ESCAPE)


def _thirds(token: ColumnElement[str]) -> ColumnElement[Any]:
    length = func.length(token, type_=Integer()) // 3
    parts = (
        func.left(token, length),
        func.substr(token, length + 1, length),
        func.substr(token, length * 2 + 1),
    )
    return array([func.concat("%", part, "%") for part in parts])

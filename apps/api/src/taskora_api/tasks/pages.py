"""Pages of lists, by statements that are made once for each form that a list can have."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.database.statement import Statement
from taskora_api.spaces.repository import MEMBERS
from taskora_api.tasks.cursor import Cursor, TaskList, sort_date
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.repository import (
    COLUMNS,
    COMPLETED,
    CREATED,
    DUE,
    ordered,
    with_status,
)
from taskora_api.tasks.schemas import TaskStatus
from taskora_api.text import spellings_of

_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
# The locale of a database may be one that knows the case of no letter beyond ASCII.
_COLLATION = "und-x-icu"
# Forms of lists that are kept; each has as many as there are numbers of terms.
_FORMS_KEPT = 256

_WHOLE, _SAME_DAY, _LATER_DAYS = range(3)


async def list_first(
    database: Database, member_id: str, of: TaskList, limit: int
) -> Sequence[Mapping[str, Any]]:
    """The first page: open first, then by due date with the undated last, then the newest."""
    statement = _first_page(of.status, len(of.terms), of.space_id is not None)
    return await database.fetch(statement, **_values(member_id, of), limit=limit)


async def list_after(
    connection: AsyncConnection, member_id: str, of: TaskList, limit: int, cursor: Cursor
) -> Sequence[Mapping[str, Any]]:
    """The page that comes after a cursor.

    Each part of it is a range of the index of each space: a page far down is read as fast as the
    first one, also where all tasks are of one day or of none.
    """
    values = _values(member_id, of) | {
        "completed": cursor.completed,
        "completeds": [cursor.completed],
        "due": sort_date(cursor.due_on),
        "created": cursor.created_at,
        "last": cursor.id,
    }
    rows: list[Mapping[str, Any]] = []
    for part in (_SAME_DAY, _LATER_DAYS):
        if len(rows) < limit:
            statement = _page(of.status, len(of.terms), part, of.space_id is not None)
            left = {"limit": limit - len(rows)}
            rows += (await connection.execute(statement, values | left)).mappings()
    return rows


def _values(member_id: str, of: TaskList) -> dict[str, Any]:
    terms = {
        f"term_{number}": [*map(_pattern, spellings_of(term))]
        for number, term in enumerate(of.terms)
    }
    return {"member": member_id, "space": of.space_id, **terms}


@lru_cache(maxsize=_FORMS_KEPT)
def _first_page(status: TaskStatus, terms: int, is_of_one_space: bool) -> Statement:
    return Statement(_page(status, terms, _WHOLE, is_of_one_space))


@lru_cache(maxsize=_FORMS_KEPT)
def _page(status: TaskStatus, terms: int, part: int, is_of_one_space: bool) -> Select[Any]:
    """Merge what each space of the member gives first."""
    member = MEMBERS.c.member_id == bindparam("member", type_=Text())
    spaces = select(MEMBERS.c.space_id).where(member)
    if is_of_one_space:
        spaces = spaces.where(MEMBERS.c.space_id == bindparam("space", type_=Uuid()))
    mine = spaces.subquery("mine")
    limit: ColumnElement[int] = bindparam("limit", type_=Integer())
    of_space = (
        ordered(
            select(*COLUMNS, COMPLETED.label("key_0"), DUE.label("key_1")).where(
                _TABLE.c.space_id == mine.c.space_id,
                *with_status(status),
                *map(_contains, range(terms)),
                _PARTS[part],
            )
        )
        .limit(limit)
        .lateral("of_space")
    )
    columns = [of_space.c[column.name] for column in COLUMNS]
    return (
        select(*columns)
        .select_from(mine.join(of_space, true()))
        .order_by(of_space.c.key_0, of_space.c.key_1, of_space.c.created_at.desc(), of_space.c.id)
        .limit(limit)
    )


def _contains(number: int) -> ColumnElement[bool]:
    """A term is in the title or in the notes, whatever its letters' case."""
    patterns = any_(bindparam(f"term_{number}", type_=ARRAY(Text())))
    columns = (_TABLE.c.title, _TABLE.c.notes)
    return or_(*(column.collate(_COLLATION).bool_op("ILIKE")(patterns) for column in columns))


def _pattern(term: str) -> str:
    """Take the meaning from the characters that LIKE gives one."""
    literal = re.sub(r"([\\%_])", r"\\\1", term)
    return f"%{literal}%"


_CREATED_AT = bindparam("created", type_=DateTime(timezone=True))
_PARTS: tuple[ColumnElement[bool], ...] = (
    true(),
    # What comes after a task among those that are sorted by their age alone. An equality would be
    # rewritten to one that the index does not know.
    and_(
        COMPLETED == any_(bindparam("completeds", type_=ARRAY(Boolean()))),
        DUE == bindparam("due", type_=Date()),
        _CREATED_AT >= CREATED,
        or_(CREATED < _CREATED_AT, _TABLE.c.id > bindparam("last", type_=Uuid())),
    ),
    # What comes after all of those.
    tuple_(COMPLETED, DUE)
    > tuple_(bindparam("completed", type_=Boolean()), bindparam("due", type_=Date())),
)

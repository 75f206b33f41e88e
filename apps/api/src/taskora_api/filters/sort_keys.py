"""What each key of a sort order is in the database, and in a cursor."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field as Limit
from pydantic import NaiveDatetime, StringConstraints, TypeAdapter
from sqlalchemy import ColumnElement, DateTime, Interval, and_, case, func, literal_column

from taskora_api.filters.columns import TaskColumns, local_time
from taskora_api.filters.context import Context
from taskora_api.filters.sorting import Key
from taskora_api.filters.text_matching import COLLATION
from taskora_api.filters.values import CALENDAR_FIRST, CALENDAR_LAST, NUMBER_MAX
from taskora_api.filters.vocabulary import Field, Level
from taskora_api.paging import StoredInstant
from taskora_api.text import About

# A cursor has it, so titles that are equal up to here are sorted by what follows the title.
TITLE_LENGTH = 64
POSITION_LENGTH_MAX = 256
_LAST_MOMENT = literal_column("interval '86399.999999 seconds'", Interval())

_Date = Annotated[date, Limit(ge=CALENDAR_FIRST, le=CALENDAR_LAST)]
# A day of another zone can be a day apart from where the calendar of tasks ends.
_LocalTime = Annotated[NaiveDatetime, Limit(ge=datetime(1899, 1, 1), le=datetime(3000, 12, 31))]  # noqa: DTZ001
_Number = Annotated[int, Limit(ge=0, le=NUMBER_MAX)]
# What each value may be that comes back in a cursor; the database refuses none of these.
VALUES: dict[Key, TypeAdapter[Any]] = {
    Key.TITLE: TypeAdapter(Annotated[About, StringConstraints(max_length=TITLE_LENGTH)]),
    Key.PRIORITY: TypeAdapter(Annotated[int, Limit(ge=min(Level), le=max(Level))]),
    Key.DUE: TypeAdapter(_LocalTime),
    Key.START: TypeAdapter(_Date),
    Key.DEADLINE: TypeAdapter(_Date),
    Key.DURATION: TypeAdapter(_Number),
    Key.POSITION: TypeAdapter(Annotated[About, StringConstraints(max_length=POSITION_LENGTH_MAX)]),
    Key.CREATED: TypeAdapter(StoredInstant),
    Key.UPDATED: TypeAdapter(StoredInstant),
    Key.COMPLETED: TypeAdapter(StoredInstant),
    Key.DELETED: TypeAdapter(StoredInstant),
}


def expression_of(key: Key, columns: TaskColumns, context: Context) -> ColumnElement[Any]:
    """Give what the database sorts by, from the smallest.

    A title is sorted as people of any language would, by its first 64 characters. Due is the date
    and clock time where the person is; a task without a time is due at the end of its day.
    """
    if key is Key.TITLE:
        return func.left(columns.title, TITLE_LENGTH).collate(COLLATION)
    if key is Key.DUE:
        return _due(columns, context)
    return columns.column(Field(key))


def _due(columns: TaskColumns, context: Context) -> ColumnElement[datetime]:
    has_time = columns.due_time.is_not(None)
    return case(
        (
            and_(has_time, columns.due_zone.is_not(None)),
            local_time(columns.due_instant, context.zone.key),
        ),
        (has_time, columns.due_on + columns.due_time),
        else_=columns.due_on + _LAST_MOMENT,
    ).cast(DateTime())

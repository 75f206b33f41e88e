"""What a filter can ask about, and how each of it is written."""

from collections.abc import Callable
from enum import Enum, IntEnum, StrEnum
from operator import eq, ge, gt, le, lt
from typing import Any


class Field(StrEnum):
    """A property of a task, by the name that a filter has for it."""

    ID = "id"
    SPACE = "space"
    TITLE = "title"
    NOTES = "notes"
    PRIORITY = "priority"
    PROJECT = "project"
    SECTION = "section"
    PARENT = "parent"
    TAG = "tag"
    POSITION = "position"
    START = "start"
    DUE = "due"
    TIME = "time"
    ZONE = "zone"
    DEADLINE = "deadline"
    DURATION = "duration"
    RECURRENCE = "recurrence"
    ASSIGNEE = "assignee"
    CREATOR = "creator"
    COMPLETED = "completed"
    DELETED = "deleted"
    CREATED = "created"
    UPDATED = "updated"
    VERSION = "version"


class Kind(Enum):
    """How a field is asked for: which comparisons it has, and what stands behind them."""

    DAY = "a day such as today, +7d, week or 2026-12-24"
    LEVEL = "none, low, medium or high"
    CLOCK = "a time of day such as 17:00"
    DURATION = "a duration such as 30m, 2h or 1h30m"
    NUMBER = "a number from 0 to 2147483647"
    KEY = "a position as the API gives it"
    TEXT = "a text"
    ZONE = "a time zone such as Europe/Berlin"
    TAG = "a tag"
    NAME = "a name, in quotation marks if it has spaces"
    IDENTITY = "an id of a task"
    FREQUENCY = "daily, weekly, monthly or yearly"


KINDS = {
    Field.ID: Kind.IDENTITY,
    Field.SPACE: Kind.NAME,
    Field.TITLE: Kind.TEXT,
    Field.NOTES: Kind.TEXT,
    Field.PRIORITY: Kind.LEVEL,
    Field.PROJECT: Kind.NAME,
    Field.SECTION: Kind.NAME,
    Field.PARENT: Kind.IDENTITY,
    Field.TAG: Kind.TAG,
    Field.POSITION: Kind.KEY,
    Field.START: Kind.DAY,
    Field.DUE: Kind.DAY,
    Field.TIME: Kind.CLOCK,
    Field.ZONE: Kind.ZONE,
    Field.DEADLINE: Kind.DAY,
    Field.DURATION: Kind.DURATION,
    Field.RECURRENCE: Kind.FREQUENCY,
    Field.ASSIGNEE: Kind.NAME,
    Field.CREATOR: Kind.NAME,
    Field.COMPLETED: Kind.DAY,
    Field.DELETED: Kind.DAY,
    Field.CREATED: Kind.DAY,
    Field.UPDATED: Kind.DAY,
    Field.VERSION: Kind.NUMBER,
}
ORDERED = frozenset({Kind.DAY, Kind.LEVEL, Kind.CLOCK, Kind.DURATION, Kind.NUMBER, Kind.KEY})
INSTANTS = frozenset({Field.COMPLETED, Field.DELETED, Field.CREATED, Field.UPDATED})
PEOPLE = frozenset({Field.ASSIGNEE, Field.CREATOR})

# What a task may be without. The other fields are there in each task.
OPTIONAL = frozenset(
    {
        *(Field.NOTES, Field.PRIORITY, Field.PROJECT, Field.SECTION, Field.PARENT, Field.TAG),
        *(Field.START, Field.DUE, Field.TIME, Field.ZONE, Field.DEADLINE, Field.DURATION),
        *(Field.RECURRENCE, Field.ASSIGNEE, Field.COMPLETED, Field.DELETED),
    }
)

# What people know from other products.
ALIASES = {
    "tags": Field.TAG,
    "label": Field.TAG,
    "labels": Field.TAG,
    "prio": Field.PRIORITY,
    "date": Field.DUE,
    "note": Field.NOTES,
    "author": Field.CREATOR,
    "assigned": Field.ASSIGNEE,
    "done": Field.COMPLETED,
    "repeat": Field.RECURRENCE,
}
NAMES = {field.value: field for field in Field} | ALIASES
DAY_NAMES = frozenset(name for name, field in NAMES.items() if KINDS[field] is Kind.DAY)
OPTIONAL_NAMES = frozenset(name for name, field in NAMES.items() if field in OPTIONAL)


class Comparison(StrEnum):
    """How a value stands to another one. `!=` is none of them: it is the opposite of `=`."""

    EQUAL = "="
    BEFORE = "<"
    UNTIL = "<="
    AFTER = ">"
    SINCE = ">="


# They compare two values of Python, and make a condition of a column and a value.
OPERATORS: dict[Comparison, Callable[[Any, Any], Any]] = {
    Comparison.EQUAL: eq,
    Comparison.BEFORE: lt,
    Comparison.UNTIL: le,
    Comparison.AFTER: gt,
    Comparison.SINCE: ge,
}


class Flag(StrEnum):
    """What is asked with `is:` and follows from more than one property."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    BLOCKING = "blocking"
    DUPLICATE = "duplicate"


class Level(IntEnum):
    """A priority, as it is stored."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Base(StrEnum):
    """The days from which relative ones are counted; the last three are periods of several."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Unit(StrEnum):
    """What a day is shifted by. Months and years keep the day of the month, or end on the last."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


class Frequency(StrEnum):
    """How often something recurs, by the FREQ of its rule."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Me(Enum):
    """Who asks, in place of a name."""

    ME = "me"


ME = Me.ME

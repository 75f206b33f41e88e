"""The types of a task's fields on the wire, each with its limits."""

import re
from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from taskora_api.text import Line, Opaque
from taskora_api.wire import WrittenDate

DUE_EARLIEST = date(1900, 1, 1)
DUE_LATEST = date(2999, 12, 31)
TAG_LENGTH_MAX = 100
TAGS_MAX = 50
MEMBER_ID_LENGTH_MAX = 200
DURATION_MINUTES_MAX = 525_600

DueDate = Annotated[
    date,
    Field(
        ge=DUE_EARLIEST,
        le=DUE_LATEST,
        description="From 1900-01-01 to 2999-12-31.",
        json_schema_extra={"pattern": "^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"},
    ),
    WrittenDate,
]


class Priority(StrEnum):
    """How much a task matters beside others."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


# As the database sorts them.
_STORED = tuple(Priority)


def stored_priority(priority: Priority) -> int:
    """The number that the database keeps."""
    return _STORED.index(priority)


def read_priority(value: object) -> object:
    """The priority of a number that the database keeps; anything else stays what it is."""
    return _STORED[value] if isinstance(value, int) else value


StoredPriority = Annotated[Priority, BeforeValidator(read_priority)]


def each_tag_once(tags: Iterable[str]) -> list[str]:
    """Sort them; of two that differ in case alone, the first stays."""
    once: dict[str, str] = {}
    for tag in tags:
        once.setdefault(tag.casefold(), tag)
    return sorted(once.values(), key=lambda tag: (tag.casefold(), tag))


Tag = Annotated[Line, StringConstraints(min_length=1, max_length=TAG_LENGTH_MAX)]
Tags = Annotated[list[Tag], Field(max_length=TAGS_MAX), AfterValidator(each_tag_once)]
Duration = Annotated[int, Field(strict=True, ge=1, le=DURATION_MINUTES_MAX)]
Assignee = Annotated[Opaque, StringConstraints(min_length=1, max_length=MEMBER_ID_LENGTH_MAX)]

_TIME_PATTERN = "([01][0-9]|2[0-3]):[0-5][0-9](:00)?"
_TIME = re.compile(_TIME_PATTERN)


def _to_the_minute(value: object) -> object:
    """Take what is written as HH:MM, and nothing that pydantic would take for a time besides."""
    if isinstance(value, time) and not (value.second or value.microsecond or value.tzinfo):
        return value
    if isinstance(value, str) and _TIME.fullmatch(value):
        return time.fromisoformat(value)
    raise PydanticCustomError("time_type", "This is not written as a time of day is.")


TimeOfDay = Annotated[
    time,
    BeforeValidator(_to_the_minute),
    Field(
        description="HH:MM.", json_schema_extra={"pattern": f"^{_TIME_PATTERN}$", "format": "time"}
    ),
]

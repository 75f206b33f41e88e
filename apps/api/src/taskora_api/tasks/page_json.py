"""Writes a page of rows as JSON: the object that a `TaskPage` of the same tasks is written as.

What the database holds was checked when it was written. To make a `Task` of each row, only to write
it, was a sixth of a list's processor time; `tests/test_page_json.py` holds the two to each other.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict

from taskora_api.tasks.field_types import read_priority
from taskora_api.tasks.recurrence_schemas import Recurrence
from taskora_api.tasks.schemas import Task

_AS_TASKS = ConfigDict(alias_generator=Task.model_config["alias_generator"])
# Its fields are those of `Task`, which a checker of types cannot know.
_Row = TypedDict("_Row", {name: field.annotation for name, field in Task.model_fields.items()})  # type: ignore[misc]
_Row.__pydantic_config__ = _AS_TASKS  # type: ignore[attr-defined]


class _Page(TypedDict):
    """A `TaskPage` whose tasks are rows."""

    items: list[_Row]
    next_cursor: str | None


_Page.__pydantic_config__ = _AS_TASKS  # type: ignore[attr-defined]

_PAGE: TypeAdapter[Any] = TypeAdapter(_Page)


def page_json(rows: Sequence[Mapping[str, Any]], next_cursor: str | None) -> bytes:
    """Write rows, of the columns of a task and no others, in UTF-8."""
    page = {"items": [_readable(row) for row in rows], "next_cursor": next_cursor}
    return _PAGE.dump_json(page, by_alias=True)


def _readable(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make of a row's values what `Task` has, where the database has something else."""
    fields = dict(row)
    fields["priority"] = read_priority(fields["priority"])
    if fields["recurrence"] is not None:
        fields["recurrence"] = Recurrence.model_validate(fields["recurrence"])
    return fields

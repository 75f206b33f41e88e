"""Where a page ends. A cursor names no owner: every query adds the caller's own."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from taskora_api.errors import InvalidCursorError
from taskora_api.paging import StoredInstant, decode_place, encode_place
from taskora_api.tasks.field_types import DueDate
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import Task, TaskStatus


@dataclass(frozen=True)
class TaskList:
    """Which tasks a list holds: their status, the terms that they contain, and their space."""

    status: TaskStatus
    terms: tuple[str, ...] = ()
    # None is every space of the member.
    space_id: UUID | None = None

    @property
    def digest(self) -> str:
        """The terms and the space as a short hash, so that a cursor stays short."""
        joined = " ".join([*self.terms, *([] if self.space_id is None else [f"\n{self.space_id}"])])
        return hashlib.sha256(joined.encode()).hexdigest()[:16] if joined else ""


class Cursor(BaseModel):
    """The sort key of the last task of a page, and the list it belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: TaskStatus
    words: Annotated[str, Field(max_length=16)] = ""
    completed: bool
    due_on: DueDate | None
    created_at: StoredInstant
    id: UUID


def encode_cursor(of: TaskList, last: TaskRecord | Task) -> str:
    """Make the cursor of the page that comes after `last`."""
    cursor = Cursor(
        status=of.status,
        words=of.digest,
        completed=last.completed_at is not None,
        due_on=last.due_on,
        created_at=last.created_at,
        id=last.id,
    )
    return encode_place(cursor)


def decode_cursor(of: TaskList, encoded: str) -> Cursor:
    cursor = decode_place(Cursor, encoded)
    if (cursor.status, cursor.words) != (of.status, of.digest):
        raise InvalidCursorError
    return cursor


def sort_date(due_on: date | None) -> date:
    """The driver maps the last day of the calendar to PostgreSQL's `infinity`: after every date."""
    return due_on or date.max

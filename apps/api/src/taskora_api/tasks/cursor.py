"""Where a page ends. A cursor names no owner: every query adds the caller's own."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from taskora_api.errors import InvalidCursorError
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import DueDate, Task, TaskStatus

CURSOR_LENGTH_MAX = 400

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2999, 12, 31, tzinfo=UTC)

CursorText = Annotated[str, StringConstraints(max_length=CURSOR_LENGTH_MAX)]


@dataclass(frozen=True)
class TaskList:
    """Which tasks a list holds: their status, and the words that they must hold."""

    status: TaskStatus
    words: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The words in a few letters, so that a cursor stays short."""
        joined = " ".join(self.words)
        return hashlib.sha256(joined.encode()).hexdigest()[:16] if joined else ""


class Cursor(BaseModel):
    """The sort key of the last task of a page, and the list it belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: TaskStatus
    words: Annotated[str, Field(max_length=16)] = ""
    completed: bool
    due_on: DueDate | None
    # Within what the database can hold in every time zone.
    created_at: Annotated[AwareDatetime, Field(ge=_EARLIEST, le=_LATEST)]
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
    return base64.urlsafe_b64encode(cursor.model_dump_json().encode()).decode().rstrip("=")


def decode_cursor(of: TaskList, encoded: str) -> Cursor:
    """Read a cursor of the same list, or refuse it."""
    try:
        padded = encoded + "=" * (-len(encoded) % 4)
        cursor = Cursor.model_validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValidationError, binascii.Error, ValueError):
        raise InvalidCursorError from None
    if (cursor.status, cursor.words) != (of.status, of.digest):
        raise InvalidCursorError
    return cursor


def sort_date(due_on: date | None) -> date:
    """The driver maps the last day of the calendar to PostgreSQL's `infinity`: after every date."""
    return due_on or date.max

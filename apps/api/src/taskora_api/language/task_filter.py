"""Which tasks a sentence speaks of, without naming one: their status, their days, their words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["open", "done", "all"]


@dataclass(frozen=True)
class TaskFilter:
    """The tasks that have all of these; an end of a closed range of days may be open."""

    status: Status = "open"
    due_from: date | None = None
    due_to: date | None = None
    about: str = ""
    undated: bool = False
    done_from: date | None = None
    done_to: date | None = None
    priority: str = ""

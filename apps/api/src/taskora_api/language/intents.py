"""What a person can want of the assistant."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from taskora_api.language.items import NewItem

Status = Literal["open", "done", "all"]


@dataclass(frozen=True)
class AddTasks:
    """Add one task or several."""

    items: tuple[NewItem, ...]


@dataclass(frozen=True)
class ListTasks:
    """Show tasks: of a status, due in a range, about some words."""

    status: Status
    due_from: date | None = None
    due_to: date | None = None
    about: str = ""


@dataclass(frozen=True)
class CompleteTasks:
    """Mark tasks as done, or as open again."""

    reference: str
    completed: bool = True


@dataclass(frozen=True)
class DeleteTasks:
    """Delete tasks."""

    reference: str


@dataclass(frozen=True)
class RenameTask:
    """Give a task another title. "rename go to gym to swim" can be cut in two ways."""

    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MoveTasks:
    """Change due dates: to a day, by a number of days, or away."""

    reference: str
    due_on: date | None
    by_days: int | None = None


@dataclass(frozen=True)
class PickPlaces:
    """Nothing but places of a list: the answer to a question."""

    places: tuple[int, ...]


class Remark(Enum):
    """What needs no more words."""

    AGREE = "agree"
    REFUSE = "refuse"
    GREET = "greet"
    THANK = "thank"
    HELP = "help"


@dataclass(frozen=True)
class Unknown:
    """Words that mean nothing to the grammar; `text` is what was said."""

    text: str


Intent = (
    AddTasks
    | ListTasks
    | CompleteTasks
    | DeleteTasks
    | RenameTask
    | MoveTasks
    | PickPlaces
    | Remark
    | Unknown
)

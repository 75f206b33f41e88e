"""What a person can want of the assistant."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from taskora_api.language.details import FieldChange
from taskora_api.language.items import NewItem
from taskora_api.language.task_filter import TaskFilter


@dataclass(frozen=True)
class AddTasks:
    items: tuple[NewItem, ...]


@dataclass(frozen=True)
class AddOneOrTwo:
    """Add what may be one task or two: "buy milk and call mom"."""

    one: NewItem
    two: tuple[NewItem, NewItem]


@dataclass(frozen=True)
class ListTasks(TaskFilter):
    """Show tasks."""


@dataclass(frozen=True)
class CompleteTasks:
    reference: str
    completed: bool = True


@dataclass(frozen=True)
class DeleteTasks:
    reference: str


@dataclass(frozen=True)
class RenameTask:
    """Give a task another title. "rename go to gym to swim" can be cut at either "to"."""

    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MoveTasks:
    """Change due dates: to a day, by a number of days, or away."""

    reference: str
    due_on: date | None
    by_days: int | None = None


@dataclass(frozen=True)
class OrganiseTasks:
    """Set or take away a priority, tags, a project, a deadline or a recurrence."""

    reference: str
    change: FieldChange


ChangeTasks = CompleteTasks | DeleteTasks | MoveTasks | RenameTask | OrganiseTasks


@dataclass(frozen=True)
class Perhaps:
    """A change that is proposed and not yet asked for: "can I delete milk?"."""

    change: ChangeTasks


@dataclass(frozen=True)
class AddThenChange:
    """Two intents, if the second names a task: "call the bank and cancel the old card" is one."""

    one: NewItem
    add: AddTasks
    change: ChangeTasks


@dataclass(frozen=True)
class Undo:
    """Take back the last change, or the last one of the tasks that are named.

    A complaint ("that was wrong") says so of whatever came last, a question among it.
    """

    reference: str = ""
    is_complaint: bool = False
    count: int = 1
    """How many of the last changes; 0 is all of this conversation."""


@dataclass(frozen=True)
class Redo:
    """Do again what was taken back last."""


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
class Statement:
    """Words that name something without a verb: a task to find, or one to add."""

    text: str


@dataclass(frozen=True)
class Unknown:
    """Words that mean nothing to the grammar; `text` is what was said."""

    text: str


@dataclass(frozen=True)
class Amend:
    """Correct the day of what was done last: "make it saturday", "no, friday", "no date".

    Where nothing was, it means what its words mean otherwise, which is `ordinary`.
    """

    due_on: date | None
    by_days: int | None
    ordinary: "Intent"


@dataclass(frozen=True)
class Instead:
    """Take back what was done last, and do it to another task: "no, the other one"."""

    reference: str
    ordinary: "Intent"


@dataclass(frozen=True)
class Also:
    """Do to another task what was done last: "and milk", "milk too"."""

    reference: str
    ordinary: "Intent"


FollowUp = Amend | Instead | Also


class Topic(Enum):
    """What a question wants to know of tasks beside which they are."""

    FULLEST_DAY = "fullest day"
    NEXT = "next"
    OLDEST = "oldest"
    LAST_CHANGE = "last change"
    ADDED = "added"
    LISTED_COUNT = "listed count"
    COMPARE_DAYS = "compare days"
    DAYS_LEFT = "days left"
    SHARE = "share"
    AVERAGE = "average"


@dataclass(frozen=True)
class AskAbout:
    """A question whose answer is counted or chosen, of the tasks that it is about.

    `days` are those that are compared, and `reference` is the one task that it is about.
    """

    topic: Topic
    tasks: TaskFilter = field(default_factory=TaskFilter)
    days: tuple[date, ...] = ()
    reference: str = ""


Intent = (
    AddTasks
    | AddOneOrTwo
    | AddThenChange
    | ListTasks
    | ChangeTasks
    | Perhaps
    | Undo
    | Redo
    | PickPlaces
    | Remark
    | Statement
    | Amend
    | Instead
    | Also
    | AskAbout
    | Unknown
)

"""What the tools of one turn work on: the caller's tasks, their day, and the memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Literal, Protocol
from uuid import UUID

from pydantic import Field, JsonValue

from taskora_api.assistant.agreement import Agreement
from taskora_api.assistant.progress import Progress
from taskora_api.assistant.state import Action, ConversationState, OfferedTask, Question
from taskora_api.assistant.transcript import Transcript
from taskora_api.tasks.change_schemas import Changed, Undone
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.service import TaskService
from taskora_api.wire import ResponseBody, utc_now

SHOWN_MAX = 100

Outcome = Literal["done", "missing", "unconfirmed", "failed"]


class ToolOutput(ResponseBody):
    """What a tool did: the tasks as they are now, and a sentence made from what happened.

    `tasks` holds the first of them, `total` says how many there are; by `change_id` it is undone.
    """

    tasks: list[Task]
    total: int = Field(default_factory=lambda values: len(values["tasks"]))
    summary: str
    outcome: Outcome = "done"
    # None when nothing was changed.
    change_id: UUID | None = None
    # Why nothing was done, where programs have to know.
    code: str | None = None
    # Whether its tasks are shown as a list of their own.
    is_list: bool = Field(default=False, exclude=True)
    # What is shown beside a question: see `Approval`.
    approval: JsonValue = Field(default=None, exclude=True)

    @classmethod
    def of_change(cls, change: Changed | Undone, summary: str) -> "ToolOutput":
        """Make the output of a call of which only its change is known."""
        tasks, total = (
            (change.undone, len(change.undone))
            if isinstance(change, Undone)
            else (change.tasks, change.count)
        )
        return cls(
            tasks=tasks[:SHOWN_MAX],
            total=total,
            summary=summary,
            change_id=change.change_id,
        )


@dataclass(frozen=True)
class Note:
    """What is kept with a change: the output of its call, and what the turn remembers after it."""

    output: dict[str, Any]
    memory: dict[str, Any]


class Report(Protocol):
    """Makes the note of a change while the change is made."""

    def make(self, result: Any) -> Note:  # noqa: ANN401 - what the change gave.
        """Say what was changed, as often as it is attempted."""

    def take(self, note: Note) -> None:
        """Take over what was said when the change was made before."""


def _reported_by_nobody(_report: Report) -> None:
    """Outside of a turn nothing is kept."""


@dataclass(frozen=True)
class OwnRequest:
    """What a person's own message asks for of one task that it names without any doubt."""

    task_id: UUID
    action: Action


@dataclass(frozen=True)
class OwnMessage:
    """The message of a person whom a model answers, as the grammar reads it.

    `items` are the tasks that it names to be added, `days` the ISO dates that stand in it, `undos`
    how many changes it asks to take back. Where it `may_add`, it says nothing that would mean that
    no task is to be added.
    """

    text: str
    requests: tuple[OwnRequest, ...] = ()
    items: tuple[OfferedTask, ...] = ()
    days: tuple[str, ...] = ()
    may_add: bool = False
    undos: int = 0
    # What these are about; an empty one is the last change.
    undo_topics: tuple[str, ...] = ()
    asks_to_redo: bool = False


@dataclass
class TurnContext:
    """The caller comes from the token; no tool takes an owner as an argument."""

    owner_id: str
    tasks: TaskService
    today: date
    state: ConversationState
    zone: tzinfo = UTC
    now: datetime = field(default_factory=utc_now)
    # The BCP 47 tag of who writes; None where nobody said.
    locale: str | None = None
    # The page that the message came from does not show the end of the conversation.
    is_behind: bool = False
    # What the person has said yes to, and the tasks that they have named without any doubt; a
    # model cannot put anything in here.
    agreed: Agreement | None = None
    agreed_undo: UUID | None = None
    named: set[UUID] = field(default_factory=set)
    # The question that this message answers.
    answering: Question | None = None
    # None while the embedded assistant decides, which does what the message says and nothing else.
    own_message: OwnMessage | None = None
    # What a model has done of what the person asked for: it is asked for once.
    spent: list[str] = field(default_factory=list)
    # What the question of this turn would do with which values, for who shows it.
    approval: JsonValue = None
    # What was said and given in the conversation; where texts are searched.
    transcript: Transcript = field(default_factory=Transcript)
    touched: list[UUID] = field(default_factory=list)
    # Answers to the question that this turn ends with, to be pressed.
    options: list[str] = field(default_factory=list)
    # How far this turn has got; what is in it was decided and done before.
    progress: Progress = field(default_factory=Progress)
    # What is called with the report of the next change.
    report_by: Callable[[Report], None] = _reported_by_nobody

    @property
    def is_by_model(self) -> bool:
        """Say whether a model wants what is decided now, or wanted what a message answers to."""
        is_answer = self.answering is not None and self.answering.by_model
        return self.own_message is not None or is_answer

    def touch(self, task_ids: list[UUID], count: int | None = None) -> None:
        """Remember what "it" will mean; of a group these are the first of so many."""
        self.touched = list(dict.fromkeys([*self.touched, *task_ids]))
        self.state.recent = self.touched
        unnamed = 0 if count is None else count - len(task_ids)
        self.state.recent_total = len(self.touched) + unnamed
        self.state.recent_turn = self.state.turn

    def forget(self, task_ids: list[UUID]) -> None:
        """A task that is gone is nothing that "it" can mean."""
        gone = set(task_ids)
        self.touched = [task_id for task_id in self.touched if task_id not in gone]
        self.state.recent = [task_id for task_id in self.state.recent if task_id not in gone]
        self.state.recent_total = len(self.state.recent)

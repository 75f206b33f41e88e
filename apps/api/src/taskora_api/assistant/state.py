"""What the assistant remembers between two messages; it lives in the conversation's row."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from taskora_api.assistant.selection import Selection
from taskora_api.assistant.values import Value
from taskora_api.language.details import Emptied
from taskora_api.tasks.field_types import DueDate, Priority, Tag, TimeOfDay
from taskora_api.tasks.recurrence_schemas import NewRecurrence, RuleText

# Ids that the row keeps; more than these are kept as a selection and a digest.
IDS_KEPT_MAX = 200
CHANGES_KEPT_MAX = 20
# A list, or a task spoken of, is what the person has in sight for this many of their messages.
IN_SIGHT_TURNS = 5

Verb = Literal["complete", "reopen", "delete", "rename", "move", "change"]


class Remembered(BaseModel):
    """A part of the memory, which is never changed in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Repeat(Remembered):
    """How a task recurs; `first` is the day on which one is due that has no date yet."""

    rule: RuleText
    anchor: Literal["due", "completion"] = "due"
    first: DueDate | None = None
    at: TimeOfDay | None = None
    # Whether it begins on that day, also where the task has another date.
    has_start: bool = False

    @property
    def recurrence(self) -> NewRecurrence:
        """Make what a task is given."""
        return NewRecurrence.model_validate({"rule": self.rule, "anchor": self.anchor})


class FieldChanges(Remembered):
    """Fields to set; those of `emptied` lose their value."""

    priority: Priority | None = None
    tags: list[Tag] = []
    tags_away: list[Tag] = []
    project: str = ""
    deadline_on: date | None = None
    repeat: Repeat | None = None
    emptied: list[Emptied] = []


class Action(Remembered):
    """Something to do with tasks; a rename that `replaces` a part of a title leaves the rest."""

    verb: Verb
    title: str = ""
    replaces: str = ""
    due_on: date | None = None
    by_days: int | None = None
    fields: FieldChanges | None = None


class OfferedTask(Remembered):
    """A task that may be added; `space` is where, unless it is the person's own."""

    title: str
    due_on: date | None = None
    notes: str = ""
    priority: Priority = Priority.NONE
    project: str = ""
    tags: list[Tag] = []
    repeat: Repeat | None = None
    space: str = ""


class Question(Remembered):
    """What the assistant asked last; `text` is how, for when the answer is not clear.

    - `which`: which of `task_ids`, or else the tasks of the `selection`, the action is for.
    - `confirm`: whether to do the action to exactly these tasks. More than are kept are those of
      the `selection` that were there when it `asked_at`; their `digest` shows whether they are
      still the same, with the versions that they had. What is kept by its ids is kept as the
      plan `plan_id`.
    - `add`: whether to add the tasks, or which of several choices.
    - `undo`: whether to undo `change_id`.
    - `object`: what task the action is for, of which none was named.

    `versions` are those that `task_ids` had, and `total` is how many tasks it is about. `values`,
    and `more` of the tasks beyond the first, are what a yes would use, and where it comes from.
    What comes of an answer to a question that a model has put, `by_model`, is still what the model
    wants.
    """

    kind: Literal["which", "confirm", "add", "undo", "object"]
    text: str
    action: Action | None = None
    task_ids: list[UUID] = []
    versions: list[int] = []
    selection: Selection | None = None
    digest: str = ""
    asked_at: datetime | None = None
    offers: list[list[OfferedTask]] = []
    change_id: UUID | None = None
    plan_id: UUID | None = None
    total: int = 0
    values: list[Value] = []
    more: list[Value] = []
    by_model: bool = False


class Done(Remembered):
    """A change that was made in this conversation, and the first of the titles that it was to."""

    change_id: UUID
    kind: Literal["add", "change", "complete", "reopen", "delete"]
    titles: list[str]
    count: int


class LastAct(Remembered):
    """What the last change did: with an action it can be done to another task; "add" has none."""

    action: Action | None
    task_ids: list[UUID]
    titles: list[str]
    change_id: UUID
    turn: int


class ShownList(Remembered):
    """The last list: its first ids, how many there were, and by what they can be found again."""

    ids: list[UUID] = []
    total: int = 0
    selection: Selection | None = None
    turn: int = 0


class ConversationState(BaseModel):
    """The last list, the tasks spoken of last, the changes made, and the open question."""

    model_config = ConfigDict(extra="forbid")

    turn: int = 0
    # The answer that the person has seen when they have seen all.
    answer_id: str = ""
    listed: ShownList = ShownList()
    # Tasks that were changed here since the list was shown.
    touched_since: list[UUID] = []
    recent: list[UUID] = []
    recent_total: int = 0
    recent_turn: int = 0
    done: list[Done] = []
    last: LastAct | None = None
    undone: list[UUID] = []
    question: Question | None = None
    # What is asked after it, one after another.
    waiting: list[Question] = []

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "ConversationState":
        """Forget what another version of this program remembered in another form."""
        try:
            return cls.model_validate(stored)
        except ValidationError:
            return cls()

    def show(
        self, ids: list[UUID], selection: Selection | None = None, *, total: int | None = None
    ) -> None:
        """Remember a list that is shown, by whose numbers tasks can be named.

        Where there are more than the ids, `total` says how many.
        """
        count = len(ids) if total is None else total
        self.listed = ShownList(
            ids=ids[:IDS_KEPT_MAX], total=count, selection=selection, turn=self.turn
        )
        self.touched_since = []

    def keep_done(self, done: Done) -> None:
        """Remember a change, which "undo" will take back; what was undone before stays so."""
        self.done = [*self.done, done][-CHANGES_KEPT_MAX:]
        self.undone = []

    def dump(self) -> dict[str, Any]:
        """Make it fit for the database."""
        self.recent = self.recent[:IDS_KEPT_MAX]
        self.touched_since = self.touched_since[-IDS_KEPT_MAX:]
        return self.model_dump(mode="json")

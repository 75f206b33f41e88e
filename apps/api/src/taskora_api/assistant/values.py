"""A value of a call, and where it comes from, as a card shows it and a question keeps it."""

from typing import Literal

from taskora_api.wire import ResponseBody

Provenance = Literal["typed", "task", "tool", "assistant"]
FieldName = Literal[
    "priority", "tag", "tagAway", "project", "deadlineOn", "recurrence", "emptiedField"
]
Plain = Literal[
    "task", "tasks", "title", "notes", "dueOn", "byDays", "noDueDate", "change", "space"
]
ValueName = Plain | FieldName
Through = Literal["import", "calendar"]


class Value(ResponseBody):
    """A value of a call; one that was read names its `source`: a task's title, or a tool.

    `task_id` is the task that it was read from, or the one that it is, and `through` how that came
    into the list.
    """

    name: ValueName
    text: str
    provenance: Provenance
    source: str = ""
    task_id: str = ""
    through: Through | None = None

    def is_same(self, other: "Value") -> bool:
        """Say whether both are one value of a call; a task may have another title since."""
        if self.name != other.name:
            return False
        return self.task_id == other.task_id if self.name == "task" else self.text == other.text

    def as_from(self, other: "Value") -> "Value":
        """Return this value with the origin of another one."""
        origin = {"provenance", "source", "task_id", "through"}
        return self.model_copy(update={name: getattr(other, name) for name in origin})

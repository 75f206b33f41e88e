"""What the tools of one turn work on: the caller's tasks, their day, and the memory."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from taskora_api.assistant.state import ConversationState
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.service import TaskService
from taskora_api.wire import ResponseBody

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


@dataclass
class Workspace:
    """The caller comes from the token; no tool takes an owner as an argument."""

    owner_id: str
    tasks: TaskService
    today: date
    state: ConversationState
    # Tasks whose deletion the person has just agreed to; a model cannot put any in here.
    agreed: frozenset[UUID] = frozenset()
    touched: list[UUID] = field(default_factory=list)

    def touch(self, task_id: UUID) -> None:
        """Remember what "it" will mean."""
        if task_id not in self.touched:
            self.touched.append(task_id)

"""Tasks and chat in the shape of the addresses that name the person."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import MISSING, AfterValidator, BaseModel, ConfigDict, StrictBool

from taskora_api.tasks.schemas import NewTask, Task, TaskChanges
from taskora_api.text import Message, Notes, Title
from taskora_api.wire import TimeZoneName


class CompatibleStatus(StrEnum):
    """Which tasks a list holds."""

    ALL = "all"
    PENDING = "pending"
    COMPLETED = "completed"


class CompatibleBody(BaseModel):
    """A body; a field that is not known is refused, for nothing would come of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CompatibleNewTask(CompatibleBody):
    """A task to add."""

    title: Title
    description: Notes | None = None

    def as_new_task(self) -> NewTask:
        return NewTask(title=self.title, notes=self.description or "")


class CompatibleChanges(CompatibleBody):
    """The fields to change; what is absent stays."""

    title: Title | MISSING = MISSING
    description: Annotated[Notes | None, AfterValidator(lambda text: text or "")] | MISSING = (
        MISSING
    )
    completed: StrictBool | MISSING = MISSING

    def as_changes(self) -> TaskChanges:
        names = {"description": "notes"}
        sent = {names.get(name, name): getattr(self, name) for name in self.model_fields_set}
        return TaskChanges(**sent)


class CompatibleTask(BaseModel):
    """A task."""

    id: UUID
    user_id: str
    title: str
    description: str
    completed: bool
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, owner_id: str, task: Task) -> Self:
        return cls(
            id=task.id,
            user_id=owner_id,
            title=task.title,
            description=task.notes,
            completed=task.completed_at is not None,
            created_at=task.created_at,
            updated_at=task.updated_at,
        )


class CompatibleMessage(CompatibleBody):
    """What a person says; without a conversation, in a new one."""

    message: Message
    conversation_id: UUID | None = None
    time_zone: TimeZoneName = "UTC"


class CompatibleToolCall(BaseModel):
    """A tool that the assistant called, and what came of it; null when nothing did."""

    tool: str
    arguments: Any
    result: Any


class CompatibleReply(BaseModel):
    """The whole answer, when it is made."""

    conversation_id: UUID
    response: str
    tool_calls: list[CompatibleToolCall]

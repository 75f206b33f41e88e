"""What the assistant remembers between two messages; it lives in the conversation's row."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

LISTED_MAX = 200

Verb = Literal["complete", "reopen", "delete", "rename", "move"]


class Action(BaseModel):
    """Something to do with tasks that are yet to be named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verb: Verb
    title: str = ""
    due_on: date | None = None
    by_days: int | None = None


class Question(BaseModel):
    """What the assistant asked last: which of the tasks, or whether to delete them all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["which", "confirm"]
    task_ids: list[UUID]
    action: Action


class ConversationState(BaseModel):
    """The last list, the tasks spoken of last, and the open question."""

    model_config = ConfigDict(extra="forbid")

    listed: list[UUID] = []
    recent: list[UUID] = []
    question: Question | None = None

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "ConversationState":
        """Forget what another version of this program remembered in another way."""
        try:
            return cls.model_validate(stored)
        except ValidationError:
            return cls()

    def dump(self) -> dict[str, Any]:
        """Make it fit for the database."""
        self.listed = self.listed[:LISTED_MAX]
        self.recent = self.recent[:LISTED_MAX]
        return self.model_dump(mode="json")

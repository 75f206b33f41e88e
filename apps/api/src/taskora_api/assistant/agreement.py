"""What the person has just said yes to: one action, and exactly these tasks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from taskora_api.assistant.state import Action, Question


@dataclass(frozen=True)
class Agreement:
    """Made by the server from its own question; no model can make one, or add to it."""

    action: Action
    ids: frozenset[UUID]
    digest: str = ""
    asked_at: datetime | None = None

    def covers(self, action: Action, ids: Collection[UUID]) -> bool:
        """Say whether the person agreed to do this to all of these."""
        if action != self.action:
            return False
        return set(ids) <= self.ids or (bool(self.digest) and digest_of(ids) == self.digest)


def agreement_to(question: Question, action: Action) -> Agreement:
    """Make of a question what a yes to it agrees to."""
    return Agreement(action, frozenset(question.task_ids), question.digest, question.asked_at)


def digest_of(ids: Collection[UUID]) -> str:
    """Identify a set of ids without keeping them."""
    return sha256(b"".join(sorted(task_id.bytes for task_id in ids))).hexdigest()

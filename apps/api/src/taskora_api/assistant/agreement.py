"""What the person has just said yes to: one action, and exactly these tasks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from taskora_api.assistant.state import Action, Question


@dataclass(frozen=True)
class Agreement:
    """Made by the server from its own question; no model can make one, or add to it.

    With a `plan_id` it is done by that plan alone, which is refused when something has changed.
    """

    action: Action
    ids: frozenset[UUID]
    digest: str = ""
    asked_at: datetime | None = None
    plan_id: UUID | None = None

    def covers(self, action: Action, ids: Collection[UUID], versions: Collection[int]) -> bool:
        """Say whether the person agreed to do this to all of these, which are in their versions."""
        if action != self.action:
            return False
        is_same = bool(self.digest) and digest_of(zip(ids, versions, strict=True)) == self.digest
        return set(ids) <= self.ids or is_same


def agreement_to(question: Question, action: Action) -> Agreement:
    """Make of a question what a yes to it agrees to."""
    ids = frozenset(question.task_ids)
    return Agreement(action, ids, question.digest, question.asked_at, question.plan_id)


def digest_of(tasks: Iterable[tuple[UUID, int]]) -> str:
    """Identify tasks in their versions without keeping their ids."""
    sealed = sorted(task_id.bytes + version.to_bytes(8) for task_id, version in tasks)
    return sha256(b"".join(sealed)).hexdigest()

"""What the person has just said yes to: one action, and exactly these tasks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from taskora_api.assistant.state import Action, Question


@dataclass(frozen=True)
class Agreement:
    """Made by the server from its own question; no model can make one, or add to it.

    With a `plan_id` it is done by that plan alone, which is refused when something has changed.
    Tasks that were picked from a question, of which no plan is for just these, were agreed to in
    the `picked` versions.
    """

    action: Action
    ids: frozenset[UUID]
    digest: str = ""
    asked_at: datetime | None = None
    plan_id: UUID | None = None
    picked: Mapping[UUID, int] = field(default_factory=dict[UUID, int])

    def covers(self, action: Action, ids: Collection[UUID], versions: Collection[int]) -> bool:
        """Say whether the person agreed to do this to all of these, which are in their versions."""
        if action != self.action:
            return False
        is_same = bool(self.digest) and digest_of(zip(ids, versions, strict=True)) == self.digest
        return set(ids) <= self.ids or is_same

    def is_stale(self, ids: Collection[UUID], versions: Collection[int]) -> bool:
        """Say whether one of these was picked, and is not any more as it was shown."""
        now = zip(ids, versions, strict=True)
        return bool(self.picked) and any(self.picked.get(each) != version for each, version in now)


def agreement_to(question: Question, action: Action) -> Agreement:
    """Make of a question what a yes to it agrees to."""
    ids = frozenset(question.task_ids)
    return Agreement(action, ids, question.digest, question.asked_at, question.plan_id)


def agreement_to_pick(question: Question, action: Action, ids: Collection[UUID]) -> Agreement:
    """Make of a question what it agrees to that some of its tasks were picked."""
    shown = dict(zip(question.task_ids, question.versions, strict=False))
    # A version that nobody has: what was not shown is asked about.
    return Agreement(action, frozenset(ids), picked={each: shown.get(each, -1) for each in ids})


def digest_of(tasks: Iterable[tuple[UUID, int]]) -> str:
    """Identify tasks in their versions without keeping their ids."""
    sealed = sorted(task_id.bytes + version.to_bytes(8) for task_id, version in tasks)
    return sha256(b"".join(sealed)).hexdigest()

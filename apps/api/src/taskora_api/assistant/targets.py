"""The tasks that a call is for, however many: the ids of all of them, and no more than is shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from taskora_api.assistant.turn_context import SHOWN_MAX
from taskora_api.tasks.schemas import Task

IsWanted = Callable[[Task], bool]


@dataclass(slots=True)
class Targets:
    """Tasks in their order: the first, the ids and versions of all, how many are done."""

    shown: list[Task] = field(default_factory=list)
    ids: list[UUID] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    done: int = 0
    # Of what is to be deleted, how many tasks would be deleted with it.
    below: int = 0

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> "Targets":
        """Take a few tasks."""
        targets = cls()
        for task in tasks:
            targets.add(task)
        return targets

    def add(self, task: Task) -> None:
        """Take one more."""
        self.ids.append(task.id)
        self.versions.append(task.version)
        self.done += task.completed_at is not None
        if len(self.shown) < SHOWN_MAX:
            self.shown.append(task)

    @property
    def titles(self) -> list[str]:
        """The titles of the first."""
        return [task.title for task in self.shown]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(slots=True)
class Found:
    """All tasks that a call names, and those of them with which there is something to do."""

    is_wanted: IsWanted
    all: Targets = field(default_factory=Targets)
    wanted: Targets = field(default_factory=Targets)

    def take(self, tasks: Iterable[Task]) -> None:
        """Take the next of them."""
        for task in tasks:
            self.all.add(task)
            if self.is_wanted(task):
                self.wanted.add(task)

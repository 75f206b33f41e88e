"""Finding tasks by their titles: among a few that were read, or among many that never are."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, tzinfo
from typing import Any, Protocol, TypeVar
from uuid import UUID

from taskora_api.assistant.selection import Selection, select
from taskora_api.finding.headings import HEADINGS_MAX, Conditions, Heading, Headings
from taskora_api.language.matching import TitleIndex, plain_tokens_of
from taskora_api.tasks.schemas import Task

Result = TypeVar("Result")


class Known(Protocol):
    """What is known of a task before it is read."""

    @property
    def completed_at(self) -> datetime | None:
        """When it was done."""


IsFit = Callable[[Known], bool]


class Lookup(Protocol):
    """Finds tasks; each list is in the order of lists."""

    # Whether there are titles that no answer is made of.
    is_partial: bool

    def titles(self, text: str) -> TitleIndex[UUID]:
        """The titles that a text may mean: all of them, or those that have its terms."""

    def still_there(self, ids: Sequence[UUID]) -> list[Task]:
        """Those of the tasks that are there, in the order of the ids."""

    def matching(self, text: str, is_fit: IsFit) -> list[UUID]:
        """Those that fit and match a text best."""

    def fitting(self, ids: Sequence[UUID], is_fit: IsFit) -> list[UUID]:
        """Those that fit of tasks that were found by their titles."""

    def fit(self, is_fit: IsFit, status: str) -> list[Task]:
        """All that fit, of a status, or as many of them as anybody can be asked about."""

    def selected(self, selection: Selection, *, is_search: bool = False) -> list[Task] | None:
        """The tasks of a selection; None where there are too many to name each."""

    def first(self, selection: Selection, limit: int) -> list[Task]:
        """The first tasks of a selection that searches, as a list shows them."""

    def from_end(self, selection: Selection, place: int) -> Task | None:
        """The task at a place of such a list, which is counted from its end; 1 is the last."""

    def count(self, selection: Selection) -> int:
        """How many tasks a selection has."""


class FewTasks:
    """All tasks of a person."""

    is_partial = False

    def __init__(self, tasks: Sequence[Task], zone: tzinfo) -> None:
        """Take the tasks in the order in which lists show them."""
        self._tasks = tasks
        self._zone = zone
        self._by_id = {task.id: task for task in tasks}
        self._titles = TitleIndex([(task.id, task.title) for task in tasks])

    def titles(self, text: str) -> TitleIndex[UUID]:  # noqa: ARG002 - whatever it is.
        return self._titles

    def still_there(self, ids: Sequence[UUID]) -> list[Task]:
        return [self._by_id[task_id] for task_id in ids if task_id in self._by_id]

    def matching(self, text: str, is_fit: IsFit) -> list[UUID]:
        return self._titles.match(text, {task.id for task in self._tasks if is_fit(task)})

    def fitting(self, ids: Sequence[UUID], is_fit: IsFit) -> list[UUID]:
        return [task_id for task_id in ids if is_fit(self._by_id[task_id])]

    def fit(self, is_fit: IsFit, status: str) -> list[Task]:  # noqa: ARG002 - what fits has it.
        return [task for task in self._tasks if is_fit(task)]

    def selected(self, selection: Selection, *, is_search: bool = False) -> list[Task] | None:
        return select(self._tasks, selection, self._zone, is_search=is_search)

    def first(self, selection: Selection, limit: int) -> list[Task]:
        return select(self._tasks, selection, self._zone, is_search=True)[:limit]

    def from_end(self, selection: Selection, place: int) -> Task | None:
        return _from_end(select(self._tasks, selection, self._zone, is_search=True), place)

    def count(self, selection: Selection) -> int:
        return len(select(self._tasks, selection, self._zone))


class ManyTasks:
    """More tasks than are read: those that a text may mean are found by its terms.

    A decision is made in a thread, which waits here for what the loop reads meanwhile.
    """

    is_partial = True

    def __init__(self, headings: Headings, zone: tzinfo) -> None:
        """Take what reads, in the loop that reads it."""
        self._headings = headings
        self._zone = zone
        self._loop = asyncio.get_running_loop()
        self._known: dict[UUID, Task] = {}
        self._headings_by_id: dict[UUID, Heading] = {}
        self._by_text: dict[str, TitleIndex[UUID]] = {}

    def titles(self, text: str) -> TitleIndex[UUID]:
        # Texts that have the same terms and the same title are one to the database.
        key = text.strip()
        if key not in self._by_text:
            found = self._wait(self._headings.meant(terms_of(key), key))
            self._headings_by_id |= {each.id: each for each in found}
            self._by_text[key] = TitleIndex([(each.id, each.title) for each in found])
        return self._by_text[key]

    def still_there(self, ids: Sequence[UUID]) -> list[Task]:
        missing = [each for each in ids if each not in self._known]
        if missing:
            self._know(self._wait(self._headings.find(missing)))
        return [self._known[task_id] for task_id in ids if task_id in self._known]

    def matching(self, text: str, is_fit: IsFit) -> list[UUID]:
        titles = self.titles(text)
        return titles.match(text, set(self.fitting(titles.keys, is_fit)))

    def fitting(self, ids: Sequence[UUID], is_fit: IsFit) -> list[UUID]:
        return [task_id for task_id in ids if is_fit(self._headings_by_id[task_id])]

    def fit(self, is_fit: IsFit, status: str) -> list[Task]:
        read = self._headings.first("", Conditions(status=status), HEADINGS_MAX)
        return [task for task in self._know(self._wait(read)) if is_fit(task)]

    def selected(self, selection: Selection, *, is_search: bool = False) -> list[Task] | None:
        found = self._first(selection, HEADINGS_MAX + 1)
        if len(found) > HEADINGS_MAX:
            return None
        return select(found, selection, self._zone, is_search=is_search)

    def first(self, selection: Selection, limit: int) -> list[Task]:
        if selection.about:
            found = self._first(selection, HEADINGS_MAX)
            return select(found, selection, self._zone, is_search=True)[:limit]
        return self._first(selection, limit)

    def from_end(self, selection: Selection, place: int) -> Task | None:
        if selection.about:
            found = self.first(selection, HEADINGS_MAX)
            return _from_end(found, place) if len(found) < HEADINGS_MAX else None
        read = self._headings.last(conditions_of(selection, self._zone), place)
        return _from_end(list(reversed(self._know(self._wait(read)))), place)

    def count(self, selection: Selection) -> int:
        if selection.about:
            return len(select(self._first(selection, HEADINGS_MAX), selection, self._zone))
        return self._wait(self._headings.count(conditions_of(selection, self._zone)))

    def _first(self, selection: Selection, limit: int) -> list[Task]:
        conditions = conditions_of(selection, self._zone)
        about = terms_of(selection.about)
        return self._know(self._wait(self._headings.first(about, conditions, limit)))

    def _know(self, tasks: list[Task]) -> list[Task]:
        self._known |= {task.id: task for task in tasks}
        return tasks

    def _wait(self, reading: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(reading, self._loop).result()


def _from_end(tasks: Sequence[Task], place: int) -> Task | None:
    return tasks[-place] if place <= len(tasks) else None


def terms_of(text: str) -> str:
    """By what the database finds the tasks that a text may be about."""
    return " ".join(plain_tokens_of(text))


def conditions_of(selection: Selection, zone: tzinfo) -> Conditions:
    """What the database can say of a selection; what it is about is compared afterwards."""
    return Conditions(
        status=selection.status,
        due_from=selection.due_from,
        due_to=selection.due_to,
        is_undated=selection.undated,
        done_from=selection.done_from,
        done_to=selection.done_to,
        zone=zone,
        priority=selection.priority,
    )

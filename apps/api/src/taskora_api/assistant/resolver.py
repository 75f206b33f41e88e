"""From the words that point at tasks to the tasks of the caller."""

from dataclasses import dataclass
from uuid import UUID

from taskora_api.assistant.state import Verb
from taskora_api.assistant.workspace import Workspace
from taskora_api.language.matching import has_all_words, match_titles
from taskora_api.language.references import (
    Everything,
    Places,
    Recent,
    Reference,
    Words,
    parse_reference,
    split_words,
)
from taskora_api.tasks.schemas import Task, TaskStatus

CANDIDATES_MAX = 10
NOT_KNOWN = "I do not know which task you mean."
GONE = "That task is not there any more."


@dataclass(frozen=True)
class Found:
    """The tasks that are meant; it is a guess when the words are only like those of a title."""

    tasks: list[Task]
    is_guess: bool = False


@dataclass(frozen=True)
class Unclear:
    """Several tasks fit, and only one can be meant."""

    candidates: list[Task]


@dataclass(frozen=True)
class Missing:
    """No task fits; the text says what was looked for."""

    reason: str


Resolution = Found | Unclear | Missing


class Resolver:
    """Resolves against one reading of the caller's tasks, so that one turn sees one state."""

    def __init__(self, workspace: Workspace, tasks: list[Task]) -> None:
        """Take the tasks in the order in which lists show them."""
        self._workspace = workspace
        self._tasks = tasks
        self._by_id = {task.id: task for task in tasks}

    @classmethod
    async def open(cls, workspace: Workspace) -> "Resolver":
        """Read the tasks."""
        tasks = await workspace.tasks.find_tasks(workspace.owner_id, TaskStatus.ALL)
        return cls(workspace, tasks)

    def resolve(self, text: str, verb: Verb) -> Resolution:
        """Find what is meant; a title said word for word comes before any other meaning."""
        preferred = [task for task in self._tasks if _is_fit(task, verb)]
        exact = _exact(text, preferred)
        if exact:
            return Found(exact) if len(exact) == 1 else Unclear(exact[:CANDIDATES_MAX])
        return self._resolve_reference(text, parse_reference(text), preferred)

    def pick(self, ids: list[UUID], text: str) -> list[Task]:
        """Pick by words among tasks that were offered."""
        offered = self.still_there(ids)
        return _matching(text, offered)

    def still_there(self, ids: list[UUID]) -> list[Task]:
        """Return those of the tasks that were not deleted in the meantime."""
        return [self._by_id[task_id] for task_id in ids if task_id in self._by_id]

    def _resolve_reference(
        self, text: str, reference: Reference, preferred: list[Task]
    ) -> Resolution:
        match reference:
            case Everything(kind):
                return self._everything(kind, preferred)
            case Places(places):
                return self._places(places)
            case Recent():
                recent = self.still_there(self._workspace.touched or self._workspace.state.recent)
                return Found(recent) if recent else Missing(NOT_KNOWN)
            case Words(words):
                return self._words(words, text, preferred)

    def _everything(self, kind: str, preferred: list[Task]) -> Resolution:
        found = preferred if kind == "all" else [t for t in self._tasks if self._is(kind, t)]
        return Found(found) if found else Missing("There are no such tasks.")

    def _is(self, kind: str, task: Task) -> bool:
        today = self._workspace.today
        match kind:
            case "done":
                return not _is_open(task)
            case "overdue":
                return _is_open(task) and task.due_on is not None and task.due_on < today
            case _:
                return _is_open(task) and task.due_on == today

    def _places(self, places: tuple[int, ...]) -> Resolution:
        """Count in the last list, or in the open tasks when there was none."""
        listed = self._workspace.state.listed or [t.id for t in self._tasks if _is_open(t)]
        ids: list[UUID] = []
        for place in places:
            index = place - 1 if place > 0 else len(listed) + place
            if place == 0 or not 0 <= index < len(listed):
                return Missing(f"The last list has no number {place}.")
            ids.append(listed[index])
        tasks = self.still_there(list(dict.fromkeys(ids)))
        return Found(tasks) if tasks else Missing(GONE)

    def _words(self, words: str, text: str, preferred: list[Task]) -> Resolution:
        found = _matching(words, preferred) or _matching(words, self._tasks)
        if len(found) == 1:
            return Found(found, is_guess=not has_all_words(words, found[0].title))
        if found:
            return Unclear(found[:CANDIDATES_MAX])
        parts = split_words(words)
        if len(parts) > 1:
            return self._several(parts, preferred)
        return Missing(f"I found no task like “{text.strip()}”.")

    def _several(self, parts: list[str], preferred: list[Task]) -> Resolution:
        tasks: dict[UUID, Task] = {}
        is_guess = False
        for part in parts:
            resolution = self._resolve_reference(part, parse_reference(part), preferred)
            if not isinstance(resolution, Found):
                return resolution
            tasks |= {task.id: task for task in resolution.tasks}
            is_guess = is_guess or resolution.is_guess
        return Found(list(tasks.values()), is_guess)


def _is_open(task: Task) -> bool:
    return task.completed_at is None


def _is_fit(task: Task, verb: Verb) -> bool:
    """What can still be done with a task makes it the likelier one to be meant."""
    match verb:
        case "delete":
            return True
        case "reopen":
            return not _is_open(task)
        case _:
            return _is_open(task)


def _exact(text: str, tasks: list[Task]) -> list[Task]:
    wanted = " ".join(text.casefold().split())
    return [task for task in tasks if " ".join(task.title.casefold().split()) == wanted]


def _matching(words: str, tasks: list[Task]) -> list[Task]:
    ids = set(match_titles(words, [(task.id, task.title) for task in tasks]))
    return [task for task in tasks if task.id in ids]

"""From the words that point at tasks to the tasks of the caller."""

from dataclasses import dataclass
from uuid import UUID

from taskora_api.assistant.state import Verb
from taskora_api.assistant.workspace import Workspace
from taskora_api.language.matching import TitleIndex, is_same_title
from taskora_api.language.quotes import without_quotes
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
PARTS_MAX = 20
NOT_KNOWN = "I do not know which task you mean."
_STATE_BY_VERB: dict[Verb, str] = {"complete": "done", "reopen": "open"}
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
        self._titles = TitleIndex([(task.id, task.title) for task in tasks])

    @classmethod
    async def open(cls, workspace: Workspace) -> "Resolver":
        """Read the tasks."""
        tasks = await workspace.tasks.find_tasks(workspace.owner_id, TaskStatus.ALL)
        return cls(workspace, tasks)

    def resolve(self, text: str, verb: Verb) -> Resolution:
        """Find what is meant; a title said word for word comes before any other meaning."""
        preferred = [task for task in self._tasks if _is_fit(task, verb)]
        return self._exact(text, verb) or self._resolve_reference(
            text, parse_reference(text), preferred, verb
        )

    def names_a_task(self, text: str) -> bool:
        """Say whether the words are a title."""
        return bool(self._titles.equal(without_quotes(text)))

    def may_mean_a_task(self, text: str) -> bool:
        """Say whether a title has all the words."""
        return self._titles.holds_all(without_quotes(text))

    def _exact(self, text: str, verb: Verb) -> Resolution | None:
        """A title said word for word is meant even when nothing is left to do with its task."""
        exact = self.still_there(self._titles.equal(text))
        fit = [task for task in exact if _is_fit(task, verb)]
        if not fit and exact and verb in _STATE_BY_VERB:
            return Missing(f"“{exact[0].title}” is already {_STATE_BY_VERB[verb]}.")
        found = fit or exact
        if len(found) > 1:
            return Unclear(found[:CANDIDATES_MAX])
        return Found(found) if found else None

    def pick(self, ids: list[UUID], text: str) -> list[Task]:
        """Pick by words among tasks that were offered."""
        return self._matching(text, self.still_there(ids))

    def still_there(self, ids: list[UUID]) -> list[Task]:
        """Return those of the tasks that were not deleted in the meantime."""
        return [self._by_id[task_id] for task_id in ids if task_id in self._by_id]

    def _resolve_reference(
        self, text: str, reference: Reference, preferred: list[Task], verb: Verb
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
                return self._exact(words, verb) or self._words(words, text, preferred, verb)

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

    def _words(self, words: str, text: str, preferred: list[Task], verb: Verb) -> Resolution:
        found = self._matching(words, preferred) or self._matching(words, self._tasks)
        if len(found) == 1:
            return Found(found, is_guess=not is_same_title(words, found[0].title))
        if found:
            return Unclear(found[:CANDIDATES_MAX])
        parts = split_words(words)
        if 1 < len(parts) <= PARTS_MAX:
            return self._several(parts, preferred, verb)
        return Missing(f"I found no task like “{text.strip()}”.")

    def _several(self, parts: list[str], preferred: list[Task], verb: Verb) -> Resolution:
        tasks: dict[UUID, Task] = {}
        is_guess = False
        for part in parts:
            resolution = self._resolve_reference(part, parse_reference(part), preferred, verb)
            if not isinstance(resolution, Found):
                return resolution
            tasks |= {task.id: task for task in resolution.tasks}
            is_guess = is_guess or resolution.is_guess
        return Found(list(tasks.values()), is_guess)

    def _matching(self, words: str, tasks: list[Task]) -> list[Task]:
        return self.still_there(self._titles.match(words, {task.id for task in tasks}))


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

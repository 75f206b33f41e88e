"""From the words that point at tasks to the tasks of the caller."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from taskora_api.assistant.messages import references
from taskora_api.assistant.messages.reports import say_already
from taskora_api.assistant.selection import Selection, select, selection_of
from taskora_api.assistant.sight import Sight
from taskora_api.assistant.state import IDS_KEPT_MAX, Verb
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.matching import TitleIndex
from taskora_api.language.quotes import without_quotes
from taskora_api.language.references import (
    Everything,
    Places,
    Recent,
    Reference,
    Words,
    parse_reference,
    split_words,
    without_manner,
)
from taskora_api.tasks.schemas import Task, TaskStatus

PARTS_MAX = 20
_STATE_BY_VERB: dict[Verb, str] = {"complete": "done", "reopen": "open"}


@dataclass(frozen=True)
class Found:
    """The tasks that are meant; `is_named` when nothing else can be."""

    tasks: list[Task]
    is_named: bool = False


@dataclass(frozen=True)
class FoundGroup:
    """The tasks of a selection."""

    selection: Selection


@dataclass(frozen=True)
class Unclear:
    """Several tasks fit, or a task and a group, and only one of these can be meant."""

    candidates: list[Task]
    group: Selection | None = None


@dataclass(frozen=True)
class Missing:
    """No task fits; the reason names what was searched for."""

    reason: str


@dataclass(frozen=True)
class Already(Missing):
    """The one task that fits is in the wanted state already."""


Resolution = Found | FoundGroup | Unclear | Missing


class Resolver:
    """Resolves against one reading of the caller's tasks, so that one turn sees one state."""

    def __init__(self, context: TurnContext, tasks: Sequence[Task]) -> None:
        """Take the tasks in the order in which lists show them."""
        self._context = context
        self._tasks = tasks
        self._by_id = {task.id: task for task in tasks}
        self._titles = TitleIndex([(task.id, task.title) for task in tasks])
        self._sight = Sight(context, tasks)

    @classmethod
    async def open(cls, context: TurnContext) -> "Resolver":
        tasks = await context.tasks.find_tasks(context.owner_id, TaskStatus.ALL)
        return cls(context, tasks)

    def resolve(self, text: str, verb: Verb) -> Resolution:
        """Find what is meant; a title said word for word comes before words like it."""
        found = self._resolve(text, verb)
        plain = without_manner(text)
        return (
            found if plain == text or not isinstance(found, Missing) else self._resolve(plain, verb)
        )

    def _resolve(self, text: str, verb: Verb) -> Resolution:
        reference = parse_reference(text, self._context.today)
        exact = self._exact(text, verb)
        if isinstance(reference, Words):
            return exact or self._resolve_reference(text, reference, verb)
        other = self._resolve_reference(text, reference, verb)
        return other if exact is None else _either(exact, other)

    def names_a_task(self, text: str) -> bool:
        return bool(self._titles.equal(without_quotes(text)))

    def may_mean_a_task(self, text: str) -> bool:
        return bool(self._titles.holding_all(without_quotes(text)))

    def mentions(self, text: str) -> list[Task]:
        """Return the tasks whose titles have all the words, or words that begin with them."""
        return self.still_there(self._titles.beginning_all(text))

    def pick(self, ids: list[UUID], text: str) -> list[Task]:
        """Pick by words among tasks that were offered."""
        return self._matching(text, self.still_there(ids))

    def still_there(self, ids: list[UUID]) -> list[Task]:
        """Return those of the tasks that were not deleted in the meantime."""
        return [self._by_id[task_id] for task_id in ids if task_id in self._by_id]

    def count(self, selection: Selection) -> int:
        return len(select(self._tasks, selection, self._context.zone))

    def _exact(self, text: str, verb: Verb) -> Resolution | None:
        """A title said word for word is meant even when nothing is left to do with its task."""
        exact = self.still_there(self._titles.equal(without_quotes(text)))
        fit = [task for task in exact if _is_fit(task, verb)]
        if not fit and exact and verb in _STATE_BY_VERB:
            return _already(exact[0], verb)
        found = fit or exact
        if len(found) > 1:
            return Unclear(found)
        return Found(found, is_named=True) if found else None

    def _resolve_reference(self, text: str, reference: Reference, verb: Verb) -> Resolution:
        match reference:
            case Everything():
                return self._everything(reference, verb)
            case Places(places):
                return self._places(places, verb)
            case Recent(is_several):
                return self._recent(is_several=is_several)
            case Words(words):
                return self._exact(words, verb) or self._words(words, text, verb)

    def _everything(self, reference: Everything, verb: Verb) -> Resolution:
        selection = selection_of(reference.tasks)
        if not reference.has_status:
            selection = selection.model_copy(update={"status": _status_for(verb, selection)})
        found = select(self._tasks, selection, self._context.zone)
        if reference.excluded:
            return self._without(found, reference.excluded)
        return FoundGroup(selection) if found else Missing(references.NO_SUCH_TASKS)

    def _without(self, tasks: list[Task], words: str) -> Resolution:
        """Leave out every task that the words may mean; words that mean none are a slip."""
        excluded: set[UUID] = set()
        whole = self._excluded(words)
        for part in [words] if whole else split_words(words):
            meant = whole or self._excluded(part)
            if not meant:
                return Missing(references.found_nothing(part, is_exception=True))
            excluded |= meant
        left = [task for task in tasks if task.id not in excluded]
        if len(left) > IDS_KEPT_MAX:
            return Missing(references.TOO_MANY)
        return Found(left) if left else Missing(references.NO_SUCH_TASKS)

    def _excluded(self, words: str) -> set[UUID]:
        reference = parse_reference(words, self._context.today)
        if isinstance(reference, Words):
            exact = self._titles.equal(without_quotes(words))
            return set(exact or self._titles.match(reference.text))
        found = self._resolve_reference(words, reference, "delete")
        match found:
            case Found(tasks):
                return {task.id for task in tasks}
            case FoundGroup(selection):
                return {task.id for task in select(self._tasks, selection, self._context.zone)}
            case _:
                return set()

    def _places(self, places: tuple[int, ...], verb: Verb) -> Resolution:
        """Count in the last list; without one in sight the person is asked which they mean."""
        listed = self._sight.listed
        if listed is None:
            return self._any_of([task for task in self._tasks if _is_fit(task, verb)])
        ids: list[UUID] = []
        for place in places:
            index = place - 1 if place > 0 else len(listed) + place
            if place == 0 or not 0 <= index < len(listed):
                return Missing(references.no_such_number(place))
            ids.append(listed[index])
        tasks = self.still_there(list(dict.fromkeys(ids)))
        return (
            Found(tasks, is_named=self._sight.is_list_fresh)
            if tasks
            else Missing(references.TASK_GONE)
        )

    def _any_of(self, candidates: list[Task]) -> Resolution:
        if len(candidates) > 1:
            return Unclear(candidates)
        return Found(candidates) if candidates else Missing(references.NO_SUCH_TASKS)

    def _recent(self, *, is_several: bool) -> Resolution:
        state = self._context.state
        if is_several and self._sight.is_list_newer:
            if state.listed.selection is not None:
                return FoundGroup(state.listed.selection)
            listed = self.still_there(state.listed.ids)
            return Found(listed) if listed else Missing(references.WHICH_IS_UNKNOWN)
        recent = self.still_there(state.recent)
        if state.recent_total > len(state.recent):
            return Missing(references.TOO_MANY)
        if not recent:
            return Missing(references.WHICH_IS_UNKNOWN)
        return Found(recent, is_named=self._sight.is_recent_fresh)

    def _words(self, words: str, text: str, verb: Verb) -> Resolution:
        fit = [task for task in self._tasks if _is_fit(task, verb)]
        found = self._matching(words, fit)
        if not found:
            found = self._matching(words, self._tasks)
            if found and verb in _STATE_BY_VERB:
                return _already(found[0], verb) if len(found) == 1 else Unclear(found)
        if len(found) == 1:
            return Found(found)
        if found:
            return Unclear(found)
        parts = split_words(words)
        if 1 < len(parts) <= PARTS_MAX:
            return self._several(parts, verb)
        return Missing(references.found_nothing(text))

    def _several(self, parts: list[str], verb: Verb) -> Resolution:
        """Find each; what is done already keeps nobody from doing the rest."""
        tasks: dict[UUID, Task] = {}
        already: list[str] = []
        is_named = True
        for part in parts:
            reference = parse_reference(part, self._context.today)
            resolution = self._resolve_reference(part, reference, verb)
            if isinstance(resolution, Already):
                already.append(resolution.reason)
                continue
            if not isinstance(resolution, Found):
                return resolution
            is_named = is_named and resolution.is_named
            tasks |= {task.id: task for task in resolution.tasks}
        if not tasks:
            return Already(" ".join(already))
        return Found(list(tasks.values()), is_named=is_named and bool(already))

    def _matching(self, words: str, tasks: Sequence[Task]) -> list[Task]:
        return self.still_there(self._titles.match(words, {task.id for task in tasks}))


def _either(exact: Resolution, other: Resolution) -> Resolution:
    """Choose between a task that is called "everything" and everything: only the person can."""
    match exact, other:
        case _, Missing():
            # "it" when nothing was spoken of: the title is the likelier meaning, and a guess.
            return replace(exact, is_named=False) if isinstance(exact, Found) else exact
        case Found(tasks) | Unclear(tasks), FoundGroup(selection):
            return Unclear(tasks, selection)
        case Found(tasks) | Unclear(tasks), Found(others) | Unclear(others):
            by_id = {task.id: task for task in [*tasks, *others]}
            return exact if len(by_id) == 1 else Unclear(list(by_id.values()))
        case _:
            return other


def _already(task: Task, verb: Verb) -> Already:
    return Already(say_already([task], _STATE_BY_VERB[verb]))


def _status_for(verb: Verb, selection: Selection) -> str:
    """Read "everything" as what the verb can be for."""
    is_filtered = selection != Selection(status=selection.status, about=selection.about)
    if verb == "reopen":
        return "done"
    return "all" if verb == "delete" and not is_filtered else "open"


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

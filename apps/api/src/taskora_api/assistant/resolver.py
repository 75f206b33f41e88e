"""From the words that point at tasks to the tasks of the caller."""

from dataclasses import dataclass, replace
from uuid import UUID

from taskora_api.assistant.fitting import fit_for, is_any, status_for, status_of
from taskora_api.assistant.lookup import FewTasks, Lookup, ManyTasks
from taskora_api.assistant.messages import references
from taskora_api.assistant.messages.reports import say_already
from taskora_api.assistant.selection import Selection, selection_of
from taskora_api.assistant.sight import Sight
from taskora_api.assistant.state import IDS_KEPT_MAX, Verb
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.finding.headings import HEADINGS_MAX, Conditions, Headings
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
from taskora_api.tasks.schemas import Task

PARTS_MAX = 20
# Most people have no more, and these are read in one statement.
FIRST_READ = 200
# As many are named in a question.
CANDIDATES_MAX = 10
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
    """Several tasks fit, or a task and a group, and only one of these can be meant.

    Of many candidates these are the first, and all of their ids.
    """

    candidates: list[Task]
    group: Selection | None = None
    all_ids: list[UUID] | None = None

    @property
    def ids(self) -> list[UUID]:
        """The ids of all that fit."""
        return [task.id for task in self.candidates] if self.all_ids is None else self.all_ids

    @property
    def total(self) -> int:
        """How many fit."""
        return len(self.ids)


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

    def __init__(self, context: TurnContext, lookup: Lookup) -> None:
        """Take what finds the tasks."""
        self._context = context
        self._lookup = lookup
        self._sight = Sight(context, lookup)

    @classmethod
    async def open(cls, context: TurnContext) -> "Resolver":
        """Read the tasks, unless there are many: then those that are meant are found as needed."""
        headings = Headings(context.tasks.database, context.owner_id)
        tasks = await headings.first("", Conditions(), FIRST_READ)
        if len(tasks) == FIRST_READ:
            if await headings.are_more_than(HEADINGS_MAX):
                return cls(context, ManyTasks(headings, context.zone))
            tasks = await headings.first("", Conditions(), HEADINGS_MAX)
        return cls(context, FewTasks(tasks, context.zone))

    @classmethod
    def without_tasks(cls, context: TurnContext) -> "Resolver":
        """Resolve what needs no tasks."""
        return cls(context, FewTasks([], context.zone))

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
        return bool(self._lookup.titles(text).equal(without_quotes(text)))

    def may_mean_a_task(self, text: str) -> bool:
        return bool(self._lookup.titles(text).holding_all(without_quotes(text)))

    def mentions(self, text: str) -> bool:
        """Say whether a title has all the words, or words that begin with them."""
        return bool(self._lookup.titles(text).beginning_all(text))

    def pick(self, ids: list[UUID], text: str) -> list[Task]:
        """Pick by words among tasks that were offered."""
        offered = self.still_there(ids)
        titles = TitleIndex([(task.id, task.title) for task in offered])
        return self.still_there(titles.match(text))

    def still_there(self, ids: list[UUID]) -> list[Task]:
        """Return those of the tasks that were not deleted in the meantime."""
        return self._lookup.still_there(ids)

    def count(self, selection: Selection) -> int:
        return self._lookup.count(selection)

    def selected(self, selection: Selection) -> list[Task] | None:
        """Return the tasks of a selection; None when there are too many to go through."""
        return self._lookup.selected(selection)

    def first(self, selection: Selection, limit: int) -> list[Task]:
        return self._lookup.first(selection, limit)

    def fit(self, verb: Verb) -> list[Task]:
        """Return the tasks with which there is still something to do."""
        return self._lookup.fit(fit_for(verb), status_of(verb))

    def meant(self, text: str) -> Task | str:
        """Find the one task that a question is about; else say why there is none."""
        match self.resolve(text, "move"):
            case Found([task]):
                return task
            case Missing(reason):
                return reason
            case _:
                return references.WHICH_IS_UNKNOWN

    def _exact(self, text: str, verb: Verb) -> Resolution | None:
        """A title said word for word is meant even when nothing is left to do with its task."""
        plain = without_quotes(text)
        exact = self._lookup.titles(plain).equal(plain)
        fit = self._lookup.fitting(exact, fit_for(verb))
        first = self.still_there((fit or exact)[:CANDIDATES_MAX])
        if not fit and first and verb in _STATE_BY_VERB:
            return _already(first[0], verb)
        if len(fit or exact) > 1:
            return Unclear(first, all_ids=fit or exact)
        return Found(first, is_named=True) if first else None

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
            selection = selection.model_copy(update={"status": status_for(verb, selection)})
        if reference.excluded:
            return self._without(self._lookup.selected(selection), reference.excluded)
        has_any = self._lookup.count(selection) > 0
        return FoundGroup(selection) if has_any else Missing(references.NO_SUCH_TASKS)

    def _without(self, tasks: list[Task] | None, words: str) -> Resolution:
        """Leave out every task that the words may mean; words that mean none are a slip."""
        # So many that not even the rest of them could be named one by one.
        if tasks is None:
            return Missing(references.TOO_MANY)
        excluded: set[UUID] = set()
        whole = self._excluded(words, tasks)
        for part in [words] if whole else split_words(words):
            meant = whole or self._excluded(part, tasks)
            if not meant:
                return Missing(references.found_nothing(part, is_exception=True))
            excluded |= meant
        left = [task for task in tasks if task.id not in excluded]
        if len(left) > IDS_KEPT_MAX:
            return Missing(references.TOO_MANY)
        return Found(left) if left else Missing(references.NO_SUCH_TASKS)

    def _excluded(self, words: str, tasks: list[Task]) -> set[UUID]:
        reference = parse_reference(words, self._context.today)
        if isinstance(reference, Words):
            plain = without_quotes(words)
            exact = self._lookup.titles(plain).equal(plain)
            meant = set(exact or self._lookup.matching(reference.text, is_any))
            # Where not all titles are known, those that would be left are compared by themselves.
            own = TitleIndex([(task.id, task.title) for task in tasks])
            return meant | set(own.match(reference.text)) if self._lookup.is_partial else meant
        found = self._resolve_reference(words, reference, "delete")
        match found:
            case Found(tasks):
                return {task.id for task in tasks}
            case FoundGroup(selection):
                return {task.id for task in self._lookup.selected(selection) or []}
            case _:
                return set()

    def _places(self, places: tuple[int, ...], verb: Verb) -> Resolution:
        """Count in the last list; without one in sight the person is asked which they mean."""
        listed = self._sight.listed
        if listed is None:
            return self._any_of(self._lookup.fit(fit_for(verb), status_of(verb)))
        ids: list[UUID] = []
        for place in places:
            found = self._sight.at(place, listed)
            if found is None:
                return Missing(references.no_such_number(place))
            ids.append(found)
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
        ids = self._lookup.matching(words, fit_for(verb))
        is_fit_found = bool(ids)
        ids = ids or self._lookup.matching(words, is_any)
        found = self.still_there(ids[:CANDIDATES_MAX])
        if len(ids) > 1 and found:
            return Unclear(found, all_ids=ids)
        if found and not is_fit_found and verb in _STATE_BY_VERB:
            return _already(found[0], verb)
        if found:
            return Found(found)
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


def _either(exact: Resolution, other: Resolution) -> Resolution:
    """Choose between a task that is called "everything" and everything: only the person can."""
    match exact, other:
        case _, Missing():
            # "it" when nothing was spoken of: the title is the likelier meaning, and a guess.
            return replace(exact, is_named=False) if isinstance(exact, Found) else exact
        case Found(tasks), FoundGroup(selection):
            return Unclear(tasks, selection)
        case Unclear(tasks) as unclear, FoundGroup(selection):
            return Unclear(tasks, selection, unclear.ids)
        case Found(tasks) | Unclear(tasks), Found(others) | Unclear(others):
            by_id = {task.id: task for task in [*tasks, *others]}
            ids = list(dict.fromkeys([*_ids_of(exact), *_ids_of(other)]))
            return exact if len(ids) == 1 else Unclear(list(by_id.values()), all_ids=ids)
        case _:
            return other


def _ids_of(found: Resolution) -> list[UUID]:
    match found:
        case Found(tasks):
            return [task.id for task in tasks]
        case Unclear():
            return found.ids
        case _:
            return []


def _already(task: Task, verb: Verb) -> Already:
    return Already(say_already([task], _STATE_BY_VERB[verb]))

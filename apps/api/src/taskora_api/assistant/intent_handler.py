"""The embedded assistant: it decides by the grammar alone, without a model and a network."""

from taskora_api.assistant.changes import ChangeMaker
from taskora_api.assistant.follow_ups import FollowUps
from taskora_api.assistant.languages import in_own_language
from taskora_api.assistant.messages import general
from taskora_api.assistant.messages.references import NO_TASK_TO_CHANGE
from taskora_api.assistant.offers import Offers, offered, why_not
from taskora_api.assistant.plan import Call, Say, Step, call_to_add, call_to_list
from taskora_api.assistant.replies import Replies
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.selection import selection_of
from taskora_api.assistant.state import Action, Question, Verb
from taskora_api.assistant.summaries import Summaries
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.intents import (
    AddOneOrTwo,
    AddTasks,
    AddThenChange,
    Also,
    Amend,
    AskAbout,
    ChangeTasks,
    CompleteTasks,
    DeleteTasks,
    Instead,
    Intent,
    ListTasks,
    MoveTasks,
    OrganiseTasks,
    Perhaps,
    PickPlaces,
    Redo,
    Remark,
    RenameTask,
    Statement,
    Undo,
    Unknown,
)
from taskora_api.language.items import NewItem
from taskora_api.language.message import parse_message
from taskora_api.language.statements import is_question, verb_alone

# Intents that can be decided on without knowing the tasks that are there.
_NEEDS_NO_TASKS = (AddTasks, AddOneOrTwo, ListTasks, PickPlaces, Redo, Remark, Undo, Unknown)


def needs_tasks(intent: Intent) -> bool:
    """Say whether the tasks must be read to decide on an intent."""
    return not isinstance(intent, _NEEDS_NO_TASKS)


class IntentHandler:
    def __init__(self, context: TurnContext, resolver: Resolver) -> None:
        self._context = context
        self._resolver = resolver
        self._changes = ChangeMaker(context, resolver)
        self._offers = Offers(context, resolver)

    def answer_open_question(self, text: str) -> tuple[list[Step], list[Intent]]:
        """Answer the open question if the message does; else return the intents that it holds."""
        state = self._context.state
        state.turn += 1
        question, state.question = state.question, None
        intents = parse_message(text, self._context.today)
        if question is None:
            return [], list(intents)
        self._context.answering = question
        answer = Replies(self._context, self._resolver).read(question, intents, text)
        if answer is None:
            self._context.answering, state.waiting = None, []
            return [], list(intents)
        return answer, []

    def steps_for(self, intent: Intent) -> list[Step]:
        """Decide how to fulfil one intent; one yes must not be an answer to two questions."""
        is_asking = self._context.state.question is not None
        if is_asking and not isinstance(intent, AddTasks | ListTasks | Remark):
            return [Say(general.ANSWER_FIRST)]
        return self._decide(intent)

    def _decide(self, intent: Intent) -> list[Step]:
        match intent:
            case Amend() | Instead() | Also():
                follow_ups = FollowUps(self._context, self._resolver, self._changes)
                return follow_ups.decide(intent) or self._decide(intent.ordinary)
            case CompleteTasks() | DeleteTasks() | MoveTasks() | RenameTask() | OrganiseTasks():
                return self._changes.decide(intent)
            case Perhaps(change):
                # What is only proposed is asked about.
                return self._changes.decide(change, is_sure=False)
            case AddTasks() | AddOneOrTwo() | AddThenChange() | Statement():
                return self._decide_to_add(intent)
            case _:
                return self._decide_without_tasks(intent)

    def _decide_without_tasks(self, intent: Intent) -> list[Step]:
        """Decide on questions, on undoing, and on what is no request."""
        match intent:
            case AskAbout():
                return [Summaries(self._context, self._resolver).answer(intent)]
            case Undo(reference="", count=count) if count != 1:
                return self._undo_several(count)
            case Unknown(text) if (verb := verb_alone(text)) is not None:
                return [self._ask_for_task(verb)]
            case _:
                return [_simple_step(intent)]

    def _decide_to_add(
        self, intent: AddTasks | AddOneOrTwo | AddThenChange | Statement
    ) -> list[Step]:
        match intent:
            case AddTasks(items):
                return _add(in_own_language(items, self._context))
            case AddOneOrTwo():
                return self._offers.one_or_two(intent)
            case AddThenChange():
                return self._add_then_change(intent)
            case Statement(text):
                return self._offers.decide(text)

    def _undo_several(self, count: int) -> list[Step]:
        """Undo the last changes of this conversation, one by one; 0 is all of them."""
        known = len(self._context.state.done)
        times = known if count == 0 else min(count, known)
        return [Call("undo_change", {}) for _ in range(max(times, 1))]

    def _ask_for_task(self, verb: Verb) -> Step:
        action = Action(verb=verb)
        text = general.ask_for_task(verb)
        self._context.state.question = Question(kind="object", text=text, action=action)
        return Say(text)

    def _add_then_change(self, intent: AddThenChange) -> list[Step]:
        """Two intents when the second names a task, and a question when it names none."""
        change: ChangeTasks = intent.change
        if self._changes.is_about_a_task(change):
            items = in_own_language(intent.add.items, self._context)
            return [*_add(items), *self._changes.decide(change)]
        reason = why_not(intent.one)
        if reason is not None:
            return [Say(reason)]
        return [self._offers.offer([[offered(intent.one)]], NO_TASK_TO_CHANGE)]


def _simple_step(intent: Intent) -> Step:
    """Decide on what can mean one thing only."""
    match intent:
        case ListTasks():
            return call_to_list(selection_of(intent))
        case Undo(reference):
            return Call("undo_change", {"about": reference} if reference else {})
        case Redo():
            return Call("undo_change", {"again": True})
        case PickPlaces():
            return Say(general.PICKED_NOTHING)
        case Remark():
            return Say(general.REMARKS[intent])
        case _:
            text = intent.text if isinstance(intent, Unknown) else ""
            return Say(general.not_understood(text, is_question=is_question(text)))


def _add(items: tuple[NewItem, ...]) -> list[Step]:
    """Make one call of all that can be added, so that it is one change to undo."""
    refused = list(dict.fromkeys(reason for item in items if (reason := why_not(item))))
    added = [offered(item) for item in items if why_not(item) is None]
    calls: list[Step] = [call_to_add(added)] if added else []
    return [*calls, *(Say(reason) for reason in refused)]

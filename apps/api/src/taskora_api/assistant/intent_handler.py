"""The embedded assistant: it decides by the grammar alone, without a model and a network."""

from taskora_api.assistant.changes import ChangeMaker
from taskora_api.assistant.languages import in_own_language
from taskora_api.assistant.messages import general
from taskora_api.assistant.messages.references import NO_TASK_TO_CHANGE
from taskora_api.assistant.offers import Offers, offered, why_not
from taskora_api.assistant.plan import Call, Say, Step, call_to_add, call_to_list
from taskora_api.assistant.replies import Replies
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.selection import selection_of
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.intents import (
    AddOneOrTwo,
    AddTasks,
    AddThenChange,
    ChangeTasks,
    CompleteTasks,
    DeleteTasks,
    Intent,
    ListTasks,
    MoveTasks,
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
from taskora_api.language.statements import is_question

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
        answer = Replies(self._context, self._resolver).read(question, intents, text)
        return (answer, []) if answer is not None else ([], list(intents))

    def steps_for(self, intent: Intent) -> list[Step]:
        """Decide how to fulfil one intent; one yes must not be an answer to two questions."""
        is_asking = self._context.state.question is not None
        if is_asking and not isinstance(intent, AddTasks | ListTasks | Remark):
            return [Say(general.ANSWER_FIRST)]
        return self._decide(intent)

    def _decide(self, intent: Intent) -> list[Step]:
        match intent:
            case AddTasks(items):
                return _add(in_own_language(items, self._context))
            case AddOneOrTwo():
                return self._offers.one_or_two(intent)
            case AddThenChange():
                return self._add_then_change(intent)
            case Statement(text):
                return self._offers.decide(text)
            case CompleteTasks() | DeleteTasks() | MoveTasks() | RenameTask() | Perhaps():
                return self._change(intent)
            case _:
                return [_simple_step(intent)]

    def _change(self, intent: ChangeTasks | Perhaps) -> list[Step]:
        """What is only proposed is asked about."""
        if isinstance(intent, Perhaps):
            return self._changes.decide(intent.change, is_sure=False)
        return self._changes.decide(intent)

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


def _simple_step(intent: ListTasks | Undo | Redo | PickPlaces | Remark | Unknown) -> Step:
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
        case Unknown(text):
            return Say(general.not_understood(text, is_question=is_question(text)))


def _add(items: tuple[NewItem, ...]) -> list[Step]:
    """Make one call of all that can be added, so that it is one change to undo."""
    refused = list(dict.fromkeys(reason for item in items if (reason := why_not(item))))
    added = [offered(item) for item in items if why_not(item) is None]
    calls: list[Step] = [call_to_add(added)] if added else []
    return [*calls, *(Say(reason) for reason in refused)]

"""Reads a message as the answer to the question that the assistant asked last."""

import re

from taskora_api.assistant.agreement import agreement_to, agreement_to_pick
from taskora_api.assistant.changes import ChangeMaker, final
from taskora_api.assistant.messages import general
from taskora_api.assistant.messages.questions import YES_OR_NO
from taskora_api.assistant.messages.references import TASKS_GONE
from taskora_api.assistant.named_verbs import names_all
from taskora_api.assistant.plan import Call, Say, Step, call_for, call_to_add
from taskora_api.assistant.resolver import Resolver
from taskora_api.assistant.state import Action, Question
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.answers import read_answer
from taskora_api.language.follow_up_grammar import is_other
from taskora_api.language.intents import (
    Also,
    Amend,
    Instead,
    Intent,
    PickPlaces,
    Remark,
    Statement,
    Undo,
    Unknown,
)
from taskora_api.language.references import Everything, Recent, parse_reference
from taskora_api.language.task_filter import TaskFilter
from taskora_api.tasks.schemas import Task

BOTH_COUNT = 2
_LINE_NUMBER = re.compile(r"(\d{1,2})\. ", re.ASCII)
_ONLY = re.compile(r"(?:only|just)\s+(?P<ref>.+)", re.IGNORECASE)
_BOTH = re.compile(r"both(?:\s+of\s+(?:them|those))?", re.IGNORECASE)
_ANSWERS = (Remark.AGREE, Remark.GREET, Remark.THANK)


class Replies:
    """Turns an answer into steps; anything that answers nothing is an intent of its own."""

    def __init__(self, context: TurnContext, resolver: Resolver) -> None:
        self._context = context
        self._resolver = resolver
        self._changes = ChangeMaker(context, resolver)

    def read(self, question: Question, intents: tuple[Intent, ...], text: str) -> list[Step] | None:
        """Read the message as an answer; None when it is something new.

        What is neither keeps the question open, and asks it again.
        """
        if len(intents) != 1:
            return None
        steps = self._corrected(question, intents[0], text)
        return self._read(question, _ordinary(intents[0]), text) if steps is None else steps

    def _read(self, question: Question, intent: Intent, text: str) -> list[Step] | None:
        if intent in (Remark.REFUSE, Undo(is_complaint=True)):
            return [Say(general.KEPT)]
        if self._context.is_behind:
            return self._again(question, general.ELSEWHERE) if _may_answer(intent) else None
        steps = self._answer(question, intent, text)
        if steps is not None or not _may_answer(intent):
            return steps
        # A new thing to do is likelier than an answer to an offer to add another one.
        if question.kind == "add" and isinstance(intent, Statement):
            return None
        return self._again(question, general.NOT_CLEAR)

    def _answer(self, question: Question, intent: Intent, text: str) -> list[Step] | None:
        agrees = intent == Remark.AGREE and _fits(question, text)
        match question.kind:
            case "confirm" if agrees and question.action is not None:
                return self._confirmed(question, question.action)
            case "undo" if agrees:
                self._context.agreed_undo = question.change_id
                return [Call("undo_change", {"change_id": str(question.change_id)})]
            case "add" if agrees and len(question.offers) == 1:
                return [call_to_add(question.offers[0])]
            case "add":
                return _pick_offer(question, intent, text)
            case _ if question.action is not None:
                return self._name(question, question.action, intent, text)
            case _:
                return None

    def _name(
        self, question: Question, action: Action, intent: Intent, text: str
    ) -> list[Step] | None:
        """Read which task an action is for."""
        if question.kind == "which":
            return self._which(question, action, intent, text)
        return self._object(action, intent, text) if question.kind == "object" else None

    def _corrected(self, question: Question, intent: Intent, text: str) -> list[Step] | None:
        """Read "only milk" and "no, the bread" as said of the question, while it stands."""
        action, is_first = question.action, not self._context.is_behind
        if question.kind != "confirm" or action is None or not is_first:
            return None
        only = _ONLY.fullmatch(text.strip(" .!"))
        if only is not None and len(question.task_ids) > 1:
            picked = self._resolver.pick(question.task_ids, only["ref"])
            # More than one that may be meant is no less of a guess than before.
            if len(picked) > 1:
                return [self._changes.ask_whether(action, picked)]
            return self._act(question, action, picked) if picked else None
        if isinstance(intent, Instead) and not is_other(intent.reference):
            steps = self._changes.decide_action(action, intent.reference)
            # A text that names no task is no correction.
            is_missing = isinstance(steps[0], Say) and self._context.state.question is None
            return None if is_missing else steps
        return None

    def _confirmed(self, question: Question, action: Action) -> list[Step]:
        self._context.agreed = agreement_to(question, action)
        if question.selection is not None:
            return [call_for(action, question.selection)]
        ids = [task.id for task in self._resolver.still_there(question.task_ids)]
        return [call_for(action, ids)] if ids else [Say(TASKS_GONE)]

    def _object(self, action: Action, intent: Intent, text: str) -> list[Step] | None:
        """Read what the task of a verb is; anything else than a name or a place is new."""
        is_name = isinstance(intent, Statement | PickPlaces) or self._resolver.names_a_task(text)
        return self._changes.decide_action(action, text) if is_name else None

    def _which(
        self, question: Question, action: Action, intent: Intent, text: str
    ) -> list[Step] | None:
        tasks = self._resolver.still_there(question.task_ids)
        if not tasks:
            return [Say(TASKS_GONE)]
        pressed = _pressed(question, text)
        if pressed is not None:
            return self._picked_places(question, action, (pressed,))
        if question.selection is None and _means_all(text, len(tasks), self._context):
            return self._act(question, action, tasks)
        match intent:
            case PickPlaces(places):
                return self._picked_places(question, action, places)
            case Statement() | Unknown():
                picked = self._resolver.pick(question.task_ids, text)
            case Remark.AGREE if len(tasks) == 1 and question.selection is None:
                picked = tasks
            case _:
                return None
        return self._act(question, action, picked) if picked else None

    def _picked_places(
        self, question: Question, action: Action, places: tuple[int, ...]
    ) -> list[Step] | None:
        count = len(question.task_ids) + (question.selection is not None)
        indexes = [place - 1 if place > 0 else count + place for place in places]
        if not all(0 <= index < count for index in indexes):
            return None
        if question.selection is not None and indexes == [count - 1]:
            return [self._changes.act_on_group(action, question.selection)]
        if any(index >= len(question.task_ids) for index in indexes):
            return None
        ids = [question.task_ids[index] for index in indexes]
        picked = self._resolver.still_there(ids)
        return self._act(question, action, picked) if picked else [Say(TASKS_GONE)]

    def _act(self, question: Question, action: Action, picked: list[Task]) -> list[Step]:
        """Do it to what the person has picked from the tasks that the question named."""
        if action.verb == "rename" and len(picked) > 1:
            return [self._changes.ask_which(action, picked)]
        if question.kind == "which" and question.by_model:
            # It says which task, and has not said yet what a model wants to do with it.
            return [self._changes.ask_whether(action, picked)]
        step = self._changes.act(action, picked)
        if isinstance(step, Call):
            ids = [task.id for task in picked]
            self._context.agreed = agreement_to_pick(question, final(action, picked), ids)
        return [step]

    def _again(self, question: Question, why: str) -> list[Step]:
        self._context.state.question = question
        if question.kind in {"confirm", "undo"} or len(question.offers) == 1:
            self._context.options = YES_OR_NO
        return [Say(general.joined(why, question.text))]


def _ordinary(intent: Intent) -> Intent:
    """What a message says by itself; a question is what it follows from."""
    return intent.ordinary if isinstance(intent, Amend | Instead | Also) else intent


def _pressed(question: Question, text: str) -> int | None:
    """Return the number of a line of the question that was pressed."""
    number = _LINE_NUMBER.match(text)
    return int(number[1]) if number and text in question.text.split("\n") else None


def _may_answer(intent: Intent) -> bool:
    return isinstance(intent, Statement | Unknown | PickPlaces) or intent in _ANSWERS


def _fits(question: Question, text: str) -> bool:
    """Say whether a yes that names an action names the one that was asked about."""
    answer = read_answer(text)
    return answer is not None and names_all(question, answer.verbs)


def _pick_offer(question: Question, intent: Intent, text: str) -> list[Step] | None:
    pressed = _pressed(question, text)
    if pressed is not None:
        return [call_to_add(question.offers[pressed - 1])]
    if not isinstance(intent, PickPlaces):
        is_both = _BOTH.fullmatch(text.strip(" .!")) and len(question.offers) == BOTH_COUNT
        return [call_to_add(question.offers[-1])] if is_both else None
    match intent.places:
        case (place,) if 0 < place <= len(question.offers):
            return [call_to_add(question.offers[place - 1])]
        case _:
            return None


def _means_all(text: str, count: int, context: TurnContext) -> bool:
    """Read "all" and "all of them", or "both" of two, as an answer."""
    if _BOTH.fullmatch(text.strip(" .!")) is not None:
        return count == BOTH_COUNT
    reference = parse_reference(text, context.today)
    return reference == Recent(is_several=True) or (
        isinstance(reference, Everything) and reference.tasks == TaskFilter()
    )

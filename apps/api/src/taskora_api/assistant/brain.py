"""The embedded assistant: it decides by the grammar alone, without a model and a network."""

import re
from datetime import date

from pydantic import JsonValue

from taskora_api.assistant import phrases
from taskora_api.assistant.plan import Call, Say, Step, act, ask_which, is_due_date
from taskora_api.assistant.resolver import Found, Missing, Resolver, Unclear
from taskora_api.assistant.state import Action, Question
from taskora_api.assistant.workspace import Workspace
from taskora_api.language.intents import (
    AddTasks,
    CompleteTasks,
    DeleteTasks,
    Intent,
    ListTasks,
    MoveTasks,
    PickPlaces,
    Remark,
    RenameTask,
    Unknown,
)
from taskora_api.language.message import parse_message
from taskora_api.language.references import Everything, Words, parse_reference
from taskora_api.tasks.schemas import Task
from taskora_api.text import TITLE_LENGTH_MAX, is_visible

BOTH_COUNT = 2
_BOTH = re.compile(r"both(?:\s+of\s+them)?", re.IGNORECASE)


class Brain:
    """Decides what to do about one message."""

    def __init__(self, workspace: Workspace, resolver: Resolver) -> None:
        """Take what the message can be about."""
        self._workspace = workspace
        self._resolver = resolver

    @property
    def _today(self) -> date:
        return self._workspace.today

    def hear(self, text: str) -> tuple[list[Step], list[Intent]]:
        """Answer the open question if the message does; else return the wishes that it holds."""
        question, self._workspace.state.question = self._workspace.state.question, None
        intents = parse_message(text, self._today)
        answer = self._answer(question, intents, text) if question is not None else None
        return (answer, []) if answer is not None else ([], list(intents))

    def _answer(
        self, question: Question, intents: tuple[Intent, ...], text: str
    ) -> list[Step] | None:
        """Read the message as an answer; None when it is something new."""
        if intents == (Remark.REFUSE,):
            return [Say(phrases.KEPT)]
        tasks = self._resolver.still_there(question.task_ids)
        if question.kind == "confirm":
            if intents != (Remark.AGREE,):
                return None
            self._workspace.agreed = frozenset(question.task_ids)
            return act(question.action, tasks, self._today) if tasks else [Say(phrases.GONE)]
        match intents:
            case (PickPlaces(places),) if all(0 < abs(place) <= len(tasks) for place in places):
                picked = [tasks[place - 1 if place > 0 else place] for place in places]
            case (Unknown(),) if _means_all(text, len(tasks)):
                picked = tasks
            case (Unknown(),):
                picked = self._resolver.pick(question.task_ids, text)
            case _:
                return None
        if len(picked) > 1 and question.action.verb == "rename":
            return self._ask(question.action, picked)
        return act(question.action, picked, self._today) if picked else None

    def do(self, intent: Intent) -> list[Step]:
        """Decide how to fulfil one wish."""
        match intent:
            case AddTasks(items):
                return [_add(item.title, item.due_on) for item in items]
            case ListTasks():
                return [_list(intent)]
            case PickPlaces():
                return [Say(phrases.PICKED_NOTHING)]
            case Remark():
                return [Say(phrases.REMARKS[intent])]
            case Unknown(text):
                return [Say(phrases.not_understood(text))]
            case _:
                return self._change(intent)

    def _change(self, intent: CompleteTasks | DeleteTasks | MoveTasks | RenameTask) -> list[Step]:
        match intent:
            case CompleteTasks(reference, completed):
                action = Action(verb="complete" if completed else "reopen")
            case DeleteTasks(reference):
                action = Action(verb="delete")
            case MoveTasks(reference, due_on, by_days):
                action = Action(verb="move", due_on=due_on, by_days=by_days)
            case RenameTask(choices):
                reference, title = self._cut(choices)
                if len(title) > TITLE_LENGTH_MAX:
                    return [Say(phrases.TITLE_TOO_LONG)]
                if not is_visible(title):
                    return [Say(phrases.TITLE_INVISIBLE)]
                action = Action(verb="rename", title=title)
        return self._act_on(action, reference)

    def _act_on(self, action: Action, reference: str) -> list[Step]:
        match self._resolver.resolve(reference, action.verb):
            case Found(tasks) if action.verb == "rename" and len(tasks) > 1:
                return self._ask(action, tasks)
            case Found([task], is_guess=True) if action.verb == "delete":
                return self._ask_whether(action, task)
            case Found(tasks):
                return act(action, tasks, self._today)
            case Unclear(tasks):
                return self._ask(action, tasks)
            case Missing(reason):
                return [Say(reason)]

    def _ask(self, action: Action, candidates: list[Task]) -> list[Step]:
        ids = [task.id for task in candidates]
        self._workspace.state.question = Question(kind="which", task_ids=ids, action=action)
        self._workspace.state.listed = ids
        return [ask_which(action, candidates, self._today)]

    def _ask_whether(self, action: Action, task: Task) -> list[Step]:
        """Ask before a task is gone for good whose title is not what was said."""
        question = Question(kind="confirm", task_ids=[task.id], action=action)
        self._workspace.state.question = question
        return [Say(phrases.did_you_mean(task.title))]

    def _cut(self, choices: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        """Cut "rename go to gym to swim" where the most words before the cut are a task."""
        for choice in reversed(choices):
            if self._resolver.names_a_task(choice[0]):
                return choice
        if not isinstance(parse_reference(choices[0][0]), Words):
            return choices[0]
        for choice in reversed(choices):
            if self._resolver.may_mean_a_task(choice[0]):
                return choice
        return choices[0]


def _means_all(text: str, count: int) -> bool:
    """Read "all", or "both" of two, as an answer."""
    is_both = _BOTH.fullmatch(text.strip(" .!")) is not None
    return isinstance(parse_reference(text), Everything) or (is_both and count == BOTH_COUNT)


def _add(title: str, due_on: date | None) -> Step:
    if len(title) > TITLE_LENGTH_MAX:
        return Say(phrases.TITLE_TOO_LONG)
    if not is_visible(title):
        return Say(phrases.TITLE_INVISIBLE)
    if due_on is not None and not is_due_date(due_on):
        return Say(phrases.DATE_OUT_OF_RANGE)
    arguments: dict[str, JsonValue] = {"title": title}
    if due_on is not None:
        arguments["due_on"] = due_on.isoformat()
    return Call("add_task", arguments)


def _list(wish: ListTasks) -> Call:
    arguments: dict[str, JsonValue] = {"status": wish.status}
    if wish.due_from is not None:
        arguments["due_from"] = wish.due_from.isoformat()
    if wish.due_to is not None:
        arguments["due_to"] = wish.due_to.isoformat()
    if wish.about:
        arguments["about"] = wish.about
    return Call("list_tasks", arguments)

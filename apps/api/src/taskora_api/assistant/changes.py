"""Decides on the intents that change tasks which are there."""

import re

from taskora_api.assistant.messages import general, questions
from taskora_api.assistant.organising import fields_of, why_not_set
from taskora_api.assistant.plan import Call, Say, Step, call_for, is_due_date, new_days
from taskora_api.assistant.posing import pose
from taskora_api.assistant.resolver import (
    CANDIDATES_MAX,
    Found,
    FoundGroup,
    Missing,
    Resolver,
    Unclear,
)
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action, Question
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.details import FieldChange
from taskora_api.language.intents import (
    ChangeTasks,
    CompleteTasks,
    DeleteTasks,
    MoveTasks,
    OrganiseTasks,
    RenameTask,
)
from taskora_api.language.matching import folded
from taskora_api.language.references import Words, parse_reference
from taskora_api.tasks.schemas import Task
from taskora_api.text import TITLE_LENGTH_MAX, is_visible


class ChangeMaker:
    """Makes calls of tools, or questions, of intents to change tasks."""

    def __init__(self, context: TurnContext, resolver: Resolver) -> None:
        self._context = context
        self._resolver = resolver

    def decide(self, intent: ChangeTasks, *, is_sure: bool = True) -> list[Step]:
        """Decide how to fulfil one intent; what is not sure to be one is asked about."""
        read = self._read(intent)
        if isinstance(read, Say):
            return [read]
        action, reference = read
        return self.decide_action(action, reference, is_sure=is_sure)

    def act_on(self, action: Action, tasks: list[Task], *, is_named: bool) -> list[Step]:
        """Do it to tasks that were found; to one that was not named only after a yes."""
        return [self._act_on(action, tasks, is_named=is_named)]

    def propose(self, action: Action, tasks: list[Task]) -> list[Step] | None:
        """Ask whether one of these was meant, or which; None when there is none."""
        if not tasks:
            return None
        if len(tasks) == 1:
            return self.act_on(action, tasks, is_named=False)
        return [self.ask_which(action, tasks)]

    def decide_action(self, action: Action, reference: str, *, is_sure: bool = True) -> list[Step]:
        """Decide how to do an action to what a reference means."""
        match self._resolver.resolve(reference, action.verb):
            case Found(tasks) | Unclear(tasks) if action.verb == "rename" and len(tasks) > 1:
                return [self.ask_which(action, tasks)]
            case Found(tasks, is_named):
                return self.act_on(action, tasks, is_named=is_named and is_sure)
            case FoundGroup(selection):
                return [self.act_on_group(action, selection)]
            case Unclear(tasks, group) as unclear:
                return [self.ask_which(action, tasks, group, total=unclear.total)]
            case Missing(reason):
                return [Say(reason)]

    def is_about_a_task(self, intent: ChangeTasks) -> bool:
        """Say whether there is anything that the intent could mean."""
        read = self._read(intent)
        if isinstance(read, Say):
            return True
        action, reference = read
        return not isinstance(self._resolver.resolve(reference, action.verb), Missing)

    def act(self, action: Action, tasks: list[Task]) -> Step:
        action = final(action, tasks)
        reason = self._why_not(action, tasks)
        return Say(reason) if reason else call_for(action, [task.id for task in tasks])

    def _act_on(self, action: Action, tasks: list[Task], *, is_named: bool) -> Step:
        if len(tasks) == 1 and not is_named:
            return self.ask_whether(action, tasks)
        self._context.named.update(task.id for task in tasks)
        return self.act(action, tasks)

    def ask_whether(self, action: Action, tasks: list[Task]) -> Say:
        """Ask whether to do it to exactly these."""
        action = final(action, tasks)
        reason = self._why_not(action, tasks)
        if reason is not None:
            return Say(reason)
        self._context.options = questions.YES_OR_NO
        return Say(pose(self._context, action, Targets.of(tasks)).text)

    def _why_not(self, action: Action, tasks: list[Task]) -> str | None:
        """Say why an action cannot be done; None when it can."""
        if len(action.title) > TITLE_LENGTH_MAX:
            return general.TITLE_TOO_LONG
        is_move = action.verb == "move"
        if is_move and new_days(action, tasks, self._context.today) is None:
            return general.DATE_OUT_OF_RANGE
        return None

    def act_on_group(self, action: Action, selection: Selection) -> Call | Say:
        """Make the call that does an action to all tasks of a selection."""
        if action.verb == "rename":
            return Say(general.RENAME_ONE)
        return call_for(action, selection)

    def ask_which(
        self,
        action: Action,
        candidates: list[Task],
        group: Selection | None = None,
        *,
        total: int | None = None,
    ) -> Say:
        """Ask, and remember the candidates in their order; `total` counts those beyond them."""
        shown = candidates[:CANDIDATES_MAX]
        ids = [task.id for task in shown]
        names = [self._name(action, task) for task in shown]
        if group is not None:
            names = questions.say_task_or_group(names, self._resolver.count(group))
        count = len(candidates) if total is None else total
        text = questions.ask_which(action, names, count + (group is not None))
        self._context.options = questions.buttons_of(names)
        asked = self._context.answering
        self._context.state.question = Question(
            kind="which",
            text=text,
            action=action,
            task_ids=ids,
            versions=[task.version for task in shown],
            selection=group,
            total=count,
            values=[] if asked is None else [each for each in asked.values if each.name != "task"],
            by_model=self._context.is_by_model,
        )
        if group is None:
            self._context.state.show(ids)
        return Say(text)

    def _name(self, action: Action, task: Task) -> str:
        new_title = title_for(action, task) if action.verb == "rename" else ""
        return questions.say_candidate(task, self._context.today, new_title)

    def _read(self, intent: ChangeTasks) -> tuple[Action, str] | Say:
        match intent:
            case CompleteTasks(reference, completed):
                return Action(verb="complete" if completed else "reopen"), reference
            case DeleteTasks(reference):
                return Action(verb="delete"), reference
            case MoveTasks(reference, due_on, by_days):
                if due_on is not None and not is_due_date(due_on):
                    return Say(general.DATE_OUT_OF_RANGE)
                return Action(verb="move", due_on=due_on, by_days=by_days), reference
            case OrganiseTasks(reference, change):
                reason = why_not_set(change)
                return Say(reason) if reason else (_organise(change), reference)
            case RenameTask(choices):
                return self._read_rename(choices)

    def _read_rename(self, choices: tuple[tuple[str, str], ...]) -> tuple[Action, str] | Say:
        reference, title = self._cut(choices)
        if len(title) > TITLE_LENGTH_MAX:
            return Say(general.TITLE_TOO_LONG)
        if not is_visible(title):
            return Say(general.TITLE_INVISIBLE)
        words = parse_reference(reference, self._context.today)
        replaces = words.text if isinstance(words, Words) else ""
        return Action(verb="rename", title=title, replaces=replaces), reference

    def _cut(self, choices: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        """Cut "rename go to gym to swim" where the most words before the cut are a task."""
        for choice in reversed(choices):
            if self._resolver.names_a_task(choice[0]):
                return choice
        if not isinstance(parse_reference(choices[0][0], self._context.today), Words):
            return choices[0]
        for choice in reversed(choices):
            if self._resolver.may_mean_a_task(choice[0]):
                return choice
        return choices[0]


def _organise(change: FieldChange) -> Action:
    return Action(verb="change", fields=fields_of(change))


def final(action: Action, tasks: list[Task]) -> Action:
    """Make the action that is done to these tasks: a rename gives one of them its whole title."""
    if action.verb != "rename":
        return action
    return Action(verb="rename", title=title_for(action, tasks[0]))


def title_for(action: Action, task: Task) -> str:
    """Say what a task is called after a rename: words of its title are replaced, or all of it."""
    words = action.replaces.split()
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    is_part = bool(words) and folded(action.replaces) != folded(task.title)
    if not is_part or re.search(pattern, task.title, re.IGNORECASE) is None:
        return action.title
    return re.sub(
        pattern, lambda match: _in_case_of(match[0], action.title), task.title, flags=re.IGNORECASE
    )


def _in_case_of(replaced: str, title: str) -> str:
    """Begin with a capital what takes the place of words that did."""
    return title[:1].upper() + title[1:] if replaced[:1].isupper() else title

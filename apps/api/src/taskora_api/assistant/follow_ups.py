"""Decides on what only follows from what was done last: another day, another task, one more."""

from uuid import UUID

from taskora_api.assistant.changes import ChangeMaker
from taskora_api.assistant.messages import general
from taskora_api.assistant.offers import Offers
from taskora_api.assistant.plan import Call, Say, Step, call_for
from taskora_api.assistant.resolver import Found, Resolver, Unclear
from taskora_api.assistant.state import Action, LastAct
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.language.follow_up_grammar import is_other
from taskora_api.language.intents import Also, Amend, FollowUp
from taskora_api.language.matching import tokens_of
from taskora_api.tasks.schemas import Task

# A list longer than this has no "other one".
LISTED_MAX = 10


class FollowUps:
    """Each is None where nothing came before that it could be said of."""

    def __init__(self, context: TurnContext, resolver: Resolver, changes: ChangeMaker) -> None:
        self._context = context
        self._resolver = resolver
        self._changes = changes

    def decide(self, said: FollowUp) -> list[Step] | None:
        """Decide on a follow-up right after a change; later it is none."""
        last = self._context.state.last
        is_next = last is not None and last.turn == self._context.state.turn - 1
        if last is None or not is_next or self._context.is_behind:
            return None
        match said:
            case Amend():
                return self._amend(last, said)
            case Also(reference):
                return self._also(last, reference)
            case _:
                return self._instead(last, said.reference)

    def _amend(self, last: LastAct, said: Amend) -> list[Step] | None:
        is_dated = last.action is None or last.action.verb in {"move", "reopen", "rename", "change"}
        ids = [task.id for task in self._resolver.still_there(last.task_ids)]
        if not is_dated or not ids:
            return None
        return self._on(Action(verb="move", due_on=said.due_on, by_days=said.by_days), ids)

    def _on(self, action: Action, ids: list[UUID]) -> list[Step]:
        """Do it to the tasks that were changed just now; of several the tool asks."""
        if len(ids) == 1:
            self._context.named.update(ids)
        return [call_for(action, ids)]

    def _also(self, last: LastAct, reference: str) -> list[Step] | None:
        if last.action is None:
            return Offers(self._context, self._resolver).decide(reference)
        if last.action.verb == "rename":
            # No two tasks are called the same.
            return [Say(general.SAY_TITLE)]
        return self._do_to(last, last.action, reference)

    def _instead(self, last: LastAct, reference: str) -> list[Step] | None:
        if last.action is None or len(last.task_ids) != 1:
            return None
        if last.action.verb == "rename":
            return [Say(general.SAY_TITLE)]
        steps = self._do_to(last, last.action, reference)
        if steps is None:
            return None
        return [Call("undo_change", {"change_id": str(last.change_id)}), *steps]

    def _do_to(self, last: LastAct, action: Action, reference: str) -> list[Step] | None:
        """Do the last action to another task; it is asked about unless its title was said."""
        if is_other(reference):
            return self._changes.propose(action, self._others(last, action))
        match self._resolver.resolve(reference, action.verb):
            case Found(tasks, is_named) if self._are_other(tasks, last):
                return self._changes.act_on(action, tasks, is_named=is_named)
            case Unclear(tasks) as unclear if not set(unclear.ids) & set(last.task_ids):
                return [self._changes.ask_which(action, tasks, total=unclear.total)]
            case _:
                return None

    def _are_other(self, tasks: list[Task], last: LastAct) -> bool:
        return not {task.id for task in tasks} & set(last.task_ids)

    def _others(self, last: LastAct, action: Action) -> list[Task]:
        """What may have been meant: tasks whose titles are alike, or else of the last list."""
        fit = [it for it in self._resolver.fit(action.verb) if it.id not in last.task_ids]
        tokens = {token for title in last.titles for token in tokens_of(title)}
        alike = [task for task in fit if tokens & set(tokens_of(task.title))]
        listed = self._context.state.listed
        shown = set(listed.ids) if listed.total <= LISTED_MAX else set()
        return alike or [task for task in fit if task.id in shown] or fit

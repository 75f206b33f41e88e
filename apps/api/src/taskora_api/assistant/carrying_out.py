"""Doing an action to tasks: the same for a call, for the plan of a question, and after its yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.assistant.fields_change import PROJECT_ID, FieldsChange
from taskora_api.assistant.plan import new_days
from taskora_api.assistant.projects import projects_for
from taskora_api.assistant.state import Action
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.database.engine import Once, Result, Work
from taskora_api.ledger.entries import Act, Actor, Entity, Origin
from taskora_api.plans import repository
from taskora_api.plans.planning import Planned
from taskora_api.plans.service import PlanService
from taskora_api.tasks import transition
from taskora_api.tasks.change_schemas import Changed, Undone
from taskora_api.tasks.groups import DecideOne
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.tasks.service import Alone, TaskService


@dataclass(frozen=True)
class Wanted:
    """An action of somebody to tasks, on their day."""

    owner_id: str
    action: Action
    ids: Sequence[UUID]
    today: date


async def carry_out(tasks: TaskService, wanted: Wanted) -> Changed:
    """Do it, in one transaction; a task that is not there any more is left out.

    Raises:
        InvalidFieldError: a project that the action names went meanwhile.
    """
    owner_id, action, ids = wanted.owner_id, wanted.action, wanted.ids
    if action.verb == "rename":
        renamed = {each: TaskChanges(title=action.title) for each in ids}
        return await tasks.update_tasks(owner_id, renamed, Actor.CHAT)
    if action.fields is not None:
        projects = await projects_for(tasks, owner_id, action.fields)
        change = FieldsChange(action.fields, projects)
        named = PROJECT_ID if action.fields.project else frozenset[str]()
        return await tasks.change_group(owner_id, ids, change.decide, Actor.CHAT, fields=named)
    decide, with_below = _decider(action, wanted.today), action.verb == "delete"
    return await tasks.change_group(owner_id, ids, decide, Actor.CHAT, with_below=with_below)


def _decider(action: Action, today: date) -> DecideOne:
    match action.verb:
        case "complete" | "reopen":
            changes = TaskChanges(completed=action.verb == "complete")
            return lambda task, now: transition.change(task, changes, now, today)
        case "delete":
            return lambda task, _now: transition.delete(task)
        case _:
            return lambda task, now: transition.change(task, _moved(action, task, today), now)


def _moved(action: Action, task: Task, today: date) -> TaskChanges:
    """Move a task from where it is now; one that can no longer be moved stays."""
    days = new_days(action, [task], today)
    return TaskChanges() if days is None else TaskChanges(dueOn=days[task.id])


async def plan_of(context: TurnContext, action: Action, ids: Sequence[UUID]) -> UUID:
    """Keep as a plan what an action would change, and return the id of that; nothing is changed."""
    planning = _Planning(context.tasks, context.owner_id)
    await carry_out(planning, Wanted(context.owner_id, action, ids, context.today))
    return planning.plan_id


class _Planning(TaskService):
    """Does each change as a dry run."""

    plan_id: UUID

    def __init__(self, tasks: TaskService, owner_id: str) -> None:
        super().__init__(tasks.database, tasks.clock, tasks.stores)
        self._owner_id = owner_id

    async def _write(
        self, work: Work[Result], once: Once | None, _alone: Alone[Result] | None = None
    ) -> Result:
        planned = Planned(
            self._owner_id,
            Origin(Actor.CHAT),
            self.stores,
            _change_of,
            inner=once,
            clock=self.clock,
        )
        result = await self.database.write(work, planned)
        self.plan_id = planned.plan.id
        return result


def _change_of(result: Changed | Undone) -> UUID | None:
    return result.change_id


async def apply_plan(context: TurnContext, plan_id: UUID, ids: Sequence[UUID]) -> Changed:
    """Do what a plan says, and return those of its tasks that are meant, in their order.

    Raises:
        NotFoundError: there is no such plan of the person, or it has expired.
        PlanAppliedError: it was applied before.
        PlanStaleError: something that it would change was changed since.
    """
    tasks = context.tasks
    plans = PlanService(tasks.database, tasks.stores, tasks.clock)

    async def work(connection: AsyncConnection, act: Act) -> Changed:
        states = await _states(connection, plan_id)
        applied = await plans.apply_as(connection, act, plan_id)
        found = [states[each] for each in dict.fromkeys(ids) if each in states]
        return Changed(found, applied.change_id)

    return await tasks.make(context.owner_id, Actor.CHAT, work)


async def _states(connection: AsyncConnection, plan_id: UUID) -> dict[UUID, Task]:
    """Each task of a plan as it will be, or as it was where it will be gone."""
    states: dict[UUID, Task] = {}
    for change in await repository.list_changes(connection, plan_id):
        async for entries in repository.read_entries(connection, plan_id, change.number):
            states |= {
                each.entity_id: Task.model_validate(each.state or each.before)
                for each in entries
                if each.entity is Entity.TASK
            }
    return states

"""Asking the person before something is done: with the plan of it, which is applied if they agree.

The plan is kept in the database, is its owner's alone and is applied once: it is all the state that
is between the question and the answer, and any replica can go on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.auth.caller import Caller
from taskora_api.errors import NotFoundError
from taskora_api.ledger.entries import Entity, Origin
from taskora_api.mcp_server.arguments import Arguments
from taskora_api.mcp_server.origin import origin_by
from taskora_api.mcp_server.results import Result
from taskora_api.plans import repository
from taskora_api.plans.service import PlanService
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.service import TaskService

SHOWN_MAX = 10
_SHOWN_LENGTH_MAX = 120


@dataclass(frozen=True)
class Asking:
    """How a tool asks: about which tasks, whether at all, and what it returns afterwards."""

    verb: str
    ids: Callable[[Any], Sequence[UUID]]
    result: Callable[[Any, Changed, Mapping[UUID, Task]], Result]
    # From how many named tasks on.
    count_min: int = 1


@dataclass(frozen=True)
class Question:
    """What the person is asked, and the plan that it is about."""

    text: str
    plan_id: UUID


@dataclass(frozen=True)
class Agreement:
    """What the person has answered to the question about a plan."""

    plan_id: UUID
    is_given: bool


@dataclass(frozen=True)
class Dialogue:
    """Whether the program can ask its person something, and what they have answered."""

    can_ask: bool = False
    agreement: Agreement | None = None


NO_DIALOGUE = Dialogue()


def question_of(asking: Asking, planned: Result) -> Question | None:
    """Make the question about what a dry run has returned; None if it would change nothing."""
    said = planned.model_dump(mode="json")
    if said["status"] == "unchanged":
        return None
    tasks = said["tasks"] if "tasks" in said else [said["task"]]
    lines = [f"{asking.verb} {_counted(len(tasks))}?"]
    lines += [f"- {_cut(task['title'])}" for task in tasks[:SHOWN_MAX]]
    if len(tasks) > SHOWN_MAX:
        lines.append(f"- and {len(tasks) - SHOWN_MAX} more")
    lines += [
        f"{each['field']}: {_cut(each['before'])} → {_cut(each['after'])}"
        for each in said["changes"][:SHOWN_MAX]
    ]
    return Question("\n".join([*lines, "It can be undone."]), UUID(said["plan_id"]))


async def apply_agreed(
    tasks: TaskService, caller: Caller, asking: Asking, asked: Arguments, plan_id: UUID
) -> Result:
    """Apply the plan that a person agreed to, if it is one of this very call.

    Raises:
        NotFoundError: it is none, or has expired, beside what applying it raises.
    """
    states = await _planned_states(tasks, caller, origin_by(asked), plan_id)
    applied = await PlanService(tasks.database, tasks.stores, tasks.clock).apply(caller.id, plan_id)
    ids = asking.ids(asked)
    before = {each: one for each, (one, _) in states.items() if one is not None}
    found = {each: other or one for each, (one, other) in states.items()}
    unchanged = await tasks.get_tasks(caller.id, [each for each in ids if each not in states])
    found |= {task.id: task for task in unchanged}
    changed = Changed(
        [task for each in dict.fromkeys(ids) if (task := found.get(each)) is not None],
        applied.change_id,
        [each for each in dict.fromkeys(ids) if each not in found],
    )
    return asking.result(asked, changed, before)


async def _planned_states(
    tasks: TaskService, caller: Caller, by: Origin, plan_id: UUID
) -> dict[UUID, tuple[Task | None, Task | None]]:
    """Each task of a plan, before and after; the plan must be of the same tool and arguments."""

    async def work(connection: AsyncConnection) -> dict[UUID, tuple[Task | None, Task | None]]:
        plan = await repository.find(connection, caller.id, plan_id, tasks.clock())
        if plan is None or (plan.tool, plan.arguments) != (by.tool, by.arguments):
            raise NotFoundError
        found: dict[UUID, tuple[Task | None, Task | None]] = {}
        for change in await repository.list_changes(connection, plan_id):
            async for entries in repository.read_entries(connection, plan_id, change.number):
                found |= {
                    each.entity_id: (_task(each.before), _task(each.state))
                    for each in entries
                    if each.entity is Entity.TASK
                }
        return found

    return await tasks.database.read(work)


def _task(state: Mapping[str, Any] | None) -> Task | None:
    return None if state is None else Task.model_validate(state)


def _counted(count: int) -> str:
    return f"{count} task" if count == 1 else f"{count} tasks"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH_MAX else f"{text[: _SHOWN_LENGTH_MAX - 1]}…"

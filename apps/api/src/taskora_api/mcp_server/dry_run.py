"""Dry runs: the same work with the same refusals, of which a plan is kept and nothing else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from taskora_api.auth.caller import Caller
from taskora_api.database.engine import Once
from taskora_api.errors import NotFoundError
from taskora_api.ledger.entries import Origin
from taskora_api.plans.planning import Planned
from taskora_api.tasks.change_schemas import Changed, Undone
from taskora_api.tasks.service import TaskService

Result = TypeVar("Result", Changed, Undone)


@dataclass(frozen=True, slots=True)
class Performed(Generic[Result]):
    """What was done, or would be; then with the plan by which it can be done."""

    result: Result
    plan_id: UUID | None


async def perform(
    tasks: TaskService,
    caller: Caller,
    origin: Origin,
    work: Callable[[Once | None], Awaitable[Result]],
    *,
    is_dry_run: bool,
) -> Performed[Result]:
    """Do the work, or find out what it would do.

    Raises:
        NotFoundError: there is none of the tasks, beside what the work raises.
    """
    if not is_dry_run:
        return Performed(await work(None), None)
    planned = Planned(caller.id, origin, tasks.stores, _change_of, clock=tasks.clock)
    return Performed(await work(planned), planned.plan.id)


def _change_of(result: Changed | Undone) -> UUID | None:
    if isinstance(result, Changed) and result.missing and not result.tasks:
        raise NotFoundError
    return result.change_id

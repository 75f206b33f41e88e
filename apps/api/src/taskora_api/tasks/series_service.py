"""What can be done with the series of a task that recurs."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import NotFoundError
from taskora_api.ledger.entries import Act, By
from taskora_api.ledger.head import Head
from taskora_api.spaces.access import hold_space
from taskora_api.tasks import series_changes
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.clock import completed_on
from taskora_api.tasks.holding import space_of_task
from taskora_api.tasks.recurrence_schemas import PauseDays, SkippedOccurrence
from taskora_api.tasks.references import check_references
from taskora_api.tasks.schemas import FollowingChanges, Task
from taskora_api.tasks.series_changes import New
from taskora_api.tasks.store import TaskStore, read_tasks
from taskora_api.tasks.transition import Transition
from taskora_api.tasks.writing import make_change
from taskora_api.wire import utc_now

_STORE = TaskStore()
Decide = Callable[[Task, datetime], Transition]


class SeriesService:
    """The use cases. The member who acts is an argument of each.

    All raise NotFoundError for a task that is not there for the caller, RoleMissingError where its
    space may not be changed, InvalidFieldError where the task does not recur, and RecurrenceError.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def skip(
        self,
        member_id: str,
        task_id: UUID,
        body: SkippedOccurrence,
        by: By,
        *,
        once: Once | None = None,
    ) -> Changed:
        """Leave out an occurrence, which is not done; one that is over already stays over."""

        def decide(task: Task, now: datetime) -> Transition:
            day = completed_on(task, now, body.time_zone)
            return series_changes.skip(task, body.occurrence_on, day, now)

        return await self._change(member_id, task_id, by, decide, once)

    async def pause(
        self, member_id: str, task_id: UUID, body: PauseDays, by: By, *, once: Once | None = None
    ) -> Changed:
        """Make nothing due on some days."""

        def decide(task: Task, now: datetime) -> Transition:
            return series_changes.pause(task, body.start_on, body.resumed_on, now)

        return await self._change(member_id, task_id, by, decide, once)

    async def resume(
        self, member_id: str, task_id: UUID, on: date, by: By, *, once: Once | None = None
    ) -> Changed:
        """End the pause that has a day."""

        def decide(task: Task, now: datetime) -> Transition:
            return series_changes.resume(task, on, now)

        return await self._change(member_id, task_id, by, decide, once)

    async def split(
        self,
        member_id: str,
        task_id: UUID,
        body: FollowingChanges,
        by: By,
        *,
        once: Once | None = None,
    ) -> Changed:
        """Change an occurrence and all that follow it.

        Of two tasks, the first has what was before, and the second what follows; where the open
        occurrence was named, there is one.
        """

        async def work(connection: AsyncConnection) -> Changed:
            now = self._clock()
            head, task = await _hold(connection, member_id, task_id, now)
            new = New(uuid4(), member_id, now)
            before, following = series_changes.split(task, body.occurrence_on, body.changes, new)
            await check_references(
                connection,
                head.space_id,
                [following.task],
                set(body.changes.model_fields_set),
            )
            made = [following] if before is None else [before, following]
            act = Act.of(member_id, by, now)
            change_id = await make_change(connection, _STORE, act, head, made)
            return Changed([each.task for each in made], change_id)

        return await self._database.write(work, once)

    async def _change(
        self, member_id: str, task_id: UUID, by: By, decide: Decide, once: Once | None
    ) -> Changed:
        async def work(connection: AsyncConnection) -> Changed:
            now = self._clock()
            head, task = await _hold(connection, member_id, task_id, now)
            made = decide(task, now)
            act = Act.of(member_id, by, now)
            change_id = await make_change(connection, _STORE, act, head, [made])
            return Changed([made.task], change_id)

        return await self._database.write(work, once)


async def _hold(
    connection: AsyncConnection, member_id: str, task_id: UUID, now: datetime
) -> tuple[Head, Task]:
    """Hold the space of a task, and give the task as it is once nobody else can change it."""
    space_id = await space_of_task(connection, member_id, task_id)
    head = await hold_space(connection, member_id, space_id, now)
    found = await read_tasks(connection, head.space_id, [task_id])
    if task_id not in found:
        raise NotFoundError
    return head, found[task_id]

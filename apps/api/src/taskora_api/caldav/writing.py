"""Making, changing and deleting a task of a list, each in one transaction with the ledger."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav import alarms, objects, parents
from taskora_api.caldav.editing import changed, made
from taskora_api.caldav.models import CalendarObjectRecord
from taskora_api.caldav.places import Place, find_place
from taskora_api.calendars.errors import (
    CalendarMissingError,
    ChangedMeanwhileError,
    UidTakenError,
)
from taskora_api.calendars.store import StoredTask
from taskora_api.calendars.todo.changes import Change
from taskora_api.calendars.todo.task import Reminder as Alarm
from taskora_api.ledger.entries import Act, Actor, ChangeKind, Entity, Origin
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.writing import write
from taskora_api.reminders.store import REMINDER_STORE
from taskora_api.spaces.access import hold_space
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.store import TaskStore, read_tasks
from taskora_api.tasks.transition import Transition, delete, is_same
from taskora_api.tasks.writing import make_change

_TASKS = TaskStore()
_REMINDERS = {Entity.REMINDER: REMINDER_STORE}


def origin(tool: str, **arguments: str) -> Origin:
    """From where a change comes that a calendar program has made."""
    return Origin(Actor.CALDAV, tool, dict(arguments))


class Writing:
    """One change of a list that is held."""

    def __init__(
        self, connection: AsyncConnection, member_id: str, place: Place, head: Head, now: datetime
    ) -> None:
        self._connection = connection
        self._member_id = member_id
        self._place = place
        self._head = head
        self._now = now

    @classmethod
    async def begin(
        cls, connection: AsyncConnection, member_id: str, slug: str, now: datetime
    ) -> "Writing":
        """Hold the space of a list, and give the list as it is once nobody else can change it.

        Raises:
            CalendarMissingError: there is no such list for this member.
            RoleMissingError: the member may not change it.
        """
        place = await find_place(connection, member_id, slug)
        if place is None:
            raise CalendarMissingError
        head = await hold_space(connection, member_id, place.space_id, now)
        place = await find_place(connection, member_id, slug)
        if place is None:
            raise CalendarMissingError
        return cls(connection, member_id, place, head, now)

    async def put(self, name: str, change: Change, expected: str | None) -> StoredTask:
        """Make or change the task of a name.

        Raises as `CalendarStore.put` does.
        """
        current = await self._find(name)
        if (None if current is None else current.state) != expected:
            raise ChangedMeanwhileError
        await self._check_uid(name, change.task.uid)
        parent_uid = change.task.parent_uid
        parent_id = await parents.find_parent(self._connection, self._place.space_id, parent_uid)
        transition = await self._transition(current, change, parent_id)
        if transition.task.parent_id is not None and not await parents.is_possible(
            self._connection, transition.task
        ):
            parent_id = None
            transition = await self._transition(current, change, None)
        act = self._act("PUT", name)
        action_id = await make_change(
            self._connection, _TASKS, act, self._head, [transition], kind=_kind(transition)
        )
        is_waiting = parent_id is None and "parent_uid" in change.changed
        record = CalendarObjectRecord(
            task_id=transition.task.id,
            name=name,
            uid=change.task.uid,
            text=change.text,
            parent_uid=parent_uid if is_waiting else None,
            claimed_at=self._now,
        )
        await objects.keep(self._connection, record)
        if "reminders" in change.changed:
            seen = () if current is None else current.task.reminders
            await self._remind(act, transition.task, change, seen, action_id)
        if current is None:
            children = await parents.adopted(
                self._connection,
                self._place.space_id,
                change.task.uid,
                transition.task.id,
                self._now,
            )
            await make_change(
                self._connection, _TASKS, act, self._head, children, action_id=action_id
            )
        stored = await self._find(name)
        if stored is None:
            raise ChangedMeanwhileError
        return stored

    async def delete(self, name: str, expected: str) -> None:
        """Put the task of a name into the trash; its subtasks stay.

        Raises:
            ChangedMeanwhileError: it is not there in that state.
        """
        current = await self._find(name)
        if current is None or current.state != expected:
            raise ChangedMeanwhileError
        space_id = self._place.space_id
        tasks = await read_tasks(self._connection, space_id, [current.id])
        alone = await parents.orphaned(
            self._connection, space_id, current.id, current.task.uid, self._now
        )
        await make_change(
            self._connection,
            _TASKS,
            self._act("DELETE", name),
            self._head,
            [*alone, delete(tasks[current.id])],
            kind=ChangeKind.DELETED,
        )

    async def _remind(
        self,
        act: Act,
        task: Task,
        change: Change,
        seen: Sequence[Alarm],
        action_id: UUID | None,
    ) -> None:
        """Let the member be reminded as they have set it in their program."""
        sent = change.task.reminders
        entries = await alarms.entries(
            self._connection, self._member_id, task, sent=sent, seen=seen, now=self._now
        )
        await write(
            self._connection,
            _REMINDERS,
            act,
            self._head,
            entries,
            description=Description(ChangeKind.CHANGED, [task.title]),
            action_id=action_id,
        )

    async def _transition(
        self, current: StoredTask | None, change: Change, parent_id: UUID | None
    ) -> Transition:
        if current is None:
            return made(change, self._place, self._member_id, parent_id, self._now)
        tasks = await read_tasks(self._connection, self._place.space_id, [current.id])
        return changed(tasks[current.id], change, parent_id, self._now)

    async def _find(self, name: str) -> StoredTask | None:
        found = await named(self._connection, self._member_id, self._place, [name])
        return found[0] if found else None

    async def _check_uid(self, name: str, uid: str) -> None:
        """Refuse a UID that another task of the list has."""
        statement = objects.seen_by(self._member_id).where(
            objects.in_place(self._place), objects.has_uid(uid)
        )
        for each in await objects.read(self._connection, statement):
            if each.task.uid == uid and each.name != name:
                raise UidTakenError(each.name)

    def _act(self, tool: str, name: str) -> Act:
        return Act.of(self._member_id, origin(tool, name=name), self._now)


async def named(
    connection: AsyncConnection, member_id: str, place: Place, names: list[str]
) -> list[StoredTask]:
    """Those tasks of a list that have one of some names."""
    wanted = set(names)
    statement = objects.seen_by(member_id).where(objects.in_place(place), objects.by_names(names))
    found = await objects.read(connection, statement)
    return [each for each in found if each.name in wanted]


def _kind(transition: Transition) -> ChangeKind | None:
    """What only the text of a task says is a change like any other."""
    before, after = transition.before, transition.after
    if before is None or after is None or not is_same(before, after):
        return None
    return ChangeKind.CHANGED

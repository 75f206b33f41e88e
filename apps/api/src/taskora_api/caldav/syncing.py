"""What has changed in a list since a state of it, by the ledger of its space."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, case, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav import objects
from taskora_api.caldav.objects import OBJECTS, TASKS
from taskora_api.caldav.places import Place
from taskora_api.calendars.errors import SyncTokenError
from taskora_api.calendars.store import Changes
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.known import Known, find_known
from taskora_api.ledger.repository import ENTRIES
from taskora_api.tasks.repository import among

_READ_AT_ONCE = 1000


def revision_of(place: Place, known: Known | None = None) -> str:
    """Name a state of a list: the list, and how far the ledger of its space had grown."""
    return f"{place.id.hex}-{(known or place.head).pack()}"


async def sequence_in(connection: AsyncConnection, place: Place, revision: str) -> int:
    """Read a state.

    Raises:
        SyncTokenError: it is of another list, or of a ledger that was another one than this.
    """
    of, _, number = revision.rpartition("-")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 18  # noqa: PLR2004 - bigint.
    if of != place.id.hex or not is_number:
        raise SyncTokenError
    held = {place.space_id: Known.unpack(int(number))}
    found = await find_known(connection, {place.space_id: place.head}, held)
    if not found:
        raise SyncTokenError
    return found[place.space_id].sequence


async def all_of(connection: AsyncConnection, member_id: str, place: Place, limit: int) -> Changes:
    """Everything in a list, in the order in which it was changed last."""
    statement = (
        objects.seen_by(member_id)
        .where(objects.in_place(place))
        .order_by(TASKS.c.sequence, TASKS.c.id)
    )
    rows = (await connection.execute(statement.limit(limit + 1))).all()
    if len(rows) <= limit:
        found = tuple(map(objects.stored_of, rows))
        return Changes(changed=found, removed=(), revision=revision_of(place))
    last = rows[limit - 1].sequence
    held = {place.space_id: Known(last)}
    known = await find_known(connection, {place.space_id: place.head}, held)
    # Tasks from before there was a ledger have no entry of their own, and come together.
    given = await objects.read(connection, statement.where(TASKS.c.sequence <= last))
    revision = revision_of(place, known[place.space_id])
    return Changes(changed=tuple(given), removed=(), revision=revision, is_whole=False)


async def since(
    connection: AsyncConnection, member_id: str, place: Place, sequence: int, limit: int
) -> Changes:
    """What has changed after an entry of the ledger, each task once, as it is now."""
    touched = _Touched(place, limit)
    while not touched.is_full:
        last = sequence if touched.last is None else touched.last.sequence
        rows = await _entries_after(connection, member_id, place.space_id, last)
        touched.take(rows)
        if len(rows) < _READ_AT_ONCE:
            break
    is_here = objects.in_place(place) & among(list(touched.tasks))
    found = await objects.read(connection, objects.seen_by(member_id).where(is_here))
    there = {each.id for each in found}
    left = [each for each in touched.tasks if touched.tasks[each] and each not in there]
    names = {each.name for each in found}
    removed = await _names_of(connection, left)
    is_whole = not touched.is_full
    return Changes(
        changed=tuple(found),
        removed=tuple(name for name in removed if name not in names),
        revision=revision_of(place) if is_whole else revision_of(place, touched.last),
        is_whole=is_whole,
    )


class _Touched:
    """Tasks that entries are about, and whether each was in the list before or after one."""

    def __init__(self, place: Place, limit: int) -> None:
        self._project = None if place.project_id is None else str(place.project_id)
        self._limit = limit
        self.tasks: dict[UUID, bool] = {}
        self.last: Known | None = None
        self.is_full = False

    def take(self, rows: Sequence[Any]) -> None:
        """Go through entries as far as there is room for their tasks."""
        for row in rows:
            if row.task_id not in self.tasks and len(self.tasks) == self._limit:
                self.is_full = True
                return
            # A reminder says nothing of where its task is.
            was_here = row.entity == Entity.TASK and (
                row.erased_at is not None
                or self._is_here(row.before, None)
                or self._is_here(row.after, row.before)
            )
            self.tasks[row.task_id] = self.tasks.get(row.task_id, False) or was_here
            self.last = Known.of(row.sequence, row.hash)

    def _is_here(self, state: dict[str, Any] | None, before: dict[str, Any] | None) -> bool:
        """Say of a state, or of what differs from the one before, that it is in the list."""
        if state is None:
            return False
        whole = {**(before or {}), **state}
        return bool(whole.get("project_id") == self._project)


async def _entries_after(
    connection: AsyncConnection, member_id: str, space_id: UUID, sequence: int
) -> Sequence[Any]:
    """Entries about tasks, and about the member's own reminders, each with its task."""
    state = func.coalesce(ENTRIES.c.before, ENTRIES.c.after, type_=JSONB)
    is_reminder = (ENTRIES.c.entity == Entity.REMINDER) & (state["member_id"].astext == member_id)
    columns = ("sequence", "hash", "entity", "before", "after", "erased_at")
    statement = (
        select(
            *(ENTRIES.c[name] for name in columns),
            case(
                (is_reminder, cast(state["task_id"].astext, Uuid())), else_=ENTRIES.c.task_id
            ).label("task_id"),
        )
        .where(
            ENTRIES.c.space_id == space_id,
            ENTRIES.c.sequence > sequence,
            or_(ENTRIES.c.entity == Entity.TASK, is_reminder),
        )
        .order_by(ENTRIES.c.sequence)
        .limit(_READ_AT_ONCE)
    )
    return (await connection.execute(statement)).all()


async def _names_of(connection: AsyncConnection, task_ids: Sequence[UUID]) -> list[str]:
    """Under which names tasks were that are not in the list any more."""
    if not task_ids:
        return []
    these = among(task_ids, OBJECTS, "task_id")
    statement = select(OBJECTS.c.task_id, OBJECTS.c.name).where(these)
    known = {row.task_id: row.name for row in (await connection.execute(statement)).all()}
    return [known.get(each, objects.default_name(each)) for each in task_ids]

"""What can be done with saved views."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import MISSING
from sqlalchemy import Table, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import InvalidFieldError, TooManyError
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.position import position_between
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.table_store import TableStore
from taskora_api.ledger.writing import write
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.parts import hold_part
from taskora_api.spaces.personal import personal_space_id
from taskora_api.spaces.repository import spaces_of
from taskora_api.views.models import ViewRecord
from taskora_api.views.reading import canonical_filter, canonical_sort, faults_of
from taskora_api.views.schemas import VIEWS_MAX, ListedView, NewView, View, ViewChanges, ViewList
from taskora_api.wire import utc_now

_VIEWS: Table = ViewRecord.__table__  # type: ignore[attr-defined]
VIEW_STORE = TableStore(_VIEWS, View)
AnyRow = Row[Any]


class ViewService:
    """The use cases. The member who acts is an argument of each."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._clock = clock

    async def list_views(self, member_id: str, space_id: UUID | None = None) -> ViewList:
        """The views of a member's spaces, or of one of them; each says what is wrong with it."""

        async def work(connection: AsyncConnection) -> ViewList:
            rows = await _list(connection, member_id, space_id)
            filters = [(row.space_id, row.filter) for row in rows]
            faults = await faults_of(connection, member_id, filters)
            views = [View.model_validate(row).model_dump() for row in rows]
            pairs = zip(views, faults, strict=True)
            return ViewList(items=[ListedView(**view, fault=fault) for view, fault in pairs])

        return await self._database.read(work)

    async def add_view(
        self, member_id: str, new: NewView, by: By, *, once: Once | None = None
    ) -> tuple[View, UUID | None]:
        """Add a view, as the last one of its space.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller may not change it.
            TooManyError: the space has as many views as it may have.
            FilterError: the filter or the order is none, or a name in it stands for nothing.
        """

        async def work(connection: AsyncConnection) -> tuple[View, UUID | None]:
            now = self._clock()
            space_id = new.space_id or personal_space_id(member_id)
            head = await hold_space(connection, member_id, space_id, now)
            others = await _list(connection, member_id, space_id)
            if len(others) >= VIEWS_MAX:
                raise TooManyError("views")
            view = View(
                id=uuid4(),
                space_id=space_id,
                name=new.name,
                filter=await canonical_filter(connection, member_id, space_id, new.filter),
                sort=canonical_sort(new.sort),
                grouping=new.grouping,
                position=position_between(others[-1].position if others else None, None),
                created_at=now,
            )
            act = Act.of(member_id, by, now)
            entry = entry_of(Entity.VIEW, view.id, None, VIEW_STORE.state_of(view))
            return view, await self._write(connection, act, head, entry, ChangeKind.ADDED)

        return await self._database.write(work, once)

    async def change_view(
        self,
        member_id: str,
        view_id: UUID,
        changes: ViewChanges,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[View, UUID | None]:
        """Change or move a view.

        Raises:
            NotFoundError: there is no such view, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
            InvalidFieldError: `after_id` names none of its space.
            FilterError: the filter or the order is none, or a name in it stands for nothing.
        """

        async def work(connection: AsyncConnection) -> tuple[View, UUID | None]:
            now = self._clock()
            head, before = await hold_part(connection, VIEW_STORE, member_id, view_id, now)
            after = before | await _changed(connection, member_id, before, changes)
            act = Act.of(member_id, by, now)
            entry = entry_of(Entity.VIEW, view_id, before, after)
            change_id = await self._write(connection, act, head, entry, ChangeKind.CHANGED)
            return View.model_validate(after), change_id

        return await self._database.write(work, once)

    async def delete_view(
        self, member_id: str, view_id: UUID, by: By, *, once: Once | None = None
    ) -> UUID | None:
        """Delete a view; the tasks in it stay.

        Raises:
            NotFoundError: there is no such view, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
        """

        async def work(connection: AsyncConnection) -> UUID | None:
            now = self._clock()
            head, before = await hold_part(connection, VIEW_STORE, member_id, view_id, now)
            act = Act.of(member_id, by, now)
            entry = entry_of(Entity.VIEW, view_id, before, None)
            return await self._write(connection, act, head, entry, ChangeKind.DELETED)

        return await self._database.write(work, once)

    async def _write(
        self, connection: AsyncConnection, act: Act, head: Head, entry: Entry, kind: ChangeKind
    ) -> UUID | None:
        name = (entry.state or entry.before or {})["name"]
        description = Description(kind, [name])
        return await write(connection, self._stores, act, head, [entry], description=description)


async def _list(
    connection: AsyncConnection, member_id: str, space_id: UUID | None
) -> Sequence[AnyRow]:
    """The views that a member may see, in the order of each space."""
    statement = (
        select(_VIEWS)
        .where(_VIEWS.c.space_id.in_(spaces_of(member_id, space_id)))
        .order_by(_VIEWS.c.space_id, _VIEWS.c.position, _VIEWS.c.id)
    )
    return (await connection.execute(statement)).all()


async def _changed(
    connection: AsyncConnection, member_id: str, before: State, changes: ViewChanges
) -> State:
    """The fields that become different."""
    space_id = UUID(before["space_id"])
    values: State = {}
    if changes.name is not MISSING:
        values["name"] = changes.name
    if changes.filter is not MISSING:
        text = changes.filter
        values["filter"] = await canonical_filter(connection, member_id, space_id, text)
    if changes.sort is not MISSING:
        values["sort"] = canonical_sort(changes.sort)
    if changes.grouping is not MISSING:
        values["grouping"] = changes.grouping.value
    if changes.after_id is not MISSING:
        others = await _list(connection, member_id, space_id)
        rest = [row for row in others if row.id != UUID(before["id"])]
        values["position"] = _place(changes.after_id, rest)
    return values


def _place(after_id: UUID | None, rest: Sequence[AnyRow]) -> str:
    """The key of the place after one of the others, or at the beginning."""
    if after_id is None:
        return position_between(None, rest[0].position if rest else None)
    number = next((number for number, row in enumerate(rest) if row.id == after_id), None)
    if number is None:
        raise InvalidFieldError("after_id", "reference_missing")
    following = rest[number + 1].position if number + 1 < len(rest) else None
    return position_between(rest[number].position, following)

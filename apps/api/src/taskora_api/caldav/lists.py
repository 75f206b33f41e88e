"""Making, changing and deleting a list: a project of the product, and how a member sees it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav.models import CalendarListRecord
from taskora_api.caldav.places import LISTS, Place, find_place
from taskora_api.caldav.writing import origin
from taskora_api.calendars.errors import (
    CalendarError,
    CalendarExistsError,
    CalendarKeptError,
    CalendarMissingError,
    Code,
    ReadOnlyError,
)
from taskora_api.calendars.store import Property
from taskora_api.database.engine import Database
from taskora_api.ledger.entries import Entry
from taskora_api.ledger.stores import Stores
from taskora_api.projects.kinds import PROJECT
from taskora_api.projects.schemas import NewProject, PlaceChanges, Project
from taskora_api.projects.service import ProjectService
from taskora_api.tasks import repository
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.subtasks import with_subtasks
from taskora_api.tasks.transition import delete as trashed


class ListService:
    """The use cases. The member who acts is an argument of each."""

    def __init__(self, database: Database, stores: Stores) -> None:
        self._database = database
        self._projects = ProjectService(database, stores, trash_place)

    async def create(
        self, member_id: str, slug: str, name: str, properties: Mapping[Property, str]
    ) -> None:
        """Make a project in the member's own space, under the address that a program chose.

        Raises:
            CalendarExistsError: the member has a list at this address.
            TooManyError: the space has as many projects as it may have.
        """
        new = _checked(lambda: NewProject(name=name))
        address = _Address(member_id, slug, properties)
        await self._projects.add_project(
            member_id, new, origin("MKCALENDAR", slug=slug), once=address
        )

    async def change(
        self,
        member_id: str,
        slug: str,
        name: str | None,
        properties: Mapping[Property, str | None],
    ) -> None:
        """Rename a project for everybody, or a space for the member alone; and set properties.

        Raises:
            CalendarMissingError: there is no such list for this member.
            ReadOnlyError: the member may not change it.
        """
        place = await self._writable(member_id, slug)
        if name is not None and place.project_id is not None and name != place.name:
            changes = _checked(lambda: PlaceChanges(name=name))
            by = origin("PROPPATCH", slug=slug)
            await self._projects.change(PROJECT, member_id, place.project_id, changes, by)
        merged = {**place.properties, **{str(each): text for each, text in properties.items()}}
        record = CalendarListRecord(
            member_id=member_id,
            place_id=place.id,
            slug=slug,
            name=name if place.project_id is None else None,
            properties={each: text for each, text in merged.items() if text is not None},
        )
        is_renamed = record.name is not None
        await self._database.write(lambda c: _keep(c, record, is_renamed=is_renamed))

    async def delete(self, member_id: str, slug: str) -> None:
        """Delete a project, and put its tasks into the trash, as one change.

        Raises:
            CalendarMissingError: there is no such list for this member.
            CalendarKeptError: it is that of a space.
        """
        place = await self._writable(member_id, slug)
        if place.project_id is None:
            raise CalendarKeptError
        by = origin("DELETE", slug=slug)
        await self._projects.delete(PROJECT, member_id, place.project_id, by)

    async def _writable(self, member_id: str, slug: str) -> Place:
        place = await self._database.read(lambda c: find_place(c, member_id, slug))
        if place is None:
            raise CalendarMissingError
        if not place.can_write:
            raise ReadOnlyError
        return place


async def trash_place(
    connection: AsyncConnection,
    space_id: UUID,
    field: str,
    place_id: UUID,
    now: datetime,  # noqa: ARG001 - of who leaves tasks where they are.
) -> Sequence[Entry]:
    """The entries by which the tasks of a project go into the trash, with all below them."""
    rows = await repository.lock_naming(connection, space_id, field, [place_id])
    named = {row.id: Task.model_validate(row._asdict()) for row in rows}
    tasks = await with_subtasks(connection, space_id, named)
    return [trashed(task).entry() for task in reversed(tasks.values())]


class _Address:
    """Gives a new project its address, in the transaction that makes it."""

    def __init__(self, member_id: str, slug: str, properties: Mapping[Property, str]) -> None:
        self._member_id = member_id
        self._slug = slug
        self._properties = {str(each): text for each, text in properties.items()}

    async def before(self, connection: AsyncConnection) -> None:
        """Refuse an address that is taken."""
        if await find_place(connection, self._member_id, self._slug) is not None:
            raise CalendarExistsError

    async def after(self, connection: AsyncConnection, result: object) -> None:
        """Keep the address; a list that had it and is gone does not have it any more."""
        project, _ = _made(result)
        await connection.execute(
            delete(LISTS).where(LISTS.c.member_id == self._member_id, LISTS.c.slug == self._slug)
        )
        record = CalendarListRecord(
            member_id=self._member_id,
            place_id=project.id,
            slug=self._slug,
            properties=self._properties,
        )
        if await find_place(connection, self._member_id, self._slug) is not None:
            raise CalendarExistsError
        await _keep(connection, record, is_renamed=False)


def _made(result: object) -> tuple[Project, object]:
    if not (isinstance(result, tuple) and isinstance(result[0], Project)):
        raise TypeError("no project was made")
    return result


async def _keep(
    connection: AsyncConnection, record: CalendarListRecord, *, is_renamed: bool
) -> None:
    statement = upsert(LISTS).values(record.model_dump())
    names = ("properties", "name") if is_renamed else ("properties",)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["member_id", "place_id"],
            set_={name: statement.excluded[name] for name in names},
        )
    )


def _checked(make: Any) -> Any:  # noqa: ANN401 - what is made.
    """Make what a request would send; a name that nobody could give is refused."""
    try:
        return make()
    except ValidationError:
        raise CalendarError(Code.VALUE, "the name is too long for a list, or not seen") from None

"""What can be done with projects and their sections."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.errors import NotFoundError, TooManyError
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.position import position_between
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.writing import write
from taskora_api.projects import repository
from taskora_api.projects.kinds import PROJECT, SECTION, Place, PlaceKind
from taskora_api.projects.placing import changed
from taskora_api.projects.repository import PROJECTS
from taskora_api.projects.schemas import (
    PROJECTS_MAX,
    SECTIONS_MAX,
    NewProject,
    NewSection,
    PlaceChanges,
    Project,
    ProjectList,
    Section,
    SectionList,
)
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.parts import hold_part
from taskora_api.spaces.personal import personal_space_id
from taskora_api.wire import utc_now

# The entries by which no task of a space is in a project, or in a section, any more.
Emptying = Callable[[AsyncConnection, UUID, str, UUID, datetime], Awaitable[Sequence[Entry]]]


class ProjectService:
    """The use cases. The member who acts is an argument of each."""

    def __init__(
        self,
        database: Database,
        stores: Stores,
        empty: Emptying,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take how tasks are taken out of what is deleted: this room does not know of tasks."""
        self._database = database
        self._stores = stores
        self._empty = empty
        self._clock = clock

    async def list_projects(self, member_id: str, space_id: UUID | None = None) -> ProjectList:
        """The projects of a member's spaces, or of one of them."""
        rows = await self._database.read(lambda c: repository.list_projects(c, member_id, space_id))
        return ProjectList(items=[Project.model_validate(row) for row in rows])

    async def list_sections(self, member_id: str, project_id: UUID) -> SectionList:
        """The sections of a project.

        Raises:
            NotFoundError: there is no such project, or the caller may not see it.
        """

        async def work(connection: AsyncConnection) -> SectionList:
            if await repository.find(connection, PROJECTS, member_id, project_id) is None:
                raise NotFoundError
            rows = await repository.list_sections(connection, member_id, project_id)
            return SectionList(items=[Section.model_validate(row) for row in rows])

        return await self._database.read(work)

    async def add_project(
        self, member_id: str, new: NewProject, by: By, *, once: Once | None = None
    ) -> tuple[Project, UUID | None]:
        """Add a project, as the last one of its space.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller may not change it.
            TooManyError: the space has as many projects as it may have.
        """

        async def work(connection: AsyncConnection) -> tuple[Project, UUID | None]:
            now = self._clock()
            space_id = new.space_id or personal_space_id(member_id)
            head = await hold_space(connection, member_id, space_id, now)
            others = await repository.list_projects(connection, member_id, space_id)
            if len(others) >= PROJECTS_MAX:
                raise TooManyError("projects")
            project = Project(
                id=uuid4(),
                space_id=space_id,
                name=new.name,
                position=position_between(others[-1].position if others else None, None),
                archived_at=None,
                created_at=now,
            )
            act = Act.of(member_id, by, now)
            entry = entry_of(Entity.PROJECT, project.id, None, PROJECT.store.state_of(project))
            return project, await self._write(connection, act, head, [entry], title=project.name)

        return await self._database.write(work, once)

    async def add_section(
        self,
        member_id: str,
        project_id: UUID,
        new: NewSection,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[Section, UUID | None]:
        """Add a section, as the last one of its project.

        Raises as `add_project` does, also NotFoundError for a project that is not there.
        """

        async def work(connection: AsyncConnection) -> tuple[Section, UUID | None]:
            now = self._clock()
            head, _ = await hold_part(connection, PROJECT.store, member_id, project_id, now)
            others = await repository.list_sections(connection, member_id, project_id)
            if len(others) >= SECTIONS_MAX:
                raise TooManyError("sections")
            section = Section(
                id=uuid4(),
                space_id=head.space_id,
                project_id=project_id,
                name=new.name,
                position=position_between(others[-1].position if others else None, None),
                archived_at=None,
                created_at=now,
            )
            act = Act.of(member_id, by, now)
            entry = entry_of(Entity.SECTION, section.id, None, SECTION.store.state_of(section))
            return section, await self._write(connection, act, head, [entry], title=section.name)

        return await self._database.write(work, once)

    async def change(
        self,
        kind: PlaceKind[Place],
        member_id: str,
        entity_id: UUID,
        changes: PlaceChanges,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[Place, UUID | None]:
        """Rename, archive or move a project or a section.

        Raises:
            NotFoundError: there is no such thing, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
            InvalidFieldError: `after_id` names none beside it.
        """

        async def work(connection: AsyncConnection) -> tuple[Place, UUID | None]:
            now = self._clock()
            head, before = await hold_part(connection, kind.store, member_id, entity_id, now)
            others = await kind.list_beside(connection, member_id, before)
            after = before | changed(before, changes, others, now)
            act = Act.of(member_id, by, now)
            entry = entry_of(kind.entity, entity_id, before, after)
            change_id = await self._write(connection, act, head, [entry], title=after["name"])
            return kind.model.model_validate(after), change_id

        return await self._database.write(work, once)

    async def delete(
        self,
        kind: PlaceKind[Place],
        member_id: str,
        entity_id: UUID,
        by: By,
        *,
        once: Once | None = None,
    ) -> UUID | None:
        """Delete a project with its sections, or a section; the tasks in it stay.

        Raises:
            NotFoundError: there is no such thing, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
        """

        async def work(connection: AsyncConnection) -> UUID | None:
            now = self._clock()
            head, before = await hold_part(connection, kind.store, member_id, entity_id, now)
            entries = [
                *await self._empty(connection, head.space_id, kind.field, entity_id, now),
                *await _sections_within(connection, kind.entity, member_id, entity_id),
                entry_of(kind.entity, entity_id, before, None),
            ]
            act = Act.of(member_id, by, now)
            return await self._write(
                connection, act, head, entries, title=before["name"], kind=ChangeKind.DELETED
            )

        return await self._database.write(work, once)

    async def _write(
        self,
        connection: AsyncConnection,
        act: Act,
        head: Head,
        entries: Sequence[Entry],
        *,
        title: str,
        kind: ChangeKind | None = None,
    ) -> UUID | None:
        is_added = entries[0].before is None
        usual = ChangeKind.ADDED if is_added else ChangeKind.CHANGED
        description = Description(kind or usual, [title])
        return await write(connection, self._stores, act, head, entries, description=description)


async def _sections_within(
    connection: AsyncConnection, entity: Entity, member_id: str, entity_id: UUID
) -> list[Entry]:
    """The entries by which the sections of a project go with it."""
    if entity is not Entity.PROJECT:
        return []
    rows = await repository.list_sections(connection, member_id, entity_id)
    return [entry_of(Entity.SECTION, row.id, SECTION.store.state_of(row), None) for row in rows]

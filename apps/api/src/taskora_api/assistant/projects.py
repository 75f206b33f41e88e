"""The projects that a person can mean by a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.assistant.state import FieldChanges
from taskora_api.language.matching import folded
from taskora_api.projects import repository as projects
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.personal import personal_space_id
from taskora_api.tasks.service import TaskService

_CANNOT_CHANGE = "viewer"


@dataclass(frozen=True)
class Project:
    """A project as answers name it."""

    id: UUID
    space_id: UUID
    name: str


@dataclass(frozen=True)
class Projects:
    """Those in which the person may change tasks: of each space by what they are called."""

    by_space: Mapping[UUID, Mapping[str, Project]] = field(
        default_factory=dict[UUID, Mapping[str, Project]]
    )
    # What the spaces are called that are not the person's own.
    shared: Mapping[UUID, str] = field(default_factory=dict[UUID, str])

    def of_space(self, space_id: UUID, name: str) -> Project | None:
        """Find a project of a space, whatever the case and punctuation of its name."""
        return self.by_space.get(space_id, {}).get(folded(name))

    def find(self, name: str) -> Project | None:
        """Find a project in any space, in the person's own before others."""
        found = (self.of_space(space_id, name) for space_id in self.by_space)
        return next((each for each in found if each is not None), None)


async def projects_for(tasks: TaskService, member_id: str, fields: FieldChanges) -> Projects:
    """Read the projects where a change names one."""
    return await read_projects(tasks, member_id) if fields.project else Projects()


async def read_projects(tasks: TaskService, member_id: str) -> Projects:
    """Read the projects that are not archived."""

    async def work(connection: AsyncConnection) -> Projects:
        seen = await spaces.list_all(connection, member_id)
        own = personal_space_id(member_id)
        can_change = [each.id for each in seen if each.role != _CANNOT_CHANGE]
        by_space: dict[UUID, dict[str, Project]] = {
            space_id: {} for space_id in sorted(can_change, key=lambda each: each != own)
        }
        for row in await projects.list_projects(connection, member_id, None):
            named = by_space.get(row.space_id)
            if named is not None and row.archived_at is None:
                named.setdefault(folded(row.name), Project(row.id, row.space_id, row.name))
        return Projects(by_space, {each.id: each.name for each in seen if each.id != own})

    return await tasks.database.read(work)

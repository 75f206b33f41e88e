"""What tasks would name, once an undo has brought them back, that is not there any more."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.chain import State
from taskora_api.ledger.stores import Among
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.spaces import repository as spaces
from taskora_api.tasks import repository
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.references import DEPTH_MAX, levels_below

REFERENCES = frozenset({"project_id", "section_id", "parent_id", "assignee_id"})

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
_SECTIONS: Table = SectionRecord.__table__  # type: ignore[attr-defined]


async def unmet_references(
    connection: AsyncConnection, space_id: UUID, states: Mapping[UUID, State], among: Among
) -> dict[UUID, frozenset[str]]:
    """The fields of each task that would name what is not there, or put it below itself."""
    projects = await _projects(connection, space_id, states, among)
    sections = await _sections(connection, space_id, states, among)
    members = {row.member_id for row in await spaces.list_members(connection, space_id)}
    parents = await _parents(connection, space_id, states, among)
    found: dict[UUID, frozenset[str]] = {}
    for task_id, state in states.items():
        unmet: set[str] = set()
        if _named(state, "project_id") not in {None, *projects}:
            unmet |= {"project_id", "section_id"}
        section = _named(state, "section_id")
        if section is not None and sections.get(section) != _named(state, "project_id"):
            unmet.add("section_id")
        if state.get("assignee_id") not in {None, *members}:
            unmet.add("assignee_id")
        below = 0 if task_id in among.coming else await levels_below(connection, space_id, task_id)
        if not _is_placed(task_id, _named(state, "parent_id"), parents, below):
            unmet.add("parent_id")
        found[task_id] = frozenset(unmet)
    return found


def _named(state: State, field: str) -> UUID | None:
    value = state.get(field)
    return None if value is None else UUID(str(value))


async def _projects(
    connection: AsyncConnection, space_id: UUID, states: Mapping[UUID, State], among: Among
) -> set[UUID]:
    """Those of the projects that will be there."""
    every = {_named(state, "project_id") for state in states.values()}
    wanted = {each for each in every if each is not None}
    if not wanted:
        return set()
    statement = select(_PROJECTS.c.id).where(
        _PROJECTS.c.space_id == space_id, repository.among(list(wanted), _PROJECTS)
    )
    found = set((await connection.execute(statement)).scalars())
    return (found | (wanted & among.coming)) - among.going


async def _sections(
    connection: AsyncConnection, space_id: UUID, states: Mapping[UUID, State], among: Among
) -> dict[UUID, UUID | None]:
    """The project of each section that will be there; one that comes back is in its task's."""
    named = {
        section: _named(state, "project_id")
        for state in states.values()
        if (section := _named(state, "section_id")) is not None
    }
    if not named:
        return {}
    statement = select(_SECTIONS.c.id, _SECTIONS.c.project_id).where(
        _SECTIONS.c.space_id == space_id, repository.among(list(named), _SECTIONS)
    )
    found = {row.id: row.project_id for row in (await connection.execute(statement)).all()}
    back = {section: project for section, project in named.items() if section in among.coming}
    return {section: v for section, v in (found | back).items() if section not in among.going}


async def _parents(
    connection: AsyncConnection, space_id: UUID, states: Mapping[UUID, State], among: Among
) -> dict[UUID, UUID | None]:
    """The parent of each task that will be there, level by level up from the tasks."""
    known = {task_id: _named(state, "parent_id") for task_id, state in states.items()}
    for _ in range(DEPTH_MAX):
        wanted = {each for each in known.values() if each is not None} - known.keys() - among.going
        if not wanted:
            break
        statement = select(_TASKS.c.id, _TASKS.c.parent_id).where(
            _TASKS.c.space_id == space_id, repository.among(list(wanted))
        )
        found = {row.id: row.parent_id for row in (await connection.execute(statement)).all()}
        if not found:
            break
        known |= found
    return known


def _is_placed(
    task_id: UUID, parent_id: UUID | None, parents: Mapping[UUID, UUID | None], below: int
) -> bool:
    """Say whether the parents of a task end, in time, with one that is below no other."""
    above = 0
    while parent_id is not None:
        above += 1
        if parent_id == task_id or parent_id not in parents or above + below >= DEPTH_MAX:
            return False
        parent_id = parents[parent_id]
    return True

"""Projects and sections on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field, StrictBool, StringConstraints

from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

NAME_LENGTH_MAX = 200
PROJECTS_MAX = 500
SECTIONS_MAX = 200

Name = Annotated[Line, StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX)]
AfterId = Annotated[
    UUID | None, Field(description="Moves it after this one; null moves it to the beginning.")
]


class Placed(ResponseBody):
    """What projects and sections have in common."""

    id: UUID
    space_id: UUID
    name: str
    # Sorts those beside each other, as text by its code points.
    position: str
    archived_at: datetime | None
    created_at: datetime


class Project(Placed):
    """Tasks of a space with one purpose."""


class Section(Placed):
    """A part of a project."""

    project_id: UUID


class ProjectList(ResponseBody):
    """The projects of the caller's spaces, in the order of each space."""

    items: list[Project]


class SectionList(ResponseBody):
    """The sections of a project, in their order."""

    items: list[Section]


class NewProject(RequestBody):
    """A project to add, as the last one; without a space to the caller's own."""

    name: Name
    space_id: UUID | None = None


class NewSection(RequestBody):
    """A section to add to a project, as its last one."""

    name: Name


class PlaceChanges(RequestBody):
    """The fields to change of a project or a section; what is absent stays."""

    name: Name | MISSING = MISSING
    archived: StrictBool | MISSING = MISSING
    after_id: AfterId | MISSING = MISSING

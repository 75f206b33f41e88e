"""Saved views on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field, StringConstraints

from taskora_api.filters.errors import Code
from taskora_api.filters.limits import TEXT_LENGTH_MAX as FILTER_LENGTH_MAX
from taskora_api.filters.sorting import TEXT_LENGTH_MAX as SORT_LENGTH_MAX
from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

NAME_LENGTH_MAX = 200
VIEWS_MAX = 200

ViewName = Annotated[Line, StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX)]
FilterText = Annotated[
    str,
    StringConstraints(max_length=FILTER_LENGTH_MAX),
    Field(description="As docs/filters.md has it; it is kept in its canonical form."),
]
SortText = Annotated[str, StringConstraints(max_length=SORT_LENGTH_MAX)]
AfterId = Annotated[
    UUID | None, Field(description="Moves it after this one; null moves it to the beginning.")
]


class Grouping(StrEnum):
    """Under which headings a view shows its tasks."""

    NONE = "none"
    PROJECT = "project"
    SECTION = "section"
    PRIORITY = "priority"
    DUE = "due"
    TAG = "tag"
    ASSIGNEE = "assignee"


class View(ResponseBody):
    """A filter with a name. In a shared space it is about the tasks of that space."""

    id: UUID
    space_id: UUID
    name: str
    filter: str
    sort: str
    grouping: Grouping
    # Sorts the views of a space, as text by its code points.
    position: str
    created_at: datetime


class ViewFault(ResponseBody):
    """Why a view shows nothing any more, and where in its filter that stands."""

    code: Code
    message: str
    start: int
    end: int


class ListedView(View):
    """A view, and what is wrong with it: a project that it names may be gone."""

    fault: ViewFault | None = None


class ViewList(ResponseBody):
    """The views of the caller's spaces, in the order of each space."""

    items: list[ListedView]


class NewView(RequestBody):
    """A view to add, as the last one; without a space to the caller's own."""

    name: ViewName
    space_id: UUID | None = None
    filter: FilterText = ""
    sort: SortText = ""
    grouping: Grouping = Grouping.NONE


class ViewChanges(RequestBody):
    """The fields to change; what is absent stays."""

    name: ViewName | MISSING = MISSING
    filter: FilterText | MISSING = MISSING
    sort: SortText | MISSING = MISSING
    grouping: Grouping | MISSING = MISSING
    after_id: AfterId | MISSING = MISSING

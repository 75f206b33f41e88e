"""Feeds on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from taskora_api.text import Line
from taskora_api.wire import RequestBody, ResponseBody

NAME_LENGTH_MAX = 100
FEEDS_MAX = 50

FeedName = Annotated[Line, StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX)]
FeedPath = Annotated[
    str | None,
    Field(description="The path at this host; shown this once, null in a repeated answer."),
]


class NewCalendarFeed(RequestBody):
    """A feed to make; without a space it is of all that the caller sees."""

    name: FeedName
    space_id: UUID | None = None


class CalendarFeed(ResponseBody):
    """A feed as its owner sees it later; its address is not kept."""

    id: UUID
    name: str
    space_id: UUID | None
    created_at: datetime


class CalendarFeedAddress(CalendarFeed):
    """A feed with its new address."""

    path: FeedPath


class CalendarFeedList(ResponseBody):
    """All feeds of a person, the newest first."""

    items: list[CalendarFeed]

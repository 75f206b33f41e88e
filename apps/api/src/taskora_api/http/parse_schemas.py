"""The grammar on the wire."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from taskora_api.text import TypedLine
from taskora_api.wire import LocaleName, RequestBody, ResponseBody, TimeZoneName, WrittenTime

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2900, 1, 1, tzinfo=UTC)


class ParseRequest(RequestBody):
    """A line as typed.

    `now` is for callers that must decide what "tomorrow" means. `locale` is the BCP 47 tag of who
    writes: it says in which language a line is read, where there is a grammar of it, and whether
    "5/12" begins with the day. Without it that is English, where the month comes first.
    """

    text: TypedLine
    time_zone: TimeZoneName = "UTC"
    locale: LocaleName | None = None
    now: (
        Annotated[
            AwareDatetime,
            Field(
                ge=_EARLIEST,
                lt=_LATEST,
                description="From 1970 to 2899.",
                json_schema_extra={"pattern": "^(19[7-9]|2[0-8][0-9])[0-9]-"},
            ),
            WrittenTime,
        ]
        | None
    ) = None


class ParsedSpan(ResponseBody):
    """A part of the text that has a meaning; offsets are UTF-16 units, as in JavaScript."""

    start: int
    end: int
    kind: Literal["command", "date"]


class ParseResult(ResponseBody):
    """What quick add would make of the text."""

    title: str
    due_on: date | None
    spans: list[ParsedSpan]

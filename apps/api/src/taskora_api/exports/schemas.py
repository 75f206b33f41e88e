"""Formats of exports on the wire."""

from enum import StrEnum

from taskora_api.exchange.documents import Source
from taskora_api.wire import ResponseBody


class ExportFormat(StrEnum):
    """In which format a space is exported."""

    TASKORA_JSON = Source.TASKORA_JSON.value
    TASKORA_CSV = Source.TASKORA_CSV.value
    TODOIST = Source.TODOIST.value
    ICALENDAR = Source.ICALENDAR.value
    MARKDOWN = Source.MARKDOWN.value


class FormatLoss(ResponseBody):
    """Something that a format cannot keep, and why."""

    what: str
    why: str


class FormatDescription(ResponseBody):
    """A format: its files, and what is lost in them; importing one gives back exactly the rest."""

    format: ExportFormat
    media_type: str
    extension: str
    losses: list[FormatLoss]


class FormatList(ResponseBody):
    """All formats."""

    items: list[FormatDescription]

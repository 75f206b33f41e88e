"""Exporting a document: what a format cannot keep is taken away, and the rest is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from taskora_api.exchange.documents import Source, TaskDocument
from taskora_api.exchange.losses import icalendar, markdown, todoist
from taskora_api.exchange.losses.loss import Loss, without
from taskora_api.exchange.writers import icalendar_file, taskora_csv, taskora_json
from taskora_api.exchange.writers import markdown as markdown_file
from taskora_api.exchange.writers import todoist as todoist_archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that is written: what it cannot keep, its writer, and how its files are named."""

    losses: tuple[Loss, ...]
    write: Callable[[TaskDocument], Iterator[bytes]]
    extension: str
    media_type: str


FORMATS: Mapping[Source, Format] = {
    Source.TASKORA_JSON: Format(
        losses=(), write=taskora_json.write, extension="json", media_type="application/json"
    ),
    Source.TASKORA_CSV: Format(
        losses=(), write=taskora_csv.write, extension="csv", media_type="text/csv"
    ),
    Source.TODOIST: Format(
        losses=todoist.LOSSES,
        write=todoist_archive.write,
        extension="zip",
        media_type="application/zip",
    ),
    Source.ICALENDAR: Format(
        losses=icalendar.LOSSES,
        write=icalendar_file.write,
        extension="ics",
        media_type="text/calendar",
    ),
    Source.MARKDOWN: Format(
        losses=markdown.LOSSES,
        write=markdown_file.write,
        extension="md",
        media_type="text/markdown",
    ),
}


def kept_by(source: Source, document: TaskDocument, now: datetime) -> TaskDocument:
    """Give what a format keeps of a document: what importing its export gives back."""
    return without(FORMATS[source].losses, document, now)


def export_file(source: Source, document: TaskDocument, now: datetime) -> Iterator[bytes]:
    """Write a document in pieces, without what the format cannot keep."""
    return FORMATS[source].write(kept_by(source, document, now))

"""Importing a file: found out where it comes from, read, and put together."""

from collections.abc import Iterator, Mapping

from taskora_api.exchange.assembling import Import, Known, assemble
from taskora_api.exchange.detecting import detect
from taskora_api.exchange.documents import Source
from taskora_api.exchange.files import check_size
from taskora_api.exchange.items import Context, Item, Reader
from taskora_api.exchange.readers import (
    google_tasks,
    icalendar_file,
    markdown,
    microsoft_todo,
    super_productivity,
    taskora_csv,
    taskora_json,
    ticktick,
    todoist,
    vikunja,
)

READERS: Mapping[Source, Reader] = {
    Source.TODOIST: todoist.read,
    Source.TICKTICK: ticktick.read,
    Source.GOOGLE_TASKS: google_tasks.read,
    Source.MICROSOFT_TODO: microsoft_todo.read,
    Source.ICALENDAR: icalendar_file.read,
    Source.VIKUNJA: vikunja.read,
    Source.SUPER_PRODUCTIVITY: super_productivity.read,
    Source.MARKDOWN: markdown.read,
    Source.TASKORA_JSON: taskora_json.read,
    Source.TASKORA_CSV: taskora_csv.read,
}


def import_file(
    content: bytes, context: Context, *, known: Known | None = None, source: Source | None = None
) -> Import:
    """Read a file, of a source that is named or detected; nothing is written anywhere.

    `known` has, by kind, the source ids that were imported from this source before. Raises
    `ExchangeError` for a file that cannot be read at all; anything else is a verdict of a row.
    """
    _found, items = read_file(content, context, source=source)
    return assemble(items, known)


def read_file(
    content: bytes, context: Context, *, source: Source | None = None
) -> tuple[Source, Iterator[Item]]:
    """Say where a file comes from, and give its rows before they are put together.

    Raises `ExchangeError`, at once or while the rows are taken.
    """
    check_size(content)
    found = detect(context.filename, content) if source is None else source
    return found, READERS[found](content, context)

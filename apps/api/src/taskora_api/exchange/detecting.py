"""Which program a file comes from, found in its content; its name only helps where that is text."""

from collections.abc import Callable

from taskora_api.exchange.archives import is_archive, names_of
from taskora_api.exchange.documents import Source
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import BOM, check_size, json_of, lines_of, object_of, rows_of
from taskora_api.exchange.readers.columns import Columns
from taskora_api.exchange.readers.google_tasks import is_tasks_file
from taskora_api.exchange.readers.markdown import CHECKBOX
from taskora_api.exchange.readers.microsoft_todo import lists_of
from taskora_api.exchange.readers.super_productivity import state_of
from taskora_api.exchange.readers.taskora_json import FORMAT
from taskora_api.exchange.readers.ticktick import HEADER_ROW_MAX
from taskora_api.exchange.readers.vikunja import DATA

# In these lines there has to be a checkbox, or the text is no check list.
CHECKBOX_LINES_MAX = 10_000


def detect(filename: str, content: bytes) -> Source:
    """Say where a file comes from.

    Raises `ExchangeError`: EMPTY, TOO_LARGE; ENCODING, CONTENT, TOO_DEEP and others for content
    that cannot be read at all; FORMAT_UNKNOWN for what can be read, and is none of the formats.
    """
    check_size(content)
    is_zip = is_archive(content)
    found = _archive(names_of(content)) if is_zip else _text(filename, content)
    if found is None:
        raise ExchangeError(
            Code.FORMAT_UNKNOWN, f"{filename[:100]!r} is no export of a program that is known"
        )
    return found


def _archive(names: list[str]) -> Source | None:
    if DATA in names:
        return Source.VIKUNJA
    if any(map(is_tasks_file, names)):
        return Source.GOOGLE_TASKS
    is_todoist = any(name.casefold().endswith(".csv") for name in names)
    return Source.TODOIST if is_todoist else None


def _text(filename: str, content: bytes) -> Source | None:
    start = content.removeprefix(BOM).lstrip()[:100]
    is_markdown = filename.casefold().endswith((".md", ".markdown"))
    if start[:1] in {b"{", b"["} and not is_markdown:
        return _json(json_of(content))
    if start.upper().startswith(b"BEGIN:VCALENDAR"):
        return Source.ICALENDAR
    tries: list[Callable[[bytes], Source | None]] = [_csv, _markdown]
    for find in reversed(tries) if is_markdown else tries:
        found = find(content)
        if found is not None:
            return found
    return None


def _json(value: object) -> Source | None:
    root = object_of(value)
    if root.get("format") == FORMAT:
        return Source.TASKORA_JSON
    if root.get("kind") == "tasks#taskLists":
        return Source.GOOGLE_TASKS
    if state_of(value) is not None:
        return Source.SUPER_PRODUCTIVITY
    if isinstance(value, list) and any("identifier" in object_of(each) for each in value):
        return Source.VIKUNJA
    lists = lists_of(value)
    is_microsoft = any("tasks" in each or "wellknownListName" in each for each in lists)
    return Source.MICROSOFT_TODO if is_microsoft else None


def _csv(content: bytes) -> Source | None:
    """Find a header among the first rows; text that is no CSV has none."""
    try:
        for number, (_line, row) in enumerate(rows_of(content)):
            found = _header(Columns(row))
            if found is not None or number >= HEADER_ROW_MAX:
                return found
    except ExchangeError as error:
        if error.code not in {Code.CONTENT, Code.CELL_TOO_LARGE}:
            raise
    return None


def _header(columns: Columns) -> Source | None:
    if columns.has("TYPE", "CONTENT"):
        return Source.TODOIST
    if columns.has("List Name", "Title", "taskId"):
        return Source.TICKTICK
    return Source.TASKORA_CSV if columns.has("row", "sourceId") else None


def _markdown(content: bytes) -> Source | None:
    for _, line in zip(range(CHECKBOX_LINES_MAX), lines_of(content), strict=False):
        if CHECKBOX.match(line.rstrip("\r\n")):
            return Source.MARKDOWN
    return None

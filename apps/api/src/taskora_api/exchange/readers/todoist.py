"""Todoist: a backup, which is a ZIP with one CSV for each project, or one such CSV."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import partial

from taskora_api.exchange import building
from taskora_api.exchange.archives import entries_of, is_archive
from taskora_api.exchange.cleaning import Numbered, derived_id
from taskora_api.exchange.documents import Comment, Kind, Priority, Recurrence, Task
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import rows_of
from taskora_api.exchange.items import Context, Item, Remarks, built, skipped
from taskora_api.exchange.labels import split_labels
from taskora_api.exchange.phrases import is_recurring, read_once, read_phrase
from taskora_api.exchange.readers.columns import Columns
from taskora_api.exchange.reasons import Reason
from taskora_api.exchange.rules import RuleChecks, first_date, with_unread
from taskora_api.recurrence.series import Series

_NAME = re.compile(r"(?:.*[/\\])?(.*?)(?: \[([^\[\]]+)\])?(?:\.csv)?", re.IGNORECASE | re.DOTALL)
_PRIORITIES = {
    "1": Priority.HIGH,
    "2": Priority.MEDIUM,
    "3": Priority.LOW,
    "4": Priority.NONE,
    "": Priority.NONE,
}
_FILE = re.compile(r"\[\[file (\{.*?\})\]\]", re.DOTALL)
_MINUTES_OF = {"minute": 1, "": 1, "hour": 60, "day": 24 * 60}
_ENGLISH = {"", "en"}


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read a backup or one project; raises `ExchangeError` as `entries_of` and `rows_of` do."""
    checks = RuleChecks()
    if not is_archive(content):
        yield from _Project(context.filename, context, checks).read(content)
        return
    for name, unpacked in entries_of(content, _is_csv):
        yield from _Project(name, context, checks).read(unpacked)


def _is_csv(name: str) -> bool:
    return name.casefold().endswith(".csv") and not name.startswith("__MACOSX/")


class _Project:
    """Reads one CSV, in which a row belongs to the section and the tasks above it."""

    def __init__(self, filename: str, context: Context, checks: RuleChecks) -> None:
        found = _NAME.fullmatch(filename)
        self._name = (found[1] if found else "") or "Todoist"
        self._id = (found[2] if found else None) or derived_id("todoist", self._name)
        self._file = filename
        self._context = context
        self._checks = checks
        self._ids = Numbered()
        self._section: str | None = None
        self._above: list[tuple[int, str]] = []

    def read(self, content: bytes) -> Iterator[Item]:
        rows = rows_of(content)
        _, header = next(rows, (0, []))
        columns = Columns(header)
        if not columns.has("TYPE", "CONTENT"):
            raise ExchangeError(Code.COLUMNS, "the columns TYPE and CONTENT are not in the CSV")
        is_inbox = self._name.casefold() == "inbox"
        yield built(
            self._file,
            Kind.PROJECT,
            partial(building.project, source_id=self._id, name=self._name, is_inbox=is_inbox),
            self._name,
        )
        for line, row in rows:
            yield from self._row(f"{self._file} line {line}", columns.cells(row))

    def _row(self, place: str, cells: Mapping[str, str]) -> Iterator[Item]:
        match cells["type"].strip().casefold():
            case "task":
                yield self._task(place, cells)
            case "section":
                yield self._new_section(place, cells["content"])
            case "note":
                yield self._comment(place, cells)
            case "" | "meta":
                # Rows that separate others, and how the project is shown.
                return
            case other:
                yield skipped(place, Kind.TASK, Reason.NOT_A_TASK, cells["content"], other)

    def _new_section(self, place: str, name: str) -> Item:
        self._section = self._ids.id_of("section", self._id, name)
        self._above = []
        build = partial(building.section, source_id=self._section, project_id=self._id, name=name)
        return built(place, Kind.SECTION, build, name)

    def _comment(self, place: str, cells: Mapping[str, str]) -> Item:
        if not self._above:
            return skipped(
                place, Kind.COMMENT, Reason.NOT_A_TASK, cells["content"], "a comment on a project"
            )
        task_id = self._above[-1][1]
        text = cells["content"]

        def build(remarks: Remarks) -> Comment:
            return building.comment(
                remarks,
                source_id=self._ids.id_of("comment", task_id, text),
                task_id=task_id,
                text=_FILE.sub(lambda found: _linked(remarks, found[1]), text),
                author=cells.get("author"),
                created_at=cells.get("date"),
            )

        return built(place, Kind.COMMENT, build)

    def _task(self, place: str, cells: Mapping[str, str]) -> Item:
        indent = building.read_number(cells.get("indent", "")) or 1
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        parent_id = self._above[-1][1] if self._above else None
        title, labels = split_labels(cells["content"])
        source_id = self._ids.id_of("task", self._id, self._section, parent_id, title)
        self._above.append((indent, source_id))

        def build(remarks: Remarks) -> Task:
            due = _Due(remarks, cells, self._context, self._checks)
            return building.task(
                remarks,
                source_id=source_id,
                title=title,
                notes=due.notes(cells.get("description", "")),
                priority=_PRIORITIES.get(cells.get("priority", ""), cells.get("priority")),
                project_id=self._id,
                section_id=self._section,
                parent_id=parent_id,
                tags=labels,
                due_on=due.day,
                deadline_on=due.deadline,
                due_time=due.time,
                due_zone=due.zone,
                duration_minutes=_duration(cells),
                recurrence=due.recurrence,
                assignee=cells.get("responsible"),
            )

        return built(place, Kind.TASK, build, title)


class _Due:
    """What the cells of a row say about dates; what cannot be read goes into the notes."""

    def __init__(
        self,
        remarks: Remarks,
        cells: Mapping[str, str],
        context: Context,
        checks: RuleChecks,
    ) -> None:
        self._remarks = remarks
        self._today = context.today
        self._unread: list[tuple[str, str]] = []
        self.day: date | None = None
        self.time: time | None = None
        self.recurrence: Recurrence | None = None
        self.zone = cells.get("timezone") or None
        text = cells.get("date", "").strip()
        is_english = cells.get("date_lang", "").casefold() in _ENGLISH
        if text and is_recurring(text):
            self._read_phrase(text if is_english else "", text, checks)
        elif text:
            self._read_once(text, is_english=is_english)
        self.deadline = self._read_deadline(cells.get("deadline", "").strip())

    def notes(self, description: str) -> str:
        for label, text in self._unread:
            description = with_unread(description, label, text)
        return description

    def _read_phrase(self, phrase: str, text: str, checks: RuleChecks) -> None:
        read = read_phrase(phrase, self._today)
        if read is None or not checks.gives_a_date(read.rule, read.start):
            self._remarks.add(Reason.RECURRENCE_NOT_READ, text)
            self._unread.append(("Todoist date", text))
            return
        series = Series(rule=read.rule, start=read.start)
        self.recurrence = Recurrence(series=series)
        self.day, self.time = first_date(series), read.due_time

    def _read_once(self, text: str, *, is_english: bool) -> None:
        read = read_once(text, self._today, is_english=is_english)
        if read is None:
            self._remarks.add(Reason.DATE_NOT_READ, text)
            self._unread.append(("Todoist date", text))
            return
        self.day, self.time = read

    def _read_deadline(self, text: str) -> date | None:
        read = read_once(text, self._today) if text else None
        if text and read is None:
            self._remarks.add(Reason.DATE_NOT_READ, text)
            self._unread.append(("Todoist deadline", text))
        return None if read is None else read[0]


def _duration(cells: Mapping[str, str]) -> object:
    amount = cells.get("duration", "")
    number = building.read_number(amount)
    factor = _MINUTES_OF.get(cells.get("duration_unit", "").strip().casefold())
    if number is None or factor is None:
        return None if amount in {"", "None"} else amount
    return number * factor


def _linked(remarks: Remarks, text: str) -> str:
    """Replace a file that hangs on a comment by a link to where Todoist keeps it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    name, address = str(found.get("file_name", "file")), str(found.get("file_url", ""))
    remarks.add(Reason.ATTACHMENT_LEFT_OUT, name)
    return f"[{name}]({address})" if address else name

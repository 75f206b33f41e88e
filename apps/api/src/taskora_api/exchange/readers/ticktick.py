"""TickTick: a backup, which is one CSV with rows about itself before the header."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from functools import partial

from taskora_api.exchange import building
from taskora_api.exchange.alarms import times_of
from taskora_api.exchange.cleaning import clean_id, derived_id
from taskora_api.exchange.documents import Kind, Priority, Task
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import rows_of
from taskora_api.exchange.items import Context, Item, Remarks, built, skipped
from taskora_api.exchange.moments import clean_zone, local, read_instant, read_length
from taskora_api.exchange.readers.columns import Columns
from taskora_api.exchange.reasons import Reason
from taskora_api.exchange.rules import RuleChecks, clock_of, read_recurrence, with_unread

# How many rows before the header are about the file.
HEADER_ROW_MAX = 20
_MIDNIGHT = time(0)
_PRIORITIES = {
    "0": Priority.NONE,
    "": Priority.NONE,
    "1": Priority.LOW,
    "3": Priority.MEDIUM,
    "5": Priority.HIGH,
}
_OPEN, _DONE = "\u25ab", "\u25aa"
_COMPLETED = {"1", "2"}
Cells = Mapping[str, str]


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read a backup; raises `ExchangeError` as `rows_of` does, and COLUMNS without a header."""
    rows = rows_of(content)
    columns = _columns(rows)
    backup = _Backup(context)
    for line, row in rows:
        if any(row):
            yield from backup.row(f"line {line}", columns.cells(row))


def _columns(rows: Iterator[tuple[int, list[str]]]) -> Columns:
    for _, (_line, row) in zip(range(HEADER_ROW_MAX), rows, strict=False):
        columns = Columns(row)
        if columns.has("List Name", "Title", "taskId"):
            return columns
    raise ExchangeError(Code.COLUMNS, "the columns List Name, Title and taskId are not in the CSV")


class _Backup:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._checks = RuleChecks()
        self._projects: dict[tuple[str, str], str] = {}
        self._sections: dict[tuple[str, str], str] = {}

    def row(self, place: str, cells: Cells) -> Iterator[Item]:
        if cells.get("kind", "").upper() == "NOTE":
            yield skipped(place, Kind.TASK, Reason.NOT_A_TASK, cells["title"], "a note")
            return
        yield from self._places(place, cells)
        yield built(place, Kind.TASK, partial(self._task, cells), cells["title"])
        yield from self._checklist(place, cells)
        yield from self._reminders(place, cells)

    def _places(self, place: str, cells: Cells) -> Iterator[Item]:
        """Give the project and the section of a row when they are seen for the first time."""
        folder, name, column = cells.get("folder name", ""), cells["list name"], _column(cells)
        if name and (folder, name) not in self._projects:
            source_id = derived_id("ticktick", folder, name)
            self._projects[folder, name] = source_id
            is_inbox = not folder and name.casefold() == "inbox"
            build = partial(building.project, source_id=source_id, name=name, is_inbox=is_inbox)
            yield built(place, Kind.PROJECT, build, name)
        project_id = self._project_id(cells)
        if project_id and column and (project_id, column) not in self._sections:
            source_id = derived_id("ticktick", project_id, column)
            self._sections[project_id, column] = source_id
            part = partial(
                building.section, source_id=source_id, project_id=project_id, name=column
            )
            yield built(place, Kind.SECTION, part, column)

    def _project_id(self, cells: Cells) -> str | None:
        return self._projects.get((cells.get("folder name", ""), cells["list name"]))

    def _task(self, cells: Cells, remarks: Remarks) -> Task:
        zone = clean_zone(remarks, cells.get("timezone"))
        start = _shown(remarks, cells.get("start date", ""), zone)
        due = _shown(remarks, cells.get("due date", ""), zone) or start
        clock = None if due is None or _is_all_day(cells, due) else due.time()
        is_floating = cells.get("is floating", "").casefold() == "true"
        due_zone = None if clock is None or is_floating else zone or "UTC"
        repeat, notes = cells.get("repeat", "").strip(), _description(cells)
        recurrence = None
        if repeat:
            recurrence = read_recurrence(
                remarks,
                self._checks,
                repeat,
                start=None if due is None else due.date(),
                clock=clock_of(clock and clock.replace(second=0, microsecond=0), due_zone),
                is_clamped=True,
            )
            notes = notes if recurrence else with_unread(notes, "TickTick repeats", repeat)
        project_id = self._project_id(cells)
        return building.task(
            remarks,
            source_id=cells["taskid"],
            title=cells["title"],
            notes=notes,
            priority=_PRIORITIES.get(cells.get("priority", ""), cells.get("priority")),
            project_id=project_id,
            section_id=self._sections.get((project_id or "", _column(cells))),
            parent_id=cells.get("parentid"),
            tags=cells.get("tags", "").split(","),
            start_on=start.date() if start is not None and start != due else None,
            due_on=None if due is None else due.date(),
            due_time=clock,
            due_zone=due_zone,
            recurrence=recurrence,
            completed_at=self._completed(cells),
            created_at=cells.get("created time"),
        )

    def _completed(self, cells: Cells) -> datetime | None:
        if cells.get("status", "") not in _COMPLETED:
            return None
        return read_instant(cells.get("completed time", "")) or self._context.now

    def _checklist(self, place: str, cells: Cells) -> Iterator[Item]:
        """Make subtasks of the lines of the content that have a mark."""
        task_id = clean_id(cells["taskid"])
        if cells.get("is check list", "").upper() != "Y" or task_id is None:
            return
        marked = [line for line in _lines(cells) if line[:1] in {_OPEN, _DONE}]
        project_id = self._project_id(cells)
        section_id = self._sections.get((project_id or "", _column(cells)))
        for number, line in enumerate(marked, start=1):
            build = partial(
                building.task,
                source_id=derived_id("ticktick", task_id, number),
                title=line[1:],
                parent_id=task_id,
                project_id=project_id,
                section_id=section_id,
                completed_at=self._context.now if line[0] == _DONE else self._completed(cells),
            )
            yield built(f"{place} item {number}", Kind.TASK, build, line[1:])

    def _reminders(self, place: str, cells: Cells) -> Iterator[Item]:
        task_id = clean_id(cells["taskid"])
        texts = cells.get("reminder", "").replace(",", "\n").split()
        if not texts or task_id is None:
            return
        # What is wrong with its dates is said of the task.
        own = Remarks()
        zone = clean_zone(own, cells.get("timezone"))
        shown = (_shown(own, cells.get(name, ""), zone) for name in ("due date", "start date"))
        due = next((each for each in shown if each is not None), None)
        is_of_day = due is not None and _is_all_day(cells, due)
        for text in texts:
            offset = read_length(text.upper().removeprefix("TRIGGER:"))
            times = None if offset is None else times_of(offset, is_of_day=is_of_day)
            source_id = derived_id("ticktick", task_id, text)
            build = partial(
                building.reminder, source_id=source_id, task_id=task_id, **(times or {})
            )
            yield built(place, Kind.REMINDER, build, text)


def _shown(remarks: Remarks, text: str, zone: str | None) -> datetime | None:
    if not text:
        return None
    instant = read_instant(text)
    if instant is None:
        remarks.add(Reason.DATE_NOT_READ, text)
        return None
    return local(instant, zone)


def _is_all_day(cells: Cells, due: datetime) -> bool:
    said = cells.get("is all day", "").casefold()
    return said == "true" or (said != "false" and due.time() == _MIDNIGHT)


def _column(cells: Cells) -> str:
    return cells.get("column name", "")


def _lines(cells: Cells) -> list[str]:
    return [line.strip() for line in cells.get("content", "").splitlines()]


def _description(cells: Cells) -> str:
    content = cells.get("content", "")
    if cells.get("is check list", "").upper() != "Y":
        return content
    return "\n".join(line for line in _lines(cells) if line[:1] not in {_OPEN, _DONE})

"""Markdown: check lists, in which items are nested by their indentation.

A heading of the first level is a project, one of another level a section of it. Under an item, a
quotation is its notes, and `due:`, `start:`, `deadline:`, `priority:` and `tags:` say the rest.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from taskora_api.exchange import building
from taskora_api.exchange.cleaning import Numbered
from taskora_api.exchange.documents import Kind, Task
from taskora_api.exchange.files import lines_of
from taskora_api.exchange.items import Context, Item, Remarks, built, skipped
from taskora_api.exchange.reasons import Reason

TAB_SIZE = 4
CHECKBOX = re.compile(r"^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(.*)$")
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(\S.*)$")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$")
_QUOTE = re.compile(r"^[ \t]+> ?(.*)$")
_FIELD = re.compile(r"^[ \t]+(due|start|deadline|priority|tags): (.*)$")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)")


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read check lists; text around them is left alone. Raises `ExchangeError` ENCODING."""
    list_of_tasks = _CheckList(context)
    is_code = False
    for number, raw in enumerate(lines_of(content), start=1):
        line = raw.rstrip("\r\n")
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code:
            yield from list_of_tasks.line(f"line {number}", line)
    yield from list_of_tasks.finished()


class _Open:
    """An item whose lines are still being read."""

    def __init__(self, place: str, source_id: str, title: str, *, is_done: bool) -> None:
        self.place = place
        self.source_id = source_id
        self.title = title
        self.is_done = is_done
        self.parent_id: str | None = None
        self.notes: list[str] = []
        self.fields: dict[str, str] = {}


class _CheckList:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._ids = Numbered()
        self._project: str | None = None
        self._section: str | None = None
        self._above: list[tuple[int, str]] = []
        self._open: _Open | None = None

    def line(self, place: str, line: str) -> Iterator[Item]:
        """Read one line; an item is given when the line after it is no part of it."""
        if self._continues(line):
            return
        checkbox, heading = CHECKBOX.match(line), _HEADING.match(line)
        if checkbox is None and heading is None and not line.strip():
            return
        yield from self.finished()
        if checkbox is not None:
            self._begin(place, checkbox)
        elif heading is not None:
            yield from self._heading(place, len(heading[1]), heading[2])
        elif (bullet := _BULLET.match(line)) is not None:
            yield skipped(place, Kind.TASK, Reason.NOT_A_TASK, bullet[1], "it has no checkbox")

    def finished(self) -> Iterator[Item]:
        """Give the item that was being read, if there is one."""
        item, self._open = self._open, None
        if item is not None:
            yield built(item.place, Kind.TASK, partial(self._task, item), item.title)

    def _continues(self, line: str) -> bool:
        if self._open is None:
            return False
        quote, field = _QUOTE.match(line), _FIELD.match(line)
        if quote is not None:
            self._open.notes.append(quote[1])
        elif field is not None:
            self._open.fields.setdefault(field[1], field[2])
        return quote is not None or field is not None

    def _begin(self, place: str, found: re.Match[str]) -> None:
        indent, title = len(found[1].expandtabs(TAB_SIZE)), found[3]
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        parent_id = self._above[-1][1] if self._above else None
        source_id = self._ids.id_of("task", self._project, self._section, parent_id, title)
        self._above.append((indent, source_id))
        self._open = _Open(place, source_id, title, is_done=found[2] != " ")
        self._open.parent_id = parent_id

    def _heading(self, place: str, level: int, name: str) -> Iterator[Item]:
        self._above = []
        self._section = None
        if level == 1 or self._project is None:
            named = name if level == 1 else PurePath(self._context.filename).stem or "Markdown"
            self._project = self._ids.id_of("project", named)
            build = partial(building.project, source_id=self._project, name=named)
            yield built(place, Kind.PROJECT, build, named)
        if level > 1:
            self._section = self._ids.id_of("section", self._project, name)
            section = partial(
                building.section, source_id=self._section, project_id=self._project, name=name
            )
            yield built(place, Kind.SECTION, section, name)

    def _task(self, item: _Open, remarks: Remarks) -> Task:
        day, _, clock = item.fields.get("due", "").partition(" ")
        clock, _, zone = clock.partition(" ")
        return building.task(
            remarks,
            source_id=item.source_id,
            title=item.title,
            notes="\n".join(item.notes),
            priority=item.fields.get("priority", "none"),
            project_id=self._project,
            section_id=self._section,
            parent_id=item.parent_id,
            tags=item.fields.get("tags", "").split(","),
            start_on=item.fields.get("start"),
            due_on=day,
            deadline_on=item.fields.get("deadline"),
            due_time=clock,
            due_zone=zone,
            completed_at=self._context.now if item.is_done else None,
        )

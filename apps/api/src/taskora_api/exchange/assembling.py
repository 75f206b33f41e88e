"""From what a reader found to a document, with a verdict for each row.

Rows are first collected and then checked against each other, so a child may come before its parent,
and a comment before its task. A row that is refused never stops the others.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from taskora_api.exchange import limits
from taskora_api.exchange.documents import (
    Comment,
    Entity,
    Kind,
    Project,
    Relation,
    Reminder,
    Section,
    Task,
    TaskDocument,
)
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.items import Found, Item, LeftOut, Remarks
from taskora_api.exchange.parents import placed_under_parents
from taskora_api.exchange.parts import document_of, kind_of
from taskora_api.exchange.reasons import Reason, Remark, remark

Known = Mapping[Kind, Collection[str]]


class Action(StrEnum):
    """What an import does with a row."""

    CREATE = "create"
    KNOWN = "known"
    SKIP = "skip"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a row, why, and what of it is lost.

    `place` is where it stands in the file; `source_id` is None where the row gives nothing.
    """

    place: str
    kind: Kind
    action: Action
    reason: Reason
    sentence: str
    title: str = ""
    source_id: str | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file gives: the document of all rows that are new or known, and each verdict."""

    document: TaskDocument
    verdicts: tuple[Verdict, ...]


@dataclass(slots=True)
class _Row:
    """A row while it is checked: a thing, until there is a reason to refuse it."""

    place: str
    kind: Kind
    title: str
    entity: Entity | None
    remarks: Remarks
    reason: Remark | None = None
    is_error: bool = False

    def refuse(self, reason: Reason, detail: object = "", *, is_error: bool = True) -> None:
        self.entity = None
        self.reason = remark(reason, detail)
        self.is_error = is_error


def assemble(items: Iterable[Item], known: Known | None = None) -> Import:
    """Make a document of what a reader found.

    `known` has the source ids that were imported before: their rows are known, and may be parents
    of rows in this file. Raises `ExchangeError` as the reader does, and TOO_MANY_ROWS.
    """
    assembly = _Assembly({} if known is None else known)
    for item in items:
        assembly.collect(item)
    assembly.check()
    return assembly.result()


class _Assembly:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._rows: list[_Row] = []
        self._by_id: dict[tuple[Kind, str], _Row] = {}

    def collect(self, item: Item) -> None:
        if len(self._rows) >= limits.ROWS_MAX:
            raise ExchangeError(
                Code.TOO_MANY_ROWS, f"the file has more than {limits.ROWS_MAX:,} rows"
            )
        self._rows.append(_found(item) if isinstance(item, Found) else _left_out(item))
        row = self._rows[-1]
        if row.entity is None:
            return
        key = (row.kind, row.entity.source_id)
        if key in self._by_id:
            row.refuse(Reason.ID_TWICE, row.entity.source_id)
        else:
            self._by_id[key] = row

    def check(self) -> None:
        self._check_sections()
        inboxes = self._without_inboxes()
        tasks = self._of(Kind.TASK)
        for row in tasks:
            if isinstance(row.entity, Task):
                row.entity = self._placed(row, row.entity, inboxes)
        self._check_parents(tasks)
        for kind in (Kind.COMMENT, Kind.REMINDER, Kind.RELATION):
            for row in self._of(kind):
                if not all(self._is_there(Kind.TASK, each) for each in _tasks_of(row.entity)):
                    row.refuse(Reason.TASK_MISSING)

    def result(self) -> Import:
        entities = [row.entity for row in self._rows if row.entity is not None]
        return Import(
            document=document_of(map(_without_marks, entities)),
            verdicts=tuple(map(self._verdict, self._rows)),
        )

    def _of(self, kind: Kind) -> list[_Row]:
        return [row for row in self._rows if row.kind is kind and row.entity is not None]

    def _is_there(self, kind: Kind, source_id: str) -> bool:
        row = self._by_id.get((kind, source_id))
        is_known = source_id in self._known.get(kind, ())
        return is_known or (row is not None and row.entity is not None)

    def _check_sections(self) -> None:
        for row in self._of(Kind.SECTION):
            section = row.entity
            if isinstance(section, Section) and not self._is_there(
                Kind.PROJECT, section.project_id
            ):
                row.refuse(Reason.PROJECT_UNKNOWN)

    def _without_inboxes(self) -> set[str]:
        """Take out the inboxes of a source that have no sections: inboxes are no projects here."""
        parted = {
            row.entity.project_id
            for row in self._of(Kind.SECTION)
            if isinstance(row.entity, Section)
        }
        inboxes: set[str] = set()
        for row in self._of(Kind.PROJECT):
            project = row.entity
            is_inbox = isinstance(project, Project) and project.is_inbox
            if project is not None and is_inbox and project.source_id not in parted:
                inboxes.add(project.source_id)
                row.refuse(Reason.INBOX, is_error=False)
        return inboxes

    def _placed(self, row: _Row, task: Task, inboxes: set[str]) -> Task:
        """Put a task into its project and section, as far as these are there."""
        if task.project_id in inboxes:
            task = replace(task, project_id=None)
        elif task.project_id and not self._is_there(Kind.PROJECT, task.project_id):
            row.remarks.add(Reason.PROJECT_MISSING)
            task = replace(task, project_id=None)
        if task.section_id is None:
            return task
        section = self._by_id.get((Kind.SECTION, task.section_id))
        if section is None or not isinstance(section.entity, Section):
            row.remarks.add(Reason.SECTION_MISSING)
            return replace(task, section_id=None)
        return replace(task, project_id=section.entity.project_id)

    def _check_parents(self, rows: list[_Row]) -> None:
        tasks = [row.entity for row in rows if isinstance(row.entity, Task)]
        known = self._known.get(Kind.TASK, ())
        for row, (task, reason) in zip(rows, placed_under_parents(tasks, known), strict=True):
            if reason is Reason.PARENT_CYCLE:
                row.refuse(reason)
                continue
            row.entity = task
            if reason is not None:
                row.remarks.add(reason)

    def _verdict(self, row: _Row) -> Verdict:
        source_id = None if row.entity is None else row.entity.source_id
        why, action = row.reason, Action.ERROR if row.is_error else Action.SKIP
        if source_id is not None:
            is_known = source_id in self._known.get(row.kind, ())
            action = Action.KNOWN if is_known else Action.CREATE
            why = remark(Reason.IMPORTED_BEFORE if is_known else Reason.NEW)
        if why is None:
            raise ValueError("A row without a thing has a reason.")
        return Verdict(
            place=row.place,
            kind=row.kind,
            action=action,
            reason=why.reason,
            sentence=why.sentence,
            title=row.title,
            source_id=source_id,
            remarks=tuple(row.remarks.collected) if source_id is not None else (),
        )


def _found(item: Found) -> _Row:
    remarks = Remarks(list(item.remarks))
    return _Row(item.place, kind_of(item.entity), _title(item.entity), item.entity, remarks)


def _left_out(item: LeftOut) -> _Row:
    return _Row(
        item.place, item.kind, item.title, None, Remarks(), item.remark, is_error=item.is_error
    )


def _title(entity: Entity) -> str:
    match entity:
        case Task():
            return entity.title
        case Project() | Section():
            return entity.name
        case _:
            return ""


def _tasks_of(entity: Entity | None) -> tuple[str, ...]:
    match entity:
        case Comment() | Reminder():
            return (entity.task_id,)
        case Relation():
            return (entity.from_id, entity.to_id)
        case _:
            return ()


def _without_marks(entity: Entity) -> Entity:
    if isinstance(entity, Project) and entity.is_inbox:
        return replace(entity, is_inbox=False)
    return entity

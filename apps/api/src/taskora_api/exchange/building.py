"""From the loose values of a file to the things of a document, cleaned and within limits."""

from collections.abc import Iterable

from taskora_api.exchange import limits
from taskora_api.exchange.cleaning import clean_id, clean_line, clean_tags, clean_text, shortened
from taskora_api.exchange.documents import (
    Comment,
    Priority,
    Project,
    Recurrence,
    Relation,
    RelationKind,
    Reminder,
    Section,
    Task,
)
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.moments import clean_day, clean_instant, clean_time, clean_zone
from taskora_api.exchange.reasons import Reason, RowRefusedError


def task(
    remarks: Remarks,
    *,
    source_id: object,
    title: object,
    notes: object = "",
    priority: object = Priority.NONE,
    project_id: object = None,
    section_id: object = None,
    parent_id: object = None,
    tags: Iterable[object] = (),
    start_on: object = None,
    due_on: object = None,
    deadline_on: object = None,
    due_time: object = None,
    due_zone: object = None,
    duration_minutes: object = None,
    recurrence: Recurrence | None = None,
    assignee: object = None,
    completed_at: object = None,
    created_at: object = None,
    updated_at: object = None,
) -> Task:
    """Build a task of values of any type.

    Raises `RowRefusedError` where there is no id or no title; everything else that cannot be kept
    is left out with a remark.
    """
    line = clean_line(remarks, title)
    if not line:
        raise RowRefusedError(Reason.TITLE_MISSING)
    text = clean_text(remarks, notes)
    if len(line) > limits.TITLE_LENGTH_MAX:
        remarks.add(Reason.TITLE_SHORTENED)
        text = f"{line}\n\n{text}".strip()
        line = line[: limits.TITLE_LENGTH_MAX].rstrip()
    due = clean_day(remarks, due_on)
    clock = clean_time(due_time)
    if due is None and clock is not None:
        remarks.add(Reason.TIME_WITHOUT_DATE)
        clock = None
    return Task(
        source_id=_required_id(source_id),
        title=line,
        notes=shortened(remarks, text),
        priority=_priority(remarks, priority),
        project_id=clean_id(project_id),
        section_id=clean_id(section_id),
        parent_id=clean_id(parent_id),
        tags=clean_tags(remarks, tags),
        start_on=clean_day(remarks, start_on),
        due_on=due,
        deadline_on=clean_day(remarks, deadline_on),
        due_time=clock,
        due_zone=None if clock is None else clean_zone(remarks, due_zone),
        duration_minutes=_minutes(remarks, duration_minutes),
        recurrence=recurrence,
        assignee=_person(remarks, assignee),
        completed_at=clean_instant(remarks, completed_at),
        created_at=clean_instant(remarks, created_at),
        updated_at=clean_instant(remarks, updated_at),
    )


def project(
    remarks: Remarks,
    *,
    source_id: object,
    name: object,
    archived_at: object = None,
    is_inbox: bool = False,
) -> Project:
    """Build a project; raises `RowRefusedError` where there is no id or no name."""
    return Project(
        source_id=_required_id(source_id),
        name=_name(remarks, name),
        archived_at=clean_instant(remarks, archived_at),
        is_inbox=is_inbox,
    )


def section(
    remarks: Remarks,
    *,
    source_id: object,
    project_id: object,
    name: object,
    archived_at: object = None,
) -> Section:
    """Build a section; raises `RowRefusedError` where an id or the name is missing."""
    return Section(
        source_id=_required_id(source_id),
        project_id=_required_id(project_id),
        name=_name(remarks, name),
        archived_at=clean_instant(remarks, archived_at),
    )


def comment(
    remarks: Remarks,
    *,
    source_id: object,
    task_id: object,
    text: object,
    author: object = None,
    created_at: object = None,
    edited_at: object = None,
) -> Comment:
    """Build a comment; raises `RowRefusedError` where an id or the text is missing."""
    cleaned = clean_text(remarks, text)
    if not cleaned:
        raise RowRefusedError(Reason.TEXT_MISSING)
    return Comment(
        source_id=_required_id(source_id),
        task_id=_required_id(task_id),
        text=shortened(remarks, cleaned),
        author=_person(remarks, author),
        created_at=clean_instant(remarks, created_at),
        edited_at=clean_instant(remarks, edited_at),
    )


def relation(
    _remarks: Remarks, *, source_id: object, kind: object, from_id: object, to_id: object
) -> Relation:
    """Build a relation; raises `RowRefusedError` for an unknown kind or a task to itself."""
    if kind not in set(RelationKind):
        raise RowRefusedError(Reason.VALUE, f"kind {kind}")
    first, second = _required_id(from_id), _required_id(to_id)
    if first == second:
        raise RowRefusedError(Reason.VALUE, "a task is related to itself")
    return Relation(
        source_id=_required_id(source_id),
        kind=RelationKind(str(kind)),
        from_id=first,
        to_id=second,
    )


def reminder(
    remarks: Remarks,
    *,
    source_id: object,
    task_id: object,
    at: object = None,
    minutes_before: object = None,
    all_day_time: object = None,
    acknowledged_at: object = None,
) -> Reminder:
    """Build a reminder, which has either an instant or a number of minutes."""
    instant, minutes = clean_instant(remarks, at), read_number(minutes_before)
    if minutes is not None and not 0 <= minutes <= limits.DURATION_MINUTES_MAX:
        raise RowRefusedError(Reason.VALUE, f"{minutes} minutes before it is due")
    if (instant is None) == (minutes is None):
        raise RowRefusedError(Reason.VALUE, "a reminder has one time")
    return Reminder(
        source_id=_required_id(source_id),
        task_id=_required_id(task_id),
        at=instant,
        minutes_before=minutes,
        all_day_time=None if minutes is None else clean_time(all_day_time),
        acknowledged_at=clean_instant(remarks, acknowledged_at),
    )


def read_number(value: object) -> int | None:
    """Read a whole number, as such or as text, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return int(value) if not isinstance(value, str) or len(value) <= limits.TAGS_MAX else None
    except (ValueError, OverflowError):
        return None


def _required_id(value: object) -> str:
    found = clean_id(value)
    if found is None:
        raise RowRefusedError(Reason.ID_MISSING)
    return found


def _name(remarks: Remarks, value: object) -> str:
    name = clean_line(remarks, value)
    if not name:
        raise RowRefusedError(Reason.NAME_MISSING)
    return shortened(remarks, name, limits.NAME_LENGTH_MAX)


def _person(remarks: Remarks, value: object) -> str | None:
    name = clean_line(remarks, value)
    return shortened(remarks, name, limits.NAME_LENGTH_MAX) or None


def _priority(remarks: Remarks, value: object) -> Priority:
    if value in set(Priority):
        return Priority(str(value))
    remarks.add(Reason.PRIORITY_NOT_READ, value)
    return Priority.NONE


def _minutes(remarks: Remarks, value: object) -> int | None:
    if value is None or value == "":
        return None
    minutes = read_number(value)
    if minutes is None or not 1 <= minutes <= limits.DURATION_MINUTES_MAX:
        remarks.add(Reason.DURATION_NOT_READ, value)
        return None
    return minutes

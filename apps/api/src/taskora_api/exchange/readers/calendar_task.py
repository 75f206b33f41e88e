"""One to-do of a calendar as a task."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Component

from taskora_api.exchange import building
from taskora_api.exchange.calendar_rules import rrule_for
from taskora_api.exchange.codec import decode_recurrence
from taskora_api.exchange.documents import Priority, Recurrence, Task
from taskora_api.exchange.items import Context, Remarks
from taskora_api.exchange.moments import read_length
from taskora_api.exchange.readers.calendar_values import (
    all_of,
    date_of,
    due_of,
    first_text,
    instant_of,
    relation_type,
)
from taskora_api.exchange.reasons import Reason
from taskora_api.exchange.rules import RuleChecks, clock_of, read_recurrence, with_unread
from taskora_api.recurrence.wall_clock import WallClock

MINUTE = timedelta(minutes=1)
HIGH_MAX, MEDIUM = 4, 5
DEADLINE, ASSIGNEE = "X-TASKORA-DEADLINE", "X-TASKORA-ASSIGNEE"
RECURRENCE = "X-TASKORA-RECURRENCE"
# A start that is no DTSTART: on the due date, after it, or of a task that recurs.
START = "X-TASKORA-START"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a to-do belongs, and its id."""

    source_id: str
    project_id: str | None
    section_id: str | None


def build_task(
    todo: Component, place: Place, context: Context, checks: RuleChecks, remarks: Remarks
) -> Task:
    """Build a task in its place; raises `RowRefusedError` as `building.task` does."""
    day, clock, zone = due_of(remarks, todo, context.zone)
    clock = None if clock is None else clock.replace(second=0, microsecond=0)
    recurrence, notes = _recurrence(remarks, todo, (day, clock, zone), checks)
    for attachment in all_of(todo, "ATTACH"):
        remarks.add(Reason.ATTACHMENT_LEFT_OUT, attachment)
    parents = [each for each in all_of(todo, "RELATED-TO") if relation_type(each) == "PARENT"]
    return building.task(
        remarks,
        source_id=place.source_id,
        title=first_text(todo, "SUMMARY"),
        notes=notes,
        priority=_priority(todo),
        project_id=place.project_id,
        section_id=place.section_id,
        parent_id=str(parents[0]) if parents else None,
        tags=[tag for each in all_of(todo, "CATEGORIES") for tag in getattr(each, "cats", ())],
        start_on=first_text(todo, START) or date_of(todo, "DTSTART", context.zone),
        due_on=day,
        deadline_on=first_text(todo, DEADLINE),
        due_time=clock,
        due_zone=zone,
        duration_minutes=_duration(todo),
        recurrence=recurrence,
        assignee=first_text(todo, ASSIGNEE),
        completed_at=_completed(todo, context),
        created_at=instant_of(todo, "CREATED"),
        updated_at=instant_of(todo, "LAST-MODIFIED"),
    )


def _priority(todo: Component) -> Priority:
    number = building.read_number(first_text(todo, "PRIORITY")) or 0
    if number <= 0:
        return Priority.NONE
    if number <= HIGH_MAX:
        return Priority.HIGH
    return Priority.MEDIUM if number == MEDIUM else Priority.LOW


def _duration(todo: Component) -> int | None:
    length = read_length(first_text(todo, "ESTIMATED-DURATION"))
    return None if length is None else int(length / MINUTE)


def _completed(todo: Component, context: Context) -> datetime | None:
    is_done = first_text(todo, "STATUS").upper() == "COMPLETED" or "COMPLETED" in todo
    return (instant_of(todo, "COMPLETED") or context.now) if is_done else None


def _recurrence(
    remarks: Remarks,
    todo: Component,
    due: tuple[date | None, time | None, str | None],
    checks: RuleChecks,
) -> tuple[Recurrence | None, str]:
    notes = first_text(todo, "DESCRIPTION")
    rules = [str(each.to_ical(), "utf-8") for each in all_of(todo, "RRULE")]  # type: ignore[attr-defined]
    if not rules:
        return None, notes
    day, clock = due[0], clock_of(due[1], due[2])
    ours = _ours(remarks, todo, rules[0], day, clock)
    if ours is not None:
        return ours, notes
    text = "\n".join(rules)
    start = date_of(todo, "DTSTART")
    # A rule counts from the start; if that is another day, its days are not those of DUE.
    is_of_due = start in {None, day} or "BY" not in text
    recurrence = None
    if is_of_due and "RDATE" not in todo:
        recurrence = read_recurrence(
            remarks, checks, text, start=day or start, clock=clock, skipped=_skipped(todo)
        )
    else:
        remarks.add(Reason.RECURRENCE_NOT_READ, text)
    return recurrence, notes if recurrence else with_unread(notes, "RRULE", text)


def _ours(
    remarks: Remarks, todo: Component, text: str, day: date | None, clock: WallClock | None
) -> Recurrence | None:
    """Read what our export says beside a RRULE, unless another program has changed that since."""
    written = first_text(todo, RECURRENCE)
    if not written:
        return None
    try:
        recurrence = decode_recurrence(remarks, json.loads(written))
    except (ValueError, RecursionError):
        return None
    is_same = recurrence is not None and rrule_for(recurrence, day, clock) == text
    return recurrence if is_same else None


def _skipped(todo: Component) -> list[date]:
    found = [each.dt for values in all_of(todo, "EXDATE") for each in getattr(values, "dts", ())]
    return [each.date() if isinstance(each, datetime) else each for each in found]

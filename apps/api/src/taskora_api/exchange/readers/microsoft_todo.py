"""Microsoft To Do: lists with their tasks as Microsoft Graph gives them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from taskora_api.exchange import building
from taskora_api.exchange.cleaning import clean_id, derived_id, text_of
from taskora_api.exchange.documents import Kind, Priority, Recurrence, Task
from taskora_api.exchange.files import json_of, object_of, objects_of
from taskora_api.exchange.html_text import text_of_html
from taskora_api.exchange.items import Context, Item, Remarks, built
from taskora_api.exchange.moments import known_zone, local, read_instant
from taskora_api.exchange.readers.microsoft_patterns import rrule_of
from taskora_api.exchange.reasons import Reason
from taskora_api.exchange.rules import RuleChecks, read_recurrence, with_unread

NOON_HOUR = 12
_PRIORITIES = {"low": Priority.LOW, "normal": Priority.NONE, "high": Priority.HIGH}
Raw = dict[str, object]


def lists_of(value: object) -> list[Raw]:
    """Find the lists: an array, or one under `value` or `lists`; tasks alone are one list."""
    root = object_of(value)
    lists = objects_of(value) or objects_of(root.get("lists")) or objects_of(root.get("value"))
    if lists and all("displayName" not in each for each in lists):
        return [{"id": "tasks", "displayName": "Tasks", "tasks": lists}]
    return lists


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read all lists; raises `ExchangeError` as `json_of` does."""
    checks = RuleChecks()
    for number, each in enumerate(lists_of(json_of(content)), start=1):
        place, name = f"list {number}", each.get("displayName")
        build = partial(building.project, source_id=each.get("id"), name=name)
        yield built(place, Kind.PROJECT, build, name)
        for row, raw in enumerate(objects_of(each.get("tasks")), start=1):
            yield from _items(f"{place} task {row}", raw, each.get("id"), context, checks)


def _items(
    place: str, raw: Raw, list_id: object, context: Context, checks: RuleChecks
) -> Iterator[Item]:
    title = raw.get("title")
    yield built(place, Kind.TASK, partial(_task, raw, list_id, context, checks), title)
    steps = objects_of(raw.get("checklistItems")) or objects_of(raw.get("steps"))
    for number, step in enumerate(steps, start=1):
        is_done = step.get("isChecked") is True
        build = partial(
            building.task,
            source_id=step.get("id") or derived_id("step", raw.get("id"), number),
            title=step.get("displayName"),
            project_id=list_id,
            parent_id=raw.get("id"),
            completed_at=(step.get("checkedDateTime") or context.now) if is_done else None,
            created_at=step.get("createdDateTime"),
        )
        yield built(f"{place} step {number}", Kind.TASK, build, step.get("displayName"))
    at = _instant(raw.get("reminderDateTime"))
    if raw.get("isReminderOn") is True and at is not None:
        task_id = clean_id(raw.get("id"))
        source_id = derived_id("reminder", task_id)
        remind = partial(building.reminder, source_id=source_id, task_id=task_id, at=at)
        yield built(place, Kind.REMINDER, remind, title)


def _task(
    raw: Raw, list_id: object, context: Context, checks: RuleChecks, remarks: Remarks
) -> Task:
    due = _day(raw.get("dueDateTime"), context)
    recurrence, notes = _recurrence(remarks, raw, due, context, checks)
    if raw.get("hasAttachments") is True:
        remarks.add(Reason.ATTACHMENT_LEFT_OUT, "a file")
    tags = raw.get("categories")
    importance = raw.get("importance", "normal")
    return building.task(
        remarks,
        source_id=raw.get("id"),
        title=raw.get("title"),
        notes=notes,
        priority=_PRIORITIES.get(text_of(importance), importance),
        project_id=list_id,
        tags=tags if isinstance(tags, list) else (),
        start_on=_day(raw.get("startDateTime"), context),
        due_on=due,
        recurrence=recurrence,
        completed_at=_completed(raw, context),
        created_at=raw.get("createdDateTime"),
        updated_at=raw.get("lastModifiedDateTime"),
    )


def _recurrence(
    remarks: Remarks, raw: Raw, due: date | None, context: Context, checks: RuleChecks
) -> tuple[Recurrence | None, str]:
    notes = _notes(raw)
    recurrence = object_of(raw.get("recurrence"))
    pattern, limits = object_of(recurrence.get("pattern")), object_of(recurrence.get("range"))
    if not pattern:
        return None, notes
    text = rrule_of(pattern, limits)
    start = due or context.today
    read = read_recurrence(remarks, checks, text, start=start, is_clamped=True)
    return read, notes if read else with_unread(notes, "Microsoft To Do repeats", text)


def _notes(raw: Raw) -> str:
    body = object_of(raw.get("body"))
    content = body.get("content")
    notes = text_of_html(content) if body.get("contentType") == "html" else text_of(content)
    links = [
        f"[{text_of(link.get('displayName')) or 'link'}]({text_of(link.get('webUrl'))})"
        for link in objects_of(raw.get("linkedResources"))
        if link.get("webUrl")
    ]
    return "\n\n".join(part for part in (notes, "\n".join(links)) if part)


def _completed(raw: Raw, context: Context) -> datetime | None:
    if raw.get("status") != "completed":
        return None
    return _instant(raw.get("completedDateTime")) or context.now


def _instant(value: object) -> datetime | None:
    """Read a time with its zone beside it; an unknown zone is UTC."""
    raw = object_of(value)
    instant = read_instant(text_of(raw.get("dateTime")))
    zone = known_zone(text_of(raw.get("timeZone")) or "UTC")
    if instant is None or zone in {None, "UTC"}:
        return instant
    try:
        return instant.replace(tzinfo=ZoneInfo(zone or "UTC")).astimezone(UTC)
    except OverflowError:
        return None


def _day(value: object, context: Context) -> date | None:
    """Read a due date, which is midnight of the person's zone, written in another zone.

    Without a zone of the person it is the midnight that is nearest, which holds for all zones from
    12 hours behind UTC to 12 hours before it.
    """
    raw = object_of(value)
    instant = read_instant(text_of(raw.get("dateTime")))
    if instant is None:
        return None
    if text_of(raw.get("timeZone")) not in {"", "UTC"}:
        return instant.date()
    if context.zone is not None and (instant.hour, instant.minute) != (0, 0):
        return local(instant, context.zone).date()
    is_before = instant.hour >= NOON_HOUR and instant.date() < date.max
    return instant.date() + timedelta(days=is_before)

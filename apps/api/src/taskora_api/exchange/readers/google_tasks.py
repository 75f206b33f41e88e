"""Google Tasks: `Tasks.json` of Takeout, alone or in its archive."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

from taskora_api.exchange import building
from taskora_api.exchange.archives import entries_of, is_archive
from taskora_api.exchange.cleaning import text_of
from taskora_api.exchange.documents import Kind, Task
from taskora_api.exchange.files import json_of, object_of, objects_of
from taskora_api.exchange.items import Context, Item, Remarks, built, skipped
from taskora_api.exchange.moments import local, read_instant
from taskora_api.exchange.reasons import Reason

_DATE_LENGTH = len("2026-03-02")


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read all lists; raises `ExchangeError` as `json_of` and `entries_of` do."""
    if is_archive(content):
        for _, unpacked in entries_of(content, is_tasks_file):
            yield from _read_lists(unpacked, context)
        return
    yield from _read_lists(content, context)


def is_tasks_file(name: str) -> bool:
    """Say whether an entry of an archive is the file with all tasks."""
    return name.rpartition("/")[2] == "Tasks.json"


def _read_lists(content: bytes, context: Context) -> Iterator[Item]:
    lists = objects_of(object_of(json_of(content)).get("items"))
    for number, each in enumerate(lists, start=1):
        place, title = f"list {number}", each.get("title")
        build = partial(building.project, source_id=each.get("id"), name=title)
        yield built(place, Kind.PROJECT, build, title)
        for row, raw in enumerate(objects_of(each.get("items")), start=1):
            yield _item(f"{place} task {row}", raw, each.get("id"), context)


def _item(place: str, raw: dict[str, object], list_id: object, context: Context) -> Item:
    title = raw.get("title")
    if raw.get("deleted") is True:
        return skipped(place, Kind.TASK, Reason.DELETED, title)
    if not text_of(title).strip() and not raw.get("notes"):
        # Google keeps rows in which nobody has written anything yet.
        return skipped(place, Kind.TASK, Reason.EMPTY_ROW, title)
    return built(place, Kind.TASK, partial(_task, raw, list_id, context), title)


def _task(raw: dict[str, object], list_id: object, context: Context, remarks: Remarks) -> Task:
    title, notes = text_of(raw.get("title")).strip(), text_of(raw.get("notes"))
    day, clock = _due(remarks, raw, context.zone)
    return building.task(
        remarks,
        source_id=raw.get("id"),
        title=title or notes.strip().partition("\n")[0],
        notes=_with_links(notes, raw.get("links")),
        project_id=list_id,
        parent_id=raw.get("parent"),
        due_on=day,
        due_time=clock,
        due_zone=None if clock is None else context.zone or "UTC",
        completed_at=_completed(raw, context),
        created_at=raw.get("created"),
        updated_at=raw.get("updated"),
    )


def _due(remarks: Remarks, raw: dict[str, object], zone: str | None) -> tuple[object, time | None]:
    """Give date and time: that of `scheduled_time` which is current, otherwise the date of `due`.

    Whatever the zone of the person is, a date without a time is written as midnight in UTC.
    """
    due = text_of(raw.get("due"))[:_DATE_LENGTH]
    given = raw.get("scheduled_time")
    if not given:
        return due, None
    scheduled = objects_of(given) or [object_of(given)]
    current = next((each for each in scheduled if each.get("current") is True), scheduled[0])
    start = text_of(current.get("start"))
    instant = read_instant(start)
    if instant is None:
        remarks.add(Reason.DATE_NOT_READ, start or "scheduled_time")
        return due, None
    if len(start) == _DATE_LENGTH or instant.time() == time(0):
        return due or instant.date(), None
    shown = local(instant, zone)
    return shown.date(), shown.time().replace(second=0, microsecond=0)


def _completed(raw: dict[str, object], context: Context) -> datetime | None:
    if raw.get("status") != "completed":
        return None
    return read_instant(text_of(raw.get("completed"))) or context.now


def _with_links(notes: str, links: object) -> str:
    lines = [
        f"[{text_of(link.get('description')) or 'link'}]({text_of(link.get('link'))})"
        for link in objects_of(links)
        if link.get("link")
    ]
    return "\n\n".join(part for part in (notes, "\n".join(lines)) if part)

"""Super Productivity: a backup, which is JSON with entities by their ids."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial

from taskora_api.exchange import building
from taskora_api.exchange.cleaning import clean_id, derived_id, text_of
from taskora_api.exchange.documents import Kind, Priority, Recurrence, Task
from taskora_api.exchange.files import json_of, object_of, objects_of
from taskora_api.exchange.items import Context, Item, Remarks, built
from taskora_api.exchange.moments import from_milliseconds, local, read_day
from taskora_api.exchange.readers.super_productivity_rules import read_repeat
from taskora_api.exchange.rules import RuleChecks, with_unread

INBOX = "INBOX_PROJECT"
ARCHIVES = ("archiveYoung", "archiveOld", "taskArchive")
MINUTE_MILLISECONDS = 60_000
_PRIORITIES = {
    "": Priority.NONE,
    **{"1": Priority.LOW, "2": Priority.MEDIUM, "3": Priority.HIGH},
    **{"low": Priority.LOW, "medium": Priority.MEDIUM, "high": Priority.HIGH},
}
# A tag that stands for a view.
_VIEW_TAGS = {"TODAY"}
Raw = dict[str, object]


def state_of(value: object) -> Raw | None:
    """Find the part of a backup that has the tasks, or None if this is no backup."""
    root = object_of(value)
    for candidate in (root, object_of(root.get("data")), object_of(root.get("mainModelData"))):
        if isinstance(object_of(candidate.get("task")).get("entities"), dict):
            return candidate
    return None


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read all projects and tasks; raises `ExchangeError` as `json_of` does."""
    state = state_of(json_of(content)) or {}
    backup = _Backup(context, state)
    yield from backup.projects()
    yield from backup.sections()
    yield from backup.tasks("task", object_of(state.get("task")))
    for name in ARCHIVES:
        yield from backup.tasks(name, _archived(state, name), is_archive=True)


def _archived(state: Raw, name: str) -> Raw:
    archive = object_of(state.get(name))
    return object_of(archive.get("task")) or archive


class _Backup:
    def __init__(self, context: Context, state: Raw) -> None:
        self._context = context
        self._checks = RuleChecks()
        self._projects = object_of(state.get("project"))
        self._repeats = object_of(object_of(state.get("taskRepeatCfg")).get("entities"))
        # Those of tags are parts of a view.
        self._sections = [
            (name, raw)
            for name, raw in _ordered(object_of(state.get("section")))
            if raw.get("contextType") == "PROJECT"
        ]
        self._section_of = {
            str(task_id): name for name, raw in self._sections for task_id in _list(raw, "taskIds")
        }
        # Older backups have them beside the tasks.
        self._reminders = {
            text_of(each.get("relatedId")): each.get("remindAt")
            for each in objects_of(state.get("reminders"))
        }
        # Archived subtasks without a time of their own were done with their parents.
        self._done_with = {
            name: object_of(raw).get("doneOn")
            for label in ARCHIVES
            for name, raw in object_of(_archived(state, label).get("entities")).items()
        }
        tags = object_of(object_of(state.get("tag")).get("entities"))
        self._tags = {
            name: object_of(raw).get("title")
            for name, raw in tags.items()
            if name not in _VIEW_TAGS
        }

    def projects(self) -> Iterator[Item]:
        for name, raw in _ordered(self._projects):
            is_archived = raw.get("isArchived") is True
            build = partial(
                building.project,
                source_id=name,
                name=raw.get("title"),
                archived_at=self._context.now if is_archived else None,
                is_inbox=name == INBOX,
            )
            yield built(f"project {name}", Kind.PROJECT, build, raw.get("title"))

    def sections(self) -> Iterator[Item]:
        for name, raw in self._sections:
            build = partial(
                building.section,
                source_id=name,
                project_id=raw.get("contextId"),
                name=raw.get("title"),
            )
            yield built(f"section {name}", Kind.SECTION, build, raw.get("title"))

    def tasks(self, label: str, state: Raw, *, is_archive: bool = False) -> Iterator[Item]:
        for name, raw in _ordered(state):
            if is_archive:
                # A subtask is archived with its parent, and may not be marked as done.
                raw |= {"isDone": True}
            place, title = f"{label} {name}", raw.get("title")
            yield built(place, Kind.TASK, partial(self._task, name, raw), title)
            times = {
                "reminder": raw.get("remindAt") or self._reminders.get(name),
                "deadline": raw.get("deadlineRemindAt"),
            }
            for what, value in times.items():
                at = from_milliseconds(value)
                if at is not None:
                    source_id, task_id = derived_id(what, name), clean_id(name)
                    build = partial(building.reminder, source_id=source_id, task_id=task_id, at=at)
                    yield built(place, Kind.REMINDER, build, title)

    def _task(self, name: str, raw: Raw, remarks: Remarks) -> Task:
        day, clock, zone = self._due(raw)
        recurrence, notes = self._recurrence(remarks, raw, day, clock, zone)
        deadline = from_milliseconds(raw.get("deadlineWithTime"))
        shown = raw.get("deadlineDay") if deadline is None else local(deadline, zone).date()
        estimate = building.read_number(raw.get("timeEstimate")) or 0
        priority = text_of(raw.get("priority"))
        done_at = (
            from_milliseconds(raw.get("doneOn"))
            or from_milliseconds(self._done_with.get(text_of(raw.get("parentId"))))
            or self._context.now
        )
        return building.task(
            remarks,
            source_id=name,
            title=raw.get("title"),
            notes=_with_links(notes, raw.get("attachments")),
            priority=_PRIORITIES.get(priority, priority),
            project_id=raw.get("projectId"),
            section_id=self._section_of.get(name),
            parent_id=raw.get("parentId"),
            tags=[self._tags.get(str(tag)) for tag in _list(raw, "tagIds")],
            due_on=day,
            deadline_on=shown,
            due_time=clock,
            due_zone=None if clock is None else zone,
            duration_minutes=estimate // MINUTE_MILLISECONDS or None,
            recurrence=recurrence,
            completed_at=done_at if raw.get("isDone") is True else None,
            created_at=from_milliseconds(raw.get("created")),
            updated_at=from_milliseconds(raw.get("modified")),
        )

    def _due(self, raw: Raw) -> tuple[date | None, time | None, str]:
        """Give date, time and zone; a time comes first, since old backups have both."""
        zone = self._context.zone or "UTC"
        instant = from_milliseconds(raw.get("dueWithTime")) or from_milliseconds(
            raw.get("plannedAt")
        )
        if instant is None:
            return read_day(text_of(raw.get("dueDay"))), None, zone
        shown: datetime = local(instant, zone)
        return shown.date(), shown.time().replace(second=0, microsecond=0), zone

    def _recurrence(
        self, remarks: Remarks, raw: Raw, day: date | None, clock: time | None, zone: str
    ) -> tuple[Recurrence | None, str]:
        notes = text_of(raw.get("notes"))
        configuration = object_of(self._repeats.get(text_of(raw.get("repeatCfgId"))))
        if not configuration or raw.get("isDone") is True:
            return None, notes
        due = (day or self._context.today, clock, zone)
        text, recurrence = read_repeat(
            remarks, self._checks, configuration, due, self._context.today
        )
        if recurrence is None:
            notes = with_unread(notes, "Super Productivity repeats", text)
        return recurrence, notes


def _ordered(state: Raw) -> Iterator[tuple[str, Raw]]:
    """Give the entities in the order of `ids`, and then those that are not named there."""
    entities = object_of(state.get("entities"))
    ids = state.get("ids")
    named = [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else []
    for name in dict.fromkeys([*named, *entities]):
        if name in entities:
            yield name, object_of(entities[name])


def _list(raw: Raw, name: str) -> list[object]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _with_links(notes: str, attachments: object) -> str:
    lines = [
        f"[{text_of(each.get('title')) or 'link'}]({text_of(each.get('path'))})"
        for each in objects_of(attachments)
        if each.get("path")
    ]
    return "\n\n".join(part for part in (notes, "\n".join(lines)) if part)

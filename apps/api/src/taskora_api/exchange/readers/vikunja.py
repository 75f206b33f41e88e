"""Vikunja: the export of a person's data, which is a ZIP with `data.json`, or that file alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from taskora_api.exchange import building
from taskora_api.exchange.archives import entries_of, is_archive
from taskora_api.exchange.cleaning import clean_id, derived_id, text_of
from taskora_api.exchange.documents import Kind, Priority, Recurrence, RelationKind, Task
from taskora_api.exchange.errors import Code, ExchangeError
from taskora_api.exchange.files import json_of, object_of, objects_of
from taskora_api.exchange.html_text import text_of_html
from taskora_api.exchange.items import Context, Item, Remarks, built
from taskora_api.exchange.moments import local, read_instant
from taskora_api.exchange.readers.vikunja_buckets import Buckets, buckets_of
from taskora_api.exchange.readers.vikunja_rules import repeat_of
from taskora_api.exchange.reasons import Reason
from taskora_api.exchange.rules import RuleChecks, clock_of, read_recurrence, with_unread

DATA = "data.json"
# Go writes this year for a time that is not there.
NO_YEAR = 1
_PRIORITIES = (
    *(Priority.NONE, Priority.LOW, Priority.MEDIUM),
    *(Priority.HIGH, Priority.HIGH, Priority.HIGH),
)
# What each list of related tasks says; the second is whether the task itself comes first.
_RELATIONS = {
    "blocking": (RelationKind.BLOCKS, True),
    "blocked": (RelationKind.BLOCKS, False),
    "duplicateof": (RelationKind.DUPLICATES, True),
    "duplicates": (RelationKind.DUPLICATES, False),
}
Raw = dict[str, object]


def read(content: bytes, context: Context) -> Iterator[Item]:
    """Read all projects; raises `ExchangeError` as `json_of` and `entries_of` do."""
    if is_archive(content):
        found = next(entries_of(content, lambda name: name == DATA), None)
        if found is None:
            raise ExchangeError(Code.CONTENT, f"there is no {DATA} in the archive")
        content = found[1]
    projects = objects_of(json_of(content))
    export = _Export(context, projects)
    for number, project in enumerate(projects, start=1):
        yield from export.project(f"project {number}", project)


class _Export:
    def __init__(self, context: Context, projects: list[Raw]) -> None:
        self._context = context
        self._checks = RuleChecks()
        self._relations: set[str] = set()
        # A subtask may be named by its parent alone.
        self._parents = {
            text_of(child.get("id")): task.get("id")
            for project in projects
            for task in objects_of(project.get("tasks"))
            for child in objects_of(object_of(task.get("related_tasks")).get("subtask"))
        }

    def project(self, place: str, raw: Raw) -> Iterator[Item]:
        is_archived = raw.get("is_archived") is True
        build = partial(
            building.project,
            source_id=raw.get("id"),
            name=raw.get("title"),
            archived_at=(_instant(raw.get("updated")) or self._context.now)
            if is_archived
            else None,
            is_inbox=raw.get("title") == "Inbox",
        )
        yield built(place, Kind.PROJECT, build, raw.get("title"))
        sections = buckets_of(raw)
        for number, bucket in enumerate(sections.buckets, start=1):
            section = partial(
                building.section,
                source_id=bucket.get("id"),
                project_id=raw.get("id"),
                name=bucket.get("title"),
            )
            yield built(f"{place} bucket {number}", Kind.SECTION, section, bucket.get("title"))
        for number, task in enumerate(objects_of(raw.get("tasks")), start=1):
            yield from self._items(f"{place} task {number}", task, raw, sections)

    def _items(self, place: str, raw: Raw, project: Raw, sections: Buckets) -> Iterator[Item]:
        title = raw.get("title")
        yield built(place, Kind.TASK, partial(self._task, raw, project, sections), title)
        for comment in objects_of(raw.get("comments")):
            build = partial(
                building.comment,
                source_id=comment.get("id"),
                task_id=raw.get("id"),
                text=text_of_html(comment.get("comment")),
                author=object_of(comment.get("author")).get("username"),
                created_at=_instant(comment.get("created")),
            )
            yield built(place, Kind.COMMENT, build, title)
        yield from self._reminders(place, raw)
        yield from self._related(place, raw)

    def _task(self, raw: Raw, project: Raw, sections: Buckets, remarks: Remarks) -> Task:
        due = _instant(raw.get("due_date"))
        shown = None if due is None else local(due, self._context.zone)
        clock = None if shown is None else shown.time().replace(second=0, microsecond=0)
        zone = None if shown is None else self._context.zone or "UTC"
        recurrence, notes = self._recurrence(remarks, raw, shown)
        number = building.read_number(raw.get("priority")) or 0
        start = _instant(raw.get("start_date"))
        for attachment in objects_of(raw.get("attachments")):
            name = object_of(attachment.get("file")).get("name", "file")
            remarks.add(Reason.ATTACHMENT_LEFT_OUT, name)
        for bucket in sections.others.get(text_of(raw.get("id")), ()):
            remarks.add(Reason.BUCKET_LEFT_OUT, bucket)
        is_done = raw.get("done") is True
        return building.task(
            remarks,
            source_id=raw.get("id"),
            title=raw.get("title"),
            notes=notes,
            priority=_PRIORITIES[max(0, min(number, len(_PRIORITIES) - 1))],
            project_id=project.get("id"),
            section_id=sections.of(raw),
            parent_id=self._parent(raw),
            tags=[label.get("title") for label in objects_of(raw.get("labels"))],
            start_on=None if start is None else local(start, self._context.zone).date(),
            due_on=None if shown is None else shown.date(),
            due_time=clock,
            due_zone=zone,
            recurrence=recurrence,
            assignee=next(
                (each.get("username") for each in objects_of(raw.get("assignees"))), None
            ),
            completed_at=(_instant(raw.get("done_at")) or self._context.now) if is_done else None,
            created_at=_instant(raw.get("created")),
            updated_at=_instant(raw.get("updated")),
        )

    def _parent(self, raw: Raw) -> object:
        parents = objects_of(object_of(raw.get("related_tasks")).get("parenttask"))
        if parents:
            return parents[0].get("id")
        return self._parents.get(text_of(raw.get("id")))

    def _recurrence(
        self, remarks: Remarks, raw: Raw, due: datetime | None
    ) -> tuple[Recurrence | None, str]:
        notes = text_of_html(raw.get("description"))
        text, anchor = repeat_of(raw)
        if not text:
            return None, notes
        recurrence = read_recurrence(
            remarks,
            self._checks,
            text,
            start=self._context.today if due is None else due.date(),
            clock=None
            if due is None
            else clock_of(due.time().replace(second=0, microsecond=0), self._context.zone or "UTC"),
            anchor=anchor,
            is_clamped=True,
        )
        return recurrence, notes if recurrence else with_unread(notes, "Vikunja repeats", text)

    def _reminders(self, place: str, raw: Raw) -> Iterator[Item]:
        task_id = clean_id(raw.get("id"))
        due = _instant(raw.get("due_date"))
        for each in objects_of(raw.get("reminders")):
            at, minutes = _instant(each.get("reminder")), None
            seconds = building.read_number(each.get("relative_period"))
            if each.get("relative_to") == "due_date" and seconds is not None and seconds <= 0:
                at, minutes = None, -seconds // 60
            elif at is None and due is not None and seconds is not None:
                at = due + timedelta(seconds=min(seconds, 10**9))
            build = partial(
                building.reminder,
                source_id=derived_id("vikunja", task_id, at, minutes),
                task_id=task_id,
                at=at,
                minutes_before=minutes,
            )
            yield built(place, Kind.REMINDER, build, raw.get("title"))

    def _related(self, place: str, raw: Raw) -> Iterator[Item]:
        related = object_of(raw.get("related_tasks"))
        for name, (kind, is_first) in _RELATIONS.items():
            for other in objects_of(related.get(name)):
                ids = (clean_id(raw.get("id")), clean_id(other.get("id")))
                first, second = ids if is_first else ids[::-1]
                source_id = derived_id("vikunja", kind, first, second)
                # Both tasks name it.
                if source_id in self._relations:
                    continue
                self._relations.add(source_id)
                build = partial(
                    building.relation,
                    source_id=source_id,
                    kind=kind,
                    from_id=first,
                    to_id=second,
                )
                yield built(place, Kind.RELATION, build, raw.get("title"))


def _instant(value: object) -> datetime | None:
    found = read_instant(text_of(value))
    return None if found is None or found.year == NO_YEAR else found

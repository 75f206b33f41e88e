"""The things of a document as entries of the ledger, in an order in which they can be written."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from taskora_api.comments.schemas import COMMENTS_MAX, Comment
from taskora_api.errors import TooManyError
from taskora_api.exchange.documents import Kind, TaskDocument
from taskora_api.exchange.reasons import Reason
from taskora_api.imports.notes import Notes
from taskora_api.imports.reading import Identities
from taskora_api.imports.recurring import Begun, begun
from taskora_api.ledger.entries import Entity, Entry, entry_of
from taskora_api.ledger.position import position_at, position_between
from taskora_api.projects.schemas import PROJECTS_MAX, SECTIONS_MAX, Project, Section
from taskora_api.relations.schemas import RELATIONS_MAX, Relation, RelationKind
from taskora_api.reminders.schemas import REMINDERS_MAX, Reminder
from taskora_api.tasks.field_types import Priority
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import state_of

if TYPE_CHECKING:
    from taskora_api.exchange import documents

_STEP = timedelta(microseconds=1)
_KEPT = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The space into which things come, as it is now."""

    space_id: UUID
    member_id: str
    now: datetime
    members: frozenset[str]
    project_count: int
    last_project: str | None
    # What hangs already on projects and tasks that things come to, by their ids; reminders are
    # those of who imports.
    sections: Mapping[UUID, int]
    last_sections: Mapping[UUID, str]
    comments: Mapping[UUID, int]
    relations: Mapping[UUID, int]
    reminders: Mapping[UUID, int]
    # The versions in which tasks were seen last that are in the trash.
    versions: Mapping[UUID, int]
    # Tasks that cannot be where the file has them, and relations that are there by another id.
    unplaced: frozenset[UUID]
    related: frozenset[UUID]


@dataclass(slots=True)
class Things:
    """Makes entries of a document; `notes` has what was lost or left out meanwhile."""

    around: Surroundings
    identities: Identities
    notes: Notes = field(default_factory=Notes)
    # Many tasks of a file recur alike, and each would be followed to its date.
    begin: Callable[..., Begun | None] = field(default_factory=lambda: lru_cache(_KEPT)(begun))

    def entries(self, document: TaskDocument) -> Iterator[Entry]:
        """Give the entries of all that is new: what is named comes before who names it.

        Raises:
            TooManyError: there would be more projects than there may be. Of what else is too
                much, the first ones come in, and the rows of the others say so.
        """
        yield from self._projects(self._new(Kind.PROJECT, document.projects))
        yield from self._sections(self._new(Kind.SECTION, document.sections))
        ordered = _parents_first(document.tasks)
        ranks = {each.source_id: number for number, each in enumerate(document.tasks)}
        for task in self._new(Kind.TASK, ordered):
            made = self._task(task, ranks[task.source_id])
            yield entry_of(Entity.TASK, made.id, None, state_of(made))
        yield from self._comments(self._new(Kind.COMMENT, document.comments))
        yield from self._relations(self._new(Kind.RELATION, document.relations))
        yield from self._reminders(self._new(Kind.REMINDER, document.reminders))

    def _new(self, kind: Kind, things: Sequence[Any]) -> list[Any]:
        return [each for each in things if not self.identities.is_known(kind, each.source_id)]

    def _id(self, kind: Kind, source_id: str | None) -> UUID | None:
        return None if source_id is None else self.identities.id_of(kind, source_id)

    def _projects(self, projects: Sequence["documents.Project"]) -> Iterator[Entry]:
        if projects and len(projects) + self.around.project_count > PROJECTS_MAX:
            raise TooManyError("projects")
        position = self.around.last_project
        for each in projects:
            position = position_between(position, None)
            project = Project(
                id=self.identities.id_of(Kind.PROJECT, each.source_id),
                space_id=self.around.space_id,
                name=each.name,
                position=position,
                archived_at=each.archived_at,
                created_at=self.around.now,
            )
            yield entry_of(Entity.PROJECT, project.id, None, project.model_dump(mode="json"))

    def _sections(self, sections: Sequence["documents.Section"]) -> Iterator[Entry]:
        room = _Room(SECTIONS_MAX, self.around.sections)
        positions = dict(self.around.last_sections)
        for each in sections:
            project_id = self.identities.id_of(Kind.PROJECT, each.project_id)
            if not room.takes(project_id):
                self.notes.leave_out(Kind.SECTION, each.source_id, Reason.TOO_MANY)
                continue
            positions[project_id] = position_between(positions.get(project_id), None)
            section = Section(
                id=self.identities.id_of(Kind.SECTION, each.source_id),
                space_id=self.around.space_id,
                project_id=project_id,
                name=each.name,
                position=positions[project_id],
                archived_at=each.archived_at,
                created_at=self.around.now,
            )
            yield entry_of(Entity.SECTION, section.id, None, section.model_dump(mode="json"))

    def _task(self, given: "documents.Task", rank: int) -> Task:
        task_id, now = self.identities.id_of(Kind.TASK, given.source_id), self.around.now
        due, recurrence = given.due_on, None
        if given.recurrence is not None:
            made = self.begin(given.recurrence, due)
            if made is None:
                self._lose(given, Reason.RECURRENCE_NOT_READ, "the rule gives no date")
            else:
                recurrence, due = made
        assignee = given.assignee if given.assignee in self.around.members else None
        if assignee is None and given.assignee is not None:
            self._lose(given, Reason.ASSIGNEE_LEFT_OUT, given.assignee)
        return Task(
            id=task_id,
            space_id=self.around.space_id,
            title=given.title,
            notes=given.notes,
            priority=Priority(given.priority.value),
            project_id=self._id(Kind.PROJECT, given.project_id),
            section_id=self._section(given),
            parent_id=self._parent(given, task_id),
            tags=sorted(given.tags, key=lambda tag: (tag.casefold(), tag)),
            position=position_at(now + rank * _STEP),
            start_on=given.start_on,
            due_on=due,
            due_time=given.due_time,
            due_zone=given.due_zone,
            deadline_on=given.deadline_on,
            duration_minutes=given.duration_minutes,
            recurrence=recurrence,
            assignee_id=assignee,
            completed_at=given.completed_at,
            created_by=self.around.member_id,
            # Lists have the newest first: so they have the order of the file.
            created_at=given.created_at or now - rank * _STEP,
            updated_at=given.updated_at or given.created_at or now,
            version=self.around.versions.get(task_id, 0) + 1,
        )

    def _section(self, given: "documents.Task") -> UUID | None:
        if (Kind.SECTION, given.section_id) in self.notes.left_out:
            self._lose(given, Reason.SECTION_LEFT_OUT, "")
            return None
        return self._id(Kind.SECTION, given.section_id)

    def _parent(self, given: "documents.Task", task_id: UUID) -> UUID | None:
        if given.parent_id in self.identities.moved or task_id in self.around.unplaced:
            self._lose(given, Reason.PLACE_LEFT_OUT, "")
            return None
        return self._id(Kind.TASK, given.parent_id)

    def _is_with(self, kind: Kind, source_id: str, *task_ids: str) -> bool:
        """Say whether the tasks of a thing are here; otherwise it is left out."""
        if self.identities.moved.isdisjoint(task_ids):
            return True
        self.notes.leave_out(kind, source_id, Reason.TASK_MISSING)
        return False

    def _lose(self, given: "documents.Task", reason: Reason, detail: object) -> None:
        self.notes.lose(Kind.TASK, given.source_id, reason, detail)

    def _comments(self, comments: Sequence["documents.Comment"]) -> Iterator[Entry]:
        room = _Room(COMMENTS_MAX, self.around.comments)
        for number, each in enumerate(comments):
            if not self._is_with(Kind.COMMENT, each.source_id, each.task_id):
                continue
            task_id = self.identities.id_of(Kind.TASK, each.task_id)
            if not room.takes(task_id):
                self.notes.leave_out(Kind.COMMENT, each.source_id, Reason.TOO_MANY)
                continue
            if each.author not in {None, self.around.member_id}:
                # What a file says that somebody said, nobody can believe.
                reason = Reason.AUTHOR_LEFT_OUT
                self.notes.lose(Kind.COMMENT, each.source_id, reason, each.author)
            comment = Comment(
                id=self.identities.id_of(Kind.COMMENT, each.source_id),
                space_id=self.around.space_id,
                task_id=task_id,
                author_id=self.around.member_id,
                text=each.text,
                created_at=each.created_at or self.around.now + number * _STEP,
                edited_at=each.edited_at,
            )
            yield entry_of(Entity.COMMENT, comment.id, None, comment.model_dump(mode="json"))

    def _relations(self, relations: Sequence["documents.Relation"]) -> Iterator[Entry]:
        room = _Room(RELATIONS_MAX, self.around.relations)
        related: set[tuple[frozenset[str], str]] = set()
        for number, each in enumerate(relations):
            if not self._is_with(Kind.RELATION, each.source_id, each.from_id, each.to_id):
                continue
            pair = (frozenset({each.from_id, each.to_id}), each.kind.value)
            relation_id = self.identities.id_of(Kind.RELATION, each.source_id)
            if pair in related or relation_id in self.around.related:
                reason = Reason.RELATED_ALREADY
                self.notes.leave_out(Kind.RELATION, each.source_id, reason)
                continue
            from_id = self.identities.id_of(Kind.TASK, each.from_id)
            to_id = self.identities.id_of(Kind.TASK, each.to_id)
            if not room.takes(from_id, to_id):
                self.notes.leave_out(Kind.RELATION, each.source_id, Reason.TOO_MANY)
                continue
            related.add(pair)
            relation = Relation(
                id=relation_id,
                space_id=self.around.space_id,
                from_id=from_id,
                to_id=to_id,
                kind=RelationKind(each.kind.value),
                created_at=self.around.now + number * _STEP,
            )
            yield entry_of(Entity.RELATION, relation.id, None, relation.model_dump(mode="json"))

    def _reminders(self, reminders: Sequence["documents.Reminder"]) -> Iterator[Entry]:
        """Let who imports be reminded: whose they were elsewhere, no file says."""
        room = _Room(REMINDERS_MAX, self.around.reminders)
        for number, each in enumerate(reminders):
            if not self._is_with(Kind.REMINDER, each.source_id, each.task_id):
                continue
            task_id = self.identities.id_of(Kind.TASK, each.task_id)
            if not room.takes(task_id):
                reason = Reason.REMINDER_LEFT_OUT
                self.notes.leave_out(Kind.REMINDER, each.source_id, reason)
                continue
            reminder = Reminder(
                id=self.identities.id_of(Kind.REMINDER, each.source_id),
                space_id=self.around.space_id,
                task_id=task_id,
                member_id=self.around.member_id,
                remind_at=each.at,
                minutes_before=each.minutes_before,
                all_day_time=each.all_day_time,
                created_at=self.around.now + number * _STEP,
                acknowledged_at=each.acknowledged_at,
            )
            yield entry_of(Entity.REMINDER, reminder.id, None, reminder.model_dump(mode="json"))


class _Room:
    """How much more may hang on each thing, besides what hangs on it already."""

    def __init__(self, limit: int, there: Mapping[UUID, int]) -> None:
        self._limit = limit
        self._counts = Counter(there)

    def takes(self, *owners: UUID) -> bool:
        """Count one more on all of these, unless one of them has as many as it may have."""
        if any(self._counts[owner] >= self._limit for owner in owners):
            return False
        self._counts.update(owners)
        return True


def _parents_first(tasks: Sequence["documents.Task"]) -> list["documents.Task"]:
    """Order tasks so that each comes after the one that it is below of."""
    by_id = {each.source_id: each for each in tasks}
    ordered: dict[str, documents.Task] = {}
    for task in tasks:
        above = [task]
        while above[-1].parent_id in by_id and above[-1].parent_id not in ordered:
            above.append(by_id[str(above[-1].parent_id)])
        for each in reversed(above):
            ordered.setdefault(each.source_id, each)
    return list(ordered.values())

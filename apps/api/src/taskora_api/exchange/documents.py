"""What is exchanged, as immutable values: all readers produce a document, all writers take one.

Things name each other by source ids, which are those of the program that wrote the file, or are
derived from the content where it has none. The order of a tuple is the order that a person sees.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from taskora_api.recurrence.series import Series


class Source(StrEnum):
    """The program and format of a file; clients may name it, so a value never changes."""

    TODOIST = "todoist"
    TICKTICK = "ticktick"
    GOOGLE_TASKS = "google-tasks"
    MICROSOFT_TODO = "microsoft-todo"
    ICALENDAR = "icalendar"
    VIKUNJA = "vikunja"
    SUPER_PRODUCTIVITY = "super-productivity"
    MARKDOWN = "markdown"
    TASKORA_JSON = "taskora-json"
    TASKORA_CSV = "taskora-csv"


class Kind(StrEnum):
    """What a row of a file is about."""

    PROJECT = "project"
    SECTION = "section"
    TASK = "task"
    COMMENT = "comment"
    RELATION = "relation"
    REMINDER = "reminder"


class Priority(StrEnum):
    """How important a task is."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class RelationKind(StrEnum):
    """What the first task of a relation is to the second."""

    BLOCKS = "blocks"
    DUPLICATES = "duplicates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A list of tasks. `is_inbox` marks that of a source for what was not put anywhere."""

    source_id: str
    name: str
    archived_at: datetime | None = None
    is_inbox: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a project."""

    source_id: str
    project_id: str
    name: str
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """When a task is due again; with `catch_up` what was missed is made up for."""

    series: Series
    catch_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task. A `due_time` has whole minutes; without a `due_zone` it is floating.

    `assignee` is what the source calls a person: a name, an address or an id. A `section_id` always
    stands beside the `project_id` of that section.
    """

    source_id: str
    title: str
    notes: str = ""
    priority: Priority = Priority.NONE
    project_id: str | None = None
    section_id: str | None = None
    parent_id: str | None = None
    tags: tuple[str, ...] = ()
    start_on: date | None = None
    due_on: date | None = None
    deadline_on: date | None = None
    due_time: time | None = None
    due_zone: str | None = None
    duration_minutes: int | None = None
    recurrence: Recurrence | None = None
    assignee: str | None = None
    completed_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote about a task; `author` is what the source calls them."""

    source_id: str
    task_id: str
    text: str
    author: str | None = None
    created_at: datetime | None = None
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one task is to another."""

    source_id: str
    kind: RelationKind
    from_id: str
    to_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """When to remind of a task: at an instant, or minutes before it is due; one of the two.

    `all_day_time` is when in a day a task without a time is taken to be due, None where the person
    has that in their settings. `acknowledged_at` is when it was dismissed.
    """

    source_id: str
    task_id: str
    at: datetime | None = None
    minutes_before: int | None = None
    all_day_time: time | None = None
    acknowledged_at: datetime | None = None


Entity = Project | Section | Task | Comment | Relation | Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDocument:
    """Everything that one file has: each id once per kind, and each reference points to a thing.

    A `parent_id` never leads back to its task, and a chain of parents has at most as many tasks as
    `limits.DEPTH_MAX`.
    """

    projects: tuple[Project, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    comments: tuple[Comment, ...] = ()
    relations: tuple[Relation, ...] = ()
    reminders: tuple[Reminder, ...] = ()

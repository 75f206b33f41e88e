"""What the tools for several tasks return; what there is none of is absent, and never null."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import MISSING, Field

from taskora_api.mcp_server.fields import (
    CompletedAt,
    CreatedAt,
    DescriptionField,
    DueOn,
    OccurrenceOn,
    RecurrenceRule,
    Status,
    TaskId,
    TitleField,
    UpdatedAt,
    Version,
)
from taskora_api.mcp_server.results import ChangeId, DryRun, FieldChange, PlanId, Result
from taskora_api.mcp_server.task_fields import NONE
from taskora_api.tasks.schemas import Task

BatchVerb = Literal[
    "created", "updated", "rescheduled", "completed", "reopened", "moved", "deleted", "unchanged"
]
_OURS = {
    *("task_id", "description", "status", "priority", "due_time"),
    *("recurrence_rule", "recurrence_anchor", "occurrence_on"),
}

_BOOKKEEPING = frozenset({"version", "updated_at", "completed_at"})


class WholeTask(Result):
    """One task with all that people see of it."""

    task_id: TaskId
    title: TitleField
    description: DescriptionField | MISSING = MISSING
    status: Status
    priority: Annotated[
        Literal["none", "low", "medium", "high"], Field(description="none, low, medium or high.")
    ]
    tags: Annotated[list[str], Field(description="All of its tags.")]
    space_id: Annotated[UUID, Field(description="Its space; list_places names it.")]
    project_id: (
        Annotated[UUID, Field(description="Its project; list_places names it.")] | MISSING
    ) = MISSING
    section_id: (
        Annotated[UUID, Field(description="Its section; list_places names it.")] | MISSING
    ) = MISSING
    parent_id: (
        Annotated[UUID, Field(description="The task_id of the task that it is a part of.")]
        | MISSING
    ) = MISSING
    start_on: (
        Annotated[date, Field(description="From when it can be done, as YYYY-MM-DD.")] | MISSING
    ) = MISSING
    due_on: DueOn | MISSING = MISSING
    due_time: Annotated[str, Field(description="HH:MM.")] | MISSING = MISSING
    due_zone: Annotated[str, Field(description="An IANA zone; absent: any.")] | MISSING = MISSING
    deadline_on: (
        Annotated[date, Field(description="By when it must be done, as YYYY-MM-DD.")] | MISSING
    ) = MISSING
    duration_minutes: (
        Annotated[int, Field(description="How long it takes, in minutes.")] | MISSING
    ) = MISSING
    recurrence_rule: RecurrenceRule | MISSING = MISSING
    recurrence_anchor: (
        Annotated[Literal["due", "completion"], Field(description="due or completion.")] | MISSING
    ) = MISSING
    occurrence_on: OccurrenceOn | MISSING = MISSING
    assignee_id: Annotated[str, Field(description="The member_id of who does it.")] | MISSING = (
        MISSING
    )
    created_at: CreatedAt
    updated_at: UpdatedAt
    completed_at: CompletedAt | MISSING = MISSING
    version: Version

    @classmethod
    def of(cls, task: Task, *, with_description: bool = False) -> Self:
        """Make it of a task of the services; descriptions are long, and not always wanted."""
        same = {name: getattr(task, name) for name in cls.model_fields if name not in _OURS}
        values: dict[str, Any] = {
            **same,
            "task_id": task.id,
            "status": "completed" if task.completed_at else "pending",
            "priority": task.priority.value,
            "description": task.notes if with_description else None,
            "due_time": None if task.due_time is None else task.due_time.strftime("%H:%M"),
            "recurrence_rule": None if task.recurrence is None else task.recurrence.rule,
            "occurrence_on": None if task.recurrence is None else task.recurrence.original_on,
            "recurrence_anchor": None if task.recurrence is None else task.recurrence.anchor.value,
        }
        return cls(**{name: value for name, value in values.items() if value is not None})


class WholeTasks(Result):
    """A page of tasks: open first, then by due date, then the newest."""

    tasks: Annotated[list[WholeTask], Field(description="The tasks of this page, in order.")]
    count: Annotated[int, Field(description="How many tasks are in this page.")]
    next_cursor: (
        Annotated[str, Field(description="Leads to the next page. Absent on the last one.")]
        | MISSING
    ) = MISSING


class TaskDifference(FieldChange):
    """One field of one task that is different afterwards."""

    task_id: TaskId


class BatchResult(Result):
    """What was done to tasks as one change, or what a dry run would do."""

    status: Annotated[
        BatchVerb,
        Field(
            description="created, updated, rescheduled, completed, reopened, moved, deleted, "
            "or unchanged."
        ),
    ]
    dry_run: DryRun
    change_id: ChangeId | MISSING = MISSING
    plan_id: PlanId | MISSING = MISSING
    count: Annotated[int, Field(description="How many tasks are in tasks.")]
    tasks: Annotated[
        list[WholeTask],
        Field(
            description="The named tasks as they are then, or as they were before their deletion, "
            "without their descriptions."
        ),
    ]
    changes: Annotated[
        list[TaskDifference],
        Field(description="What is different; empty for added and deleted tasks."),
    ]
    not_found: Annotated[
        list[UUID],
        Field(description="Each task_id that is not there, or not the person's; left out."),
    ]


class Section(Result):
    """A part of a project."""

    section_id: Annotated[UUID, Field(description="By it other tools name the section.")]
    project_id: Annotated[UUID, Field(description="The project that it is a part of.")]
    name: Annotated[str, Field(description="What people call it.")]


class Project(Result):
    """A project of a space."""

    project_id: Annotated[UUID, Field(description="By it other tools name the project.")]
    space_id: Annotated[UUID, Field(description="The space that it is in.")]
    name: Annotated[str, Field(description="What people call it.")]
    archived: Annotated[bool, Field(description="true: it is kept, and not shown among others.")]


class Space(Result):
    """What is kept together, by one person or several."""

    space_id: Annotated[UUID, Field(description="By it other tools name the space.")]
    name: Annotated[str, Field(description="Empty for the person's own.")]
    kind: Annotated[Literal["personal", "shared"], Field(description="personal or shared.")]
    role: Annotated[
        Literal["owner", "editor", "viewer"],
        Field(description="owner, editor or viewer, who changes nothing."),
    ]


class PlacesResult(Result):
    """Where tasks can be."""

    spaces: Annotated[list[Space], Field(description="All spaces of the person.")]
    projects: Annotated[list[Project], Field(description="All projects of these spaces.")]
    sections: Annotated[
        list[Section], Field(description="Those of the project that was named; else none.")
    ]


def task_differences(before: Mapping[UUID, Task], after: Sequence[Task]) -> list[TaskDifference]:
    """What is different of each task, of all that people see."""
    found = []
    for task in after:
        old = before.get(task.id)
        if old is None:
            continue
        one, other = (WholeTask.of(each, with_description=True) for each in (old, task))
        found += [
            TaskDifference(task_id=task.id, field=field, before=_text(one, field), after=value)
            for field in WholeTask.model_fields
            if field not in _BOOKKEEPING and (value := _text(other, field)) != _text(one, field)
        ]
    return found


def _text(task: WholeTask, field: str) -> str:
    value = getattr(task, field)
    if value is MISSING or value == []:
        return NONE
    return ", ".join(value) if isinstance(value, list) else str(value)

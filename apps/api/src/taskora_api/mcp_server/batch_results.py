"""What the tools for several tasks return; what there is none of is absent, and never null."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import MISSING, Field

from taskora_api.mcp_server.results import ChangeId, DryRun, PlanId, Result, Status
from taskora_api.mcp_server.task_fields import NONE
from taskora_api.tasks.schemas import Task

BatchVerb = Literal[
    "created", "updated", "rescheduled", "completed", "reopened", "moved", "deleted", "unchanged"
]
_OURS = {
    *("task_id", "description", "status", "priority", "due_time"),
    *("recurrence_rule", "recurrence_anchor"),
}


class WholeTask(Result):
    """One task with all that people see of it."""

    task_id: UUID
    title: str
    description: str | MISSING = MISSING
    status: Status
    priority: Annotated[
        Literal["none", "low", "medium", "high"], Field(description="none, low, medium or high.")
    ]
    tags: list[str]
    space_id: UUID
    project_id: UUID | MISSING = MISSING
    section_id: UUID | MISSING = MISSING
    parent_id: UUID | MISSING = MISSING
    start_on: date | MISSING = MISSING
    due_on: date | MISSING = MISSING
    due_time: Annotated[str, Field(description="HH:MM.")] | MISSING = MISSING
    due_zone: Annotated[str, Field(description="An IANA zone; absent: any.")] | MISSING = MISSING
    deadline_on: date | MISSING = MISSING
    duration_minutes: int | MISSING = MISSING
    recurrence_rule: str | MISSING = MISSING
    recurrence_anchor: (
        Annotated[Literal["due", "completion"], Field(description="due or completion.")] | MISSING
    ) = MISSING
    assignee_id: str | MISSING = MISSING
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | MISSING = MISSING
    version: int

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
            "recurrence_anchor": None if task.recurrence is None else task.recurrence.anchor.value,
        }
        return cls(**{name: value for name, value in values.items() if value is not None})


class WholeTasks(Result):
    """A page of tasks: open first, then by due date, then the newest."""

    tasks: list[WholeTask]
    count: Annotated[int, Field(description="How many tasks are in this page.")]
    next_cursor: (
        Annotated[str, Field(description="Leads to the next page. Absent on the last one.")]
        | MISSING
    ) = MISSING


class TaskDifference(Result):
    """One field of one task that is different afterwards."""

    task_id: UUID
    field: str
    before: Annotated[str, Field(description="none where there was nothing.")]
    after: Annotated[str, Field(description="none where there is nothing.")]


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

    section_id: UUID
    project_id: UUID
    name: str


class Project(Result):
    """A project of a space."""

    project_id: UUID
    space_id: UUID
    name: str
    archived: bool


class Space(Result):
    """What is kept together, by one person or several."""

    space_id: UUID
    name: Annotated[str, Field(description="Empty for the person's own.")]
    kind: Annotated[Literal["personal", "shared"], Field(description="personal or shared.")]
    role: Annotated[
        Literal["owner", "editor", "viewer"],
        Field(description="owner, editor or viewer, who changes nothing."),
    ]


class PlacesResult(Result):
    """Where tasks can be."""

    spaces: list[Space]
    projects: list[Project]
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
            if field not in {"version", "updated_at", "completed_at"}
            and (value := _text(other, field)) != _text(one, field)
        ]
    return found


def _text(task: WholeTask, field: str) -> str:
    value = getattr(task, field)
    if value is MISSING or value == []:
        return NONE
    return ", ".join(value) if isinstance(value, list) else str(value)

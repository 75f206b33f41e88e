"""What the tools return, as structured content; what there is none of is absent, and never null."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import MISSING, BaseModel, ConfigDict, Field

from taskora_api.mcp_server.arguments import NO_DATE
from taskora_api.tasks.schemas import Task

Status = Annotated[Literal["pending", "completed"], Field(description="pending or completed.")]
DryRun = Annotated[bool, Field(description="true: nothing was changed, this is what would be.")]
ChangeId = Annotated[
    UUID,
    Field(description="By it undo_change undoes this. Absent when nothing was changed."),
]
PlanId = Annotated[
    UUID,
    Field(description="Of a dry run: by it apply_plan does this, within 15 minutes and once."),
]


class Result(BaseModel):
    """What a tool returns."""

    model_config = ConfigDict(frozen=True)


class TaskResult(Result):
    """One task."""

    task_id: UUID
    title: str
    description: str
    status: Status
    due_on: date | MISSING = MISSING
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | MISSING = MISSING
    version: int

    @classmethod
    def of(cls, task: Task) -> Self:
        """Make it of a task of the services."""
        return cls(
            task_id=task.id,
            title=task.title,
            description=task.notes,
            status="completed" if task.completed_at else "pending",
            due_on=MISSING if task.due_on is None else task.due_on,
            created_at=task.created_at,
            updated_at=task.updated_at,
            completed_at=MISSING if task.completed_at is None else task.completed_at,
            version=task.version,
        )


class TaskListResult(Result):
    """A page of tasks: open first, then by due date, then the newest."""

    tasks: list[TaskResult]
    count: Annotated[int, Field(description="How many tasks are in this page.")]
    next_cursor: (
        Annotated[str, Field(description="Leads to the next page. Absent on the last one.")]
        | MISSING
    ) = MISSING


class FieldChange(Result):
    """One field of a task that is different afterwards."""

    field: Annotated[
        Literal["title", "description", "due_on", "status"],
        Field(description="title, description, due_on or status."),
    ]
    before: str
    after: str


class ChangeResult(Result):
    """What was done to a task, or what a dry run would do."""

    task_id: UUID
    title: str
    status: Annotated[
        Literal["created", "updated", "completed", "deleted", "unchanged"],
        Field(description="created, updated, completed, deleted, or unchanged."),
    ]
    dry_run: DryRun
    change_id: ChangeId | MISSING = MISSING
    plan_id: PlanId | MISSING = MISSING
    changes: Annotated[
        list[FieldChange], Field(description="What is different; empty for a deleted task.")
    ]
    task: Annotated[
        TaskResult, Field(description="The task as it is then, or as it was before its deletion.")
    ]


class UndoResult(Result):
    """What an undo did, or what a dry run of it would do."""

    status: Annotated[Literal["undone"], Field(description="undone.")]
    dry_run: DryRun
    change_id: ChangeId | MISSING = MISSING
    plan_id: PlanId | MISSING = MISSING
    restored: Annotated[list[TaskResult], Field(description="Tasks as they are again.")]
    removed: Annotated[
        list[UUID], Field(description="The task_id of each task that was added, and is gone now.")
    ]
    kept: Annotated[
        list[TaskResult], Field(description="Tasks that were changed since, and were left alone.")
    ]


class AppliedResult(Result):
    """What applying a plan has done."""

    status: Annotated[Literal["applied"], Field(description="applied.")]
    change_id: ChangeId | MISSING = MISSING
    count: Annotated[int, Field(description="How many things are different now.")]


def differences(before: Task | None, after: Task) -> list[FieldChange]:
    """What is different between two states of a task, of all that people see."""
    old = None if before is None else TaskResult.of(before)
    new = TaskResult.of(after)
    return [
        FieldChange(field=field, before=_text(old, field), after=_text(new, field))
        for field in ("title", "description", "due_on", "status")
        if _text(old, field) != _text(new, field)
    ]


def _text(task: TaskResult | None, field: str) -> str:
    """A field as text; a date that is not there is written as the tools take it."""
    if task is None:
        return ""
    value = getattr(task, field)
    return NO_DATE if value is MISSING else str(value)

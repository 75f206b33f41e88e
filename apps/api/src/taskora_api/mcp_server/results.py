"""What the tools return, as structured content; what there is none of is absent, and never null."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import MISSING, BaseModel, ConfigDict, Field

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
from taskora_api.tasks.schemas import Task

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

    task_id: TaskId
    title: TitleField
    description: DescriptionField
    status: Status
    due_on: DueOn | MISSING = MISSING
    recurrence_rule: RecurrenceRule | MISSING = MISSING
    occurrence_on: OccurrenceOn | MISSING = MISSING
    created_at: CreatedAt
    updated_at: UpdatedAt
    completed_at: CompletedAt | MISSING = MISSING
    version: Version

    @classmethod
    def of(cls, task: Task) -> Self:
        """Make it of a task of the services."""
        return cls(
            task_id=task.id,
            title=task.title,
            description=task.notes,
            status="completed" if task.completed_at else "pending",
            due_on=MISSING if task.due_on is None else task.due_on,
            recurrence_rule=MISSING if task.recurrence is None else task.recurrence.rule,
            occurrence_on=MISSING if task.recurrence is None else task.recurrence.original_on,
            created_at=task.created_at,
            updated_at=task.updated_at,
            completed_at=MISSING if task.completed_at is None else task.completed_at,
            version=task.version,
        )


class TaskListResult(Result):
    """A page of tasks: open first, then by due date, then the newest."""

    tasks: Annotated[list[TaskResult], Field(description="The tasks of this page, in order.")]
    count: Annotated[int, Field(description="How many tasks are in this page.")]
    next_cursor: (
        Annotated[str, Field(description="Leads to the next page. Absent on the last one.")]
        | MISSING
    ) = MISSING


class FieldChange(Result):
    """One field of a task that is different afterwards."""

    field: Annotated[str, Field(description="Its name, as find_tasks returns it.")]
    before: Annotated[str, Field(description="none where there was nothing.")]
    after: Annotated[str, Field(description="none where there is nothing.")]


class ChangeResult(Result):
    """What was done to a task, or what a dry run would do."""

    task_id: TaskId
    title: TitleField
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

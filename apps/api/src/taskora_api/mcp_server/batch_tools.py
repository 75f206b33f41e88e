"""The tools for several tasks: one call, one change, one undo."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from pydantic import MISSING

from taskora_api.auth.caller import Caller, Scope
from taskora_api.database.engine import Once
from taskora_api.errors import InvalidFieldError, NotFoundError, VersionMismatchError
from taskora_api.ledger.entries import Origin
from taskora_api.mcp_server import batch_arguments as take
from taskora_api.mcp_server.batch_results import (
    BatchResult,
    BatchVerb,
    WholeTask,
    task_differences,
)
from taskora_api.mcp_server.card import CARD_URI
from taskora_api.mcp_server.dry_run import perform
from taskora_api.mcp_server.origin import origin_by
from taskora_api.mcp_server.questions import Asking
from taskora_api.mcp_server.results import Result
from taskora_api.mcp_server.task_fields import wire_fields
from taskora_api.mcp_server.tool import Hints, Tool
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.field_types import DUE_EARLIEST, DUE_LATEST
from taskora_api.tasks.schemas import NewTask, Task, TaskChanges
from taskora_api.tasks.service import TaskService

Asked = (
    take.UpdateTasks | take.RescheduleTasks | take.CompleteTasks | take.MoveTasks | take.DeleteTasks
)
Work = Callable[[Origin, Once | None], Awaitable[Changed]]
_TARGETS = ("project_id", "section_id", "parent_id")
_BESIDE = frozenset({"task_id", "version"})
_TRIES = 3


async def _add(tasks: TaskService, caller: Caller, asked: take.AddTasks) -> Result:
    space = {} if asked.space_id is MISSING else {"spaceId": asked.space_id}
    new = [NewTask(**wire_fields(each), **space) for each in asked.tasks]
    by = origin_by(asked)
    done = await perform(
        tasks,
        caller,
        by,
        lambda once: tasks.add_tasks(caller.id, new, by, once=once),
        is_dry_run=asked.dry_run,
    )
    return _result("created", done.result, {}, plan_id=done.plan_id)


async def _update(tasks: TaskService, caller: Caller, asked: take.UpdateTasks) -> Result:
    changes = {each.task_id: TaskChanges(**wire_fields(each, _BESIDE)) for each in asked.tasks}
    if len(changes) < len(asked.tasks):
        raise InvalidFieldError("tasks", "twice", "A task is named twice. Name each once.")
    if any(not each.model_fields_set for each in changes.values()):
        raise InvalidFieldError("tasks", "nothing", "A task has nothing to change. Leave it out.")
    versions = {each.task_id: each.version for each in asked.tasks if each.version is not MISSING}
    return await _change(tasks, caller, asked, changes, "updated", versions=versions)


async def _reschedule(tasks: TaskService, caller: Caller, asked: take.RescheduleTasks) -> Result:
    sent = asked.model_fields_set & {"by_days", "due_on", "due_time"}
    if not sent or {"by_days", "due_on"} <= sent:
        raise InvalidFieldError("by_days", "one_of", "Send by_days, or due_on, or due_time alone.")
    fields = wire_fields(asked, frozenset({"task_ids", "by_days", "dry_run"}))
    if asked.by_days is MISSING:
        changes = {each: TaskChanges(**fields) for each in asked.task_ids}
        return await _change(tasks, caller, asked, changes, "rescheduled")
    for number in range(_TRIES):
        found = await tasks.get_tasks(caller.id, asked.task_ids)
        changes = {
            task.id: TaskChanges(**fields, dueOn=_later(task, asked.by_days)) for task in found
        }
        # One that is not there is named as such by the change.
        changes |= {each: TaskChanges() for each in asked.task_ids if each not in changes}
        versions = {task.id: task.version for task in found}
        try:
            return await _change(tasks, caller, asked, changes, "rescheduled", versions=versions)
        except VersionMismatchError:
            # Its date may be another one since it was read.
            if number == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _later(task: Task, days: int) -> date:
    if task.due_on is None:
        raise InvalidFieldError(
            "by_days", "no_date", f"The task {task.id} has no due date. Send due_on for it."
        )
    try:
        due = task.due_on + timedelta(days=days)
    except OverflowError:
        due = None
    if due is None or not DUE_EARLIEST <= due <= DUE_LATEST:
        raise InvalidFieldError(
            "by_days", "out_of_range", f"The task {task.id} would be due outside 1900 to 2999."
        )
    return due


async def _complete(tasks: TaskService, caller: Caller, asked: take.CompleteTasks) -> Result:
    fields = wire_fields(asked, frozenset({"task_ids", "completed", "dry_run"}))
    each = TaskChanges(completed=asked.completed, **fields)
    changes = dict.fromkeys(asked.task_ids, each)
    return await _change(
        tasks, caller, asked, changes, "completed" if asked.completed else "reopened"
    )


async def _move(tasks: TaskService, caller: Caller, asked: take.MoveTasks) -> Result:
    sent = {name: getattr(asked, name) for name in _TARGETS if name in asked.model_fields_set}
    if not sent:
        raise InvalidFieldError("project_id", "one_of", f"Send one of {', '.join(_TARGETS)}.")
    fields = wire_fields(asked, frozenset({"task_ids", "dry_run"}))
    changes = dict.fromkeys(asked.task_ids, TaskChanges(**fields))
    return await _change(tasks, caller, asked, changes, "moved")


async def _delete(tasks: TaskService, caller: Caller, asked: take.DeleteTasks) -> Result:
    return await _perform(
        tasks,
        caller,
        asked,
        lambda by, once: tasks.delete_tasks(caller.id, asked.task_ids, by, once=once),
        "deleted",
        before={},
    )


async def _change(
    tasks: TaskService,
    caller: Caller,
    asked: Asked,
    changes: Mapping[UUID, TaskChanges],
    verb: BatchVerb,
    *,
    versions: Mapping[UUID, int] | None = None,
) -> Result:
    before = {task.id: task for task in await tasks.get_tasks(caller.id, list(changes))}
    return await _perform(
        tasks,
        caller,
        asked,
        lambda by, once: tasks.update_tasks(caller.id, changes, by, version=versions, once=once),
        verb,
        before=before,
    )


async def _perform(
    tasks: TaskService,
    caller: Caller,
    asked: Asked,
    work: Work,
    verb: BatchVerb,
    *,
    before: Mapping[UUID, Task],
) -> Result:
    by = origin_by(asked)
    done = await perform(tasks, caller, by, lambda once: work(by, once), is_dry_run=asked.dry_run)
    return _result(verb, done.result, before, plan_id=done.plan_id)


def _result(
    verb: BatchVerb,
    changed: Changed,
    before: Mapping[UUID, Task],
    *,
    plan_id: UUID | None = None,
) -> Result:
    if not changed.tasks:
        raise NotFoundError
    is_dry_run = plan_id is not None
    is_known = changed.change_id is not None and not is_dry_run
    return BatchResult(
        status=verb if changed.change_id is not None else "unchanged",
        dry_run=is_dry_run,
        change_id=changed.change_id if is_known and changed.change_id else MISSING,
        plan_id=MISSING if plan_id is None else plan_id,
        count=len(changed.tasks),
        tasks=[WholeTask.of(task) for task in changed.tasks],
        changes=task_differences(before, [] if verb == "deleted" else changed.tasks),
        not_found=changed.missing,
    )


def _asking(text: str, verb: BatchVerb, *, count_min: int) -> Asking:
    return Asking(
        text,
        _ids,
        lambda _asked, changed, before: _result(verb, changed, before),
        count_min,
    )


def _ids(asked: Asked) -> Sequence[UUID]:
    if isinstance(asked, take.UpdateTasks):
        return [each.task_id for each in asked.tasks]
    return asked.task_ids


_ASKED = "The person may be asked first. One change_id undoes all of it."
BATCH_TOOLS = (
    Tool(
        "add_tasks",
        "Add tasks",
        "Add up to 100 tasks with all their fields, as one change. A task with subtasks is added "
        "first, and they with its task_id as parent_id. One change_id undoes all of it.",
        Scope.TASKS_WRITE,
        Hints(read_only=False, destructive=False, idempotent=False),
        take.AddTasks,
        BatchResult,
        _add,
        card=CARD_URI,
    ),
    Tool(
        "update_tasks",
        "Change tasks",
        "Change fields of up to 100 tasks, each by its own changes. What is left out stays. To "
        f"postpone use reschedule_tasks, for another project move_tasks. {_ASKED}",
        Scope.TASKS_WRITE,
        Hints(read_only=False, destructive=True, idempotent=True),
        take.UpdateTasks,
        BatchResult,
        _update,
        _asking("Change", "updated", count_min=2),
        CARD_URI,
    ),
    Tool(
        "reschedule_tasks",
        "Reschedule tasks",
        "Make up to 100 tasks due on another day: some days later or earlier each, or all on one "
        f"day. The time of day stays unless due_time is sent. {_ASKED}",
        Scope.TASKS_WRITE,
        Hints(read_only=False, destructive=True, idempotent=False),
        take.RescheduleTasks,
        BatchResult,
        _reschedule,
        _asking("Reschedule", "rescheduled", count_min=2),
        CARD_URI,
    ),
    Tool(
        "complete_tasks",
        "Complete tasks",
        "Mark up to 100 tasks as done, or as open again. One that recurs becomes due again: send "
        "occurrence_on, or a call that is sent again completes the next occurrence too. "
        "One change_id undoes all of it.",
        Scope.TASKS_WRITE,
        Hints(read_only=False, destructive=False, idempotent=False),
        take.CompleteTasks,
        BatchResult,
        _complete,
        card=CARD_URI,
    ),
    Tool(
        "move_tasks",
        "Move tasks",
        "Put up to 100 tasks of one space into a project, a section or below another task, or "
        f"take them out with none. {_ASKED}",
        Scope.TASKS_WRITE,
        Hints(read_only=False, destructive=True, idempotent=True),
        take.MoveTasks,
        BatchResult,
        _move,
        _asking("Move", "moved", count_min=2),
        CARD_URI,
    ),
    Tool(
        "delete_tasks",
        "Delete tasks",
        "Put up to 100 tasks into the trash with all below them. undo_change brings them back "
        "within 30 days. The person may be asked first.",
        Scope.TASKS_WRITE,
        Hints(read_only=False, destructive=True, idempotent=True),
        take.DeleteTasks,
        BatchResult,
        _delete,
        _asking("Delete", "deleted", count_min=1),
        CARD_URI,
    ),
)
